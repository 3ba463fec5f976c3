# SPDX-License-Identifier: Apache-2.0
"""The network: the lower layers of MiniLM-L6 (Apache-2.0) with a head a task. src/language/ runs the same in C++.

Shapes: B windows, P pieces, T words, D = 384. Sources: BERT (Devlin et al. 2019), MiniLM (Wang et al. 2020),
deep biaffine parsing (Dozat & Manning 2017).
"""

import random

import torch
import torch.nn.functional as F
from corpora import FRAME_MARK
from torch import nn

WIDTH, HEADS, ARC, LABEL, ROLE, ROLE_CONV = 384, 12, 192, 96, 160, 96
REACH = 20  # distance buckets to a cue, times two for the same line


def rounded(x):
    """x with every row rounded to int8 by its largest value, as the engine does; gradients pass as if it were not."""
    scale = x.detach().abs().amax(-1, keepdim=True).clamp(min=1e-6) / 127
    return x + ((x / scale).round() * scale - x).detach()


class Dropout(nn.Module):
    """Dropout whose masks are stretches of one long row drawn beforehand: drawing them anew took a fifth of the training."""

    POOL = 1 << 23

    def __init__(self, drop):
        super().__init__()
        self.row = (torch.rand(self.POOL) >= drop).float() / (1 - drop) if drop else None

    def forward(self, x):
        if not self.training or self.row is None:
            return x
        at = random.randrange(self.POOL - x.numel())
        return x * self.row[at : at + x.numel()].view(x.shape)


