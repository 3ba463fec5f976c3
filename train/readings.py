# SPDX-License-Identifier: Apache-2.0
"""The readings: what a report's words do. Layers over what the shared encoder makes of a window, fed with what is known of each word
(tag, relation, name, what the event lexicon says of it, whether it is quoted or said), and a head a question. There are two readers:
one over the words above the encoder's highest layer, one over the pieces above its lowest. src/reading/window_reader.cc runs the same
in C++.

Shapes: B windows, T words, N triggers or cues, D = 384.
"""

import collections

import torch
import torch.nn.functional as F
from attributions import attribution_loss, count_attributions
from corpora import Sentence
from network import WIDTH, Attributing, Dropout, Layer, alive
from safetensors.torch import load_file
from torch import nn
from windows import SEP, Window, buckets, pack, tensors

TYPES = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
STATUS = ["occurred", "alleged", "denied", "planned", "hypothetical"]
ACTS = [
    "state",
    "accuse",
    "deny",
    "reject",
    "request",
    "promise",
    "threaten",
    "support",
    "criticize",
    "expect",
    "concede",
    "question",
]
COMMITMENTS = ["none", "appeal", "demand", "promise", "threat", "expectation", "obligation"]
RELATIONS = [
    "none",
    "member_of",
    "not_member_of",
    "chairs",
    "chair_passes_to",
    "leads",
    "holds_office",
    "part_of",
    "ally_of",
    "opposes",
    "supports",
]
WHATS = [
    "none",
    "killed",
    "wounded",
    "captured",
    "displaced",
    "missing",
    "troops",
    "people",
    "money",
    "area",
    "distance",
    "weapons",
    "other",
]
UPOS = [
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB",
    "X",
]
RELS = [
    "acl",
    "advcl",
    "advmod",
    "amod",
    "appos",
    "aux",
    "case",
    "cc",
    "ccomp",
    "clf",
    "compound",
    "conj",
    "cop",
    "csubj",
    "dep",
    "det",
    "discourse",
    "dislocated",
    "expl",
    "fixed",
    "flat",
    "goeswith",
    "iobj",
    "list",
    "mark",
    "nmod",
    "nsubj",
    "nummod",
    "obj",
    "obl",
    "orphan",
    "parataxis",
    "punct",
    "reparandum",
    "root",
    "vocative",
    "xcomp",
]
KINDS = [
    "none",
    "Person",
    "Organization",
    "Location",
    "NORP",
    "Facility",
    "Date",
    "Money",
    "Product",
    "Misc",
]
HIDDEN = 128
SKIPPED = 2  # layers of a published network that our lowest stands for
MASK, MASKED = 103, 0.05  # the piece [MASK], and how many pieces are hidden by it in training

# Features of a word, each with its number of values; a word's input is the sum of their vectors.
FEATURES = (
    ("upos", len(UPOS) + 1),
    ("relation", len(RELS) + 1),
    ("kind", len(KINDS)),
    ("event", 2 * len(TYPES) + 1),
    ("said", 4),
)
OFFSETS, total = {}, 0
for name, size in FEATURES:
    OFFSETS[name] = total
    total += size
FEATURE_COUNT = total


def feature_ids(report, begin, end):
    kinds = {}
    for b, e, kind in report.entities:
        for w in range(b, e):
            kinds[w] = KINDS.index(kind)
    out = []
    for i in range(begin, end):
        w = report.words[i]
        event = w.get("event")
        code = (
            0
            if not event
            else 1 + TYPES.index(event.rstrip("?")) + (len(TYPES) if event.endswith("?") else 0)
        )
        base = w["deprel"].split(":")[0]
        out.append(
            [
                OFFSETS["upos"] + (UPOS.index(w["upos"]) if w["upos"] in UPOS else len(UPOS)),
                OFFSETS["relation"] + (RELS.index(base) if base in RELS else len(RELS)),
                OFFSETS["kind"] + kinds.get(i, 0),
                OFFSETS["event"] + code,
                OFFSETS["said"] + report.said[i],
            ]
        )
    return out


def chain(report, word):
    """The word and its ancestors, at most 8."""
    out = []
    while word != -1 and len(out) < 8:
        out.append(word)
        word = report.words[word]["head"]
    return out


