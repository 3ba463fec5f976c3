# SPDX-License-Identifier: Apache-2.0
"""What a teacher thinks of every window, and the loss of a student that learns it beside the annotation
(Hinton et al. 2015, "Distilling the knowledge in a neural network"). Reports that nobody annotated teach so too."""

import collections
import json
import random

import readings
import readings_data
import torch
import torch.nn.functional as F
from readings import candidate_rows, cue_pool

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


class Unread(readings_data.Report):
    """A report, or the rest of one, that nobody annotated."""

    whole = attributed = False

    def read(self):
        self.events, self.relations, self.untold, self.referring, self.statements = (
            [],
            [],
            [],
            [],
            [],
        )
        self.quantities, self.unsure = {}, set(range(len(self.words)))


def load_unread(dump_file):
    return [Unread(dump, None, None) for dump in map(json.loads, open(dump_file, encoding="utf-8"))]


def windows(data, folder, pieces, paths, cuts, seed):
    """Windows to learn from, unread ones and those of dev; of reports in `folder` (train/corpus.py prepares it), annotated ones cut
    `cuts` times by lot. Whoever gives the same seed gets the same windows."""
    reports = readings_data.load([folder / "train.dump"], [folder / "train"])
    held = readings_data.load([folder / "dev.dump"], [folder / "dev"])
    others = readings_data.load_plover(folder / "plover.dump", data / "events/plover-gsr-dev.jsonl")
    articles = folder / "polnear-train.dump"
    if articles.exists():
        others += readings_data.load_polnear(articles, data / "attribution/polnear-train.jsonl.xz")
    unread = load_unread(folder / "unread.dump") if (folder / "unread.dump").exists() else []
    for report in reports + held + others + unread:
        readings.enrich(report)
    index, lot = {name: i for i, name in enumerate(paths)}, random.Random(seed)
    cut = lambda some, *more: readings.read_windows(some, pieces, index, LIMIT, *more)
    train = cut(others)
    for _ in range(cuts):
        train += cut(reports, lot)
    return train, cut(unread, lot), cut(held)


def key(window):
    return window.report.id, window.begin, window.count


def asked(window):
    """Triggers of which a window's events are asked: the annotation's, and where it has none, the teacher's."""
    return [e[0] for e in window.events] + getattr(window, "asked", [])


def answers(module, words, batch):
    """Every question's scores: name -> (window of each row, scores [N,K], candidates [N,K-1] or None)."""
    out = {}
    drop = module.head_drop
    vectors = lambda rows: drop(words[[r[0] for r in rows], [r[1] for r in rows]])
    owners = lambda rows: [r[0] for r in rows]

    def put(name, rows, scores, candidates=None):
        out[name] = (owners(rows), scores, candidates)

    def arcs(head, rows, candidates):
        chosen, paths, reaches = candidate_rows(
            [(batch[b], at, words) for (b, at, *_), words in zip(rows, candidates)]
        )
        return chosen, module.arcs(head, words, [r[:2] for r in rows], chosen, paths, reaches)

    each = [(b, i) for b, w in enumerate(batch) for i in range(w.count)]
    put("trigger", each, module.trigger(vectors(each)))
    events = [(b, t) for b, w in enumerate(batch) for t in asked(w)]
    if events:
        put("status", events, module.status(vectors(events)))
        parties = lambda w, t: [i for i in range(w.count) if w.party[i] and i != t]
        chosen, scores = arcs(module.parties, events, [parties(batch[b], t) for b, t in events])
        put("source", events, scores[..., 0], chosen)
        put("target", events, scores[..., 1], chosen)
    cues = [(b, f[0], f) for b, w in enumerate(batch) for f in w.cue_frames]
    if cues:
        pooled = torch.stack([cue_pool(words, b, f[0], f[1], f[2]) for b, _, f in cues])
        hidden = drop(F.relu(module.cue_hidden(drop(pooled))))
        put("act", cues, module.act(hidden))
        put("commitment", cues, module.commitment(hidden))
        outside = lambda w, f: [i for i in range(w.count) if w.party[i] and not f[0] <= i <= f[1]]
        chosen, scores = arcs(module.addressee, cues, [outside(batch[b], f) for b, _, f in cues])
        put("addressee", cues, scores[..., 0], chosen)
    numbers = [
        (b, i)
        for b, w in enumerate(batch)
        for i in range(w.count)
        if w.is_number[i] or i in w.numbers
    ]
    if numbers:
        put("what", numbers, module.what(vectors(numbers)))
    pairs = [(b, *p) for b, w in enumerate(batch) for p in w.related()]
    if pairs:
        columns = [torch.tensor([[p[k]] for p in pairs]) for k in (2, 4, 5)]
        anchors = [p[:2] for p in pairs]
        scores = module.arcs(module.relation, words, anchors, *columns, nobody=False)
        put("relation", pairs, scores[:, 0])
    return out


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
        for name, (owners, scores, candidates) in answers(heads, words, batch).items():
            for n, (b, row) in enumerate(zip(owners, F.softmax(scores, -1).half())):
                if candidates is not None:
                    row = torch.cat([row[:-1][candidates[n] >= 0], row[-1:]])
                out[key(batch[b])][name].append(row.numpy())
    return {k: dict(v) for k, v in out.items()}


def give(some, said):
    """Gives each window what a teacher thinks of it."""
    for w in some:
        w.said = said[key(w)]
        w.asked = w.said.get("asked", [])


def loss_of(module, words, batch):
    """How far the student's answers are from the teacher's: cross entropies, weighed as in the loss of the annotation."""
    loss = 0
    for name, (owners, scores, candidates) in answers(module, words, batch).items():
        scores = scores.float()
        row, target = collections.Counter(), torch.zeros_like(scores)
        for n, b in enumerate(owners):
            thought = torch.from_numpy(batch[b].said[name][row[b]]).float()
            row[b] += 1
            if candidates is None:
                target[n] = thought
            else:
                target[n, :-1][candidates[n] >= 0], target[n, -1] = thought[:-1], thought[-1]
        each = -(target * F.log_softmax(scores, -1)).sum(-1)
        total = each.sum() / len(batch) if name == "relation" else each.mean()
        loss = loss + WEIGHTS[name] * total
    return loss