class Layer(nn.Module):
    """A layer of BERT; `engine` rounds what its products take, as the engine does. mask: which pieces there are, or a bias of each pair."""

    def __init__(self, drop, width=WIDTH, eps=1e-12, engine=True):
        super().__init__()
        self.width, self.near = width, rounded if engine else lambda x: x
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=eps), nn.LayerNorm(width, eps=eps)
        self.drop = Dropout(drop)

    def forward(self, x, mask):
        b, p, _ = x.shape
        split = (b, p, 3, HEADS, self.width // HEADS)
        q, k, v = self.qkv(self.near(x)).view(split).permute(2, 0, 3, 1, 4)
        mask = mask if mask.dtype == torch.bool else mask.to(q.dtype)
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        y = y.transpose(1, 2).reshape(b, p, self.width)
        x = self.norm1(x + self.drop(self.out(self.near(y))))
        return self.norm2(x + self.drop(self.down(self.near(F.gelu(self.up(self.near(x)))))))

    def load(self, weights, at, own, names):
        """Takes what a published network has: weights(name), under `at` the names of its query, key and value, and {ours: its}."""
        for part in ("weight", "bias"):
            take = lambda name: weights(f"{at}{name}.{part}")
            getattr(self.qkv, part).data.copy_(torch.cat([take(name) for name in own]))
            for mine, theirs in names.items():
                getattr(getattr(self, mine), part).data.copy_(take(theirs))


class Attributing:
    """Heads that find attributions: cues, and the roles of all words for each. Their host has `head_drop`."""

    def add_attribution_heads(self, width=WIDTH):
        self.cue = nn.Linear(width, 3)
        self.role_word, self.role_cue = nn.Linear(width, ROLE), nn.Linear(width, ROLE)
        self.role_gate = nn.Linear(width, ROLE)
        self.role_reach = nn.Embedding(2 * REACH, ROLE)
        self.role_conv = nn.Conv1d(ROLE, ROLE_CONV, 5, padding=2)
        self.role_out = nn.Conv1d(ROLE_CONV, 5, 3, padding=1)

    def roles(self, words, window, cue, reach):
        """Role scores [N,T,5] (O, B-source, I-source, B-content, I-content) for N cues: vectors [N,D], buckets [N,T]."""
        a = self.role_word(words)[window]
        gate = torch.sigmoid(self.role_gate(cue))[:, None, :]
        z = F.relu(a * gate + self.role_cue(cue)[:, None, :] + self.role_reach(reach))
        z = F.relu(self.role_conv(self.head_drop(z).transpose(1, 2)))
        return self.role_out(z).transpose(1, 2)


class Network(nn.Module, Attributing):
    def __init__(self, sizes, layers=4, drop=0.1):
        """sizes: number of classes of upos, xpos, feats, lemma, deprel, ner."""
        super().__init__()
        self.sizes, self.layer_count = sizes, layers
        self.pieces, self.positions = nn.Embedding(30522, WIDTH), nn.Embedding(512, WIDTH)
        self.marks = nn.Embedding(FRAME_MARK + 1, WIDTH)
        nn.init.zeros_(self.marks.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(drop) for _ in range(layers))
        self.drop = Dropout(drop)
        self.tags = nn.ModuleDict(
            {k: nn.Linear(WIDTH, sizes[k]) for k in ("upos", "xpos", "feats", "lemma", "ner")}
        )
        self.arc_dep, self.arc_head = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.arc = nn.Parameter(torch.zeros(ARC + 1, ARC))
        self.label_dep, self.label_head = nn.Linear(WIDTH, LABEL), nn.Linear(WIDTH, LABEL)
        self.label = nn.Parameter(torch.zeros(sizes["deprel"], LABEL + 1, LABEL + 1))
        self.root = nn.Parameter(torch.randn(WIDTH) * 0.1)
        nn.init.xavier_uniform_(self.arc)
        self.add_attribution_heads()
        self.head_drop = Dropout(0.2)

    def load_minilm(self, path):
        from safetensors.torch import load_file

        w = load_file(path)
        g = lambda n: w.get(n, w.get("bert." + n))
        self.pieces.weight.data.copy_(g("embeddings.word_embeddings.weight"))
        self.positions.weight.data.copy_(
            g("embeddings.position_embeddings.weight")
            + g("embeddings.token_type_embeddings.weight")[0]
        )
        self.norm.weight.data.copy_(g("embeddings.LayerNorm.weight"))
        self.norm.bias.data.copy_(g("embeddings.LayerNorm.bias"))
        own = [f"attention.self.{name}" for name in ("query", "key", "value")]
        names = {
            "out": "attention.output.dense",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm1": "attention.output.LayerNorm",
            "norm2": "output.LayerNorm",
        }
        for i, layer in enumerate(self.layers):
            layer.load(g, f"encoder.layer.{i}.", own, names)

    def encode(self, pieces, marks, first, lengths):
        """pieces, marks [B,P]; first [B,T] piece index of each word; lengths [B] pieces -> words [B,T,D]."""
        p = pieces.shape[1]
        mask = (torch.arange(p)[None, :] < lengths[:, None])[:, None, None, :]
        x = self.pieces(pieces) + self.positions.weight[:p] + self.marks(marks)
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x.gather(1, first[..., None].expand(-1, -1, WIDTH))

    def arcs(self, words):
        """Scores [B,T,T+1] of every head (column 0 is the root)."""
        heads = torch.cat([self.root.expand(words.shape[0], 1, WIDTH), words], 1)
        d, h = (
            self.head_drop(F.relu(self.arc_dep(words))),
            self.head_drop(F.relu(self.arc_head(heads))),
        )
        d = torch.cat([d, torch.ones_like(d[..., :1])], -1)
        return d @ self.arc @ h.transpose(1, 2)

    def labels(self, words, heads):
        """Label scores [N,L] for word vectors [N,D] and their heads' vectors [N,D]."""
        d, h = (
            self.head_drop(F.relu(self.label_dep(words))),
            self.head_drop(F.relu(self.label_head(heads))),
        )
        one = torch.ones_like(d[..., :1])
        return torch.einsum(
            "nd,lde,ne->nl", torch.cat([d, one], -1), self.label, torch.cat([h, one], -1)
        )


def reach_bucket(distance, same_line):
    """Distance in words from the cue (0 inside it, negative before it) -> 0..2*REACH-1."""
    n = abs(distance)
    bucket = (
        0
        if n == 0
        else 1
        if n == 1
        else 2
        if n == 2
        else 3
        if n == 3
        else 4
        if n <= 5
        else 5
        if n <= 8
        else 6
        if n <= 13
        else 7
        if n <= 21
        else 8
        if n <= 40
        else 9
    )
    return bucket + (10 if distance < 0 else 0) + (REACH if same_line else 0)
