"""What staff set for the whole station while it runs: each by its name, with a default and its bounds."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from station import audit
from station.errors import BadInput
from station.models import Person, Preference
from station.roles import Deed, require

LONGEST_CUT_OFF = 240  # minutes
PREFLIGHT_AT = "preflight_at"
CUT_OFF_MINUTES = "cut_off_minutes"


@dataclass(frozen=True)
class Preferences:
    """When the evening check runs (commune time), and how long before its start an occurrence is settled.

    0 minutes: nothing is settled beforehand, and what is approved in the last minute still airs.
    """

    preflight_at: time = time(20)
    cut_off_minutes: int = 30

    @property
    def cut_off(self) -> timedelta:
        """How long before an occurrence what is not approved is left out of it."""
        return timedelta(minutes=self.cut_off_minutes)


DEFAULT = Preferences()


def read(session: Session) -> Preferences:
    """Return what holds."""
    kept = dict(session.execute(select(Preference.name, Preference.value)).all())
    return Preferences(
        preflight_at=time.fromisoformat(kept.get(PREFLIGHT_AT, DEFAULT.preflight_at.isoformat())),
        cut_off_minutes=int(kept.get(CUT_OFF_MINUTES, DEFAULT.cut_off_minutes)),
    )


def save(session: Session, wanted: Preferences, *, by: Person, now: datetime) -> None:
    """Set what holds from now on. Raise BadInput, Forbidden."""
    require(by, Deed.ADMINISTER)
    if not 0 <= wanted.cut_off_minutes <= LONGEST_CUT_OFF:
        raise BadInput(CUT_OFF_MINUTES, f"Hạn chót duyệt từ 0 đến {LONGEST_CUT_OFF} phút trước giờ phát.")
    values = {
        PREFLIGHT_AT: wanted.preflight_at.isoformat("minutes"),
        CUT_OFF_MINUTES: str(wanted.cut_off_minutes),
    }
    for name, value in values.items():
        session.merge(Preference(name=name, value=value, set_by=by.username, set_at=now))
    audit.record(session, by.username, "set_preferences", "station", now=now, **values)
