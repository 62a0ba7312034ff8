"""Which fillings there are of lines, and which are missing: reads, changes nothing."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from functools import partial

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

Lines = Mapping[str, tuple[Line, ...]]
Late = Mapping[str, Mapping[int, Standing]]
Drawing = Callable[[Session, Sequence[Occurrence], Lines], Mapping[announcing.Place, tuple[Line, ...]]]

STILL_ON_AIR = timedelta(hours=2)  # for which a programme that began may still want its closing line
PREVIEW_AHEAD = timedelta(hours=26)


def nothing_drawn(
    _session: Session, _starts: Sequence[Occurrence], _lines: Lines
) -> Mapping[announcing.Place, tuple[Line, ...]]:
    """Draw nothing from the queue."""
    return {}


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
    session: Session,
    *,
    now: datetime,
    ahead: timedelta,
    timezone: tzinfo,
    station_name: str,
    drawing: Drawing = nothing_drawn,
) -> list[tuple[int, str]]:
    """Return the revisions and texts that nobody has asked the voices for, the first to be aired first.

    `drawing` tells what programmes draw from the queue, for lines that list what will be heard.
    """
    starts = queries.coming(session, now - STILL_ON_AIR, now + ahead, timezone)
    lines, there, stands, late = _known(session, starts, drawing, now)
    say = partial(announcing.words, station_name=station_name, timezone=timezone, late=late, there=there)
    words = say(starts, lines, stands)
    wanted = dict.fromkeys(
        (line.revision_id, each.text)
        for spoken in words.values()
        for number, each in spoken.items()
        if each.text and isinstance(line := stands[number], Fillable)
    )
    known = _asked(session, wanted) if wanted else set()
    return [(revision_id, text) for revision_id, text in wanted if (revision_id, text_sha256(text)) not in known]


def _asked(session: Session, wanted: Collection[tuple[int, str]]) -> set[tuple[int, str]]:
    """Return which of these were asked for, as revisions and the hashes of texts."""
    asked = select(Filling.revision_id, Filling.text_sha256).where(
        Filling.revision_id.in_({revision_id for revision_id, _ in wanted}),
        Filling.text_sha256.in_({text_sha256(text) for _, text in wanted}),
    )
    return {(revision_id, sha256) for revision_id, sha256 in session.execute(asked)}


def gaps(session: Session, *, now: datetime, ahead: timedelta, timezone: tzinfo) -> Sequence[Gap]:
    """Return what was not approved in time of what starts from now on, as far as that is settled."""
    starts = queries.coming(session, now, now + ahead, timezone)
    lines = _lines(session, starts)
    return settling.read(session, starts, lines, standings(session, _numbers(lines.values())), now=now).gaps


def preview(
    session: Session,
    announcement: Announcement,
    *,
    now: datetime,
    timezone: tzinfo,
    station_name: str,
    drawing: Drawing = nothing_drawn,
) -> str:
    """Return what a line would say next: in its next occurrence, or today with example contents. Raise BadInput."""
    text = announcement.current.text
    starts = queries.coming(session, now, now + PREVIEW_AHEAD, timezone)
    lines, there, stands, _ = _known(session, starts, drawing, now)
    for each in starts:
        if any(line.announcement_id == announcement.id for line in lines[each.key]):
            zone_id = min(each.zones)
            airing = there.get((each.key, zone_id), lines[each.key])
            start = announcing.start_of(
                each, airing, stands, zone_id=zone_id, station_name=station_name, timezone=timezone
            )
            if words := announcing.said(text, start).text:
                return words
    today = Start(station_name, blanks.EXAMPLE[blanks.PROGRAMME], clock.local(now, timezone), blanks.EXAMPLE_TITLES)
    return announcing.said(text, today).text


def _known(
    session: Session, starts: Sequence[Occurrence], drawing: Drawing, now: datetime
) -> tuple[Lines, Mapping[announcing.Place, tuple[Line, ...]], dict[int, Standing], Late]:
    """Return the lines, those of places in which something is drawn, how all stand, and what came too late where."""
    lines = _lines(session, starts)
    known = standings(session, _numbers(lines.values()))
    if not any(isinstance(each, Fillable) for each in known.values()):
        return lines, {}, known, {}  # nothing speaks of what will be drawn
    settled = settling.read(session, starts, lines, known, now=now)
    there = settling.spoken_lines(drawing(session, starts, settled.lines))
    return lines, there, known | standings(session, _numbers(there.values()) - known.keys()), settled.late


def _lines(session: Session, starts: Sequence[Occurrence]) -> Lines:
    playlists = queries.all_lines(session, (each.playlist_id for each in starts))
    return {each.key: playlists.get(each.playlist_id, ()) for each in starts}


def _numbers(found: Iterable[Iterable[Line]]) -> set[int]:
    return {line.announcement_id for lines in found for line in lines if line.announcement_id}
