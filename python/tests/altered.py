# SPDX-License-Identifier: Apache-2.0
"""Many reports out of few: each told again with other words, other days and parts left out, so that they share actors and much
of what they tell and are seldom copies of each other."""

import copy
import datetime
import random
import re


def _other_words(text, dice, share):
    """`text` with so many of its small words written backwards: as long, so that spans stay true."""

    def other(match):
        return match[0][::-1] if dice.random() < share else match[0]

    return re.sub(r"\b[a-z]{3,}\b", other, text)


def _days_later(day, days):
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days)).isoformat()


def _moved(value, days):
    if isinstance(value, str):
        return _days_later(value, days)
    if isinstance(value, dict):
        return {key: _moved(one, days) for key, one in value.items()}
    return value


def altered(record, turn):
    """A record (as `to_dict()` gives it) told again; turn 0 is the record itself."""
    if turn == 0:
        return record
    out = copy.deepcopy(record)
    report = out["report"]
    dice = random.Random(f"{report['id']} {turn}")
    report["id"] = f"{report['id']}.{turn}"
    report["text"] = _other_words(report["text"], dice, dice.choice([0.02, 0.15, 0.3, 0.5]))
    days = dice.randrange(-30, 30)
    if report["published"] is None and dice.random() < 0.7:
        report["published"] = "2022-09-01"
    report["published"] = _moved(report["published"], days)
    for kind, field in (("events", "date"), ("statements", "date"), ("commitments", "due")):
        for one in out[kind]:
            if one.get(field):
                one[field] = _moved(one[field], days)
    for kind in ("claims", "commitments", "events", "relations"):
        out[kind] = [one for one in out[kind] if dice.random() < 0.8]
    return out


def grown(record):
    """A later version of a record: what it told, and a sentence more."""
    out = copy.deepcopy(record)
    report = out["report"]
    report["id"] += "+"
    report["text"] += " The council meets again on the 14th, with 37 delegates of both sides."
    if report["published"]:
        report["published"] = _days_later(report["published"], 1)
    return out


def many(records, count):
    """So many records of few, in the order of their days."""
    made = [
        altered(record, turn) for turn in range(-(-count // len(records))) for record in records
    ]
    return sorted(
        made[:count], key=lambda one: (one["report"]["published"] or "", one["report"]["id"])
    )
