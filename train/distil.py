# SPDX-License-Identifier: Apache-2.0
"""What a teacher thinks of every window, and the loss of a student that learns it beside the annotation
(Hinton et al. 2015, "Distilling the knowledge in a neural network"). Reports that nobody annotated teach so too."""

import collections
import random

import readings
import readings_data
import torch
import torch.nn.functional as F

LIMIT, ASKED = 150, 0.3
WEIGHTS = {
    "trigger": 4,
    "status": 0.7,
    "source": 1,
    "target": 1,
    "act": 1,
    "commitment": 0.7,
    "addressee": 0.5,
    "what": 0.5,
    "relation": 1,
}


def windows(data, folder, pieces, lists, cuts, seed):
    """Windows to learn from, unread ones and those of dev; of reports in `folder` (train/corpus.py prepares it), annotated ones cut
    `cuts` times by lot. Whoever gives the same seed gets the same windows. Where `lists` have no paths, those of the reports are put there."""
    reports = readings_data.load([folder / "train.dump"], [folder / "train"])
    held = readings_data.load([folder / "dev.dump"], [folder / "dev"])
    others = readings_data.load_plover(folder / "plover.dump", data / "events/plover-gsr-dev.jsonl")
    articles = folder / "polnear-train.dump"
    if articles.exists():
        others += readings_data.load_polnear(articles, data / "attribution/polnear-train.jsonl.xz")
    unread = readings_data.load_unread(dump) if (dump := folder / "unread.dump").exists() else []
    for report in reports + held + others + unread:
        readings.enrich(report)
    paths = lists.setdefault("paths", readings.path_vocabulary(reports))
    index, lot = {name: i for i, name in enumerate(paths)}, random.Random(seed)
    cut = lambda some, *more: readings.read_windows(some, pieces, index, LIMIT, *more)
    train = cut(others)
    for _ in range(cuts):
        train += cut(reports, lot)
    return train, cut(unread, lot), cut(held)


def key(window):
    return window.report.id, window.begin, window.count


@torch.no_grad()
def thoughts(heads, some, vectors):
    """What `heads` think of each window: key -> {question: a distribution a row, half precision}, and "asked". vectors: windows ->
    words [B,T,D] as the heads take them."""
    out = {}
    order = sorted(some, key=lambda w: len(w.pieces))
    for k in range(0, len(order), 32):
        batch = order[k : k + 32]
        words = vectors(batch)
        for b, w in enumerate(batch):
            said = out[key(w)] = collections.defaultdict(list)
            if not w.report.whole:
                told = 1 - F.softmax(heads.trigger(words[b, : w.count]), -1)[:, 0]
                known = {e[0] for e in w.events}
                w.asked = [i for i in range(w.count) if told[i] >= ASKED and i not in known]
                said["asked"] = w.asked
        for name, (rows, scores, candidates) in readings.answers(heads, words, batch).items():
            for n, thought in enumerate(F.softmax(scores, -1).half()):
                if candidates is not None:
                    thought = torch.cat([thought[:-1][candidates[n] >= 0], thought[-1:]])
                out[key(batch[rows[n][0]])][name].append(thought.numpy())
    return {k: dict(v) for k, v in out.items()}


def give(some, said):
    """Gives each window what a teacher thinks of it."""
    for w in some:
        w.said = said[key(w)]
        w.asked = w.said.get("asked", [])


def loss_of(module, words, batch):
    """How far the student's answers are from the teacher's: cross entropies, weighed as in the loss of the annotation."""
    loss = 0
    for name, (rows, scores, candidates) in readings.answers(module, words, batch).items():
        scores = scores.float()
        told, target = collections.Counter(), torch.zeros_like(scores)
        for n, (b, *_) in enumerate(rows):
            thought = torch.from_numpy(batch[b].said[name][told[b]]).float()
            told[b] += 1
            if candidates is None:
                target[n] = thought
            else:
                target[n, :-1][candidates[n] >= 0], target[n, -1] = thought[:-1], thought[-1]
        each = -(target * F.log_softmax(scores, -1)).sum(-1)
        total = each.sum() / len(batch) if name == "relation" else each.mean()
        loss = loss + WEIGHTS[name] * total
    return loss