def path_between(report, i, j):
    """How the tree leads from word i to word j: relations climbed, then relations descended; a preposition of j at the end."""
    if i == j:
        return "self"
    a, b = report.sentence_of[i], report.sentence_of[j]
    if a != b:
        return f"{'before' if b < a else 'after'}{min(abs(a - b), 3)}"
    up, down = chain(report, i), chain(report, j)
    place = {w: n for n, w in enumerate(up)}
    for n, w in enumerate(down):
        if w in place:
            climbed, descended = up[: place[w]], down[:n]
            if len(climbed) > 3 or len(descended) > 3:
                return f"long{min(len(climbed), 4)}{min(len(descended), 4)}"
            name = (
                "<".join(report.words[x]["deprel"] for x in climbed)
                + "|"
                + ">".join(report.words[x]["deprel"] for x in reversed(descended))
            )
            case = next(
                (
                    report.words[c]["form"].lower()
                    for c in report.children[j]
                    if report.words[c]["deprel"] == "case"
                ),
                "",
            )
            return name + ("/" + case if case else "")
    return "apart"


def path_names(path):
    """The path and what to fall back on, from most to least telling."""
    yield path
    if "/" in path:
        yield path.split("/")[0]
    if "|" in path:
        up, down = path.split("/")[0].split("|")
        strip = lambda s, mark: mark.join(r.split(":")[0] for r in s.split(mark)) if s else s
        plain = strip(up, "<") + "|" + strip(down, ">")
        yield plain
        yield f"len{up.count('<') + bool(up)}{down.count('>') + bool(down)}"


def path_id(index, path):
    for name in path_names(path):
        if name in index:
            return index[name]
    return 0


def path_vocabulary(reports, least=4, most=600):
    counts = collections.Counter()
    for r in reports:
        pairs = [(e["trigger"], w) for e in r.events for k in ("source", "target") for w in e[k]]
        pairs += [(x["source"], x["target"]) for x in r.relations]
        pairs += [(w, q[1]) for w, q in r.quantities.items()]
        for i, j in pairs:
            counts.update(set(path_names(path_between(r, i, j))))
    fixed = (
        ["other", "self", "apart"]
        + [f"{d}{n}" for d in ("before", "after") for n in (1, 2, 3)]
        + [f"long{a}{b}" for a in range(5) for b in range(5)]
        + [f"len{a}{b}" for a in range(4) for b in range(4)]
    )
    return fixed + [p for p, n in counts.most_common(most) if n >= least and p not in fixed]


NOT_A_PARTY = {"PUNCT", "ADP", "AUX", "CCONJ", "SCONJ", "PART"}


def enrich(report):
    """What the readings want to know of a report beside its labels."""
    report.path_ids = {}
    report.party_of = lambda w: report.words[w].get("name") or report.words[w].get("party") or w
    report.tied = {
        (report.party_of(r["source"]), report.party_of(r["target"])) for r in report.relations
    }
    report.children = collections.defaultdict(list)
    for i, w in enumerate(report.words):
        report.children[w["head"]].append(i)
    report.said = [0] * len(report.words)
    for s in report.said_spans:
        for b, e in s["content"]:
            for w in range(b, e):
                report.said[w] |= 1
        for w in range(*s["cue"]):
            report.said[w] |= 2


