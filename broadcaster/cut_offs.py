"""Telling of what was cut off: an announcement that was not approved when its occurrence was settled, once each."""

from datetime import datetime, timedelta

from sqlalchemy import select

from playlists import fillings
from playlists.cutoff import Gap
from playlists.settling import Settlement
from station import clock, preferences
from station.database import Database
from station.models import Notice
from station.notify import notices
from station.notify.events import Event
from station.settings import Settings

SLACK = timedelta(minutes=2)  # beyond the cut-off: the sweep comes once a minute


def tell(database: Database, settings: Settings, *, now: datetime) -> int:
    """Tell of the items of coming occurrences that are settled without them; return how many were news."""
    with database.reading() as session:
        ahead = preferences.read(session).cut_off + SLACK
        settled = fillings.settled(session, now=now, ahead=ahead, timezone=settings.timezone)
        names = {_name(gap): gap for gap in settled.gaps}
        known = set(session.scalars(select(Notice.name).where(Notice.name.in_(names))))
    if not names.keys() - known:
        return 0
    with database.writing() as session:
        for name, gap in names.items():
            if name not in known:
                notices.post(session, Event.CUT_OFF, name, _title(gap), _body(gap, settled, settings), now=now)
    return len(names.keys() - known)


def _name(gap: Gap) -> str:
    return f"cut-off/{gap.occurrence.key}/{gap.line.key}"


def _title(gap: Gap) -> str:
    return f"Chưa duyệt kịp: «{gap.stands.title}»"


def _body(gap: Gap, settled: Settlement, settings: Settings) -> str:
    at = clock.local(gap.occurrence.starts_at, settings.timezone)
    instead = settled.instead.get((gap.occurrence.key, gap.name))
    then = f"sẽ phát «{instead.title}» thay" if instead else "mục này bị bỏ"
    return f"Buổi «{gap.occurrence.programme_name}» {at:%H:%M ngày %d/%m}: «{gap.stands.title}» chưa duyệt, {then}."
