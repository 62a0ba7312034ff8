"""Which fillings there are of lines, and which are missing: reads, changes nothing."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from content import lines as blanks
from content.clearance import Fillable, Filled, Standing
from content.models import Announcement, Clip, Filling
from content.queries import standings
from playlists import announcing, queries, settling
from playlists.announcing import Start, Words
from playlists.cutoff import Gap
from playlists.rundown import Line
from playlists.timetable import Occurrence
from station import clock

STILL_ON_AIR = timedelta(hours=2)  # for which a programme that began may still want its closing line
PREVIEW_AHEAD = timedelta(hours=26)


def text_sha256(text: str) -> str:
    """Return the hash by which a filling's text is found."""
    return hashlib.sha256(text.encode()).hexdigest()


def filled(
    session: Session, stands: Mapping[int, Standing], words: Words, *, claimed: Iterable[str] = ()
) -> dict[int, Standing]:
    """Return the lines among these standings, each with those of its fillings that say these words or were claimed."""
    lines = {number: each for number, each in stands.items() if isinstance(each, Fillable)}
    if not lines:
        return {}
    hashes = {text_sha256(each.text) for there in words.values() for each in there.values()}
    rows = session.execute(
        select(Filling.revision_id, Filling.text, Clip.sha256, Clip.frames)
        .join(Clip, Clip.sha256 == Filling.clip_sha256)
        .where(Filling.revision_id.in_({line.revision_id for line in lines.values()}))
        .where(or_(Filling.text_sha256.in_(hashes), Filling.clip_sha256.in_(set(claimed))))
    ).all()
    return {
        number: line.with_fillings(Filled(*row[1:]) for row in rows if row[0] == line.revision_id)
        for number, line in lines.items()
    }


def missing(
    session: Session, *, now: datetime, ahead: timedelta, timezone: tzinfo, station_name: str
) -> list[tuple[int, str]]:
    """Return the revisions and texts that nobody has asked the voices for, the first to be aired first."""
    starts = queries.coming(session, now - STILL_ON_AIR, now + ahead, timezone)
    lines, stands = _known(session, starts)
    late = settling.read(session, starts, lines, stands, now=now).late
    words = announcing.words(starts, lines, stands, station_name=station_name, timezone=timezone, late=late)
    wanted = dict.fromkeys(
        (line.revision_id, each.text)
        for there in words.values()
        for number, each in there.items()
        if each.text and isinstance(line := stands[number], Fillable)
    )
    if not wanted:
        return []
    asked = select(Filling.revision_id, Filling.text_sha256).where(
        Filling.revision_id.in_({revision_id for revision_id, _ in wanted}),
        Filling.text_sha256.in_({text_sha256(text) for _, text in wanted}),
    )
    there = {(revision_id, sha256) for revision_id, sha256 in session.execute(asked)}
    return [(revision_id, text) for revision_id, text in wanted if (revision_id, text_sha256(text)) not in there]


def gaps(session: Session, *, now: datetime, ahead: timedelta, timezone: tzinfo) -> Sequence[Gap]:
    """Return what was not approved in time of what starts from now on, as far as that is settled."""
    starts = queries.coming(session, now, now + ahead, timezone)
    lines, stands = _known(session, starts)
    return settling.read(session, starts, lines, stands, now=now).gaps


def preview(session: Session, announcement: Announcement, *, now: datetime, timezone: tzinfo, station_name: str) -> str:
    """Return what a line would say next: in its next occurrence, or today with example contents. Raise BadInput."""
    text = announcement.current.text
    starts = queries.coming(session, now, now + PREVIEW_AHEAD, timezone)
    lines, stands = _known(session, starts)
    for each in starts:
        if any(line.announcement_id == announcement.id for line in lines[each.key]):
            zone_id = min(each.zones)
            start = announcing.start_of(
                each, lines[each.key], stands, zone_id=zone_id, station_name=station_name, timezone=timezone
            )
            if words := announcing.said(text, start).text:
                return words
    today = Start(station_name, blanks.EXAMPLE[blanks.PROGRAMME], clock.local(now, timezone), blanks.EXAMPLE_TITLES)
    return announcing.said(text, today).text


def _known(session: Session, starts: Iterable[Occurrence]) -> tuple[dict[str, tuple[Line, ...]], dict[int, Standing]]:
    starts = list(starts)
    playlists = queries.all_lines(session, (each.playlist_id for each in starts))
    lines = {each.key: playlists.get(each.playlist_id, ()) for each in starts}
    named = {line.announcement_id for found in lines.values() for line in found if line.announcement_id}
    return lines, standings(session, named)
