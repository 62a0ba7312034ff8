"""Settling occurrences: reads what the cut-off needs, and says what it changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from content.clearance import Standing
from playlists import cutoff
from playlists.cutoff import Gap, Place
from playlists.models import Playlist
from playlists.rundown import Line
from playlists.timetable import Occurrence
from station import preferences

Lines = Mapping[str, tuple[Line, ...]]


@dataclass(frozen=True)
class Settlement:
    """The lines with the rooms that gaps leave, how things stand in some occurrences alone, and the last edits."""

    lines: dict[str, tuple[Line, ...]]
    late: Mapping[str, Mapping[int, Standing]]
    edited: Mapping[int, datetime]
    gaps: Sequence[Gap]
    cut_off: timedelta

    def places(
        self,
        standings: Mapping[Place, Mapping[int, Standing]],
        drawn: Mapping[Place, Sequence[Line]],
        known: Mapping[int, Standing],
    ) -> dict[Place, Mapping[int, Standing]]:
        """Return how everything stands in each place, with what airs instead of what came too late."""
        return cutoff.places(standings, self.gaps, drawn, known, cut_off=self.cut_off)


def read(
    session: Session, starts: Sequence[Occurrence], lines: Lines, standings: Mapping[int, Standing], *, now: datetime
) -> Settlement:
    """Settle the occurrences whose time for that has come."""
    cut_off, last = preferences.read(session).cut_off, edited(session, starts)
    booked = [each for each in starts if each.playlist_id]
    gaps = cutoff.gaps(booked, lines, standings, last, cut_off=cut_off, now=now)
    changed, late = cutoff.settle(gaps, lines, cut_off=cut_off)
    return Settlement({**lines, **changed}, late, last, gaps, cut_off)


def edited(session: Session, starts: Sequence[Occurrence]) -> dict[int, datetime]:
    """Return when the playlists of these occurrences were edited last."""
    wanted = {each.playlist_id for each in starts}
    return dict(session.execute(select(Playlist.id, Playlist.changed_at).where(Playlist.id.in_(wanted))).all())


def spoken_lines(drawn: Mapping[Place, Sequence[Line]]) -> dict[Place, tuple[Line, ...]]:
    """Return what was drawn without what stands in for something: no greeting can be voiced so late."""
    return {place: tuple(line for line in lines if not cutoff.is_stand_in(line)) for place, lines in drawn.items()}
