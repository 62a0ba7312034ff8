"""Everything the air plan is computed from, read in one consistent look at the database."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster import breakin_facts, breakin_scripts, live_facts
from broadcaster.happening import Happening
from broadcaster.models import AsRun, LiveTalk
from content.clearance import Standing
from content.queries import standings
from playlists import announcing, fillings
from playlists import queries as plans
from playlists.models import Playlist
from playlists.rundown import FRAME, Claim, Line
from playlists.timetable import Occurrence, occurrences
from station import zones

LOOK_BACK = timedelta(hours=12)
LOOK_AHEAD = timedelta(hours=1)


@dataclass(frozen=True)
class Facts:
    """One consistent look: what should start, what it consists of, what may air, what was claimed.

    `standings_there` says for one occurrence in one zone what may air whatever its standing elsewhere: the filling
    of a line for exactly this start, and what a break-in's own order allows or forbids.
    """

    occurrences: Sequence[Occurrence]
    lines: Mapping[str, tuple[Line, ...]]
    standings: Mapping[int, Standing]
    claims: Mapping[tuple[str, int], tuple[Claim, ...]]
    standings_there: Mapping[tuple[str, int], Mapping[int, Standing]]
    changed: Mapping[int, datetime]


def read(
    session: Session, *, now: datetime, timezone: tzinfo, station_name: str, look_back: timedelta = LOOK_BACK
) -> Facts:
    """Read what is on the air, what was within `look_back`, and what comes within the hour."""
    since = now - look_back
    starts = occurrences(plans.bookings(session, since=since), since, now + LOOK_AHEAD, timezone)
    talks = list(session.scalars(select(LiveTalk).where(LiveTalk.starts_at > now - LOOK_BACK)))
    break_ins = breakin_scripts.remembered(session, now=now)
    staged = breakin_scripts.stage(session, break_ins)
    claims = _claims(session, since)
    starts += [live_facts.occurrence(each) for each in talks]
    starts += breakin_facts.occurrences(break_ins, claims, now)
    playlist_lines = plans.all_lines(session, (each.playlist_id for each in starts if each.playlist_id))
    lines = {each.key: playlist_lines.get(each.playlist_id, ()) for each in starts}
    lines |= breakin_facts.lines(break_ins, staged, claims, now)
    named = {line.announcement_id for found in lines.values() for line in found if line.announcement_id}
    going_on = [claim for found in claims.values() for claim in found if not claim.over]
    known = standings(session, named | {claim.announcement_id for claim in going_on})
    words = announcing.words(starts, lines, known, station_name=station_name, timezone=timezone)
    known |= fillings.filled(session, known, words, claimed=(claim.clip_sha256 for claim in going_on))
    return Facts(
        occurrences=starts,
        lines=lines,
        standings=known,
        claims=claims,
        standings_there=announcing.standings_there(words, known)
        | breakin_facts.orders(break_ins, staged, zones.rehearsal(session))
        | live_facts.orders(talks),
        changed=_changed(session, starts),
    )


def _changed(session: Session, starts: Sequence[Occurrence]) -> dict[int, datetime]:
    wanted = {each.playlist_id for each in starts}
    rows = session.scalars(select(Playlist).where(Playlist.id.in_(wanted)))
    return {row.id: row.changed_at for row in rows}


def _claims(session: Session, since: datetime) -> dict[tuple[str, int], tuple[Claim, ...]]:
    found: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    recent = select(AsRun).where(AsRun.planned_at > since).order_by(AsRun.planned_at, AsRun.id)
    for row in session.scalars(recent):
        found[row.occurrence, row.zone_id].append(_claim(row))
    return {key: tuple(claims) for key, claims in found.items()}


def _claim(row: AsRun) -> Claim:
    last = row.events[-1] if row.events else None
    over = last is not None and last.happening in (Happening.ENDED, Happening.MISSED)
    planned_end = row.planned_at + row.frames * FRAME
    cut = last is not None and last.happening == Happening.ENDED and last.frame < row.frames
    return Claim(
        as_run_id=row.id,
        key=row.item,
        announcement_id=row.announcement_id,
        title=row.title,
        clip_sha256=row.clip_sha256,
        frames=row.frames,
        starts_at=row.planned_at,
        ends_at=min(planned_end, last.at) if last and cut else planned_end,
        begun=bool(row.events),
        over=over,
    )
