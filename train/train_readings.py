# SPDX-License-Identifier: Apache-2.0
"""Trains one of the two readers, over an encoder that stays as it is, so that no other task can fall; it learns from a teacher and
from the annotation.

usage: train_readings.py words|pieces DATA MINILM_DIR BASE.safetensors ENCODER.pt REPORTS SAID.pickle OUT.pt [--minutes M] ...
The layers begin as those of BASE (readings.py: MiniLM-L6 for words, E5-small for pieces); with --onward, the reader as the one in
ENCODER.pt, which is what train.py, recover.py or this writes. REPORTS is the folder train/corpus.py prepares; SAID.pickle what a teacher
thinks (teacher.py, with the same seed and cuts).
OUT.pt is ENCODER.pt with the moving average of the reader's weights; OUT.log has the dev scores by the way (they choose nothing).
"""

import argparse
import copy
import json
import pathlib
import pickle

import distil
import learning
import readings
import torch
from network import Network
from windows import Pieces, shuffled_batches


def words_of(net, reader, windows):
    """The vectors of the words of `windows`, in full precision; the layers run in bfloat16."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        return reader.words(net, windows).float()


def learn(net, reader, train, dev, a, say, keep):
    """`keep` is given the mean of the weights now and then, and at the end."""
    base = [p for n, p in reader.named_parameters() if n.startswith("layers.")]
    heads = [p for n, p in reader.named_parameters() if not n.startswith("layers.")]
    mean = copy.deepcopy(reader)

    def loss_of(batch):
        words = words_of(net, reader, batch)
        told = distil.loss_of(reader, words, batch)
        return told + a.annotated * readings.loss_of(reader, batch, words), told

    batches = shuffled_batches(train, 16, a.order)
    for step, last in learning.steps(
        batches, loss_of, base, heads, a.rate, a.minutes, warm=100, every=50
    ):
        with torch.no_grad():
            for kept, now in zip(mean.parameters(), reader.parameters()):
                kept.lerp_(now, 1 - min(a.average, (step + 1) / (step + 10)))
        if step % 500 == 0 or last:
            say("dev", json.dumps(readings.evaluate(lambda b: words_of(net, mean, b), mean, dev)))
            keep(mean)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("place", choices=["words", "pieces"])
    for name in ("data", "minilm", "base", "encoder", "reports", "said", "out"):
        parser.add_argument(name, type=pathlib.Path)
    parser.add_argument(
        "--minutes", type=float, default=84, help="the schedule is cut to what fits"
    )
    parser.add_argument("--rate", type=float, default=3e-4, help="of the layers")
    parser.add_argument("--cuts", type=int, default=2, help="ways in which a report is cut")
    parser.add_argument("--average", type=float, default=0.998, help="decay of the moving average")
    parser.add_argument(
        "--annotated", type=float, default=0.5, help="weighs the annotation beside the teacher"
    )
    parser.add_argument("--onward", action="store_true", help="from the reader of ENCODER.pt")
    parser.add_argument("--seed", type=int, default=7, help="of the cuts")
    parser.add_argument("--order", type=int, default=7, help="seed of the order of the windows")
    parser.add_argument("--threads", type=int, default=2)
    a = parser.parse_args()
    torch.manual_seed(a.seed)
    torch.set_num_threads(a.threads)
    pieces = Pieces(str(a.minilm / "tokenizer.json"))
    before = torch.load(a.encoder, map_location="cpu", weights_only=False)
    lists = before["lists"]
    encoder = {k: v for k, v in before["state"].items() if not k.startswith("readings.")}
    own = f"readings.{a.place}."
    other = {
        k: v
        for k, v in before["state"].items()
        if k.startswith("readings.") and not k.startswith(own)
    }
    net = Network({k: len(v) for k, v in lists.items() if k != "paths"}, layers=before["layers"])
    net.load_state_dict(encoder)
    net.eval()
    train, unread, dev = distil.windows(a.data, a.reports, pieces, lists, a.cuts, a.seed)
    train += unread
    with open(a.said, "rb") as said:
        distil.give(train, pickle.load(said))
    if a.place == "words":
        reader = readings.WordReader.begun(lists["paths"], a.base, before["layers"])
    else:
        reader = readings.PieceReader.begun(lists["paths"], a.base)
    attributing = {k: v for k, v in encoder.items() if k.startswith(("cue.", "role_"))}
    reader.load_state_dict(attributing, strict=False)
    if a.onward:
        reader.load_state_dict(
            {k.removeprefix(own): v for k, v in before["state"].items() if k.startswith(own)},
            strict=False,  # a recovered reader lacks the heads that are not shipped
        )
    log = open(a.out.with_suffix(".log"), "a")
    say = lambda *m: (print(*m, flush=True), print(*m, file=log, flush=True))
    say(f"{len(train)} windows, {len(lists['paths'])} paths, {len(reader.layers)} layers")

    def keep(mean):
        learned = {own + k: v for k, v in mean.state_dict().items()}
        state = encoder | other | learned
        torch.save(before | {"state": state, "lists": lists}, a.out)

    learn(net, reader, train, dev, a, say, keep)


if __name__ == "__main__":
    main()
