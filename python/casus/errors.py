# SPDX-License-Identifier: Apache-2.0
"""What casus cannot do, said as a value or raised."""

from enum import IntEnum


class ErrorKind(IntEnum):
    """What a caller can do about a failure; the message says the rest."""

    INVALID_INPUT = 0
    NOT_FOUND = 1
    CORRUPT = 2
    IO = 3
    LIMIT_EXCEEDED = 4
    UNSUPPORTED = 5
    INTERNAL = 6


class Error(Exception):
    """A failure. `code` is its id in docs/errors.md ("C0101"), `id` the report's where one is told."""

    def __init__(self, message: str, kind: int = ErrorKind.INTERNAL, id: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.kind = ErrorKind(kind)
        self.id = id

    @property
    def code(self) -> str:
        first = self.message.split(" ", 1)[0]
        return first if first[:1] == "C" and first[1:].isdigit() else ""

    def __reduce__(self):
        return Error, (self.message, int(self.kind), self.id)