class ReadWindow(Window):
    """A run of sentences of a report, with the labels of its words, by index in the window."""

    def __init__(self, report, sentences, pieces, paths):
        runs = []
        for b, e in sentences:
            words = report.words[b:e]
            runs.append(
                Sentence(
                    [w["form"] for w in words],
                    [w["space"] for w in words],
                    bool(words[0].get("line")),
                )
            )
        super().__init__(runs, pieces)
        self.report, self.begin = report, sentences[0][0]
        at = lambda w: w - self.begin
        here = lambda w: 0 <= at(w) < self.count
        self.features = feature_ids(report, self.begin, self.begin + self.count)
        self.party = [
            report.words[self.begin + i]["upos"] not in NOT_A_PARTY for i in range(self.count)
        ]
        self.types = [0] * self.count
        self.events, self.others = [], []
        for e in report.events:
            if not here(e["trigger"]):
                continue
            t = at(e["trigger"])
            if self.types[t] == 0:
                self.types[t] = 1 + TYPES.index(e["type"])
            roles = []
            for role in ("source", "target"):
                inside = [at(w) for w in e[role] if here(w)]
                # A party that stands elsewhere than in this window teaches nothing.
                roles.append(inside if inside else ([] if e.get(role + "_empty") else None))
            self.events.append((t, STATUS.index(e["status"]) if e["status"] else -100, roles))
        for w in report.unsure:
            if here(w):
                self.types[at(w)] = -100
        self.cue_frames = []
        self.cues = [0] * self.count
        self.frames = []
        for s in report.statements:
            if not here(s["cue"][0]) or not here(s["cue"][1] - 1):
                continue
            first, last = at(s["cue"][0]), at(s["cue"][1] - 1)
            tags = [0] * self.count
            for base, part in ((1, s["source"]), (3, s["content"])):
                for b, e in part:
                    for n, w in enumerate(x for x in range(b, e) if here(x)):
                        tags[at(w)] = base if n == 0 else base + 1
            if not any(t >= 3 for t in tags):
                continue
            self.frames.append((first, last, tags, buckets(self, first, last)))
            for i in range(first, last + 1):
                self.cues[i] = 1 if i == first else 2
            content = [i for i, t in enumerate(tags) if t >= 3]
            to = [at(w) for w in (s.get("commitment_to") or s["to"]) if here(w)]
            if not to and (s.get("commitment_to") or s["to"]):
                to = None
            if s["act"] is None:
                continue
            self.cue_frames.append(
                (
                    first,
                    last,
                    content,
                    ACTS.index(s["act"]),
                    COMMITMENTS.index(s["commitment"] or "none"),
                    to,
                )
            )
        self.pairs = {
            (at(r["source"]), at(r["target"])): RELATIONS.index(r["type"])
            for r in report.relations
            if here(r["source"]) and here(r["target"])
        }
        self.numbers = {
            at(w): (
                WHATS.index(q[0]) if q[0] in WHATS else WHATS.index("other"),
                at(q[1]) if here(q[1]) else None,
            )
            for w, q in report.quantities.items()
            if here(w)
        }
        self.is_number = [
            report.words[self.begin + i]["upos"] == "NUM"
            or report.words[self.begin + i]["lemma"] in ("dozen", "hundred", "thousand")
            for i in range(self.count)
        ]
        self.untold = {at(w): RELATIONS.index(kind) for w, kind in report.untold if here(w)}
        self.people = sorted(
            {
                at(report.head(list(range(b, e))))
                for b, e, kind in report.entities
                if kind == "Person" and here(b) and here(e - 1)
            }
            | set(self.untold)
        )
        self.names = sorted(
            {
                at(report.head(list(range(b, e))))
                for b, e, kind in report.entities
                if here(b) and here(e - 1) and any(report.words[w].get("name") for w in range(b, e))
            }
        )
        self.refers = [
            (at(w), [i for i in self.names if self.means(i, names)])
            for w, names in report.referring
            if here(w)
        ]
        self.paths, self.near, self.asked = paths, None, []

    def means(self, i, names):
        return self.report.same(names, self.report.words[self.begin + i].get("name"))

    def path(self, i, j):
        key = (self.begin + i, self.begin + j)
        found = self.report.path_ids.get(key)
        if found is None:
            found = self.report.path_ids[key] = path_id(self.paths, path_between(self.report, *key))
        return found

    def reach(self, i, j):
        n = abs(i - j)
        b = (
            0
            if n == 0
            else 1
            if n == 1
            else 2
            if n <= 3
            else 3
            if n <= 6
            else 4
            if n <= 12
            else 5
            if n <= 25
            else 6
        )
        return b + (7 if j < i else 0)

    def related(self):
        """(word, word, relation, path, reach) of every pair of mentions near each other."""
        if self.near is None:
            ends = (
                sorted(set(self.mentions()) | {x for p in self.pairs for x in p})
                if self.report.whole
                else []
            )
            self.near = [
                (i, j, self.tie(i, j), self.path(i, j), self.reach(i, j))
                for i in ends
                for j in ends
                if i != j and abs(i - j) <= 25 and abs(self.sentence[i] - self.sentence[j]) <= 1
            ]
        return self.near

    def tie(self, i, j):
        """The relation of a pair; -100 where the report annotates it at another place of the same names."""
        if (i, j) in self.pairs:
            return self.pairs[i, j]
        return (
            -100
            if (self.report.party_of(self.begin + i), self.report.party_of(self.begin + j))
            in self.report.tied
            else 0
        )

    def mentions(self):
        """Words that may be an end of a relation: heads of names, and nouns for people and bodies."""
        out = {i for i in range(self.count) if self.report.words[self.begin + i].get("body")}
        for b, e, kind in self.report.entities:
            if kind not in ("Date", "Money") and self.begin <= b and e <= self.begin + self.count:
                out.add(self.report.head(list(range(b, e))) - self.begin)
        return sorted(out)


