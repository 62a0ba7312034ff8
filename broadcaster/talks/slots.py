"""Live slots of programmes: which come or wait for somebody to speak, where, and until when one may."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster import airplan, facts, zoneplan
from broadcaster.airplan import LEAD
from broadcaster.facts import Facts
from playlists import queries as plans
from playlists.models import Item, ItemKind
from playlists.placing import SOON
from playlists.rundown import Awaited
from playlists.timetable import Occurrence
from station import clock
from station.errors import StationError

AHEAD = timedelta(minutes=30)  # before its turn a slot is shown
LONGEST = timedelta(hours=12)  # that a programme may last before its slot comes


class NotNow(StationError):
    """The slot's turn has not come, or is over."""

    def __init__(self, slot: "Slot | None", timezone: tzinfo) -> None:
        at = f" Khung này bắt đầu lúc {clock.local(slot.opens_at, timezone):%H:%M:%S}." if slot else ""
        super().__init__(f"Chưa đến hoặc đã qua lượt nói trực tiếp của chương trình.{at}")


@dataclass(frozen=True)
class Slot:
    """A live slot in the zones where it comes at one time: it waits for somebody to speak from one instant to another.

    Whoever speaks must be done at `until`.
    """

    occurrence: str
    item: str
    programme_name: str
    zone_ids: tuple[int, ...]
    opens_at: datetime
    closes_at: datetime
    until: datetime

    def is_open(self, now: datetime) -> bool:
        """May somebody begin to speak in it now?"""
        return self.opens_at <= now < self.closes_at

    @property
    def key(self) -> str:
        """The slot's name in an address or a form."""
        return f"{self.occurrence} {self.item}"


def coming(session: Session, *, now: datetime, timezone: tzinfo, station_name: str) -> list[Slot]:
    """Return the slots that come within half an hour or wait now, soonest first."""
    wanted = select(Item.playlist_id).where(Item.kind == ItemKind.LIVE)
    playlists = set(session.scalars(wanted))
    starts = plans.coming(session, now - LONGEST, now + AHEAD, timezone) if playlists else []
    zones = frozenset[int]().union(*(each.zones for each in starts if each.playlist_id in playlists))
    if not zones:
        return []
    known = facts.read(session, now=now, timezone=timezone, station_name=station_name, zones=zones)
    return offered(known, now=now, timezone=timezone)


def offered(known: Facts, *, now: datetime, timezone: tzinfo) -> list[Slot]:
    """Return the slots among the facts that come soon or wait now; pure."""
    found = []
    for zone_id, starts in airplan.by_zone(known).items():
        for each in zoneplan.lay_out(known, zone_id, starts, now=now, timezone=timezone):
            awaited = (one for one in each.rundown.coming if isinstance(one, Awaited))
            found += [(_slot(each.rundown.occurrence, one), zone_id) for one in awaited]
    found = [(slot, zone_id) for slot, zone_id in found if slot.opens_at <= now + AHEAD and now < slot.closes_at]
    return _together(found)


def _slot(occurrence: Occurrence, awaited: Awaited) -> Slot:
    slot = awaited.slot
    closes_at = slot.ends_at - SOON - LEAD  # then what follows is being claimed
    return Slot(occurrence.key, slot.key, occurrence.programme_name, (), slot.starts_at, closes_at, awaited.until)


def _together(found: Iterable[tuple[Slot, int]]) -> list[Slot]:
    """Return the slots that are alike in several zones as one."""
    ordered = sorted(found, key=lambda each: (each[0].opens_at, each[0].key, each[0].until, each[1]))
    return [
        Slot(**vars(slot) | {"zone_ids": tuple(zone_id for _, zone_id in alike)})
        for slot, alike in groupby(ordered, key=lambda each: each[0])
    ]


def open_now(session: Session, key: str, *, now: datetime, timezone: tzinfo, station_name: str) -> Slot:
    """Return a slot in which somebody may begin to speak now; where it opened in most zones. Raise NotNow."""
    slots = [each for each in coming(session, now=now, timezone=timezone, station_name=station_name) if each.key == key]
    waiting = [each for each in slots if each.is_open(now)]
    if not waiting:
        raise NotNow(slots[0] if slots else None, timezone)
    return max(waiting, key=lambda each: len(each.zone_ids))
