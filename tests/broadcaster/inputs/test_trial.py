"""Listening to an address before anyone relies on it."""

from dataclasses import replace
from pathlib import Path

from broadcaster.inputs.condition import Condition
from broadcaster.inputs.trial import HEAR_SECONDS, listen_in
from content.airformat import SPEECH, check_frames, seconds
from station.settings import load
from tests.broadcaster.inputs import upstream as up


def test_a_good_address_is_heard_for_some_seconds_and_said_to_be_good(tmp_path: Path) -> None:
    settings = replace(load({}), home=tmp_path)

    with up.upstream({"/": up.plays(up.mp3(up.speech()))}) as server:
        trial = listen_in(server.address("/"), settings)

    assert trial.report.condition is Condition.GOOD
    assert "kbit/s" in trial.report.what
    check_frames(trial.sample, SPEECH)
    assert seconds(trial.sample, SPEECH) == HEAR_SECONDS


def test_a_page_is_said_to_be_no_sound(tmp_path: Path) -> None:
    with up.upstream({"/": up.page}) as server:
        trial = listen_in(server.address("/"), replace(load({}), home=tmp_path))

    assert trial.report.condition is Condition.DEAD
    assert "không phải âm thanh" in trial.report.reason
    assert trial.sample == b""