def read_windows(reports, pieces, paths, limit, rng=None):
    out = []
    for r in reports:

        class Item:
            pass

        items = []
        for b, e in r.sentences:
            item = Item()
            item.forms, item.range = [w["form"] for w in r.words[b:e]], (b, e)
            items.append(item)
        for run in pack(items, pieces, limit if rng is None else rng.randint(100, limit)):
            w = ReadWindow(r, [x.range for x in run], pieces, paths)
            if w.count:
                out.append(w)
    return out


def live(windows, width):
    """Which of `width` places hold a word, in each of the windows [B,width]."""
    return torch.tensor([[i < w.count for i in range(width)] for w in windows])


def with_known(x, known, at):
    """The vectors of pieces `x` [B,P,D] with what is known of words [B,T,D] added at [B,T,D], their first pieces."""
    return x + torch.zeros_like(x).scatter_add(1, at, known.to(x.dtype))


class Arcs(nn.Module):
    """Scores pairs of words: relu(A a + B b + C a * D b + path + reach) -> outputs."""

    def __init__(self, outputs, paths, drop=0.3, width=WIDTH):
        super().__init__()
        self.a, self.b = nn.Linear(width, HIDDEN), nn.Linear(width, HIDDEN)
        self.c, self.d = nn.Linear(width, HIDDEN), nn.Linear(width, HIDDEN)
        nn.init.zeros_(self.d.weight)
        nn.init.zeros_(self.d.bias)
        self.path, self.reach = nn.Embedding(paths, HIDDEN), nn.Embedding(14, HIDDEN)
        self.nobody = nn.Parameter(torch.randn(HIDDEN) * 0.1)
        self.out = nn.Linear(HIDDEN, outputs)
        self.drop = Dropout(drop)
        nn.init.normal_(self.path.weight, std=0.2)
        nn.init.normal_(self.reach.weight, std=0.2)


class Readings(nn.Module, Attributing):
    """The heads, and layers below them; where these stand, the two readers say."""

    ENGINE = True  # layers round as the engine does

    def __init__(self, paths, layers, drop=0.1, width=WIDTH):
        super().__init__()
        self.drop = Dropout(drop)
        self.feature = nn.Embedding(FEATURE_COUNT, width)
        nn.init.normal_(self.feature.weight, std=0.02)
        self.layers = nn.ModuleList(Layer(drop, engine=self.ENGINE) for _ in range(layers))
        self.trigger, self.status = nn.Linear(width, len(TYPES) + 1), nn.Linear(width, len(STATUS))
        self.what = nn.Linear(width, len(WHATS))
        self.cue_hidden = nn.Linear(3 * width, 192)
        self.act, self.commitment = nn.Linear(192, len(ACTS)), nn.Linear(192, len(COMMITMENTS))
        self.parties, self.addressee = Arcs(2, paths, width=width), Arcs(1, paths, width=width)
        self.relation, self.refers = (
            Arcs(len(RELATIONS), paths, width=width),
            Arcs(1, paths, width=width),
        )
        self.untold = nn.Linear(width, len(RELATIONS))
        self.add_attribution_heads(width)
        self.head_drop, self.word_drop = Dropout(0.3), 0.15

    def known(self, windows, width):
        """What is known of the words of `windows`, as vectors [B,width,D]; nothing beyond a window's last."""
        ids = torch.tensor(
            [w.features + [[0] * len(FEATURES)] * (width - w.count) for w in windows]
        )
        known = self.feature(ids)
        if self.training:  # a feature is now and then unknown, so that no head leans on one
            kept = torch.rand(ids.shape) > self.word_drop
            # What was said by the encoder's eye it knows by heart in training: half of the windows go without.
            kept[torch.rand(len(windows)) < 0.5, :, len(FEATURES) - 1] = False
            known = known * kept[..., None]
        return known.sum(2) * live(windows, width)[..., None]

    def arcs(self, head, words, anchors, candidates, paths, reaches, nobody=True):
        """words [B,T,D]; anchors [(window, word)]; candidates [N,C] word indices (-1 none). -> [N,C+1,outputs], last: nobody."""
        b = torch.tensor([x[0] for x in anchors])
        at, others = torch.tensor([x[1] for x in anchors]), (b[:, None], candidates.clamp(min=0))
        anchor, other = head.drop(words), head.drop(words)
        a, c = (part(anchor)[b, at][:, None, :] for part in (head.a, head.c))
        z = a + head.b(other)[others] + c * head.d(other)[others]
        z = z + head.path(paths) + head.reach(reaches)
        if nobody:
            z = torch.cat([z, a + head.nobody[None, None, :]], 1)
        scores = head.out(head.drop(F.relu(z)))
        dead = candidates < 0
        if nobody:
            dead = F.pad(dead, (0, 1), value=False)
        return scores.masked_fill(dead[..., None], -1e4)


