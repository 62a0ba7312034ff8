"""Doing a check: read, look at the world, judge, and one short write; nothing is locked meanwhile."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from broadcaster import goals
from broadcaster.preflight import judging, probing, reading, runs
from broadcaster.preflight.reading import Read
from broadcaster.preflight.reasons import Known
from broadcaster.preflight.values import Finding, Kind, Report, Where
from content.shelf import Shelf
from playlists import relay_items
from playlists.rundown import Slot
from station import clock
from station.database import Database
from station.settings import Settings


def check(database: Database, settings: Settings, day: date, *, now: datetime, listens: bool = True) -> Report:
    """Check a commune day. `listens`: relays are opened and heard for some seconds each."""
    told = settings.timezone
    with database.reading() as session:
        read = reading.read(session, day, now=now, timezone=told, station_name=settings.station_name)
        station = (*read.station, *_at_risk(session, now, settings), *probing.disk(settings), *probing.wall_clock())
    laid = judging.lay_out(read.facts, now=now, timezone=told)
    slots = [slot for its in laid.values() for each in its for slot in each.rundown.slots]
    known = _known(read, slots, settings, listens=listens)
    return Report(judging.judge(laid, read.facts, known, read.places, now=now, timezone=told), station)


def run(database: Database, settings: Settings, run_id: int) -> Report:
    """Do a check that was asked for, and keep what it finds."""
    with database.reading() as session:
        asked = runs.get(session, run_id)
        day, told = asked.day, runs.before(session, asked)
    report = check(database, settings, day, now=clock.now())
    with database.writing() as session:
        runs.finish(session, run_id, report, settings, now=clock.now(), told=told)
    return report


def _at_risk(session: Session, now: datetime, settings: Settings) -> list[Finding]:
    """Return the goals of campaigns that will not be met as things are."""
    return [
        Finding(
            Kind.GOAL,
            f"{each.sentence.rstrip('.')}; hãy thêm giờ phát hoặc tăng số lượt mỗi ngày của đợt.",
            Where.CAMPAIGN,
            each.campaign_id,
        )
        for each in goals.at_risk(session, now=now, timezone=settings.timezone)
    ]


def _known(read: Read, slots: list[Slot], settings: Settings, *, listens: bool) -> Known:
    sources = {source for slot in slots if (source := relay_items.source_of(slot.announcement_id))}
    addresses = {key: address for key, address in read.addresses.items() if key in sources}
    clips = sorted({slot.clip_sha256 for slot in slots if ":" not in slot.clip_sha256})
    return Known(
        clips=probing.clips(Shelf(settings.clips), clips),
        relays=probing.relays(settings, addresses) if listens else {},
        unapprovable=read.unapprovable,
        fallbacks=read.fallbacks,
        cut_off=read.cut_off,
    )
