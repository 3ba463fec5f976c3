# SPDX-License-Identifier: Apache-2.0
"""The closed sets of docs/record.md, as in include/casus/kinds.h (a test holds them together)."""

from enum import StrEnum


class EventType(StrEnum):
    """PLOVER's sixteen types of event."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class EventStatus(StrEnum):
    """Whether an event is told by the report itself, by a party only, denied, to come, or under a condition."""

    OCCURRED = "occurred"
    ALLEGED = "alleged"
    DENIED = "denied"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"


class SpeechAct(StrEnum):
    """What a saying does."""

    STATE = "state"
    ACCUSE = "accuse"
    DENY = "deny"
    REJECT = "reject"
    REQUEST = "request"
    PROMISE = "promise"
    THREATEN = "threaten"
    SUPPORT = "support"
    CRITICIZE = "criticize"
    EXPECT = "expect"
    CONCEDE = "concede"
    QUESTION = "question"


class CommitmentKind(StrEnum):
    """What kind of commitment a statement makes."""

    APPEAL = "appeal"
    DEMAND = "demand"
    PROMISE = "promise"
    THREAT = "threat"
    EXPECTATION = "expectation"
    OBLIGATION = "obligation"


class RelationType(StrEnum):
    """A standing tie between two actors."""

    MEMBER_OF = "member_of"
    NOT_MEMBER_OF = "not_member_of"
    CHAIRS = "chairs"
    CHAIR_PASSES_TO = "chair_passes_to"
    LEADS = "leads"
    HOLDS_OFFICE = "holds_office"
    PART_OF = "part_of"
    ALLY_OF = "ally_of"
    OPPOSES = "opposes"
    SUPPORTS = "supports"


class QuantityKind(StrEnum):
    """What a number of an event counts."""

    KILLED = "killed"
    WOUNDED = "wounded"
    CAPTURED = "captured"
    DISPLACED = "displaced"
    MISSING = "missing"
    TROOPS = "troops"
    PEOPLE = "people"
    MONEY = "money"
    AREA = "area"
    DISTANCE = "distance"
    WEAPONS = "weapons"
    OTHER = "other"


class Quotation(StrEnum):
    """How much of a statement stands in quotation marks: all, none, a part."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class ActorType(StrEnum):
    """What an actor is."""

    PERSON = "person"
    STATE = "state"
    ORGANIZATION = "organization"
    GROUP = "group"
    PLACE = "place"


class ClaimStatus(StrEnum):
    """Who is on the record for a claim: one side, both, or those who deny it."""

    ASSERTED = "asserted"
    CONTESTED = "contested"
    DENIED = "denied"


class CommitmentStatus(StrEnum):
    """How a commitment was answered; overdue is said by the store alone."""

    OPEN = "open"
    OVERDUE = "overdue"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    FULFILLED = "fulfilled"
    BROKEN = "broken"
