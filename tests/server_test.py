#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The server among rude clients: slow ones, endless ones, those of other sites. usage: server_test.py CASUS"""

import http.client
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time

casus = sys.argv[1]
folder = pathlib.Path(tempfile.mkdtemp(prefix="casus-server-"))
record = str(folder / "record.db")
subprocess.run([casus, "watch", "x", "--text", "border", "--record", record], check=True)
log = folder / "access.log"
server = subprocess.Popen(
    [
        casus,
        "serve",
        "--port",
        "0",
        "--allow-edit",
        "--record",
        record,
        "--log",
        str(log),
        "--name",
        "casus.example.org",
    ],
    stdout=subprocess.PIPE,
    text=True,
)
port = int(re.search(r":(\d+)/", server.stdout.readline()).group(1))
token = re.search(r"token=([0-9a-f]{32})$", server.stdout.readline().strip()).group(1)


def ask(method, path, headers=None, body=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, body=body, headers=headers or {})
    answer = connection.getresponse()
    return answer.status, answer.getheader("Allow"), answer.read()


def rest(one):
    """What comes until the server closes."""
    got = b""
    try:
        while some := one.recv(65536):
            got += some
    except ConnectionResetError:
        pass  # it closed with our bytes unread
    return got


def raw(text, wait=5.0):
    with socket.create_connection(("127.0.0.1", port), timeout=wait) as one:
        one.sendall(text)
        return one.recv(65536)


ended = []


def drip(text, pause):
    """Sends a byte at a time until the server has enough."""
    begun = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=60) as one:
        try:
            for byte in text:
                one.sendall(bytes([byte]))
                time.sleep(pause)
            one.recv(1)
        except OSError:
            pass
    ended.append(time.monotonic() - begun)


