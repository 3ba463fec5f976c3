#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fails when a C++ source holds a byte beyond ASCII, or lacks its SPDX line."""

import pathlib
import subprocess
import sys

wrong = 0
for name in subprocess.run(
    ["git", "ls-files", "*.h", "*.cc"], capture_output=True, text=True, check=True
).stdout.split():
    data = pathlib.Path(name).read_bytes()
    for problem in (["a byte beyond ASCII"] if not data.isascii() else []) + (
        ["no SPDX line"] if b"SPDX-License-Identifier" not in data[:80] else []
    ):
        print(f"{name}: {problem}")
        wrong += 1
sys.exit(wrong > 0)
