# SPDX-License-Identifier: Apache-2.0
"""casus reads news reports on international affairs and keeps the record: who said what, who did what to whom, who
claims it and who denies it, what was asked and what was answered.

    record = casus.Reader().read(text, date="2026-11-24")
    record.statements                    # typed; record.to_dict() is docs/record.md
    record.show()                        # the brief; in a notebook, the report with its words marked

    store = casus.Store("casus.db")      # the file of the command line
    store.add(casus.parcels("archive.warc.gz"))
    store.statements(by="Belarus").to_pandas()

    casus.write_parquet(store, "record/")
"""

from .errors import Error, ErrorKind
from .kinds import (
    ActorType,
    ClaimStatus,
    CommitmentKind,
    CommitmentStatus,
    EventStatus,
    EventType,
    QuantityKind,
    Quotation,
    RelationType,
    SpeechAct,
)
from .parquet import write_parquet
from .reader import Parcel, Reader, parcel, parcels
from .record import (
    Actor,
    Claim,
    Commitment,
    Event,
    Position,
    Quantity,
    Record,
    Relation,
    Report,
    Role,
    Span,
    Statement,
    When,
)
from .store import Added, Answer, Store
from .tables import Table, read_parquet, table

__version__ = "0.1.0"
__all__ = [
    "Actor",
    "ActorType",
    "Added",
    "Answer",
    "Claim",
    "ClaimStatus",
    "Commitment",
    "CommitmentKind",
    "CommitmentStatus",
    "Error",
    "ErrorKind",
    "Event",
    "EventStatus",
    "EventType",
    "Parcel",
    "Position",
    "Quantity",
    "QuantityKind",
    "Quotation",
    "Reader",
    "Record",
    "Relation",
    "RelationType",
    "Report",
    "Role",
    "Span",
    "SpeechAct",
    "Statement",
    "Store",
    "Table",
    "When",
    "parcel",
    "parcels",
    "read_parquet",
    "table",
    "write_parquet",
]
