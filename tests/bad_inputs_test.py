#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Bad inputs, made here, and what casus makes of each: every report of an input comes in whole, or is refused by name.
usage: bad_inputs_test.py CASUS [--write]   (--write makes docs/robustness.md anew)"""

import bz2
import gzip
import io
import json
import lzma
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import zipfile
import zlib

casus = os.path.abspath(sys.argv[1])
page = pathlib.Path(__file__).resolve().parent.parent / "docs" / "robustness.md"
folder = pathlib.Path(tempfile.mkdtemp(prefix="casus-bad-"))
random.seed(1)
noise = random.randbytes

TEXT = """Velmar Turns Down An Appeal Over The Lake

KESTRIN, November 18 - Velmar has turned down the appeal of Sorania over the lake, the foreign ministry said on Monday.

"We have said that we will not talk about the lake," the minister told reporters. Sorania denied that it had asked for talks.
"""
GERMAN = "Der Minister sagte am Montag, dass die Gespräche zwischen den beiden Seiten noch eine Woche dauern werden und dass bisher nichts vereinbart worden sei. "
RUSSIAN = "Президент страны заявил, что соседи наращивают войска на границе. «Мы не боимся», - сказал он журналистам в понедельник. "
ARABIC = "قال الرئيس إن الجيران يحشدون قواتهم على الحدود، وأضاف أن بلاده لا تخاف من أحد. "
CHINESE = "总统说邻国正在边境集结军队，他还说他的国家不怕任何人。外交部周一表示谈判将继续。"
HTML = (
    "<html><head><title>T</title></head><body><article>"
    + "".join(f"<p>{part}</p>" for part in TEXT.split("\n\n"))
    + "</article></body></html>"
)


def warc(
    body,
    kind="text/html",
    record="response",
    uri="http://example.org/a",
    extra="",
    length=None,
    version="1.0",
):
    body = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{extra}\r\n".encode() + (
        body if isinstance(body, bytes) else body.encode()
    )
    size = len(body) if length is None else length
    return (
        f"WARC/{version}\r\nWARC-Type: {record}\r\nWARC-Target-URI: {uri}\r\nContent-Length: {size}\r\n\r\n".encode()
        + body
        + b"\r\n\r\n"
    )


def item(number):
    return f"<item><guid>g{number}</guid><title>T</title><description>Velmar turned down appeal number {number} on Monday, it said.</description></item>"


def feed(inside, head='<?xml version="1.0"?>'):
    return f'{head}<rss version="2.0"><channel>{inside}</channel></rss>'


def line(**fields):
    return json.dumps(fields) + "\n"


def packed_zeros(head, size):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    parts = [packer.compress(head)]
    for _ in range(size >> 20):
        parts.append(packer.compress(b"<p>" + b"x" * ((1 << 20) - 3)))
    return b"".join(parts) + packer.flush()


archive = zipfile.ZipFile(zipped := io.BytesIO(), "w")
archive.writestr("a.txt", TEXT)
archive.close()
OK = warc(HTML)
TWO = OK + OK.replace(b"org/a", b"org/b")
FIVE = feed("".join(map(item, range(5))))
A, B = line(id="a", text=TEXT), line(id="b", text=TEXT)
entities = (
    '<!DOCTYPE rss [<!ENTITY a "lol lol lol lol">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(10))
    + "]>"
)

# What it is, its bytes, the reports that come in, the exit code, and what is said of it (a piece of it; none: silence).
# fmt: off
CASES = [
    ("an empty file", "", 0, 1, "C0101"),
    ("white space alone", " \n\t\r\n " * 50, 0, 1, "C0101"),
    ("an empty gzip file", gzip.compress(b""), 0, 1, "C0101"),
    ("random bytes", noise(100000), 0, 1, "C0102"),
    ("NULs", b"\0" * 5000, 0, 1, "C0102"),
    ("a program", b"\x7fELF\2\1\1" + b"\0" * 200, 0, 1, "a program"),
    ("PDF", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n", 0, 1, "a PDF file"),
    ("a zip file", zipped.getvalue(), 0, 1, "a zip file"),
    ("an old office document", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, 0, 1, "an office document"),
    ("PNG", b"\x89PNG\r\n\x1a\n" + noise(2000), 0, 1, "a picture"),
    ("JPEG", b"\xff\xd8\xff\xe0" + noise(2000), 0, 1, "a picture"),
    ("RTF", "{\\rtf1\\ansi Velmar said no. \\par Sorania denied it.}", 0, 1, "an RTF document"),
    ("SVG", f'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><text>{TEXT}</text></svg>', 0, 1, "a picture"),
    ("a folder of mails", "From a@b Mon Nov 24 10:00:00 2025\nFrom: a@b\nSubject: x\nMessage-ID: <1@b>\n\n" + TEXT, 0, 1, "an e-mail"),
    ("a calendar", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:Talks\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", 0, 1, "a calendar"),
    ("a mail", "From: a@b\r\nTo: c@d\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\nHello\r\n", 0, 1, "an e-mail"),
    ("bzip2", bz2.compress(TEXT.encode()), 0, 1, "a bzip2 file"),
    ("xz", lzma.compress(TEXT.encode()), 0, 1, "an xz file"),
    ("zstd", b"\x28\xb5\x2f\xfd" + noise(300), 0, 1, "a zstd file"),
    ("tar", b"a.txt" + b"\0" * 507 + TEXT.encode(), 0, 1, "C0102"),
    ("SQLite", b"SQLite format 3\0" + b"\0" * 200, 0, 1, "an SQLite file"),
    ("a sitemap", '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://a/</loc></url></urlset>', 0, 1, "a sitemap"),
    ("ARC", "filedesc://x.arc 0.0.0.0 20050101 text/plain 76\n1 0 X\n", 0, 1, "an ARC archive"),
    # gzip
    ("gzip of text", gzip.compress(TEXT.encode()), 1, 0, ""),
    ("gzip of HTML", gzip.compress(HTML.encode()), 1, 0, ""),
    ("gzip of NDJSON", gzip.compress((A + B).encode()), 2, 0, ""),
    ("gzip of a feed", gzip.compress(FIVE.encode()), 5, 0, ""),
    ("gzip whose first line is over 64 KiB", gzip.compress((TEXT.replace("\n", " ") * 400).encode()), 1, 0, ""),
    ("gzip of text, cut short", gzip.compress(noise(9000).hex().encode())[:5000], 0, 1, "C0112 the gzip data is damaged or cut short"),
    ("gzip of NDJSON, cut short", gzip.compress((A + B + line(id="c", text=noise(90000).hex())).encode())[:-2000], 2, 1, "C01"),
    ("the head of a gzip file", gzip.compress(TEXT.encode())[:10], 0, 1, "C0112"),
    ("gzip in gzip", gzip.compress(gzip.compress(TEXT.encode())), 0, 1, "gzip data within gzip data"),
    ("gzip of text, padded with NULs", gzip.compress(TEXT.encode()) + b"\0" * 512, 1, 0, ""),
    ("gzip of 64 MB of text over a limit of 16 MiB", packed_zeros(b"", 64 << 20), 0, 1, "C0104"),
    # WARC
    ("WARC", TWO, 2, 0, ""),
    ("WARC, cut short in its second record", OK + OK[:-200], 1, 1, "C0112 the archive is truncated after 1 record"),
    ("WARC in gzip members, the last cut short", (gzip.compress(OK) + gzip.compress(OK))[:-40], 1, 1, "C0112 the archive is truncated"),
    ("WARC, a length below zero, then a good record", warc(HTML, length=-5) + OK, 1, 1, "damaged in 1 place"),
    ("WARC, a length over all", warc(HTML, length=18446744073709551614) + OK, 0, 1, "truncated"),
    ("WARC, a record without a length, then a good one", b"WARC/1.0\r\nGarbage\r\n\r\n" + OK, 1, 1, "damaged in 1 place"),
    ("WARC, a line of 200 kB between records", OK + b"x" * 200000 + b"\n" + OK, 2, 1, "damaged in 1 place"),
    ("WARC, a head of 300 MB", packed_zeros(b"WARC/1.0\r\n", 32 << 20), 0, 1, "C0112"),
    ("WARC, a chunk size that wraps, then a good record", warc("ffffffffffffffed\n" + HTML, extra="Transfer-Encoding: chunked\r\n") + OK, 1, 1, "C0112 the body of the page is cut short"),
    ("WARC, chunks cut short", warc(f"{len(HTML):x}\r\n{HTML}\r\n", extra="Transfer-Encoding: chunked\r\n") + OK, 1, 1, "C0112 the body"),
    ("WARC, chunks joined and still called chunked", warc(HTML, extra="Transfer-Encoding: chunked\r\n"), 1, 0, ""),
    ("WARC, a gzip body cut short", warc(gzip.compress((HTML * 40).encode())[:-60], extra="Content-Encoding: gzip\r\n") + OK, 1, 1, "C0112 the body"),
    ("WARC, a body of garbage called gzip", warc(b"\x1f\x8b" + noise(300)) + OK, 1, 1, "C0112 the body"),
    ("WARC, a body that inflates to 64 MB", warc(packed_zeros(b"", 64 << 20)) + OK, 1, 1, "C0104"),
    ("WARC of one picture", warc(b"\x89PNG", kind="image/png"), 0, 1, "C0117"),
    ("WARC of requests", warc("GET /", record="request"), 0, 1, "C0117"),
    ("WARC/2.0", warc(HTML, version="2.0"), 0, 1, "version 2.0"),
    ("WARC and then garbage, in gzip", gzip.compress(OK) + b"garbage after gzip", 1, 1, "C0112"),
    ("WARC of a page in windows-1251, said by HTTP alone", warc(("<html><body><p>" + RUSSIAN * 3 + "</p></body></html>").encode("cp1251"), kind="text/html; charset=windows-1251"), 1, 0, "Russian"),
    # HTML
    ("HTML without an article", "<html><head><script>var x=1;</script></head><body><script>alert(1)</script></body></html>", 0, 1, "C0106"),
    ("HTML without its frame", f"<p>{TEXT}</p>", 1, 0, ""),
    ("HTML behind 5 kB of comments", "<!-- saved from url -->\n" * 200 + HTML, 1, 0, ""),
    ("HTML in capitals", HTML.upper(), 1, 0, ""),
    ("HTML 100,000 elements deep", "<html><body>" + "<div>" * 100000 + f"<p>{TEXT}</p>" + "</div>" * 100000, 0, 1, "C010"),
    ("HTML, 50,000 tables never closed", "<html><body>" + "<table><tr><td>" * 50000 + TEXT, 0, 1, "C010"),
    ("HTML, an attribute of 5 MB", f'<html><body><p class="{"x" * 5000000}">{TEXT}</p></body></html>', 1, 0, ""),
    ("HTML, 100,000 attributes", "<html><body><p " + " ".join(f"a{i}=1" for i in range(100000)) + f">{TEXT}</p></body></html>", 1, 0, ""),
    ("HTML, 100,000 attributes in many tags", "<html><body>" + ("<b " + " ".join(f"a{i}=1" for i in range(1000)) + "></b>") * 100 + f"<p>{TEXT}</p></body></html>", 1, 0, ""),
    ("HTML, JSON-LD 100,000 lists deep", f'<html><head><script type="application/ld+json">{"[" * 100000}</script></head><body><article><p>{TEXT}</p></article></body></html>', 1, 0, ""),
    ("HTML, JSON-LD of wrong types", '<html><head><script type="application/ld+json">{"@type":"NewsArticle","headline":[1,2],"datePublished":{"a":1},"author":[null,5,{"name":[1]}]}</script></head>' + f"<body><article><p>{TEXT}</p></article></body></html>", 1, 0, ""),
    ("HTML in UTF-16 with a mark", b"\xff\xfe" + HTML.encode("utf-16le"), 1, 0, ""),
    ("HTML in UTF-16 without one", HTML.encode("utf-16le"), 1, 0, ""),
    ("HTML that lies about UTF-16", HTML.replace("<head>", '<head><meta charset="utf-16">'), 1, 0, ""),
    ("HTML of an unknown charset", ('<html><head><meta charset="no-such-set"></head><body><p>' + TEXT.replace("lake", "caf\xe9") + "</p></body></html>").encode("latin1"), 1, 0, ""),
    # Charsets
    ("UTF-16LE with a mark", b"\xff\xfe" + TEXT.encode("utf-16le"), 1, 0, ""),
    ("UTF-16BE with a mark", b"\xfe\xff" + TEXT.encode("utf-16be"), 1, 0, ""),
    ("UTF-16LE without a mark", TEXT.encode("utf-16le"), 1, 0, ""),
    ("UTF-16BE without a mark", TEXT.encode("utf-16be"), 1, 0, ""),
    ("UTF-32LE with a mark", b"\xff\xfe\0\0" + TEXT.encode("utf-32le"), 1, 0, ""),
    ("windows-1252, undeclared", TEXT.replace("-", "—").replace('"', "“").encode("cp1252"), 1, 0, ""),
    ("windows-1251, undeclared", (RUSSIAN * 4).encode("cp1251"), 1, 0, "C0114 this is in Russian"),
    ("KOI8-R, undeclared", (RUSSIAN * 4).replace("«", '"').replace("»", '"').encode("koi8-r"), 1, 0, "C0114 this is in Russian"),
    ("malformed UTF-8", TEXT.encode() + b"\xff\xfe\xc3\x28 \xf0\x28\x8c\xbc Velmar said \xed\xa0\x80 no.", 1, 0, ""),
    ("UTF-8 and latin-1 in one", TEXT.encode() + "Türkiye çok güzel. ".encode() * 20 + b"caf\xe9 talks", 1, 0, ""),
    ("NULs between words", TEXT.replace(" ", "\0", 3), 1, 0, ""),
    # Languages
    ("German", GERMAN * 3, 1, 0, "C0114 this is in German"),
    ("Russian", RUSSIAN * 3, 1, 0, "C0114 this is in Russian"),
    ("Arabic", ARABIC * 3, 1, 0, "C0114 this is in Arabic"),
    ("Chinese", CHINESE * 3, 1, 0, "C0114 this is in Chinese"),
    ("a German page that says it is English", f'<html lang="en"><body><p>{GERMAN * 3}</p></body></html>', 1, 0, "C0114 this is in German"),
    ("English with a German quotation", TEXT * 2 + GERMAN, 1, 0, ""),
    # JSON
    ("NDJSON with a byte-order mark", "\ufeff" + A + B, 2, 0, ""),
    ("NDJSON with CRLF and no last line end", A[:-1] + "\r\n" + B[:-1], 2, 0, ""),
    ("a JSON list", json.dumps([json.loads(A), json.loads(B)]), 2, 0, ""),
    ("a JSON list, laid out", json.dumps([json.loads(A), json.loads(B)], indent=2), 2, 0, ""),
    ("a JSON list, cut short", json.dumps([json.loads(A), json.loads(B)])[:-60], 1, 1, "C0111 the JSON is cut short within item 2"),
    ("a JSON list of other things", '[{"id":"a","text":"Velmar said no on Monday."}, 7, "x", null]', 1, 1, "C0111 this is not a JSON object"),
    ("a JSON list of texts", json.dumps([TEXT, TEXT]), 0, 1, "item-1: C0111 this is not a JSON object"),
    ("a JSON object, laid out", json.dumps(json.loads(A), indent=2), 1, 0, ""),
    ("a JSON object of other keys", json.dumps({"title": "T", "body": TEXT}), 0, 1, "it has title, body"),
    ("an empty JSON list", "[]", 0, 1, "C0111 the list holds no report"),
    ("empty JSON objects", "{}\n{}\n", 0, 1, "C0111"),
    ("NDJSON, a broken line", A + "{bad json\n" + B, 2, 1, "line-2: C0111"),
    ("NDJSON, lines of other types", A + '[1,2]\n"str"\nnull\n\n' + B, 2, 1, "line-4: C0111"),
    ("NDJSON, text that is none", A + line(id="c", text=5.5) + line(id="h", html=5) + line(id="d", text=None) + line(id="e", text="") + B, 2, 1, "e: C0111"),
    ("NDJSON, a number for an id", line(id=7, text=TEXT), 1, 0, ""),
    ("NDJSON, an empty html beside a text", line(id="i", text=TEXT, html=""), 1, 0, ""),
    ("NDJSON, a date that is none", line(id="f", text=TEXT, date="yesterday-ish"), 1, 0, "C0115 the date 'yesterday-ish'"),
    ("NDJSON, half a surrogate pair", A + '{"id":"j","text":"\\ud800 lone"}\n', 1, 1, "C0111"),
    ("NDJSON, 100,000 lists deep", A + '{"id":"x","text":"y","o":' + "[" * 100000 + "]" * 100000 + "}\n" + B, 2, 1, "C0111"),
    ("NDJSON, a line over a limit of 16 MiB", A + '{"id":"x","text":"' + "x " * 9000000 + '"}\n' + B, 2, 1, "line-2: C0104"),
    # Feeds
    ("a feed", FIVE, 5, 0, ""),
    ("a feed cut between items", FIVE[:FIVE.rindex("<item>")], 4, 1, "C0110 the feed is cut short after 4 items"),
    ("a feed cut within an item", FIVE[:FIVE.rindex("<description>")], 4, 1, "C0110 the feed is cut short"),
    ("a feed without items", feed(""), 0, 1, "C0110 the feed holds no item"),
    ("a feed, an item without text", feed("<item><guid>q</guid></item>" + item(1)), 1, 1, "q: C0116"),
    ("a feed, an item of bytes in base64", '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>p</id><title>T</title><content type="application/pdf">JVBERi0xLjQK</content></entry></feed>', 0, 1, "p: C0116"),
    ("a feed, a billion laughs", feed("<item><guid>1</guid><title>&k;</title><description>&k;</description></item>", '<?xml version="1.0"?>' + entities), 0, 1, "C01"),
    ("a feed, entities from files", feed("<item><guid>1</guid><title>T</title><description>Velmar said no on Monday. &x;</description></item>", '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), 1, 0, ""),
    ("a feed in windows-1251, declared", feed("<item><guid>1</guid><description>" + RUSSIAN * 3 + "</description></item>", '<?xml version="1.0" encoding="windows-1251"?>').encode("cp1251"), 1, 0, "Russian"),
    # Odd text
    ("one letter", "a", 1, 0, ""),
    ("10,000 quotation marks", '"' * 10000, 1, 0, ""),
    ("escape sequences", TEXT + "\x1b]0;OWNED\x07\x1b[2J\x1b[31mred\x1b[0m", 1, 0, ""),
    ("marks of direction", "\u202e" + TEXT + "\u202c", 1, 0, ""),
    ("100,000 combining accents", "B" + "\u0301" * 100000 + "elarus said no on Monday.", 1, 0, ""),
    ("8 MB without a space", "a" * 8000000, 1, 0, ""),
    ("20 MB over a limit of 16 MiB", TEXT * 60000, 0, 1, "C0104"),
    ("20,000 dates", "Monday, November 24, 2022 and " * 20000, 1, 0, ""),
]
# fmt: on


def spent():
    """Seconds of the processor's time that the runs have taken, whatever else the machine does."""
    return os.times().children_user + os.times().children_system