try:
    drippers = [
        threading.Thread(
            target=drip,
            args=(b"GET /api/v1/overview HTTP/1.1\r\nX: " + b"x" * 1000, 0.5),
            daemon=True,
        )
        for _ in range(60)
    ]
    for one in drippers:
        one.start()
    idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(50)]
    time.sleep(1)
    for _ in range(20):
        begun = time.monotonic()
        assert ask("GET", "/api/v1/overview")[0] == 200
        assert time.monotonic() - begun < 2, "slow clients stop others"
    for one in drippers:
        one.join(30)
    assert len(ended) == 60 and max(ended) < 25, (len(ended), max(ended, default=0))

    # One address does not take every thread.
    many = []
    refused = 0
    begun = time.monotonic()
    for _ in range(300):
        many.append(socket.create_connection(("127.0.0.1", port), timeout=5))
        many[-1].sendall(b"G")
    assert time.monotonic() - begun < 5, "a burst of connections waits"
    time.sleep(1)
    for one in many:
        one.setblocking(False)
        try:
            refused += b"503" in one.recv(200)
        except BlockingIOError:
            pass  # taken, and waited for
        except ConnectionResetError:
            refused += 1  # the 503 was on its way when the server closed with our byte unread
    assert refused, "one address takes every thread"
    for one in many + idle:
        one.close()
    time.sleep(1)

    status, allow, body = ask("HEAD", "/api/v1/overview")
    assert status == 200 and body == b"", (status, body)
    status, allow, _ = ask("OPTIONS", "/api/v1/corrections")
    assert status == 204 and "POST" in allow, (status, allow)
    for path in ("/api/v1/overview", "/", "*"):
        status, allow, _ = ask("OPTIONS", path)
        assert status == 204 and "POST" not in allow and "HEAD" in allow, (path, status, allow)
    for method, path in (
        ("POST", "/api/v1/overview"),
        ("DELETE", "/api/v1/corrections"),
        ("PUT", "/"),
        ("PATCH", "/api/v1/reports"),
    ):
        status, allow, body = ask(method, path, body=b"{}")
        assert status == 405 and "GET" in allow and json.loads(body)["error"], (
            method,
            path,
            status,
            allow,
        )
    assert ask("GET", "/api/v1/overview", body=b"{}")[0] == 400, "a question with a body"

    for path in (
        "/api/v1/events?text=%22",
        "/api/v1/events?text=%22(",
        "/api/v1/actors?text=%22",
        "/api/v1/claims?text=AND%20OR%20NOT",
        "/api/v1/statements?text=NEAR(",
        "/api/v1/statements?text=*",
        "/api/v1/statements?by=';%20DROP%20TABLE%20reports;--",
        "/api/v1/reports?text=" + "a%22" * 300,
        "/api/v1/events?text=%00",
        "/api/v1/actors?about=%FF%FE",
    ):
        status, _, body = ask("GET", path)
        assert status in (200, 400, 404), (path, status, body)
    for path in (
        "/api/v1/claims?status=,",
        "/api/v1/events?type=banana",
        "/api/v1/events?limit=-1",
        "/api/v1/events?limit=99999999999999999999",
        "/api/v1/events?since=soon",
        "/api/v1/events?nothing=1",
    ):
        status, _, body = ask("GET", path)
        assert status == 400 and json.loads(body)["error"], (path, status, body)
    assert ask("GET", "/api/v1/events?text=" + "a" * 5000)[0] == 414

    for path in (
        "/api/v1/events?min_confidence=nan",
        "/api/v1/events?min_confidence=0.5x",
        "/api/v1/events?min_confidence=1e400",
        "/api/v1/events?min_confidence=-1",
        "/api/v1/overview?nothing=1",
        "/api/v1/reports/d1?nothing=1",
        "/api/v1/statements?text=" + "a+OR+" * 400 + "b",
    ):
        status, _, body = ask("GET", path)
        assert status == 400 and json.loads(body)["error"], (path, status, body)
    for path in ("/api/v1/statements?by=%25", "/api/v1/actors/%00", "/api/v1/dispute?a=&b="):
        assert ask("GET", path)[0] in (400, 404), path

    # A request for a thousand ranges is not answered with a thousand copies, a head has an end, and what follows one that is none
    # is no request.
    ranges = ",".join(["0-"] * 1000)
    status, _, body = ask("GET", "/app.js", {"Range": f"bytes={ranges}"})
    assert status == 200 and body == ask("GET", "/app.js")[2], (status, len(body))
    with socket.create_connection(("127.0.0.1", port), timeout=5) as one:
        sent = 0
        try:
            one.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
            while sent < 100 << 20:
                sent += one.send(b"X: " + b"x" * 4000 + b"\r\n")
        except OSError:
            pass
        assert sent < 20 << 20, "a head without end is taken"
    for head in (b"GET /\r\n", b"nonsense\r\n", b"GET / HTTP/1.1\r\nX: " + b"x" * 20000 + b"\r\n"):
        with socket.create_connection(("127.0.0.1", port), timeout=5) as one:
            one.sendall(head + b"GET /api/v1/overview HTTP/1.1\r\nHost: localhost\r\n\r\n")
            got = rest(one)
            assert got.count(b"HTTP/1.1 ") <= 1 and b" 200 " not in got, (head[:40], got[:300])

    # Another site's page, and another name for this machine (DNS rebinding).
    write = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    change = json.dumps({"item": "s1", "action": "reject"})
    assert (
        ask("POST", "/api/v1/corrections", {**write, "Origin": "http://evil.example"}, change)[0]
        == 403
    )
    assert ask("POST", "/api/v1/corrections", {**write, "Origin": "null"}, change)[0] == 403
    assert (
        ask("POST", "/api/v1/corrections", {**write, "Content-Type": "text/plain"}, change)[0]
        == 415
    )
    assert ask("POST", "/api/v1/reports", write, change)[0] == 403, (
        "it was not started with --allow-add"
    )
    for wrong in (
        {},
        {"Authorization": "Bearer "},
        {"Authorization": f"Bearer {token[:-1]}"},
        {"Authorization": f"Bearer {token}0"},
        {"Authorization": f"Basic {token}"},
        {"X-Casus": "1"},
    ):
        assert (
            ask(
                "POST", "/api/v1/corrections", {"Content-Type": "application/json", **wrong}, change
            )[0]
            == 401
        ), wrong
    assert (
        ask("POST", "/api/v1/corrections", {**write, "Origin": f"http://127.0.0.1:{port}"}, change)[
            0
        ]
        == 404
    ), "there is no s1"
    for host, status in (
        ("evil.example", 403),
        (f"evil.example:{port}", 403),
        ("localhost.evil.example", 403),
        ("127.0.0.1.evil.example", 403),
        ("LOCALHOST", 200),
        ("127.0.0.1", 200),
        (f"[::1]:{port}", 200),
        ("casus.example.org", 200),
    ):
        assert ask("GET", "/api/v1/overview", {"Host": host})[0] == status, host
    # The body of a refused request is no request of its own, whatever it holds.
    hidden = f"POST /api/v1/corrections HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer {token}\r\nContent-Length: {len(change)}\r\n\r\n{change}"
    for head in (
        "POST /api/v1/corrections HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example",
        "POST /api/v1/overview HTTP/1.1\r\nHost: localhost",
        "GET /api/v1/overview HTTP/1.1\r\nHost: localhost",
        "OPTIONS / HTTP/1.1\r\nHost: evil.example",
    ):
        with socket.create_connection(("127.0.0.1", port), timeout=5) as one:
            one.sendall(f"{head}\r\nContent-Length: {len(hidden)}\r\n\r\n{hidden}".encode())
            got = rest(one)
            assert got.count(b"HTTP/1.1 ") == 1, (head, got)
    begun = time.monotonic()
    assert b" 411 " in raw(
        b"POST /api/v1/corrections HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\r\n{"
    )
    assert time.monotonic() - begun < 2, "a body without length holds nobody"
    assert ask("POST", "/api/v1/corrections", write, b"x" * (2 << 20))[0] == 413
    assert raw(b"\x16\x03\x01\x02\x00\x01garbage\r\n\r\n") is not None
    assert ask("GET", "/api/v1/overview")[0] == 200

    # What was answered is sent again only until the record changes, whoever changes it.
    def kept(path):
        return json.loads(ask("GET", path)[2])

    assert kept("/api/v1/reports")["total"] == 0 and kept("/api/v1/reports")["rows"] == []
    report = folder / "report.txt"
    report.write_text(
        'GENEVA, Nov 24 - "The border is open," Foreign Minister Anna Kovacs of Hungary said on Monday.\n'
    )
    subprocess.run(
        [casus, "add", "--record", record, "--date", "2025-11-24", str(report)], check=True
    )
    assert kept("/api/v1/reports")["total"] == 1, "an answer of before the change"
    assert kept("/api/v1/statements")["rows"][0]["review"] is None
    assert kept("/api/v1/corrections")["rows"] == []
    assert ask("POST", "/api/v1/corrections", write, change)[0] == 200
    assert kept("/api/v1/corrections")["rows"][0]["item"] == "s1"

    # A report is taken out by who may change the record, and by no other.
    bearer = {"Authorization": f"Bearer {token}"}
    assert ask("OPTIONS", "/api/v1/reports/d1")[1].endswith(", DELETE")
    assert ask("DELETE", "/api/v1/reports/d1")[0] == 401
    assert (
        ask("DELETE", "/api/v1/reports/d1", {**bearer, "Origin": "http://evil.example"})[0] == 403
    )
    assert ask("DELETE", "/api/v1/reports/d1", bearer, b"{}")[0] == 400
    assert ask("DELETE", "/api/v1/reports/d1?dry_run=maybe", bearer)[0] == 400
    assert ask("DELETE", "/api/v1/reports/d2", bearer)[0] == 404
    assert ask("DELETE", "/api/v1/reports/", bearer)[0] == 404
    told = json.loads(ask("DELETE", "/api/v1/reports/d1?dry_run=true", bearer)[2])
    assert told["statements"] == 1 and not told["removed"] and kept("/api/v1/reports")["total"] == 1
    assert json.loads(ask("DELETE", "/api/v1/reports/d1", bearer)[2])["removed"]
    assert kept("/api/v1/reports")["total"] == 0 and kept("/api/v1/statements")["rows"] == []

    # The log has a line a request, written once it is answered, and no request breaks one.
    raw(b'GET /\x1b[31m%22?q="x HTTP/1.1\r\nHost: localhost\r\n\r\n')
    begun = time.monotonic()
    while "\\x1B[31m" not in (told := log.read_text()) and time.monotonic() - begun < 10:
        time.sleep(0.05)
    lines = told.splitlines()
    shape = re.compile(
        r'(127\.0\.0\.1|-) - - \[\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d \+0000\] "[^"]*" \d{3} \d+ \d+'
    )
    assert len(lines) > 60 and all(shape.fullmatch(line) for line in lines), [
        line for line in lines if not shape.fullmatch(line)
    ]
    assert any('"GET /api/v1/overview HTTP/1.1" 200' in line for line in lines) and not any(
        token in line for line in lines
    )
    assert any("\\x1B[31m" in line for line in lines), lines
finally:
    server.terminate()
    server.wait(20)

# A token of one's own, and one that is too short.
for given, code in (("a-token-of-our-own-1", None), ("short", 2), ("with blanks and more", 2)):
    process = subprocess.Popen(
        [casus, "serve", "--port", "0", "--allow-add", "--record", record],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "CASUS_TOKEN": given},
    )
    if code is None:
        assert f"#token={given}" in process.stdout.readline() + process.stdout.readline()
        process.terminate()
    else:
        assert process.wait(20) == code and "C0502" in process.stderr.read()
print(
    "60 clients that drip and 50 that say nothing stopped nobody; one address had its share; other sites, and who has no token, were refused"
)
