# SPDX-License-Identifier: Apache-2.0
"""The roll calls of the UN General Assembly as arrays: who voted how, the words of each resolution, who votes like whom."""

import csv
import lzma
import re

import numpy

NO, ABSTAIN, YES = 0, 1, 2
VOTES = {"no": NO, "abstain": ABSTAIN, "yes": YES}
# The UN's regional groups by ISO 3166-1, two letters and three; own compilation. The United States sits in none and is counted with the West.
REGIONS = {
    "africa": """
        DZ/DZA AO/AGO BJ/BEN BW/BWA BF/BFA BI/BDI CM/CMR CV/CPV CF/CAF TD/TCD KM/COM CG/COG CD/COD CI/CIV DJ/DJI EG/EGY GQ/GNQ ER/ERI
        ET/ETH GA/GAB GM/GMB GH/GHA GN/GIN GW/GNB KE/KEN LS/LSO LR/LBR LY/LBY MG/MDG MW/MWI ML/MLI MR/MRT MU/MUS MA/MAR MZ/MOZ NA/NAM
        NE/NER NG/NGA RW/RWA ST/STP SN/SEN SC/SYC SL/SLE SO/SOM ZA/ZAF SS/SSD SD/SDN SZ/SWZ TG/TGO TN/TUN UG/UGA TZ/TZA ZM/ZMB ZW/ZWE
        """,
    "asia": """
        AF/AFG BH/BHR BD/BGD BT/BTN BN/BRN KH/KHM CN/CHN CY/CYP FJ/FJI IN/IND ID/IDN IR/IRN IQ/IRQ JP/JPN JO/JOR KZ/KAZ KI/KIR KW/KWT
        KG/KGZ LA/LAO LB/LBN MY/MYS MV/MDV MH/MHL FM/FSM MN/MNG MM/MMR NR/NRU NP/NPL KP/PRK OM/OMN PK/PAK PW/PLW PG/PNG PH/PHL QA/QAT
        KR/KOR WS/WSM SA/SAU SG/SGP SB/SLB LK/LKA SY/SYR TJ/TJK TH/THA TL/TLS TO/TON TM/TKM TV/TUV AE/ARE UZ/UZB VU/VUT VN/VNM YE/YEM
        """,
    "east": """
        AL/ALB AM/ARM AZ/AZE BY/BLR BA/BIH BG/BGR HR/HRV CZ/CZE EE/EST GE/GEO HU/HUN LV/LVA LT/LTU MK/MKD ME/MNE PL/POL MD/MDA RO/ROU
        RU/RUS RS/SRB SK/SVK SI/SVN UA/UKR
        """,
    "america": """
        AG/ATG AR/ARG BS/BHS BB/BRB BZ/BLZ BO/BOL BR/BRA CL/CHL CO/COL CR/CRI CU/CUB DM/DMA DO/DOM EC/ECU SV/SLV GD/GRD GT/GTM GY/GUY
        HT/HTI HN/HND JM/JAM MX/MEX NI/NIC PA/PAN PY/PRY PE/PER KN/KNA LC/LCA VC/VCT SR/SUR TT/TTO UY/URY VE/VEN
        """,
    "west": """
        AD/AND AU/AUS AT/AUT BE/BEL CA/CAN DK/DNK FI/FIN FR/FRA DE/DEU GR/GRC IS/ISL IE/IRL IL/ISR IT/ITA LI/LIE LU/LUX MT/MLT MC/MCO
        NL/NLD NZ/NZL NO/NOR PT/PRT SM/SMR ES/ESP SE/SWE CH/CHE TR/TUR GB/GBR US/USA
        """,
}
CODES = dict(pair.split("/") for pairs in REGIONS.values() for pair in pairs.split())
COMMON = set(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "for",
        "on",
        "a",
        "an",
        "by",
        "its",
        "at",
        "with",
        "as",
        "from",
        "that",
        "or",
        "be",
        "is",
        "it",
        "resolution",
        "adopted",
        "general",
        "assembly",
        "report",
    ]
)