class WordReader(Readings):
    """Over the words above the encoder's highest layer."""

    PLACE = "words"

    @staticmethod
    def begun(paths, minilm, encoder_layers, layers=4):
        """Untrained; the layers are MiniLM's next above the encoder's, and those above MiniLM's last at first add nothing."""
        module = WordReader(len(paths), layers)
        weights = load_file(minilm)
        own = 6 - encoder_layers
        for i, layer in enumerate(module.layers):
            layer.load_bert(weights.__getitem__, min(encoder_layers + i, 5))
        for layer in module.layers[own:]:
            for added in (layer.out, layer.down):
                nn.init.zeros_(added.weight)
                nn.init.zeros_(added.bias)
            layer.norm1.load_state_dict(layer.norm2.state_dict())
        return module

    def words(self, net, windows):
        """The vectors of the words of `windows` [B,T,D]; the encoder `net` stays as it is."""
        pieces, marks, first, lengths = tensors(windows)
        with torch.no_grad():
            pieces = with_gaps(pieces) if self.training else pieces
            x = net.encode(pieces, marks, first, lengths)
        mask = live(windows, first.shape[1])[:, None, None, :]
        x = x + self.known(windows, first.shape[1])
        for layer in self.layers:
            x = layer(x, mask)
        return x


class PieceReader(Readings):
    """Over the pieces above the encoder's lowest layer."""

    PLACE, ENGINE = "pieces", False

    @staticmethod
    def begun(paths, base):
        """Untrained; the layers are those above the second of a published BERT of our width: MiniLM-L6, the encoder's origin, has every
        second layer of MiniLM-L12, e5-small's, so that its lowest stands for two. base: safetensors."""
        weights = load_file(base)
        count = 1 + max(int(n.split(".")[2]) for n in weights if n.startswith("encoder.layer."))
        module = PieceReader(len(paths), count - SKIPPED)
        for i, layer in enumerate(module.layers, SKIPPED):
            layer.load_bert(weights.__getitem__, i)
        return module

    def words(self, net, windows):
        """The vectors of the words of `windows` [B,T,D]; the encoder `net` stays as it is."""
        pieces, marks, first, lengths = tensors(windows)
        with torch.no_grad():
            seen = with_gaps(pieces) if self.training else pieces
            x = net.vectors(seen, marks, lengths, layers=1)
        mask, at = alive(pieces, lengths), first[..., None].expand(-1, -1, WIDTH)
        x = with_known(self.drop(x), self.known(windows, first.shape[1]), at)
        for layer in self.layers:
            x = layer(x, mask)
        return x.gather(1, at)


def candidate_rows(items):
    """items: [(window, anchor word, candidate words)] -> candidates, paths, reaches, each [N,C]."""
    rows = [[*c] for _, _, c in items]
    width = max(len(r) for r in rows) if rows else 0
    fill = lambda r, v: r + [v] * (width - len(r))
    # Where nobody has a candidate the rows are empty, which by itself would make no integers.
    whole = lambda rows: torch.tensor(rows, dtype=torch.long)
    return (
        whole([fill(r, -1) for r in rows]),
        whole([fill([w.path(a, j) for j in c], 0) for w, a, c in items]),
        whole([fill([w.reach(a, j) for j in c], 0) for w, a, c in items]),
    )


