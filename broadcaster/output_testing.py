"""Testing an output: a short tone to it alone, never over an emergency and never out of a loudspeaker at night."""

from datetime import datetime, time, timedelta, tzinfo

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from broadcaster.breakin import breakins
from broadcaster.models import Output
from broadcaster.output_actions import get, kind_of, record
from station import clock
from station.errors import StationError
from station.models import Person, Zone
from station.roles import Deed, require

COUNTS_FOR = timedelta(seconds=10)  # an order older than this is forgotten: nobody stands listening any more
NIGHT, MORNING = time(21), time(6)  # the night of QCVN 26:2010/BTNMT, the national rule on noise


class SwitchedOff(StationError):
    """A test was asked of an output that is switched off."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Đầu ra «{name}» đang tắt; hãy bật trước khi phát thử.")


class EmergencySounds(StationError):
    """A test would cover the words of an emergency."""

    def __init__(self, title: str) -> None:
        super().__init__(f"Đang phát khẩn «{title}» ở khu vực này; chưa phát thử được.")


class NightTest(StationError):
    """A test would wake the village."""

    def __init__(self) -> None:
        super().__init__("Từ 21:00 đến 06:00 không phát thử ra loa; chỉ khu vực diễn tập mới được.")


def ask(session: Session, output_id: int, *, by: Person, now: datetime, timezone: tzinfo) -> Output:
    """Have play-out send a short tone to this output alone.

    Raise NotFound, Forbidden, SwitchedOff, NightTest, EmergencySounds.
    """
    require(by, Deed.ADMINISTER)
    output = get(session, output_id)
    if not output.enabled:
        raise SwitchedOff(output.name)
    can_wake = kind_of(output.kind).sounds and not session.get_one(Zone, output.zone_id).is_test
    if can_wake and is_night(clock.local(now, timezone).time()):
        raise NightTest
    if title := _emergencies(session, now).get(output.zone_id):
        raise EmergencySounds(title)
    output.test_asked_at = now
    record(session, "test_output", output, by, now)
    return output


def take(session: Session, *, now: datetime) -> list[int]:
    """Return the outputs whose test was asked for a moment ago, each once; the others are forgotten."""
    asked = session.scalars(select(Output).where(Output.test_asked_at.is_not(None), Output.enabled)).all()
    fresh = [each for each in asked if each.test_asked_at and now - each.test_asked_at <= COUNTS_FOR]
    covered = _emergencies(session, now) if fresh else {}
    session.execute(update(Output).where(Output.test_asked_at.is_not(None)).values(test_asked_at=None))
    return [each.id for each in fresh if each.zone_id not in covered]


def is_night(at: time) -> bool:
    """Do people sleep at this time of day?"""
    return at >= NIGHT or at < MORNING


def _emergencies(session: Session, now: datetime) -> dict[int, str]:
    """Return the titles of the break-ins that go on, by the zones in which they sound."""
    return {zone_id: each.title for each in breakins.running(session, now=now) for zone_id in each.live_zone_ids}
