#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds docs/openapi.yaml against the server: every path answers as described, and every path of the server is described.

usage: openapi_test.py CASUS ROOT
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request

import yaml

casus, root = sys.argv[1], pathlib.Path(sys.argv[2])
api = yaml.safe_load((root / "docs/openapi.yaml").read_text())
examples = root / "examples/lake-dispute"
record = pathlib.Path(tempfile.mkdtemp(prefix="casus-api-")) / "record.db"
subprocess.run(
    [
        casus,
        "add",
        "--record",
        str(record),
        "--actors",
        str(examples / "actors.tsv"),
        *map(str, sorted(examples.glob("*.html"))),
    ],
    check=True,
    stdout=subprocess.DEVNULL,
)
server = subprocess.Popen(
    [casus, "serve", "--record", str(record), "--port", "0", "--allow-add", "--allow-edit"],
    stdout=subprocess.PIPE,
    text=True,
)
base = re.search(r"http://[^/]+", server.stdout.readline()).group(0)
token = re.search(r"token=(\w+)", server.stdout.readline()).group(1)


def call(method, path, query=None, body=None):
    url = base + path + ("?" + urllib.parse.urlencode(query) if query else "")
    request = urllib.request.Request(
        url, method=method, data=None if body is None else json.dumps(body).encode()
    )
    if body is not None:
        request.add_header("Content-Type", "application/json")
    if method != "GET":
        request.add_header("Authorization", f"Bearer {token}")
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


def schema_of(node):
    while "$ref" in node:
        name = node["$ref"].rsplit("/", 1)[1]
        node = api["components"]["schemas"][name]
    return node


def fits(value, schema, where):
    schema = schema_of(schema)
    if "anyOf" in schema:
        problems = []
        for one in schema["anyOf"]:
            try:
                return fits(value, one, where)
            except AssertionError as problem:
                problems.append(str(problem))
        raise AssertionError(f"{where}: {problems}")
    types = {
        "object": dict,
        "array": list,
        "string": str,
        "integer": int,
        "number": (int, float),
        "boolean": bool,
        "null": type(None),
    }
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    assert not kinds or any(isinstance(value, types[k]) for k in kinds), (
        f"{where}: {value!r} is not {kinds}"
    )
    if "enum" in schema:
        assert value in schema["enum"], f"{where}: {value!r} is none of {schema['enum']}"
    if isinstance(value, dict):
        for key in schema.get("required", []):
            assert key in value, f"{where}: lacks {key}"
        for key, item in value.items():
            if key in schema.get("properties", {}):
                fits(item, schema["properties"][key], f"{where}.{key}")
            else:
                assert schema.get("additionalProperties", True) is not False, (
                    f"{where}: {key} is not described"
                )
    if isinstance(value, list) and "items" in schema:
        for i, item in enumerate(value):
            fits(item, schema["items"], f"{where}[{i}]")


checked = 0
try:
    for path, methods in api["paths"].items():
        for method, operation in methods.items():
            query = {
                p["name"]: p["example"]
                for p in operation.get("parameters", [])
                if p["in"] == "query" and "example" in p
            }
            real = path
            for p in operation.get("parameters", []):
                if p["in"] == "path":
                    real = real.replace(f"{{{p['name']}}}", urllib.parse.quote(p["example"]))
            body = (
                operation.get("requestBody", {})
                .get("content", {})
                .get("application/json", {})
                .get("example")
            )
            status, answer = call(method.upper(), real, query, body)
            assert status == 200, f"{method} {real}: {status} {answer}"
            fits(
                answer,
                operation["responses"]["200"]["content"]["application/json"]["schema"],
                f"{method} {path}",
            )
            checked += 1
    routes = re.sub(
        r"\(\s+", "(", re.sub(r"\s+", " ", (root / "src/server/routes.cc").read_text())
    )  # however its lines are broken
    described = {re.sub(r"\{[^}]*\}", "*", p) for p in api["paths"]}
    served = {
        "/api/v1/" + re.sub(r"\(.*", "*", v)
        for v in re.findall(r'\bview\((?:R"\()?"?([a-z/]+(?:\([^"]*)?)', routes)
    } | {
        "/api/v1/" + v.lower()
        for v in re.findall(r"server\.(?:Get|Post)\(k([A-Za-z]+)Path", routes)
    }
    served |= {
        "/api/v1/" + k
        for k in re.search(r"for \(const char\* kind : \{([^}]*)\}", routes)
        .group(1)
        .replace('"', "")
        .replace(" ", "")
        .split(",")
    }
    assert served <= described, f"not described: {sorted(served - described)}"
    assert call("GET", "/api/v1/nothing")[0] == 404
    # What a kind does not take, no value it knows, no day, no number: refused by name, not ignored.
    for path, query, said in (
        ("reports", {"by": "Velmar"}, "--by"),
        ("claims", {"colour": "red"}, "colour"),
        ("events", {"type": "attack"}, "ASSAULT"),
        ("statements", {"limit": "-5"}, "limit"),
        ("timeline", {"since": "soon"}, "soon"),
        ("graph", {"until": "soon"}, "soon"),
        ("overview", {"as_of": "soon"}, "soon"),
        ("dispute", {"a": "Velmar", "b": "Sorania", "since": "soon"}, "soon"),
        ("forecast", {}, "body"),
        ("forecast", {"body": "Lake Council", "colour": "red"}, "colour"),
        ("forecast", {"body": "Lake Council", "on": "soon"}, "soon"),
        ("forecast", {"body": "EU", "about": "fish", "area": "fishing"}, "fishing"),
        (
            "forecast",
            {"body": "EU", "about": "fish", "on": "2025-09-01", "as_of": "2025-09-02"},
            "2025-09-02",
        ),
        ("decisions", {"since": "soon"}, "soon"),
        ("decisions", {"body": "EU"}, "body"),
    ):
        status, answer = call("GET", "/api/v1/" + path, query)
        assert status == 400 and said in answer["error"], (path, query, status, answer)
    status, answer = call("GET", "/api/v1/forecast", {"body": "Nobody's Club", "about": "x"})
    assert status == 404 and "Nobody's Club" in answer["error"], (status, answer)
    for kind in ("statements", "events", "claims", "commitments", "actors", "reports"):
        for text in ('"', "(", "a\0b", "\u2019s", "NEAR(", "*"):
            assert call("GET", "/api/v1/" + kind, {"text": text})[0] == 200, (kind, text)
    assert (
        call("GET", "/api/v1/events", {"type": "assault", "since": "2025-09", "until": "2025-09"})[
            1
        ]["total"]
        > 0
    )
finally:
    server.terminate()
print(f"{checked} operations answer as docs/openapi.yaml says")
