# SPDX-License-Identifier: Apache-2.0
"""A larger network that learns the readings, and then says what it thinks of every window, for train_readings.py to learn from
(Hinton et al. 2015, "Distilling the knowledge in a neural network"). It is MPNet base (Song et al. 2020; all-mpnet-base-v2,
Apache-2.0) without its top layers, with the readings' heads; what is known of each word is added above its frozen layers. It reads
too slowly to be shipped.

usage: teacher.py DATA MPNET_DIR MINILM_DIR ENCODER.pt REPORTS OUT.pickle [--minutes M] [--seed N] [--cuts N] ...
ENCODER.pt gives the lists of paths; REPORTS is what train/corpus.py prepares. Seed and cuts must be train_readings.py's, so that
both cut reports alike. OUT.pt is the teacher itself; with it, --minutes 0 only says what it thinks.
"""

import argparse
import json
import pathlib
import pickle

import distil
import learning
import readings
import torch
from network import Dropout, Layer, alive
from safetensors.torch import load_file
from torch import nn
from windows import Pieces, shuffled_batches, tensors

WIDTH, BUCKETS, FARTHEST = 768, 32, 128
PAD, FIRST_POSITION = 1, 2  # of MPNet


def twins(minilm, mpnet):
    """MPNet's number of each of MiniLM's pieces: both are BERT's, numbered differently."""
    vocabulary = lambda folder: json.loads((folder / "tokenizer.json").read_text())["model"][
        "vocab"
    ]
    theirs, named = (
        vocabulary(mpnet),
        {"[CLS]": "<s>", "[SEP]": "</s>", "[MASK]": "<mask>", "[PAD]": "<pad>"},
    )
    ours = vocabulary(minilm)
    out = torch.zeros(max(ours.values()) + 1, dtype=torch.long)
    for piece, number in ours.items():
        out[number] = theirs[named.get(piece, piece)]
    return out


def distance_buckets(length=512):
    """T5's buckets of the distance from one piece to another, [length,length] (Raffel et al. 2020)."""
    at = torch.arange(length)
    away = at[:, None] - at[None, :]
    half, exact = BUCKETS // 2, BUCKETS // 4
    n = away.abs()
    far = torch.log(n.clamp(min=1) / exact) / torch.log(torch.tensor(FARTHEST / exact))
    far = (exact + far * (half - exact)).long().clamp(max=half - 1)
    return (away < 0).long() * half + torch.where(n < exact, n, far)


class Teacher(nn.Module):
    """MPNet's lower layers and the readings' heads. The lowest `frozen` layers, the embeddings and the bias stay as they are."""

    def __init__(self, mpnet, minilm, paths, layers, frozen, drop=0.1):
        super().__init__()
        w = load_file(mpnet / "model.safetensors")
        self.frozen = frozen
        self.register_buffer("twins", twins(minilm, mpnet), persistent=False)
        self.register_buffer("buckets", distance_buckets(), persistent=False)
        self.register_buffer("bias", w["encoder.relative_attention_bias.weight"], persistent=False)
        table = lambda name: nn.Embedding.from_pretrained(w[f"embeddings.{name}.weight"])
        self.pieces, self.positions = table("word_embeddings"), table("position_embeddings")
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.norm.load_state_dict(
            {part: w[f"embeddings.LayerNorm.{part}"] for part in ("weight", "bias")}
        )
        self.layers = nn.ModuleList(
            Layer(drop, WIDTH, eps=1e-5, engine=False) for _ in range(layers)
        )
        names = {
            "out": "attention.attn.o",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm1": "attention.LayerNorm",
            "norm2": "output.LayerNorm",
        }
        for i, layer in enumerate(self.layers):
            layer.load(
                w.__getitem__, f"encoder.layer.{i}.", [f"attention.attn.{n}" for n in "qkv"], names
            )
        for module in (self.pieces, self.positions, self.norm, *self.layers[:frozen]):
            module.requires_grad_(False)
        self.heads = readings.Readings(len(paths), 0, drop, WIDTH)
        self.drop = Dropout(drop)

    def vectors(self, windows):
        """The words of `windows` [B,T,D], as the heads take them."""
        pieces, _, first, lengths = tensors(windows)
        p = pieces.shape[1]
        if self.training:
            pieces = readings.with_gaps(pieces)
        bias = self.bias[self.buckets[:p, :p]].permute(2, 0, 1)[None]
        dead = ~alive(pieces, lengths)
        bias = bias + torch.zeros(dead.shape).masked_fill(dead, -1e9)
        at = first[..., None].expand(-1, -1, WIDTH)
        with torch.no_grad():
            x = self.pieces(self.twins[pieces].masked_fill(dead[:, 0, 0], PAD))
            x = self.drop(self.norm(x + self.positions.weight[FIRST_POSITION : FIRST_POSITION + p]))
            for layer in self.layers[: self.frozen]:
                x = layer(x, bias)
        x = readings.with_known(x, self.heads.known(windows, first.shape[1]), at)
        for layer in self.layers[self.frozen :]:
            x = layer(x, bias)
        return x.gather(1, at)


def taught(net, batch):
    """The words of `batch` in full precision; the layers run in bfloat16."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        return net.vectors(batch).float()


def learn(net, train, dev, a):
    layers = [p for p in net.layers.parameters() if p.requires_grad]
    heads = list(net.heads.parameters())

    def loss_of(batch):
        loss = readings.loss_of(net.heads, batch, taught(net, batch))
        return loss, loss

    batches = shuffled_batches(train, 16, a.seed)
    for _ in learning.steps(batches, loss_of, layers, heads, a.rate, a.minutes, warm=60, every=20):
        pass
    test(net, dev)


def test(net, dev):
    net.eval()
    scores = readings.evaluate(lambda batch: taught(net, batch), net.heads, dev)
    net.train()
    print("dev", json.dumps(scores), flush=True)


def main():
    parser = argparse.ArgumentParser()
    for name in ("data", "mpnet", "minilm", "encoder", "reports", "out"):
        parser.add_argument(name, type=pathlib.Path)
    parser.add_argument(
        "--minutes", type=float, default=58, help="the schedule is cut to what fits"
    )
    parser.add_argument("--layers", type=int, default=9)
    parser.add_argument("--frozen", type=int, default=2)
    parser.add_argument("--rate", type=float, default=1e-4, help="of the layers")
    parser.add_argument("--cuts", type=int, default=2)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    a = parser.parse_args()
    torch.manual_seed(a.seed)
    torch.set_num_threads(a.threads)
    pieces = Pieces(str(a.minilm / "tokenizer.json"))
    lists = torch.load(a.encoder, map_location="cpu", weights_only=False)["lists"]
    train, unread, dev = distil.windows(a.data, a.reports, pieces, lists, a.cuts, a.seed)
    net = Teacher(a.mpnet, a.minilm, lists["paths"], a.layers, a.frozen)
    kept = a.out.with_suffix(".pt")
    if a.minutes:
        learn(net, train, dev, a)
        torch.save(net.state_dict(), kept)
    else:
        net.load_state_dict(torch.load(kept, map_location="cpu"))
        test(net, dev)
    net.eval()
    with open(a.out, "wb") as out:
        pickle.dump(distil.thoughts(net.heads, train + unread, lambda b: taught(net, b)), out)


if __name__ == "__main__":
    main()