def run(arguments, **more):
    return subprocess.run(
        [casus, "dates", "--format", "json", "--limit", "16MiB", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        errors="replace",
        check=False,
        **more,
    )


def judged(what, done, reports, code, said, seconds):
    got = len(done.stdout.splitlines())
    notes = [one for one in done.stderr.splitlines() if one]
    wrong = []
    if got != reports:
        wrong.append(f"{got} reports, not {reports}")
    if done.returncode != code:
        wrong.append(f"exit code {done.returncode}, not {code}")
    if (said and not any(said in one for one in notes)) or (not said and notes):
        wrong.append(f"said {notes}, not {said!r}")
    if not all(one.startswith("casus: ") and one.isprintable() for one in notes):
        wrong.append(f"a line of another form: {notes}")
    if seconds > 30:
        wrong.append(f"took {seconds:.0f} s")
    message = notes[0].split(": ", 2)[2] if notes else ""
    rows.append((what, reports, code, message))
    return [f"{what}: {one}" for one in wrong]


rows, faults = [], []
for number, (what, content, reports, code, said) in enumerate(CASES):
    path = folder / f"{number:03}"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    begun = spent()
    done = run([str(path)])
    faults += judged(what, done, reports, code, said, spent() - begun)
    path.unlink()

good = folder / "good.txt"
good.write_text(TEXT)
(folder / "loop").symlink_to("loop")
(folder / "dangling").symlink_to("nowhere")
odd = folder / "name with\nnew line\x1b[31m.txt"
odd.write_bytes(b"")
for what, arguments, reports, code, said, more in [
    ("a folder", [str(folder), str(good)], 1, 1, "C0108", {}),
    (
        "a folder on standard input",
        ["-"],
        0,
        1,
        "standard input: C0108",
        {"stdin": os.open(folder, os.O_RDONLY)},
    ),
    ("a file that is not there", [str(folder / "missing"), str(good)], 1, 1, "C0103", {}),
    ("a link to itself", [str(folder / "loop"), str(good)], 1, 1, "C0103", {}),
    ("a link to nothing", [str(folder / "dangling"), str(good)], 1, 1, "C0103", {}),
    ("a name with a line feed and an escape sequence", [str(odd), str(good)], 1, 1, "C0101", {}),
]:
    begun = spent()
    done = run(arguments, **more)
    done.stderr = done.stderr.replace("\n", " ", done.stderr.count("\n") - 1)
    faults += judged(what, done, reports, code, said, spent() - begun)


def cell(text):
    return text.replace(str(folder), "...").replace("|", "\\|").replace("\n", " ")


table = "".join(
    f"| {cell(what)} | {reports} | {code} | {cell(message)} |\n"
    for what, reports, code, message in rows
)
text = f"""# Bad inputs, and what casus makes of them

Made by `tests/bad_inputs_test.py`, which writes {len(rows)} bad inputs, gives each to `casus dates --limit 16MiB` and fails where this table is not what
happens (`--write` makes it anew). Every report of an input comes in whole or is refused by name: with one line on standard error
and the exit code 1. A report that is not English comes in, and is said to be not read, with the exit code 0.

| input | reports that come in | exit code | what is said first |
|---|---|---|---|
{table}"""
if "--write" in sys.argv:
    page.write_text(text)
elif not faults and page.read_text() != text:
    faults.append("docs/robustness.md is not what happens; --write makes it anew")
print("\n".join(faults) or f"{len(rows)} bad inputs were handled as they should be")
sys.exit(bool(faults))
