#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`casus follow` against a server of its own that is slow, wrong, endless, changing and gone. usage: follow_test.py CASUS"""

import gzip
import http.server
import itertools
import json
import pathlib
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

casus = sys.argv[1]
folder = pathlib.Path(tempfile.mkdtemp(prefix="casus-follow-"))
record, list_file = folder / "record.db", folder / "feeds.txt"
hits, etags = [], {}  # what was asked, in order; what a path is answered
answers = {}  # path: (status, headers, body), or a function of the handler


def page(number, words="on Monday", head=""):
    return (
        f'<html><head><title>Report {number}</title>{head}<meta property="article:published_time" content="2025-11-{number % 28 + 1:02}"></head><body><article>'
        f"<p>Velmar said {words} that the talks over the canal number {number} would go on in the capital for another {number + 2} weeks.</p>"
        f"<p>Sorania denied that it had asked for the talks of the committee {number * 7}, and its minister left the hall by the door {number * 13}.</p></article></body></html>"
    )


def rss(items, tail="</channel></rss>"):
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel>'
        + "".join(
            f"<item><title>{title}</title><link>{link}</link><pubDate>{day}</pubDate></item>"
            for title, link, day in items
        )
        + tail
    )


class Server(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        hits.append((self.path, dict(self.headers), time.monotonic()))
        answer = answers.get(self.path, (404, {}, "nothing here"))
        if callable(answer):
            return answer(self)
        status, headers, body = answer
        body = body.encode() if isinstance(body, str) else body
        if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
            status, body = 304, b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def endless(handler):
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    try:
        for _ in range(4000):
            handler.wfile.write(b"<p>" + b"x" * 65536)
    except OSError:
        pass
    handler.close_connection = True


def drip(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    try:
        for _ in range(100):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.2)
    except OSError:
        pass
    handler.close_connection = True


def hang_up(handler):
    handler.connection.close()
    handler.close_connection = True


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
server.daemon_threads = True
server.handle_error = lambda *_: None
threading.Thread(target=server.serve_forever, daemon=True).start()
port = server.server_address[1]
base = f"http://127.0.0.1:{port}"
HTML = {"Content-Type": "text/html; charset=utf-8"}
XML = {"Content-Type": "application/xml"}


def arguments(*more, into=record, pause="0"):
    return [
        casus,
        "follow",
        str(list_file),
        "--record",
        str(into),
        "--pause",
        pause,
        "--timeout",
        "2s",
        *more,
    ]


def follow(*more, code=0, private="127.0.0.1", every="1s", **rest):
    """One round. Returns what it kept, its lines of errors, and what the server was asked."""
    hits.clear()
    done = subprocess.run(
        arguments(
            "--once",
            "--format",
            "ndjson",
            "--every",
            every,
            *(["--allow-private", private] if private else []),
            *more,
            **rest,
        ),
        capture_output=True,
        text=True,
    )
    assert done.returncode == code, (done.returncode, done.stdout, done.stderr)
    return (
        [json.loads(line) for line in done.stdout.splitlines()],
        done.stderr.splitlines(),
        [path for path, _, _ in hits],
    )


def listing(*feeds):
    list_file.write_text(
        "# what is followed\n\n"
        + "".join(f"{base}{feed}\n" if feed.startswith("/") else feed + "\n" for feed in feeds)
    )


def wait_a_round():
    time.sleep(1.0)


# RSS, Atom, a news sitemap in gzip, items without links; robots.txt is asked for first, and once.
answers["/rss.xml"] = (
    200,
    {**XML, "ETag": '"one"', "Last-Modified": "Mon, 24 Nov 2025 10:00:00 GMT"},
    rss(
        [
            ("A", "/a/1", "Mon, 24 Nov 2025 10:00:00 GMT"),
            ("B", base + "/a/2#part", "Mon, 24 Nov 2025 11:00:00 GMT"),
        ]
    ),
)
answers["/atom.xml"] = (
    200,
    XML,
    f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>x</id><title>C</title><link rel="alternate" href="/a/3"/><updated>2025-11-24T10:00:00Z</updated></entry>'
    f'<entry><id>y</id><title>D</title><updated>2025-11-24T10:00:00Z</updated><content type="html">&lt;p&gt;{"Ostel said that the ferry of the island would sail again in spring. " * 3}&lt;/p&gt;</content></entry></feed>',
)
answers["/news.xml.gz"] = (
    200,
    {"Content-Type": "application/gzip"},
    gzip.compress(
        (
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>'
            + base
            + "/a/4</loc><news:news><news:publication_date>2025-11-24</news:publication_date><news:title>E</news:title></news:news></url>"
            "<url><loc>" + base + "/about</loc></url></urlset>"
        ).encode()
    ),
)
for number in range(1, 5):
    answers[f"/a/{number}"] = (200, {**HTML, "ETag": f'"a{number}"'}, page(number))
listing("/rss.xml", "/atom.xml", "/news.xml.gz")
kept, errors, asked = follow()
assert [one["status"] for one in kept] == ["new"] * 5 and not errors, (kept, errors)
assert {one["url"] for one in kept} == {f"{base}/a/{n}" for n in range(1, 5)} | {
    base + "/atom.xml"
}, kept
assert asked[0] == "/robots.txt" and asked.count("/robots.txt") == 1 and "/about" not in asked, (
    asked
)
assert all(headers["User-Agent"].startswith("casus/") for _, headers, _ in hits)

# What did not change is not sent again, and robots.txt is remembered.
kept, errors, asked = follow("--contact", "ada@example.org")
assert not errors and sorted(set(asked)) == ["/atom.xml", "/news.xml.gz", "/rss.xml"], asked
assert [one["status"] for one in kept] == ["known"], "the item without a link"
sent = {path: headers for path, headers, _ in hits}["/rss.xml"]
assert (
    sent["If-None-Match"] == '"one"'
    and sent["If-Modified-Since"] == "Mon, 24 Nov 2025 10:00:00 GMT"
), sent
assert sent["User-Agent"].endswith("(ada@example.org)"), sent

# An article is asked for again when its feed says that it changed, with its own ETag.
answers["/rss.xml"] = (
    200,
    {**XML, "ETag": '"two"'},
    rss(
        [
            ("A, updated", "/a/1", "Mon, 24 Nov 2025 10:00:00 GMT"),
            ("B, updated", "/a/2", "Mon, 24 Nov 2025 12:00:00 GMT"),
        ]
    ),
)
answers["/a/2"] = (
    200,
    {**HTML, "ETag": '"a2b"'},
    page(2, "on Tuesday, after a night of talks in which nobody slept and two envoys went home,")
    + "<p>"
    + "It added that the bridge had been shut, and that nobody had been told of it by the ministry. "
    * 4,
)
kept, errors, asked = follow()
assert not errors and asked.count("/a/1") == 1 and asked.count("/a/2") == 1, asked
assert {path: headers.get("If-None-Match") for path, headers, _ in hits}["/a/1"] == '"a1"'
assert [one["url"] for one in kept if one["status"] != "known"] == [base + "/a/2"], kept

# An article that changes without a word of its feed is found out, as often as is said; one that is gone is told of once.
TODAY = time.strftime("%Y-%m-%d", time.gmtime())
quiet = [(str(n), f"/a/{n}", day) for n, day in ((90, TODAY), (91, TODAY), (92, "2025-11-24"))]
answers["/quiet.xml"] = (200, {**XML, "ETag": '"quiet"'}, rss(quiet))
for number in (90, 91, 92):
    answers[f"/a/{number}"] = (200, {**HTML, "ETag": f'"a{number}"'}, page(number))
listing("/quiet.xml")
again = ("--again", "1s,2s")
kept, errors, asked = follow(*again)
assert [one["status"] for one in kept] == ["new"] * 3 and not errors, (kept, errors)
kept, errors, asked = follow(*again, every="1h")
assert "/a/92" not in asked and not kept and not errors, (asked, kept, errors)
answers["/a/90"] = (
    200,
    HTML,
    page(90, "on Friday")
    + "<p>"
    + "It said that the harbour was closed to all, and that the pilots had gone home to their valley. "
    * 5,
)
answers["/a/91"] = (410, {}, "")
memory = sqlite3.connect(f"{record}.follow")
memory.execute("UPDATE articles SET due = 0, had = had - 10 WHERE url LIKE '%/a/9_'")
memory.commit()
memory.close()
kept, errors, asked = follow(*again, code=1)
assert sorted(asked) == ["/a/90", "/a/91", "/quiet.xml"], asked
assert {path: headers.get("If-None-Match") for path, headers, _ in hits}["/a/90"] == '"a90"'
assert [one["url"] for one in kept if one["status"] != "known"] == [base + "/a/90"], kept
assert len(errors) == 1 and "410" in errors[0] and "stays" in errors[0], errors
kept, errors, asked = follow(*again)
assert asked.count("/a/90") <= 1 and "/a/91" not in asked and not errors, (asked, errors)
wait_a_round()
follow(*again)
kept, errors, asked = follow(*again)
assert asked == ["/quiet.xml"] and not errors, (asked, errors)

# What an older casus follow has kept is gone on from.
memory = sqlite3.connect(f"{record}.follow")
memory.executescript(
    "ALTER TABLE articles DROP COLUMN had; ALTER TABLE articles DROP COLUMN checks; PRAGMA user_version = 0"
)
memory.close()
kept, errors, asked = follow()
assert asked == ["/quiet.xml"] and not errors, (asked, errors)
memory = sqlite3.connect(f"{record}.follow")
memory.execute("PRAGMA user_version = 99")
memory.close()
kept, errors, asked = follow(code=1)
assert not asked and len(errors) == 1 and "newer casus" in errors[0], errors
memory = sqlite3.connect(f"{record}.follow")
memory.execute("PRAGMA user_version = 1")
memory.close()


# An index of sitemaps: its news sitemaps of these days are feeds, each with a memory of its own.
def sitemap(*articles):
    return (
        '<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
        + "".join(
            f"<url><loc>{base}{path}</loc><news:news><news:title>{path}</news:title></news:news></url>"
            for path in articles
        )
        + "</urlset>"
    )


answers["/index.xml"] = (
    200,
    {**XML, "ETag": '"index"'},
    "<sitemapindex>"
    + f"<sitemap><loc>/old.xml</loc><lastmod>2020-01-01</lastmod></sitemap><sitemap><loc>/one.xml</loc><lastmod>{TODAY}T01:00:00Z</lastmod></sitemap>"
    + "<sitemap><loc>/two.xml</loc></sitemap><sitemap><loc>/index.xml</loc></sitemap><sitemap><loc>/inner.xml</loc></sitemap></sitemapindex>",
)
answers["/inner.xml"] = (
    200,
    XML,
    "<sitemapindex><sitemap><loc>/deep.xml</loc></sitemap></sitemapindex>",
)
answers["/one.xml"] = (200, {**XML, "ETag": '"one"'}, sitemap("/a/93"))
answers["/two.xml"] = (200, XML, sitemap("/a/94"))
for number in (93, 94, 95):
    answers[f"/a/{number}"] = (200, HTML, page(number))
listing("/index.xml")
kept, errors, asked = follow(code=1)
assert {one["url"] for one in kept} == {base + "/a/93", base + "/a/94"}, kept
assert len(errors) == 1 and "inner.xml" in errors[0] and "within" in errors[0], errors
assert sorted(asked) == ["/a/93", "/a/94", "/index.xml", "/inner.xml", "/one.xml", "/two.xml"], (
    asked
)
answers["/two.xml"] = (200, XML, sitemap("/a/95", "/a/94"))
kept, errors, asked = follow()
assert [one["url"] for one in kept] == [base + "/a/95"] and not errors, (kept, errors)
sent = {path: headers.get("If-None-Match") for path, headers, _ in hits}
assert sent["/one.xml"] == '"one"' and sent["/index.xml"] is None and "/old.xml" not in sent, sent

# Through a proxy, which is asked for the names; numbers of private networks are refused before.
answers["http://news.example/robots.txt"] = (404, {}, "")
answers["http://news.example/rss.xml"] = (
    200,
    XML,
    rss([("P", "/p/1", ""), ("Q", "http://10.0.0.1/q", ""), ("R", "http://localhost/r", "")]),
)
answers["http://news.example/p/1"] = (200, HTML, page(96))
answers["http://busy.example/robots.txt"] = (407, {}, "")
listing("http://news.example/rss.xml")
kept, errors, asked = follow("--proxy", base, code=1, private=None)
assert [one["url"] for one in kept] == ["http://news.example/p/1"], (kept, errors)
assert len(errors) == 2 and all("private address" in one for one in errors), errors
assert all(path.startswith("http://news.example/") for path in asked), asked
listing("http://busy.example/rss.xml")
kept, errors, asked = follow("--proxy", base, code=1)
assert len(errors) == 1 and "407" in errors[0] and "tried again" in errors[0], errors
for wrong in ("example.org", "ftp://example.org", "socks5://example.org", "http://"):
    assert subprocess.run(arguments("--proxy", wrong), capture_output=True).returncode == 2, wrong

# robots.txt, a canonical address of another host, wrong pages, endless ones, slow ones, redirects: one line each, the rest comes in.
server2 = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
server2.daemon_threads = True
server2.handle_error = lambda *_: None
threading.Thread(target=server2.serve_forever, daemon=True).start()
base2 = f"http://127.0.0.1:{server2.server_address[1]}"
answers["/robots.txt"] = (
    200,
    {},
    "User-agent: other\nDisallow: /\n\nUser-agent: casus\nDisallow: /closed*\nAllow: /closed/open$\n",
)
for path in ("/closed/5", "/closed/open", "/moved-to"):
    answers[path] = (
        200,
        HTML,
        page(40 + len(path), head='<link rel="canonical" href="http://elsewhere.example/stolen">'),
    )
answers["/moved"] = (301, {"Location": "/moved-to"}, "")
answers["/round"] = (302, {"Location": "/round"}, "")
answers["/into"] = (302, {"Location": f"http://127.0.0.2:{port}/a/1"}, "")
answers["/file"] = (302, {"Location": "file:///etc/passwd"}, "")
answers["/pdf"] = (200, {"Content-Type": "application/pdf"}, "%PDF-1.4")
answers["/liar"] = (200, HTML, b"%PDF-1.4\n" + random.Random(1).randbytes(3000))
answers["/empty"] = (200, HTML, "<html><body></body></html>")
answers["/bomb"] = (
    200,
    {**HTML, "Content-Encoding": "gzip"},
    gzip.compress(b"<p>" + b"x" * (8 << 20)),
)
answers["/endless"], answers["/drip"], answers["/hang"] = endless, drip, hang_up
answers["/busy"] = (500, {}, "")
answers["/book"] = (
    200,
    {"Content-Type": "text/plain"},
    "".join(
        f"In chapter {n} the minister said that talks over the lake would go on, and on.\n\n"
        for n in range(9000)
    ),
)
answers["/not-asked"] = (304, {}, "")
paths = [
    "/closed/5",
    "/closed/open",
    "/moved",
    "/round",
    "/into",
    "/file",
    "/pdf",
    "/liar",
    "/empty",
    "/bomb",
    "/endless",
    "/drip",
    "/hang",
    "/busy",
    "/book",
    "/not-asked",
    "/nowhere",
]
answers["/bad.xml"] = (
    200,
    XML,
    rss(
        [(path, base2 + path, "") for path in paths]
        + [("x", "javascript:alert(1)", ""), ("y", "http://[", "")]
    ),
)
listing("/bad.xml")
begun = time.monotonic()
kept, errors, asked = follow("--limit", "1MiB", code=1, every="1h")
assert {one["url"] for one in kept} == {base2 + "/closed/open", base2 + "/moved-to"}, kept
said = {line.split(": ", 2)[1]: line for line in errors}
for path, words in (
    ("/closed/5", "robots.txt"),
    ("/round", "redirected more than 5 times"),
    ("/into", "private address 127.0.0.2"),
    ("/file", "no address of the web"),
    ("/pdf", "application/pdf"),
    ("/liar", "a PDF file"),
    ("/empty", "C0106"),
    ("/bomb", "larger than 1048576 bytes"),
    ("/endless", "larger than 1048576 bytes"),
    ("/drip", "did not answer within 2 s"),
    ("/hang", "C0702"),
    ("/busy", "HTTP status 500"),
    ("/book", "more than an article has"),
    ("/not-asked", "HTTP status 304"),
    ("/nowhere", "HTTP status 404"),
):
    assert words in said[base2 + path] and "C0" in said[base2 + path], (path, errors)
assert len(errors) == 15, errors
assert "/closed/5" not in asked and "/a/1" not in asked, asked
assert ("tried again" in said[base2 + "/busy"]) and "tried again" not in said[base2 + "/nowhere"]
kept, errors, asked = follow(every="1h")
assert not errors and set(asked) == {"/bad.xml"}, (
    errors,
    asked,
)  # told once; those to be tried again wait

# Private addresses: refused as numbers, by name (DNS) and by redirect, unless allowed.
for feed, private in (
    (f"{base}/rss.xml", None),
    (f"http://localhost:{port}/rss.xml", "127.0.0.2"),
    (f"http://[::ffff:127.0.0.1]:{port}/rss.xml", None),
    (f"http://2130706433:{port}/rss.xml", None),
):
    fresh = folder / "private.db"
    for end in ("", ".follow"):
        pathlib.Path(str(fresh) + end).unlink(missing_ok=True)
    listing(feed)
    kept, errors, asked = follow(code=1, private=private, into=fresh)
    assert not asked and not kept and len(errors) == 1 and "private address" in errors[0], (
        feed,
        errors,
        asked,
    )

# A dead feed is told once, waits twice as long each time, and is told of when it is back.
listing("/dead.xml")
answers["/dead.xml"] = (503, {}, "")
kept, errors, asked = follow(code=1)
assert len(errors) == 1 and "HTTP status 503" in errors[0], errors
tried = 0
for _ in range(5):
    wait_a_round()
    kept, errors, asked = follow()
    assert not errors, errors
    tried += "/dead.xml" in asked
assert 1 <= tried <= 4, tried
memory = sqlite3.connect(f"{record}.follow")
failures, due = memory.execute(
    "SELECT failures, due FROM feeds WHERE url LIKE '%dead.xml'"
).fetchone()
memory.execute("UPDATE feeds SET due = 0")
memory.commit()
memory.close()
assert failures == tried + 1 and due >= time.time() - 1, (failures, due)
answers["/dead.xml"] = (429, {"Retry-After": "3600"}, "")
follow()
memory = sqlite3.connect(f"{record}.follow")
assert (
    memory.execute("SELECT due FROM feeds WHERE url LIKE '%dead.xml'").fetchone()[0]
    > time.time() + 3500
), "Retry-After"
memory.execute("UPDATE feeds SET due = 0")
memory.commit()
memory.close()
answers["/dead.xml"] = (200, XML, rss([]))
kept, errors, asked = follow()
assert len(errors) == 1 and "answers again" in errors[0], errors

# A feed cut short gives what came, says so, and is asked for whole.
answers["/cut.xml"] = (
    200,
    {**XML, "ETag": '"cut"'},
    rss([("A", "/a/60", "")], "<item><title>half"),
)
answers["/a/60"] = (200, HTML, page(60))
listing("/cut.xml")
kept, errors, asked = follow(code=1)
assert len(kept) == 1 and len(errors) == 1 and "cut short" in errors[0], (kept, errors)
for wrong, words in (
    ("<html><body>Not found</body></html>", "neither RSS 2.0 nor Atom"),
    ("", "C0101"),
    ("<urlset><url><loc>http://a/</loc></url></urlset>", "names no news"),
):
    answers["/wrong.xml"] = (200, XML, wrong)
    listing(f"/wrong.xml?{len(wrong)}")
    answers[f"/wrong.xml?{len(wrong)}"] = answers["/wrong.xml"]
    kept, errors, asked = follow(code=1)
    assert len(errors) == 1 and words in errors[0], errors

# The most of a host, and its pause.
answers["/many.xml"] = (200, XML, rss([(str(n), f"/a/{n}", "") for n in range(70, 75)]))
for number in range(70, 75):
    answers[f"/a/{number}"] = (200, HTML, page(number))
listing("/many.xml")
kept, _, _ = follow("--most", "3", pause="300ms")
assert len(kept) == 3, kept
times = [at for _, _, at in hits]
assert min(b - a for a, b in itertools.pairwise(times)) > 0.25, times
kept, _, _ = follow("--most", "3")
assert len(kept) == 2, kept

# Killed at any moment, nothing that a feed named is lost.
answers["/kill.xml"] = (
    200,
    {**XML, "ETag": '"kill"'},
    rss([(str(n), f"/a/{n}", "") for n in range(100, 130)]),
)
for number in range(100, 130):
    answers[f"/a/{number}"] = (200, HTML, page(number))
listing("/kill.xml")
rng, kills = random.Random(5), 0
for _ in range(12):
    process = subprocess.Popen(
        arguments("--every", "1s", "--allow-private", "127.0.0.1"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(rng.uniform(0.1, 1.2))
    process.kill()
    process.wait()
    kills += 1
follow()
database = sqlite3.connect(record)
kept = {url for (url,) in database.execute("SELECT url FROM reports")}
database.close()
assert {f"{base}/a/{n}" for n in range(100, 130)} <= kept, sorted(
    {f"{base}/a/{n}" for n in range(100, 130)} - kept
)
kept, errors, asked = follow()
assert not kept and not errors and asked == ["/kill.xml"], (kept, errors, asked)

# It goes on round after round, takes a list that changed, and ends when it is told to; a second one is kept out.
answers["/later.xml"] = (200, XML, rss([("L", "/a/200", "")]))
answers["/a/200"] = (200, HTML, page(200))
process = subprocess.Popen(
    arguments("--every", "1s", "--allow-private", "127.0.0.1"),
    stdout=subprocess.PIPE,
    stderr=subprocess.PIPE,
    text=True,
)
assert "1 feed" in process.stdout.readline()
listing("/kill.xml", "/later.xml")
line = ""
while "1 new" not in line:
    line = process.stdout.readline()
    assert line
second = subprocess.run(arguments("--once"), capture_output=True, text=True)
assert second.returncode == 1 and "C0704" in second.stderr, second.stderr
process.terminate()
assert process.wait(20) == 0

for text, words in (("ftp://example.org/feed\n", "C0701 line 1"), ("# nothing\n", "names no feed")):
    list_file.write_text(text)
    done = subprocess.run(arguments("--once"), capture_output=True, text=True)
    assert done.returncode == 1 and words in done.stderr, done.stderr
assert (
    subprocess.run(arguments("--allow-private", "10.0.0.0/33"), capture_output=True).returncode == 2
)
(folder / "odd.db.follow").write_bytes(b"not a memory" * 100)
listing("/rss.xml")
done = subprocess.run(
    [
        casus,
        "follow",
        "--allow-private",
        "127.0.0.1",
        str(list_file),
        "--record",
        str(folder / "odd.db"),
        "--once",
    ],
    capture_output=True,
    text=True,
)
assert (
    done.returncode == 1
    and "odd.db.follow" in done.stderr
    and (folder / "odd.db.follow").read_bytes().startswith(b"not a memory")
), done.stderr
print(
    f"feeds of three kinds were followed past {len(paths)} bad pages, 4 private addresses, a dead feed and {kills} kills; nothing was lost"
)
