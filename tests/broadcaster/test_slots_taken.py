"""Speaking in a programme's live slot: who may, when, where, and until when."""

from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster import airplan, facts, logbook
from broadcaster.models import AsRun
from broadcaster.talks import live
from broadcaster.talks import slots as live_slots
from broadcaster.talks.facts import limit_at
from broadcaster.talks.permits import NoPermit
from broadcaster.talks.slots import NotNow
from playlists import actions as plans
from playlists.live_items import LiveEntry
from station.errors import Forbidden
from station.models import Person
from tests.broadcaster.live_talks import TODAY, permit
from tests.conftest import NOW, SAIGON, People
from tests.content.test_approval import approved

SECOND = timedelta(seconds=1)
STARTS = NOW + 60 * SECOND  # at 09:01 in the commune
STATION = "Đài"


@pytest.fixture
def programme(session: Session, people: People, zones: dict[str, int]) -> int:
    """A live slot of five minutes, whose fall-back is one clip, and the same clip at 09:04 on the dot."""
    clip = approved(session, people, zones)
    spare = plans.save_playlist(session, "Dự phòng", [plans.Entry(clip.id)], by=people.minh, now=NOW)
    entries = [plans.Entry(live=LiveEntry(300, spare.id)), plans.Entry(clip.id, hard_start=time(9, 4))]
    playlist = plans.save_playlist(session, "Sáng", entries, by=people.minh, now=NOW)
    timing, where = plans.Timing(time(9, 1), TODAY), [zones["thon-dong"]]
    booked = plans.book(session, "Sáng", playlist.id, where, timing, by=people.minh, now=NOW, timezone=SAIGON)
    session.commit()
    return booked.id


def slots(session: Session, now: datetime) -> list[live_slots.Slot]:
    return live_slots.coming(session, now=now, timezone=SAIGON, station_name=STATION)


def speak(session: Session, by: Person, now: datetime, key: str = "") -> live.LiveTalk:
    key = key or slots(session, NOW)[0].key
    return live.start_in_slot(session, key, by=by, now=now, timezone=SAIGON, station_name=STATION)


def plan(session: Session, now: datetime) -> airplan.Plan:
    known = facts.read(session, now=now, timezone=SAIGON, station_name=STATION)
    return airplan.make(known, now=now, timezone=SAIGON)


def test_a_slot_is_shown_beforehand_with_its_zones_and_its_end(
    session: Session, zones: dict[str, int], programme: int
) -> None:
    (slot,) = slots(session, NOW)

    assert (slot.opens_at, slot.until) == (STARTS, STARTS + 180 * SECOND)  # until 09:04, when the next begins
    assert slot.zone_ids == tuple(sorted((zones["thon-dong"], zones["cong-dong"])))
    assert slots(session, NOW - timedelta(hours=1)) == []


def test_a_talk_in_a_slot_sounds_in_the_programme_s_zones_and_ends_before_what_begins_on_the_dot(
    session: Session, people: People, zones: dict[str, int], programme: int
) -> None:
    talk = speak(session, people.hung, STARTS + 5 * SECOND)

    rows = session.scalars(select(AsRun)).all()
    assert {row.zone_id for row in rows} == {zones["thon-dong"], zones["cong-dong"]}
    assert limit_at(talk) == STARTS + 180 * SECOND
    assert {row.frames for row in rows} == {int(175 / 0.024)}
    assert plan(session, STARTS + 6 * SECOND).wanted == []
    assert slots(session, STARTS + 6 * SECOND) == []


@pytest.mark.parametrize("seconds", [-1, 17, 60])
def test_before_and_after_its_turn_a_slot_takes_nobody(
    session: Session, people: People, programme: int, seconds: int
) -> None:
    with pytest.raises(NotNow, match="Chưa đến hoặc đã qua lượt"):
        speak(session, people.hung, STARTS + seconds * SECOND)


def test_a_slot_takes_only_those_who_may_speak(
    session: Session, people: People, zones: dict[str, int], programme: int
) -> None:
    with pytest.raises(Forbidden):
        speak(session, people.chief, STARTS)
    with pytest.raises(NoPermit):
        speak(session, people.minh, STARTS)
    permit(session, people, "minh", zones["xa"])

    assert speak(session, people.minh, STARTS).speaker == "minh"


def test_in_an_empty_slot_the_fallback_is_claimed_and_the_slot_written_down_as_missed(
    session: Session, zones: dict[str, int], programme: int
) -> None:
    for seconds in (16.6, 17.1):
        now = STARTS + seconds * SECOND
        logbook.write_down(session, plan(session, now).wanted, now=now)

    rows = session.scalars(select(AsRun).where(AsRun.zone_id == zones["thon-dong"]).order_by(AsRun.id)).all()
    assert [(row.item, row.planned_at - STARTS) for row in rows] == [
        ("live.1", timedelta()),
        ("live.1/1", timedelta(seconds=19.992)),
    ]
    assert [event.reason for event in rows[0].events] == ["không có ai nói trực tiếp"]
