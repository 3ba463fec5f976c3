# SPDX-License-Identifier: Apache-2.0
"""Trains which block of a page is the article's own: src/ingest/article_model.inc.

usage: train_articles.py SHARED DUMP_ARTICLES [--check | --grid]     needs numpy and lightgbm
Cuts and measures the pages of SHARED/data/pages (gold text) and pages-wide (snippets) with DUMP_ARTICLES (dump_articles.cc),
scores five folds of sites (fit on four, score the fifth; both scorers' own measures), then fits on all and writes the model.
--check stops after the folds; --grid runs them over the weights and cuts that were weighed (docs/articles.md).

A block of a gold page is labelled by how many of its 4-word shingles the gold has; one of a wide page by the snippets in it,
and not at all where it has none. Feeds hand on pieces of pages, so paragraphs of gold without a page around them are added.
"""

import collections
import gzip
import hashlib
import html
import json
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import urllib.parse

import lightgbm
import numpy

FOLDS, CUT, NEAR_BEST, TELLING = 5, 0.5, 0.6, 60  # the last three as in article.cc
ROUNDS, GOLD, WIDE, PIECE = (
    80,
    8.0,
    5.0,
    0.5,
)  # trees; weights of a gold page's words, a snippet, a block of a piece
MOST_BLOCKS = 160  # of a gold page that are not its own; the others' weight goes to these
TREES = dict(
    objective="cross_entropy",
    learning_rate=0.1,
    num_leaves=16,
    min_data_in_leaf=25,
    feature_fraction=0.35,
    bagging_fraction=0.8,
    bagging_freq=1,
    lambda_l2=3.0,
    max_bin=63,
    min_sum_hessian_in_leaf=1.0,
    verbose=-1,
    num_threads=1,
    seed=1,
    deterministic=True,
)


def words(text):
    return re.findall(r"\w+", text)


def shingles(tokens):
    return collections.Counter(zip(tokens, tokens[1:], tokens[2:], tokens[3:]))


def fold(text):
    return re.sub(r"\s+", " ", text).strip()


def part_of(text, parts):
    return int(hashlib.md5(text.encode()).hexdigest(), 16) % parts


def site(url):
    name = urllib.parse.urlparse(url if "//" in url else "//" + url).netloc.lower().split(":")[0]
    return ".".join(name.removeprefix("www.").split(".")[-2:])


def sources(data):
    """(page, bytes of its HTML) of both sets, and the pieces."""
    truth = json.loads((data / "pages/ground-truth.json").read_text())
    for key, gold in sorted(truth.items()):
        page = dict(kind="gold", url=gold.get("url", ""), gold=gold.get("articleBody", ""))
        yield page, gzip.decompress((data / "pages/html" / (key + ".html.gz")).read_bytes())
        paragraphs = [html.escape(p) for p in page["gold"].split("\n") if p.strip()]
        for count in (1, 3, len(paragraphs)):
            body = "".join(f"<p>{p}</p>" for p in paragraphs[:count])
            yield (
                dict(page, kind="piece"),
                f"<html><body><article>{body}</article></body></html>".encode(),
            )
    truth = json.loads((data / "pages-wide/truth.json").read_text())
    for url, snippets in sorted(truth.items()):
        yield (
            dict(kind="wide", url=url, want=snippets["with"], bar=snippets["without"]),
            gzip.open(data / "pages-wide/html" / (snippets["file"] + ".gz")).read(),
        )


def load(data, program):
    pages = []
    with tempfile.TemporaryDirectory() as scratch:
        names = []
        for at, (page, content) in enumerate(sources(data)):
            pages.append(page)
            names.append(f"{scratch}/{at}.html")
            pathlib.Path(names[-1]).write_bytes(content)
        dump = subprocess.Popen([program, *names], stdout=subprocess.PIPE, text=True)
        columns = json.loads(next(dump.stdout))
        for page, line in zip(pages, dump.stdout):
            page.update(json.loads(line))
            page["features"] = numpy.array(page["features"], numpy.float32).reshape(
                len(page["blocks"]), len(columns)
            )
            page["aside"], page["headings"] = (
                numpy.array(page[key], bool) for key in ("aside", "headings")
            )
            page["site"] = site(page["url"])
            label(page)
    return columns, pages


