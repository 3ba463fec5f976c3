#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Sends a digest through a real SMTP server on a loopback port. usage: mail_test.py CASUS EXAMPLES"""

import email
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as tree

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

casus, examples = sys.argv[1], pathlib.Path(sys.argv[2])
folder = pathlib.Path(tempfile.mkdtemp(prefix="casus-mail-"))
record, settings = folder / "record.db", folder / "mail.conf"


class Inbox:
    def __init__(self):
        self.messages, self.passwords = [], []

    def authenticate(self, server, session, envelope, mechanism, data):
        self.passwords.append(data.password)
        return AuthResult(success=True)

    async def handle_DATA(self, server, session, envelope):
        self.messages.append(
            (envelope.mail_from, envelope.rcpt_tos, email.message_from_bytes(envelope.content))
        )
        return "250 kept"


def run(*arguments, code=0):
    done = subprocess.run(
        [casus, *arguments, "--record", str(record)], capture_output=True, text=True, check=False
    )
    assert done.returncode == code, (arguments, done.returncode, done.stdout, done.stderr)
    return done


inbox = Inbox()
controller = Controller(
    inbox, hostname="127.0.0.1", port=0, authenticator=inbox.authenticate, auth_require_tls=False
)
controller.port = 0
with socket.socket() as probe:  # a free port
    probe.bind(("127.0.0.1", 0))
    controller.port = probe.getsockname()[1]
controller.start()
try:
    run("add", "--actors", str(examples / "actors.tsv"), *map(str, sorted(examples.glob("*.html"))))
    run("watch", "the lake", "--kind", "statements", "--about", "Lake Ardal")
    settings.write_text(
        f"# where mail goes out\nserver = smtp://127.0.0.1:{controller.port}\nfrom = casus@example.org\nto = ada@example.org, ben@example.org\n"
    )
    run("digest", "--mail", str(settings))
    assert len(inbox.messages) == 1, inbox.messages
    sender, recipients, message = inbox.messages[0]
    assert sender == "casus@example.org" and recipients == ["ada@example.org", "ben@example.org"], (
        sender,
        recipients,
    )
    assert message["Subject"].startswith("casus: "), message["Subject"]
    parts = {
        part.get_content_type(): part.get_payload(decode=True).decode()
        for part in message.walk()
        if not part.is_multipart()
    }
    assert "the lake:" in parts["text/plain"] and "Lake Ardal" in parts["text/plain"]
    assert "<li><b>" in parts["text/html"] and "<script" not in parts["text/html"]
    import email.utils

    assert abs(email.utils.parsedate_to_datetime(message["Date"]).timestamp() - time.time()) < 60, (
        message["Date"]
    )
    assert re.fullmatch(r"<[0-9a-f.]+@example\.org>", message["Message-ID"]), message["Message-ID"]
    run("digest", "--mail", str(settings))
    assert len(inbox.messages) == 1, "nothing new, no mail"
    # A password goes to no server without TLS, unless told.
    secret = f"server = smtp://127.0.0.1:{controller.port}\nfrom = casus@example.org\nto = ada@example.org\nuser = ada\npassword = hunter2\n"
    settings.write_text(secret)
    refused = run("digest", "--since", "2025-01-01", "--mail", str(settings), code=1)
    assert "C0602" in refused.stderr and "TLS" in refused.stderr, refused.stderr
    assert len(inbox.messages) == 1 and not inbox.passwords, inbox.passwords
    settings.write_text(secret + "tls = off\n")
    run("digest", "--since", "2025-01-01", "--mail", str(settings))
    assert len(inbox.messages) == 2 and inbox.passwords == [b"hunter2"], inbox.passwords
    assert inbox.messages[1][2]["Message-ID"] != message["Message-ID"]
    settings.write_text(secret + "tls = perhaps\n")
    assert "C0601" in run("digest", "--since", "2025-01-01", "--mail", str(settings), code=1).stderr
    settings.write_text(f"server = smtp://127.0.0.1:{controller.port}\nto = ada@example.org\n")
    refused = run("digest", "--since", "2025-01-01", "--mail", str(settings), code=1)
    assert "C0601" in refused.stderr, refused.stderr
finally:
    controller.stop()
settings.write_text(
    f"server = smtp://127.0.0.1:{controller.port}\nfrom = casus@example.org\nto = ada@example.org\n"
)
unreachable = run("digest", "--since", "2025-01-01", "--mail", str(settings), code=1)
assert "C0602" in unreachable.stderr, unreachable.stderr
atom = run("digest", "--since", "2025-01-01", "--format", "atom").stdout
assert tree.fromstring(atom).tag == "{http://www.w3.org/2005/Atom}feed"
print(
    "a digest was mailed, received and read; nothing new sent nothing; a missing server was told of"
)
