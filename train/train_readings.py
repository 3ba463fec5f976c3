# SPDX-License-Identifier: Apache-2.0
"""Trains the readings alone, over a finished encoder that stays as it is: its vectors are made once, so that more layers and more
rounds cost less than training all tasks together (train.py), and no other task can fall.

usage: train_readings.py DATA MINILM_DIR ENCODER.pt REPORTS OUT.pt [--taught SAID.pickle] [--layers N] [--minutes M] [--seed N] ...
ENCODER.pt is what train.py or recover.py writes; REPORTS the folder train/corpus.py prepares. OUT.pt is ENCODER.pt with the
readings of the moving average of the weights at the end; --taught is what a teacher thinks (teacher.py); OUT.log has the dev scores by the way (they choose nothing).
"""

import argparse
import collections
import copy
import json
import pathlib
import pickle
import time

import distil
import readings
import torch
from attributions import count_attributions
from network import Network
from windows import Pieces, shuffled_batches, tensors


def cached(net, windows, size=16):
    """Gives every window its vectors."""
    order = sorted(windows, key=lambda w: len(w.pieces))
    with torch.no_grad():
        for k in range(0, len(order), size):
            batch = order[k : k + size]
            for w, v in zip(batch, net.encode(*tensors(batch))):
                w.vectors = v[: w.count].to(torch.float16)


def stacked(batch):
    return torch.nn.utils.rnn.pad_sequence([w.vectors.float() for w in batch], batch_first=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("minilm", type=pathlib.Path)
    parser.add_argument("encoder", type=pathlib.Path)
    parser.add_argument("reports", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument(
        "--minutes", type=float, default=40, help="the schedule is cut to what fits"
    )
    parser.add_argument("--rate", type=float, default=1.0, help="scales the learning rates")
    parser.add_argument(
        "--cuts", type=int, default=3, help="ways in which each report is cut into windows"
    )
    parser.add_argument(
        "--average", type=float, default=0.999, help="decay of the moving average of weights"
    )
    parser.add_argument("--taught", type=pathlib.Path, help="what a teacher thinks (teacher.py)")
    parser.add_argument(
        "--annotated", type=float, default=1.0, help="weighs the annotation beside the teacher"
    )
    parser.add_argument("--drop", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument(
        "--bf16",
        action="store_true",
        help="matrices in bfloat16: twice as fast with AVX-512 BF16, far slower without",
    )
    a = parser.parse_args()
    torch.manual_seed(a.seed)
    torch.set_num_threads(a.threads)
    pieces = Pieces(str(a.minilm / "tokenizer.json"))
    before = torch.load(a.encoder, map_location="cpu", weights_only=False)
    lists = before["lists"]
    net = Network({k: len(v) for k, v in lists.items() if k != "paths"}, layers=before["layers"])
    net.load_state_dict({k: v for k, v in before["state"].items() if not k.startswith("readings.")})
    net.eval()
    log = open(a.out.with_suffix(".log"), "a")
    say = lambda *m: (print(*m, flush=True), print(*m, file=log, flush=True))

    train, unread, dev = distil.windows(a.data, a.reports, pieces, lists, a.cuts, a.seed)
    if a.taught:
        train += unread
        with open(a.taught, "rb") as said:
            distil.give(train, pickle.load(said))
    module = readings.over(lists["paths"], before["layers"], a.minilm, a.layers, a.drop)
    module.load_state_dict(
        {k: v for k, v in before["state"].items() if k.startswith(("cue.", "role_"))}, strict=False
    )
    learned = {
        k[len("readings.") :]: v for k, v in before["state"].items() if k.startswith("readings.")
    }
    module.load_state_dict(learned, strict=False)  # what the encoder's file has of them: a start
    started = time.time()
    cached(net, train + dev)
    say(
        f"{len(train)} windows, {len(lists['paths'])} paths, cached in {time.time() - started:.0f} s"
    )

    base = [p for n, p in module.named_parameters() if n.startswith("layers.")]
    heads = [p for n, p in module.named_parameters() if not n.startswith("layers.")]
    own = collections.Counter()
    with torch.no_grad():
        for w in dev:
            count_attributions(net, stacked([w]), [w], own)
    say(
        "the encoder's own attributions on dev",
        {
            k: round(200 * own[k] / max(1, own[k + "_given"] + own[k + "_wanted"]), 1)
            for k in ("cue", "source", "content")
        },
    )
    if a.minutes == 0:
        return say("dev", json.dumps(readings.evaluate(stacked, module, dev)))
    optimiser = torch.optim.AdamW(
        [{"params": base, "lr": 3e-4 * a.rate}, {"params": heads, "lr": 1.5e-3 * a.rate}],
        weight_decay=0.01,
        betas=(0.9, 0.98),
    )
    started = time.time()
    progress = lambda: (time.time() - started) / 60 / a.minutes
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / 150, max(0.01, 1 - progress()))
    )
    mean, loss_sum, step = copy.deepcopy(module), collections.deque(maxlen=200), 0
    for batch in shuffled_batches(train, 16, a.seed):
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=a.bf16):
            words = module.words(stacked(batch), batch)
            loss = a.annotated * readings.loss_of_words(module, batch, words)
            if a.taught:
                loss = loss + distil.loss_of(module, words, batch)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        if not torch.isfinite(torch.nn.utils.clip_grad_norm_(module.parameters(), 2.0)):
            say(f"step {step}: no number in a gradient; the batch is left out")
            continue
        optimiser.step()
        schedule.step()
        with torch.no_grad():
            for kept, now in zip(mean.parameters(), module.parameters()):
                kept.lerp_(now, 1 - min(a.average, (step + 1) / (step + 10)))
        loss_sum.append(loss.item())
        step += 1
        if step % 200 == 0:
            say(
                f"step {step} {time.time() - started:.0f} s loss {sum(loss_sum) / len(loss_sum):.3f}"
            )
        last = progress() >= 1
        if step % 1000 == 0 or last:
            say("dev", json.dumps(readings.evaluate(stacked, mean, dev)))
            state = {k: v for k, v in before["state"].items() if not k.startswith("readings.")}
            state |= {"readings." + k: v for k, v in mean.state_dict().items()}
            torch.save(before | {"state": state, "lists": lists}, a.out)
        if last:
            break


if __name__ == "__main__":
    main()