def rows(path):
    opener = lzma.open if str(path).endswith(".xz") else open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


class RollCalls:
    """`votes` has a row a roll call, in order of time, and a column a state: NO, ABSTAIN, YES, or -1 where absent."""

    def __init__(self, folders):
        calls = [row for folder in folders for row in rows(next(folder.glob("rollcalls.csv*")))]
        cast = [row for folder in folders for row in rows(next(folder.glob("votes.csv*")))]
        calls.sort(key=lambda row: (int(row["session"]), row["date"], int(row["rollcall"])))
        self.calls, self.states = calls, sorted({row["state"] for row in cast})
        place = {row["rollcall"]: at for at, row in enumerate(calls)}
        column = {state: at for at, state in enumerate(self.states)}
        self.votes = numpy.full((len(calls), len(self.states)), -1, numpy.int8)
        for row in cast:
            self.votes[place[row["rollcall"]], column[row["state"]]] = VOTES[row["vote"]]
        self.session = numpy.array([int(row["session"]) for row in calls])
        self.subjects = [row["subjects"] for row in calls]
        self.cast = (self.votes[:, :, None] == numpy.arange(3)).astype(numpy.float32)
        region = {
            pair[:2]: at for at, pairs in enumerate(REGIONS.values()) for pair in pairs.split()
        }
        self.region = numpy.array([region.get(state, len(REGIONS)) for state in self.states])
        self._count_words()

    def _count_words(self):
        texts = [self._words(row) for row in self.calls]
        known = {}
        for text in texts:
            for word in text:
                known.setdefault(word, len(known))
        self.words = numpy.zeros((len(texts), len(known)), numpy.float32)
        for at, text in enumerate(texts):
            self.words[at, [known[word] for word in text]] = 1

    @staticmethod
    def _words(row):
        text = (
            row["title"] + " " + re.split(r" : (?:resolution|decision) ?/", row["description"])[0]
        )
        words = {
            word[:6]
            for word in re.findall(r"[a-z]+", text.lower())
            if word not in COMMON and len(word) > 2
        }
        return words | {"#" + subject for subject in row["subjects"].split("|") if subject}

    def before(self, session, years):
        return numpy.where((self.session < session) & (self.session >= session - years))[0]

    def within(self, session):
        return numpy.where(self.session == session)[0]

    def likeness(self, session, past):
        """Cosine of the words of each roll call of a session to those of the past, rare words weighing more."""
        rarity = numpy.clip(numpy.log(len(past) / (1 + self.words[past].sum(0))), 0, None)
        weighed = self.words * rarity
        weighed /= numpy.linalg.norm(weighed, axis=1, keepdims=True) + 1e-9
        return weighed[self.within(session)] @ weighed[past].T

    def agreement(self, session, years=8):
        """How alike states voted in the sessions before: the correlation of what each did other than all did (-1 to 1), and the
        share of votes in which they did the same; 0 where they met in fewer than ten."""
        past = self.before(session, years)
        fresh = numpy.exp(-(session - 1 - self.session[past]) / 5)[:, None]
        there = (self.votes[past] >= 0).astype(float)
        worth = (self.votes[past] - 1.0) * there
        own = (
            worth - worth.sum(1, keepdims=True) / numpy.maximum(there.sum(1, keepdims=True), 1)
        ) * there
        spread = ((own**2 * fresh).T @ there) * (there.T @ (own**2 * fresh))
        alike = (own * fresh).T @ own / (numpy.sqrt(spread) + 1e-6)
        numpy.fill_diagonal(alike, 1)
        same = sum(
            (self.cast[past, :, vote] * fresh).T @ self.cast[past, :, vote] for vote in range(3)
        ) / ((there * fresh).T @ there + 1e-9)
        strangers = there.T @ there < 10
        alike[strangers], same[strangers] = 0, 0
        return alike, same
