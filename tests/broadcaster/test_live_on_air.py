"""A talk from a real browser's (fake) microphone to a real listener, through all the station's processes."""

import logging
import math
import os
import signal
import subprocess

import pytest

from broadcaster.outcome import Outcome
from content.shelf import Shelf
from tests.broadcaster.conftest import wait_for
from tests.broadcaster.live_desk import (
    CHROMIUM,
    Desk,
    all_written_down,
    arrived_at,
    chromium,
    desk,
    differences,
    heard_at,
    hears_a_word,
    listen,
    microphone,
    microphone_process,
    onsets,
    rows,
    talk_of,
)

__all__ = ["chromium", "desk", "microphone"]  # fixtures

log = logging.getLogger(__name__)
WITHIN = 1.5  # seconds from the mouth to the listener

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
]


def test_the_first_word_is_on_air_within_a_second_and_a_half_and_all_is_kept(desk: Desk) -> None:
    listener = listen(desk.station, "thon-dong")
    wait_for(lambda: bool(listener.heard), seconds=5)

    desk.go_on_air("thon-dong")
    wait_for(lambda: len(desk.words()) >= 3, seconds=30)
    desk.page.wait_for_timeout(WITHIN * 1000)
    spoken, arrived, there = desk.words(), arrived_at(listener), heard_at(listener)
    desk.page.click("#stop")
    wait_for(lambda: all_written_down(desk.station), seconds=40)
    listener.stop()

    delays = behind(spoken, there)
    log.info("seconds from the microphone to the socket: %s", behind(spoken, arrived))
    log.info("seconds from the microphone to what a player says: %s", delays)
    assert len(delays) >= 3
    assert max(delays) < WITHIN, delays
    talk = talk_of(desk.station)
    assert (talk.speaker, talk.end_reason, talk.permit_id) == ("hung", "người nói kết thúc", None)
    assert talk.clip_sha256
    kept = Shelf(desk.station.home / "clips").read(talk.clip_sha256)
    assert len(onsets(kept)) >= len(delays)
    assert {(row.outcome, row.clip_sha256) for row in rows(desk.station)} == {(Outcome.AIRED, f"live:{talk.id}")}
    assert differences(desk.station) == []
    desk.page.goto(f"{desk.address}/nhat-ky/")
    assert desk.page.locator(f"a[href='/clips/{talk.clip_sha256}.mp3']").count() == 2  # the hamlet, and its horns


def behind(spoken: list[float], there: list[float]) -> list[float]:
    """Return how long after each word it was there."""
    return [round(min((after for after in there if after > word), default=math.inf) - word, 3) for word in spoken]


def test_a_talk_outlives_the_death_of_each_process_and_ends_with_its_page(desk: Desk) -> None:
    station = desk.station
    broadcast = station.processes[0]
    listener = listen(station, "thon-tay")
    desk.go_on_air("thon-tay")

    hears_a_word(listener)
    os.kill(microphone_process(talk_of(station).id), signal.SIGKILL)
    hears_a_word(listener)
    kill(broadcast)
    station.broadcast()
    hears_a_word(listener)
    ended_by_then = talk_of(station).ended_at
    desk.page.close()
    wait_for(lambda: all_written_down(station), seconds=40)
    listener.stop()

    assert ended_by_then is None
    assert talk_of(station).end_reason == "người nói kết thúc"
    assert [row.outcome for row in rows(station)] == [Outcome.PARTIAL]  # while nobody played
    assert differences(station) == []


def kill(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()


def test_a_line_that_stalls_is_joined_again_and_one_that_is_cut_ends_the_talk(desk: Desk) -> None:
    listener = listen(desk.station, "thon-tay")
    desk.go_on_air("thon-tay")
    hears_a_word(listener)

    desk.page.context.set_offline(True)
    desk.page.wait_for_timeout(2000)
    desk.page.context.set_offline(False)
    desk.page.wait_for_selector(".booth[data-state=air]")
    hears_a_word(listener)
    desk.page.context.set_offline(True)
    wait_for(lambda: bool(talk_of(desk.station).ended_at), seconds=30)
    desk.page.wait_for_selector(".booth[data-state=idle]")
    listener.stop()

    assert talk_of(desk.station).end_reason == "mất kết nối với micro"
    assert "Mất kết nối với đài" in desk.page.inner_text("#trouble")
