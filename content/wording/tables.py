"""The data files beside the code, read once: what a commune's words stand for."""

import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

_WORD = re.compile(r"\w+")
_FOLDER = Path(__file__).parent / "data"


def _rows(name: str) -> list[list[str]]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def _column(row: list[str], number: int) -> str:
    return row[number] if len(row) > number else ""


class Cues(NamedTuple):
    """What must stand beside an abbreviation: one of these words, or one of these signs (see the data file)."""

    words: tuple[str, ...]
    signs: str


class Meaning(NamedTuple):
    """One thing an abbreviation may stand for, where it does so, and whether that is only a guess."""

    spoken: str
    before: Cues | None
    after: Cues | None
    guess: bool


def _cues(cell: str, form: str) -> Cues | None:
    """Read one cell; `form` says which side of a word must end where the abbreviation is."""
    if not cell:
        return None
    cues = cell.split("|")
    words = tuple(form.format(" ".join(_WORD.findall(cue))) for cue in cues if len(cue) > 1)
    return Cues(words, "".join(cue for cue in cues if len(cue) == 1))


def _meanings() -> dict[str, tuple[Meaning, ...]]:
    found: defaultdict[str, list[Meaning]] = defaultdict(list)
    for row in _rows("abbreviations.tsv"):
        before, after = _cues(_column(row, 2), " {}"), _cues(_column(row, 3), "{} ")
        found[row[0]].append(Meaning(row[1], before, after, _column(row, 4) == "?"))
    return {written: tuple(meanings) for written, meanings in found.items()}


def _pairs(name: str) -> dict[str, str]:
    return {row[0]: row[1] for row in _rows(name)}


MEANINGS = _meanings()
LOANWORDS = _pairs("loanwords.tsv")
UNITS = _pairs("units.tsv")
DOCUMENT_TYPES = {row[1]: row[2] for row in _rows("documents.tsv") if row[0] == "type"}
ISSUERS = {row[1]: row[2] for row in _rows("documents.tsv") if row[0] == "issuer"}
CUES: dict[str, frozenset[str]] = {row[0]: frozenset(row[1].split("|")) for row in _rows("cues.tsv")}
RIMES: dict[str, frozenset[str]] = {row[0]: frozenset(row[1].split()) for row in _rows("rimes.tsv")}