def label(page):
    """Adds "labels" (nan: unknown) and "weights" of the blocks, and what scoring needs."""
    blocks = [fold(b) for b in page["blocks"]]
    page["labels"], page["weights"] = numpy.full(len(blocks), numpy.nan), numpy.zeros(len(blocks))
    if page["kind"] == "piece":
        page["labels"][:], page["weights"][:] = 1, PIECE
    elif page["kind"] == "gold":
        page["words"] = [words(b) for b in blocks]
        gold = words(page["gold"])
        lines, left = {fold(line) for line in page["gold"].split("\n")}, shingles(gold)
        page["shingles"] = left.copy()
        for at in sorted(range(len(blocks)), key=lambda at: -len(blocks[at])):
            mine = shingles(page["words"][at])
            page["labels"][at] = (
                sum((mine & left).values()) / sum(mine.values()) if mine else blocks[at] in lines
            )
            if page["labels"][at] > 0.5:
                left -= mine
        page["weights"] = 0.1 + 16 * numpy.array([len(w) for w in page["words"]]) / max(
            80, len(gold)
        )
    else:
        found = lambda snippets: [
            [at for at, b in enumerate(blocks) if fold(s) in b] for s in snippets
        ]
        page["want"], page["bar"] = found(page["want"]), found(page["bar"])
        for places in page["bar"]:
            page["labels"][places] = 0
            page["weights"][places] += 1
        for places in page["want"]:
            for at in places:
                if page["labels"][at] != 1:
                    page["labels"][at], page["weights"][at] = 1, 0
                page["weights"][at] += 1 / len(places)


def examples(pages, gold, random, key):
    rows = []
    for page in pages:
        weights = page["weights"] * {"gold": gold, "wide": WIDE, "piece": 1}[page["kind"]]
        weights[page["aside"]] = 0
        if page["kind"] == "gold":
            others = numpy.nonzero((weights > 0) & (page["labels"] < 0.1))[0]
            if len(others) > MOST_BLOCKS:
                kept = random.permutation(others)[:MOST_BLOCKS]
                total = weights[others].sum()
                shares = weights[kept] / weights[kept].sum()
                weights[others] = 0
                weights[kept] = total * shares
        some = weights > 0
        rows.append((page[key][some], page["labels"][some], weights[some]))
    return [numpy.concatenate(part) for part in zip(*rows)]


def fit(pages, key="features", gold=GOLD, rounds=ROUNDS, **changed):
    rows, labels, weights = examples(pages, gold, numpy.random.default_rng(3), key)
    return lightgbm.train(
        {**TREES, **changed},
        lightgbm.Dataset(rows, label=labels, weight=weights),
        num_boost_round=rounds,
    )


def predict(model, pages, key="features"):
    chances = model.predict(numpy.concatenate([page[key] for page in pages]))
    return numpy.split(chances, numpy.cumsum([len(page["blocks"]) for page in pages])[:-1])


def look_around(page, first):
    """The columns of the second look, as article_second_look.cc has them: what the first thinks of a block and of those around it."""
    count, place = len(first), numpy.arange(len(first))
    size = numpy.array([len(b.encode()) for b in page["blocks"]], float)
    padded = numpy.concatenate([numpy.zeros(3), first, numpy.zeros(3)])
    out = [first] + [padded[3 + step : 3 + step + count] for step in (-3, -2, -1, 1, 2, 3)]
    weight = numpy.minimum(size, 400)
    own = first * weight
    sums, weights = (numpy.concatenate([[0], numpy.cumsum(x)]) for x in (own, weight))
    for reach in (2, 5, 12):
        low, high = numpy.maximum(0, place - reach), numpy.minimum(count, place + reach + 1)
        out.append(
            (sums[high] - sums[low] - own)
            / numpy.maximum(1e-6, weights[high] - weights[low] - weight)
        )
    whole = sums[-1]
    out += [
        sums[:-1] / max(1, whole),
        (whole - sums[1:]) / max(1, whole),
        numpy.full(count, numpy.log1p(whole)),
        numpy.full(count, first.max(initial=0)),
    ]
    sure = numpy.concatenate(
        [[-1000], numpy.nonzero((first > 0.6) & (size > 80))[0], [count + 1000]]
    )
    before, after = (
        sure[numpy.searchsorted(sure, place, "left") - 1],
        sure[numpy.searchsorted(sure, place, "right")],
    )
    out += [numpy.minimum(50, place - before), numpy.minimum(50, after - place)]
    return numpy.concatenate([page["features"], numpy.stack(out, 1)], 1).astype(numpy.float32)


def learn(pages, **options):
    """Both looks. The second is shown what the first says of pages that it was not fitted to: each half by the other."""
    for number in range(2):
        half = [page for page in pages if part_of(page["site"] + "x", 2) == number]
        model = fit(
            [page for page in pages if part_of(page["site"] + "x", 2) != number],
            **{**options, "rounds": 60},
        )
        for page, first in zip(half, predict(model, half)):
            page["second"] = look_around(page, first)
    return fit(pages, **options), fit(pages, key="second", **options)


def judge(models, pages):
    for page, first in zip(pages, predict(models[0], pages)):
        page["first"], page["second"] = (
            numpy.where(page["aside"], 0, first),
            look_around(page, first),
        )
    for page, second in zip(pages, predict(models[1], pages, "second")):
        page["chances"] = numpy.where(page["aside"], 0, second)


