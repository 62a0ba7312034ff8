"""A programme's live slot taken from a real browser, which was told to speak before its turn came."""

from datetime import timedelta

import pytest

from broadcaster.outcome import Outcome
from playlists import actions as plans
from playlists.live_items import LiveEntry
from station import clock
from station.nudge import nudge
from tests.broadcaster.conftest import soon, wait_for
from tests.broadcaster.live_desk import (
    CHROMIUM,
    Desk,
    all_written_down,
    chromium,
    desk,
    differences,
    hears_a_word,
    listen,
    microphone,
    rows,
    talk_of,
)
from tests.conftest import SAIGON

__all__ = ["chromium", "desk", "microphone"]  # fixtures

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
]


def book(desk: Desk) -> None:
    """Book four seconds, a live slot, and three seconds, to begin soon."""
    station, starts_at = desk.station, clock.local(soon(12), SAIGON)
    people, where = station.people, [station.zones["thon-dong"]]
    with station.database.writing() as session:
        first, last = (plans.Entry(station.announce(session, seconds, f"{seconds} giây").id) for seconds in (4, 3))
        entries, now = [first, plans.Entry(live=LiveEntry(60)), last], clock.now()
        playlist = plans.save_playlist(session, "Sáng", entries, by=people.minh, now=now)
        timing = plans.Timing(starts_at.time(), starts_at.date())
        plans.book(session, "Sáng", playlist.id, where, timing, by=people.minh, now=now, timezone=SAIGON)
    nudge(station.home, "broadcast")


def test_who_pressed_before_the_turn_is_on_air_when_it_comes_and_the_programme_goes_on_after(desk: Desk) -> None:
    book(desk)
    listener = listen(desk.station, "thon-dong")
    page = desk.page
    page.goto(f"{desk.address}/truc-tiep/")
    page.select_option("#slot", index=1)

    page.click("#talk")
    wait_for(lambda: "Chờ đến lượt" in desk.lamp, seconds=20)
    page.wait_for_selector(".booth[data-state=air]", timeout=60_000)
    hears_a_word(listener)
    page.click("#stop")
    wait_for(lambda: all_written_down(desk.station), seconds=40)
    wait_for(
        lambda: any(row.title == "3 giây" and row.outcome is Outcome.AIRED for row in rows(desk.station)), seconds=30
    )
    listener.stop()

    here = desk.station.zones["thon-dong"]
    talk, (first, spoken, last) = talk_of(desk.station), [row for row in rows(desk.station) if row.zone_id == here]
    assert (talk.slot_item, talk.slot_occurrence) == ("live.1", first.occurrence)
    assert (first.title, spoken.clip_sha256, last.title) == ("4 giây", f"live:{talk.id}", "3 giây")
    assert timedelta() <= spoken.planned_at - first.planned_at - timedelta(seconds=4) < timedelta(seconds=5)
    assert differences(desk.station) == []
