"""The files as which a schedule is given out; the library of each is imported when its first file is asked for.

Together they take some twenty megabytes, which a station that exports once a week need not carry from its start.
"""

from collections.abc import Iterable
from datetime import datetime
from importlib import import_module

from playlists.interchange.paper import Paper
from playlists.interchange.paperwork import Schedule
from playlists.interchange.wishes import Known
from station.models import Zone


def word(paper: Paper, *, now: datetime) -> bytes:
    """Return a schedule for a word processor (.docx)."""
    return bytes(import_module("playlists.interchange.paper_word").document(paper, now=now))


def spreadsheet(schedule: Schedule, known: Known) -> bytes:
    """Return a schedule for a spreadsheet (.xlsx); its second sheet can be brought in again."""
    return bytes(import_module("playlists.interchange.paper_sheet").workbook(schedule, known))


def template(zones: Iterable[Zone]) -> bytes:
    """Return a sheet to be filled in and brought in (.xlsx)."""
    return bytes(import_module("playlists.interchange.template").workbook(zones))
