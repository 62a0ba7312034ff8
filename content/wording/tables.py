"""The data files beside the code, read once: what a commune's words stand for."""

from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).parent / "data"


def _rows(name: str) -> list[list[str]]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def _column(row: list[str], number: int) -> str:
    return row[number] if len(row) > number else ""


def _words(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


class Meaning(NamedTuple):
    """One thing an abbreviation may stand for, where it does so, and whether that is only a guess."""

    spoken: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    guess: bool


def _meanings() -> dict[str, tuple[Meaning, ...]]:
    found: defaultdict[str, list[Meaning]] = defaultdict(list)
    for row in _rows("abbreviations.tsv"):
        meaning = Meaning(row[1], _words(_column(row, 2)), _words(_column(row, 3)), _column(row, 4) == "?")
        found[row[0]].append(meaning)
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