def kept(page, cut, look="chances"):
    """The blocks that article.cc would keep."""
    chances = page[look]
    if not len(chances):
        return []
    places = list(numpy.nonzero(chances > min(cut, NEAR_BEST * chances.max()))[0])
    while places and page["headings"][places[-1]]:
        places.pop()
    seen, out = set(), []
    for at in places:
        text = page["blocks"][at]
        if len(text.encode()) <= TELLING or text not in seen:
            out.append(at)
        seen.add(text)
    return out


def measured(pages, cut, look="chances"):
    """Both scorers' figures, and the share of the pieces' bytes that was kept."""
    precision, recall, hits, wrong, wanted, whole, held = [], [], 0, 0, 0, 0, 0
    for page in pages:
        places = kept(page, cut, look)
        if page["kind"] == "gold":
            mine = shingles([w for at in places for w in page["words"][at]])
            both = sum((mine & page["shingles"]).values())
            precision += [both / sum(mine.values())] if mine else []
            recall.append(both / max(1, sum(page["shingles"].values())))
        elif page["kind"] == "wide":
            places = set(places)
            hits += sum(not places.isdisjoint(found) for found in page["want"])
            wrong += sum(not places.isdisjoint(found) for found in page["bar"])
            wanted += len(page["want"])
        else:
            whole += sum(map(len, page["blocks"]))
            held += sum(len(page["blocks"][at]) for at in places)
    f1 = lambda p, r: 2 * p * r / (p + r)
    gold, wide = (
        (statistics.mean(precision), statistics.mean(recall)),
        (hits / (hits + wrong), hits / wanted),
    )
    return f"pages P {gold[0]:.3f} R {gold[1]:.3f} F1 {f1(*gold):.4f}   wide P {wide[0]:.3f} R {wide[1]:.3f} F1 {f1(*wide):.4f}   pieces kept {held / whole:.3f}"


def cross_validate(pages, **options):
    for number in range(FOLDS):
        inside = [page for page in pages if part_of(page["site"] + "7", FOLDS) == number]
        judge(
            learn(
                [page for page in pages if part_of(page["site"] + "7", FOLDS) != number], **options
            ),
            inside,
        )


def write(models, columns, path):
    splits, leaves, roots = [], [], ([], [])

    def add(node):
        if "leaf_value" in node:
            leaves.append(node["leaf_value"])
            return ~(len(leaves) - 1)
        at = len(splits)
        splits.append(None)
        border = numpy.float32(
            node["threshold"]
        )  # the greatest float that is not above it asks the same of a float
        if float(border) > node["threshold"]:
            border = numpy.nextafter(border, numpy.float32(-numpy.inf))
        splits[at] = (
            node["split_feature"],
            add(node["left_child"]),
            add(node["right_child"]),
            border,
        )
        return at

    for model, own in zip(models, roots):
        own += [add(tree["tree_structure"]) for tree in model.dump_model()["tree_info"]]
    number = lambda value: (
        f"{value:.9g}" + ("" if "." in f"{value:.9g}" or "e" in f"{value:.9g}" else ".0") + "F"
    )
    lines = [
        "// Generated by train/train_articles.py; do not edit.",
        f"constexpr std::size_t kColumns = {len(columns)};",
    ]
    lines += [f"constexpr std::array<Split, {len(splits)}> kSplits = {{{{"]
    lines += [
        f"    {{{column:d}, {low:d}, {high:d}, {number(float(bound))}}},"
        for column, low, high, bound in splits
    ] + ["}};"]
    lines += (
        [f"constexpr std::array<float, {len(leaves)}> kLeaves = {{"]
        + [f"    {number(v)}," for v in leaves]
        + ["};"]
    )
    for name, own in zip(("kFirstRoots", "kSecondRoots"), roots):
        lines += [
            f"constexpr std::array<std::int16_t, {len(own)}> {name} = {{",
            "    " + ", ".join(map(str, own)) + "};",
        ]
    path.write_text("\n".join(lines) + "\n")


def main():
    columns, pages = load(pathlib.Path(sys.argv[1]) / "data", sys.argv[2])
    if "--grid" in sys.argv:
        for options in (
            dict(gold=2),
            dict(gold=6),
            dict(gold=15),
            dict(gold=10, num_leaves=8, rounds=150),
            dict(gold=10, rounds=160, learning_rate=0.05),
        ):
            cross_validate(pages, **options)
            for cut in (0.4, 0.5, 0.6, 0.7):
                print(options, "cut", cut, measured(pages, cut), flush=True)
        return
    cross_validate(pages)
    for cut in (0.4, CUT, 0.6):
        print(
            f"five folds, each not fitted to, cut {cut}, first look: ",
            measured(pages, cut, "first"),
        )
        print(
            f"five folds, each not fitted to, cut {cut}, second look:",
            measured(pages, cut),
            flush=True,
        )
    if "--check" in sys.argv:
        return
    models = learn(pages)
    judge(models, pages)
    print("all, fitted to:", measured(pages, CUT))
    write(
        models,
        columns,
        pathlib.Path(__file__).resolve().parents[1] / "src/ingest/article_model.inc",
    )


if __name__ == "__main__":
    main()
