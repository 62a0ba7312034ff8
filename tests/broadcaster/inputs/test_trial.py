"""Listening to an address before anyone relies on it; a good one is listened to in tests/web/test_relays.py."""

from dataclasses import replace
from pathlib import Path

from broadcaster.inputs.condition import Condition
from broadcaster.inputs.trial import listen_in
from station.settings import load
from tests.broadcaster.inputs import upstream as up


def test_a_page_is_said_to_be_no_sound(tmp_path: Path) -> None:
    with up.upstream({"/": up.page}) as server:
        trial = listen_in(server.address("/"), replace(load({}), home=tmp_path))

    assert trial.report.condition is Condition.DEAD
    assert "không phải âm thanh" in trial.report.reason
    assert trial.sample == b""