def soft_targets(positions, candidates):
    """Rows [N,C+1] that share one among the right candidates; the last column is nobody."""
    out = torch.zeros(len(positions), candidates.shape[1] + 1)
    for n, right in enumerate(positions):
        where = [
            int((candidates[n] == w).nonzero()[0]) for w in right if (candidates[n] == w).any()
        ]
        if where:
            out[n, where] = 1.0 / len(where)
        else:
            out[n, -1] = 1.0
    return out


def cross(scores, target):
    return -(target * F.log_softmax(scores, -1)).sum(-1).mean()


def cue_pool(z, b, first, last, content):
    c = z[b, content]
    return torch.cat([z[b, first : last + 1].mean(0), c.mean(0), c.max(0).values])


def answers(readings, words, batch):
    """What is asked of the windows of `batch`, from the readings' vectors [B,T,D] of their words: question -> (rows, scores [N,K],
    candidates [N,K-1] or None). A row is (window, word, what the annotation says of it, or None). A window may be asked of more
    triggers than were annotated (`asked`)."""
    out, drop = {}, readings.head_drop
    vectors = lambda rows: drop(words[[r[0] for r in rows], [r[1] for r in rows]])

    def arcs(head, rows, may_be):
        options = lambda w, row: [j for j in range(w.count) if w.party[j] and may_be(row, j)]
        found = [(batch[row[0]], row[1], options(batch[row[0]], row)) for row in rows]
        chosen, paths, reaches = candidate_rows(found)
        scores = readings.arcs(head, words, [row[:2] for row in rows], chosen, paths, reaches)
        return chosen, scores

    each = [(b, i, t) for b, w in enumerate(batch) for i, t in enumerate(w.types)]
    out["trigger"] = each, readings.trigger(vectors(each)), None
    events = [
        (b, t, e)
        for b, w in enumerate(batch)
        for t, e in [(e[0], e) for e in w.events] + [(t, None) for t in w.asked]
    ]
    if events:
        out["status"] = events, readings.status(vectors(events)), None
        chosen, scores = arcs(readings.parties, events, lambda row, j: j != row[1])
        for role, name in enumerate(("source", "target")):
            out[name] = events, scores[..., role], chosen
    cues = [(b, f[0], f) for b, w in enumerate(batch) for f in w.cue_frames]
    if cues:
        pooled = torch.stack([cue_pool(words, b, f[0], f[1], f[2]) for b, _, f in cues])
        hidden = drop(F.relu(readings.cue_hidden(drop(pooled))))
        out["act"] = cues, readings.act(hidden), None
        out["commitment"] = cues, readings.commitment(hidden), None
        outside = lambda row, j: not row[2][0] <= j <= row[2][1]
        chosen, scores = arcs(readings.addressee, cues, outside)
        out["addressee"] = cues, scores[..., 0], chosen
    numbers = [
        (b, i, w.numbers.get(i))
        for b, w in enumerate(batch)
        for i in range(w.count)
        if w.is_number[i] or i in w.numbers
    ]
    if numbers:
        out["what"] = numbers, readings.what(vectors(numbers)), None
    pairs = [(b, p[0], p) for b, w in enumerate(batch) for p in w.related()]
    if pairs:
        columns = [torch.tensor([[p[k]] for *_, p in pairs]) for k in (1, 3, 4)]
        anchors = [r[:2] for r in pairs]
        scores = readings.arcs(readings.relation, words, anchors, *columns, nobody=False)
        out["relation"] = pairs, scores[:, 0], None
    return out


def chosen_loss(answer, right):
    """The loss of who is chosen of candidates; right: row -> the right ones, nobody where there is none, None where it is not known."""
    rows, scores, candidates = answer
    keep = [n for n, row in enumerate(rows) if right(row) is not None]
    if not keep:
        return 0
    target = soft_targets([right(rows[n]) for n in keep], candidates[keep])
    return cross(scores[keep], target)


def with_gaps(pieces):
    """Pieces [B,P], some of them hidden."""
    return pieces.masked_fill((torch.rand(pieces.shape) < MASKED) & (pieces > SEP), MASK)


