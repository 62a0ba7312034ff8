"""Hours that the items of a playlist ask for, against days that differ from their series."""

from collections.abc import Mapping
from datetime import time, timedelta

import pytest
from sqlalchemy.orm import Session

from playlists import actions as plans
from playlists import guard, guarding
from playlists.actions import Entry, Timing
from playlists.daytypes import DayType
from playlists.live_items import LiveEntry
from playlists.models import Playlist, Programme
from playlists.recurring import exceptions
from station import clock
from station.errors import BadInput
from tests.conftest import NOW, SAIGON, People

TODAY = clock.local(NOW, SAIGON).date()
NEXT = TODAY + timedelta(days=2)


@pytest.fixture
def other(session: Session, people: People) -> Playlist:
    guarding.set_rule(session, None, guard.ALWAYS, by=people.chief, now=NOW)
    return plans.save_playlist(session, "Dài", [Entry(pause_seconds=600)] * 2, by=people.minh, now=NOW)


def book(
    session: Session, people: People, zones: dict[str, int], by_type: Mapping[DayType, int | None] | None = None
) -> Programme:
    """Every day at 17:00, with a playlist of its own."""
    playlist = plans.save_playlist(session, "Sáng", [Entry(pause_seconds=600)], by=people.minh, now=NOW)
    timing, by = Timing(time(17), TODAY, range(7), by_type=by_type or {}), people.minh
    return plans.book(session, "", playlist.id, [zones["xa"]], timing, by=by, now=NOW, timezone=SAIGON)


def test_a_day_may_neither_air_a_template_nor_begin_after_a_time_in_its_playlist(
    session: Session, people: People, zones: dict[str, int], other: Playlist
) -> None:
    programme, asked = book(session, people, zones), {"by": people.minh, "now": NOW, "timezone": SAIGON}
    other.is_template = True

    with pytest.raises(BadInput, match="là mẫu"):
        exceptions.replace_playlist(session, programme.id, NEXT, other.id, **asked)
    other.is_template = False
    other.items[0].hard_start = time(17, 5)
    exceptions.replace_playlist(session, programme.id, NEXT, other.id, **asked)

    with pytest.raises(BadInput, match="hẹn đúng 17:05 nằm trước giờ bắt đầu 17:30") as late:
        exceptions.move(session, programme.id, NEXT, NEXT, time(17, 30), **asked)
    assert late.value.field == "to_time"


@pytest.mark.parametrize("on", ["day", "holiday"])
def test_a_time_before_the_start_is_refused_to_a_playlist_that_airs_on_some_days_only(
    session: Session, people: People, zones: dict[str, int], other: Playlist, on: str
) -> None:
    by_type = {DayType.HOLIDAY: other.id} if on == "holiday" else {}
    programme, asked = book(session, people, zones, by_type), {"by": people.minh, "now": NOW}
    if on == "day":
        exceptions.replace_playlist(session, programme.id, NEXT, other.id, **asked, timezone=SAIGON)
    entries = [Entry(live=LiveEntry(60), hard_start=time(16, 30))]

    with pytest.raises(BadInput, match="hẹn đúng 16:30 nằm trước giờ bắt đầu 17:00"):
        plans.save_playlist(session, "Dài", entries, playlist_id=other.id, **asked)

    later = NOW + timedelta(days=9)
    if on == "day":  # over
        plans.save_playlist(session, "Dài", entries, playlist_id=other.id, by=people.minh, now=later)
