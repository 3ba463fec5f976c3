# SPDX-License-Identifier: Apache-2.0
"""Attributions as the network learns them: the loss and the scores of cues and roles, whichever module has the heads
(network.Attributing)."""

import torch
import torch.nn.functional as F
from windows import buckets, pad

ROLE_NAMES = ["O", "B-source", "I-source", "B-content", "I-content"]
CUE_NAMES = ["O", "B-cue", "I-cue"]


def cue_vectors(words, where):
    return torch.stack([words[b, first : last + 1].mean(0) for b, first, last in where])


def attribution_loss(net, batch, words, which=None):
    """The loss of the cues and roles of `which` windows (all): net has the heads, words [B,T,D] are what they look at."""
    which = range(len(batch)) if which is None else which
    frames = [(b, f) for b in which for f in batch[b].frames]
    if not which:
        return 0
    loss = 2 * F.cross_entropy(
        net.cue(net.head_drop(words))[list(which)].flatten(0, 1),
        pad([batch[b].cues + [-100] * (words.shape[1] - batch[b].count) for b in which]).flatten(),
        ignore_index=-100,
    )
    if frames:
        cue = cue_vectors(words, [(b, f[0], f[1]) for b, f in frames])
        width = words.shape[1]
        fill = lambda row, value: row + [value] * (width - len(row))
        reach = torch.tensor([fill(f[3], 0) for _, f in frames])
        gold = torch.tensor([fill(f[2], -100) for _, f in frames])
        scores = net.roles(words, torch.tensor([b for b, _ in frames]), cue, reach)
        loss = loss + 3 * F.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=-100)
    return loss


def bio_spans(tags):
    """(start, end, type) of BIO classes given as strings."""
    out, start = [], None
    for i, t in enumerate(tags + ["O"]):
        if start is not None and not (t[0] == "I" and t[2:] == tags[start][2:]):
            out.append((start, i, tags[start][2:]))
            start = None
        if t[0] == "B":
            start = i
    return out


def best_path(scores, names):
    """Viterbi over BIO constraints. scores [T,C] -> class indices."""
    ok = torch.tensor(
        [[not (b[0] == "I" and not (a != "O" and a[2:] == b[2:])) for b in names] for a in names]
    )
    step = torch.where(ok, 0.0, -1e4)
    best, back = scores[0] + torch.tensor([-1e4 if n[0] == "I" else 0.0 for n in names]), []
    for row in scores[1:]:
        best, at = (best[:, None] + step).max(0)
        best = best + row
        back.append(at)
    path = [int(best.argmax())]
    for at in reversed(back):
        path.append(int(at[path[-1]]))
    return path[::-1]


def count_attributions(net, words, batch, n):
    """Counts cues, sources and contents right, given and wanted into `n`; words [B,T,D]."""
    cues = net.cue(words)
    for b, w in enumerate(batch):
        gold = {k: set() for k in ("cue", "source", "content")}
        for first, last, tags, _ in w.frames:
            gold["cue"].add((first, last + 1))
            for s in bio_spans([ROLE_NAMES[t] for t in tags]):
                gold[s[2]].add(s[:2])
        mine = {k: set() for k in gold}
        for first, end, _ in bio_spans(
            [CUE_NAMES[c] for c in best_path(cues[b, : w.count], CUE_NAMES)]
        ):
            mine["cue"].add((first, end))
            reach = torch.tensor([buckets(w, first, end - 1)])
            row = net.roles(
                words[b : b + 1, : w.count],
                torch.tensor([0]),
                cue_vectors(words, [(b, first, end - 1)]),
                reach,
            )[0]
            for s in bio_spans([ROLE_NAMES[c] for c in best_path(row, ROLE_NAMES)]):
                mine[s[2]].add(s[:2])
        for k in mine:
            n[k] += len(mine[k] & gold[k])
            n[k + "_given"] += len(mine[k])
            n[k + "_wanted"] += len(gold[k])