def loss_of(readings, batch, z):
    """The loss of all readings, from their own vectors [B,T,D] of the words of `batch`."""
    loss = 0.7 * attribution_loss(
        readings, batch, z, [b for b, w in enumerate(batch) if w.report.attributed]
    )
    asked = answers(readings, z, batch)
    rows, scores, _ = asked["trigger"]
    types = torch.tensor([r[2] for r in rows])
    weight = torch.tensor([1.0] + [2.0] * len(TYPES))
    if (types >= 0).any():
        loss = loss + 3 * F.cross_entropy(scores, types, weight, ignore_index=-100)
    if "status" in asked:
        rows, scores, _ = asked["status"]
        told = torch.tensor([r[2][1] if r[2] else -100 for r in rows])
        if (told >= 0).any():
            loss = loss + 0.7 * F.cross_entropy(scores, told, ignore_index=-100)
        for role, name in enumerate(("source", "target")):
            known = lambda row, role=role: row[2] and row[2][2][role]
            loss = loss + chosen_loss(asked[name], known)
    if "act" in asked:
        rows, scores, _ = asked["act"]
        loss = loss + F.cross_entropy(scores, torch.tensor([f[3] for *_, f in rows]))
        kinds = torch.tensor([f[4] for *_, f in rows])
        loss = loss + 0.7 * F.cross_entropy(asked["commitment"][1], kinds)
        loss = loss + 0.5 * chosen_loss(asked["addressee"], lambda row: row[2][5])
    if "what" in asked:
        rows, scores, _ = asked["what"]
        whole = [n for n, r in enumerate(rows) if batch[r[0]].report.whole]
        if whole:
            kinds = torch.tensor([rows[n][2][0] if rows[n][2] else 0 for n in whole])
            loss = loss + 0.5 * F.cross_entropy(scores[whole], kinds)
    if "relation" in asked:
        rows, scores, _ = asked["relation"]
        # Pairs without a tie are a hundred times as many.
        weight = torch.tensor([0.4] + [2.0] * (len(RELATIONS) - 1))
        ties = torch.tensor([p[2] for *_, p in rows])
        each = F.cross_entropy(scores, ties, weight, ignore_index=-100, reduction="sum")
        loss = loss + each / (2 * len(batch))
    alone = [
        (b, i, w.untold.get(i, 0)) for b, w in enumerate(batch) if w.report.whole for i in w.people
    ]
    if alone:
        at = z[[b for b, _, _ in alone], [i for _, i, _ in alone]]
        each = F.cross_entropy(
            readings.untold(readings.head_drop(at)),
            torch.tensor([t for _, _, t in alone]),
            reduction="sum",
        )
        loss = loss + each / (2 * len(batch))
    meant = [(b, i, right) for b, w in enumerate(batch) if w.names for i, right in w.refers]
    if meant:
        items = [(batch[b], i, [j for j in batch[b].names if j != i]) for b, i, _ in meant]
        candidates, paths, reaches = candidate_rows(items)
        scores = readings.arcs(
            readings.refers, z, [(b, i) for b, i, _ in meant], candidates, paths, reaches
        )
        loss = loss + 0.7 * cross(
            scores[..., 0], soft_targets([right for *_, right in meant], candidates)
        )
    return loss


