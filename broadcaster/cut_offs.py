"""Telling of what was cut off: an announcement that was not approved when its occurrence was settled, once each."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster import facts
from playlists import cutoff, fillings
from playlists.cutoff import Gap
from station import clock, preferences
from station.database import Database
from station.models import Notice
from station.notify import notices
from station.notify.events import Event
from station.settings import Settings

SLACK = timedelta(minutes=2)  # beyond the cut-off: the sweep comes once a minute
NEAR = facts.LOOK_AHEAD / 2  # before an occurrence its look says what airs in it


def tell(database: Database, settings: Settings, *, now: datetime) -> int:
    """Tell of the items of coming occurrences that are settled without them; return how many were news."""
    with database.reading() as session:
        ahead = preferences.read(session).cut_off + SLACK
        gaps = {_name(gap): gap for gap in fillings.gaps(session, now=now, ahead=ahead, timezone=settings.timezone)}
        known = set(session.scalars(select(Notice.name).where(Notice.name.in_(gaps))))
        news = {name: gap for name, gap in gaps.items() if name not in known}
        instead = _instead(session, news.values(), settings, now) if news else {}
    if not news:
        return 0
    with database.writing() as session:
        for name, gap in news.items():
            body = _body(gap, instead.get((gap.occurrence.key, gap.line.key), ""), settings)
            notices.post(session, Event.CUT_OFF, name, f"Chưa duyệt kịp: «{gap.stands.title}»", body, now=now)
    return len(news)


def _instead(session: Session, news: Iterable[Gap], settings: Settings, now: datetime) -> Mapping[tuple[str, str], str]:
    """Return the titles of what airs in the place of each, in any zone, by the occurrence's and the item's keys."""
    gaps = list(news)
    moment = max(now, max(gap.occurrence.starts_at for gap in gaps) - NEAR)
    zones = frozenset[int]().union(*(gap.occurrence.zones for gap in gaps))
    told = facts.read(session, now=moment, timezone=settings.timezone, station_name=settings.station_name, zones=zones)
    return {(gap.occurrence.key, gap.line.key): ", ".join(_titles(gap, told)) for gap in gaps}


def _titles(gap: Gap, told: facts.Facts) -> list[str]:
    there = (told.lines_in((gap.occurrence.key, zone_id)) for zone_id in sorted(gap.occurrence.zones))
    numbers = dict.fromkeys(number for lines in there for number in cutoff.stand_ins(gap.line.key, lines))
    return [f"«{told.standings[number].title}»" for number in numbers if number in told.standings]


def _name(gap: Gap) -> str:
    return f"cut-off/{gap.occurrence.key}/{gap.line.key}"


def _body(gap: Gap, instead: str, settings: Settings) -> str:
    at = clock.local(gap.occurrence.starts_at, settings.timezone)
    then = f"sẽ phát {instead} thay" if instead else "mục này bị bỏ"
    return f"Buổi «{gap.occurrence.programme_name}» {at:%H:%M ngày %d/%m}: «{gap.stands.title}» chưa duyệt, {then}."