@torch.no_grad()
def evaluate(words, readings, windows, cut=0.4, arc_cut=0.25):
    """Scores on gold labels by word: types, parties, status, acts, commitments, relations, numbers, whom words mean.
    words: windows -> the vectors of their words [B,T,D], as the heads take them."""
    readings.eval()
    n = collections.Counter()
    for k in range(0, len(windows), 16):
        batch = windows[k : k + 16]
        z = words(batch)
        p = F.softmax(readings.trigger(z), -1)
        count_attributions(readings, z, batch, n)
        for b, w in enumerate(batch):
            gold = {e[0]: e for e in w.events}
            found = {}
            for i in range(w.count):
                best = int(p[b, i, 1:].argmax()) + 1
                if p[b, i, best] >= cut:
                    found[i] = best
            n["type_given"] += len(found)
            n["type_wanted"] += len(gold)
            n["type"] += sum(1 for i, t in found.items() if w.types[i] == t)
            n["trigger"] += sum(1 for i in found if i in gold)
            for i, e in gold.items():
                n["events"] += 1
                n["status"] += int(readings.status(z[b, i]).argmax()) == e[1]
                candidates = [j for j in range(w.count) if w.party[j] and j != i]
                rows = candidate_rows([(w, i, candidates)])
                scores = readings.arcs(readings.parties, z, [(b, i)], *rows)[0]
                for role in (0, 1):
                    if e[2][role] is None:
                        continue
                    q = F.softmax(scores[:, role], 0)
                    best = int(q.argmax())
                    mine = (
                        set()
                        if best == len(candidates)
                        else {candidates[j] for j in range(len(candidates)) if q[j] >= arc_cut}
                        or {candidates[best]}
                    )
                    right = set(e[2][role])
                    name = ("source", "target")[role]
                    n[name + "_asked"] += 1
                    n[name + "_right"] += (not mine and not right) or bool(mine & right)
            for f in w.cue_frames:
                hidden = F.relu(readings.cue_hidden(cue_pool(z, b, f[0], f[1], f[2])))
                n["cues"] += 1
                n["act"] += int(readings.act(hidden).argmax()) == f[3]
                c = int(readings.commitment(hidden).argmax())
                n["commit"] += c == f[4] and c > 0
                n["commit_given"] += c > 0
                n["commit_wanted"] += f[4] > 0
                if f[5] is not None:
                    candidates = [j for j in range(w.count) if w.party[j] and not f[0] <= j <= f[1]]
                    q = readings.arcs(
                        readings.addressee, z, [(b, f[0])], *candidate_rows([(w, f[0], candidates)])
                    )[0, :, 0]
                    best = int(q.argmax())
                    if f[4] > 0:
                        n["to_asked"] += 1
                        n["to"] += (best == len(candidates) and not f[5]) or (
                            best < len(candidates) and candidates[best] in f[5]
                        )
            for i in range(w.count):
                if w.is_number[i] or i in w.numbers:
                    mine, gold_what = (
                        int(readings.what(z[b, i]).argmax()),
                        w.numbers.get(i, (0,))[0],
                    )
                    n["what"] += mine == gold_what and mine > 0
                    n["what_given"] += mine > 0
                    n["what_wanted"] += gold_what > 0
            sources = w.mentions()
            pairs = [
                (i, j)
                for i in sources
                for j in sources
                if i != j and abs(i - j) <= 25 and abs(w.sentence[i] - w.sentence[j]) <= 1
            ]
            n["rel_wanted"] += len(w.pairs)
            if pairs:
                rows = candidate_rows([(w, i, [j]) for i, j in pairs])
                best = readings.arcs(
                    readings.relation, z, [(b, i) for i, _ in pairs], *rows, nobody=False
                )[:, 0].argmax(-1)
                for (i, j), c in zip(pairs, best.tolist()):
                    n["rel_given"] += c > 0
                    n["rel"] += c > 0 and w.pairs.get((i, j), 0) == c
            for i, right in w.refers:
                candidates = [j for j in w.names if j != i]
                if candidates:
                    best = int(
                        readings.arcs(
                            readings.refers, z, [(b, i)], *candidate_rows([(w, i, candidates)])
                        )[0, :, 0].argmax()
                    )
                    n["refers_asked"] += 1
                    n["refers"] += (best == len(candidates) and not right) or (
                        best < len(candidates) and candidates[best] in right
                    )
            n["untold_wanted"] += len(w.untold)
            for i in w.people:
                c = int(readings.untold(z[b, i]).argmax())
                n["untold_given"] += c > 0
                n["untold"] += c > 0 and w.untold.get(i) == c
    readings.train()
    f1 = lambda k: round(200 * n[k] / max(1, n[k + "_given"] + n[k + "_wanted"]), 1)
    share = lambda k, of: round(100 * n[k] / max(1, n[of]), 1)
    return {
        "type": f1("type"),
        "trigger": round(200 * n["trigger"] / max(1, n["type_given"] + n["type_wanted"]), 1),
        "given": n["type_given"],
        "wanted": n["type_wanted"],
        "status": share("status", "events"),
        "source": share("source_right", "source_asked"),
        "target": share("target_right", "target_asked"),
        "act": share("act", "cues"),
        "commit": f1("commit"),
        "to": share("to", "to_asked"),
        "what": f1("what"),
        "rel": f1("rel"),
        "refers": share("refers", "refers_asked"),
        "untold": f1("untold"),
        "cue": f1("cue"),
        "said_by": f1("source"),
        "content": f1("content"),
    }
