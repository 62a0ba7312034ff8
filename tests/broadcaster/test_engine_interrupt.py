"""What a break-in leaves of the sounds that it lies over, until the next plan comes."""

from datetime import timedelta
from pathlib import Path

import pytest

from broadcaster.stretch import FRAME, Stretch
from broadcaster.transmitter.cue import Note
from broadcaster.transmitter.engine import Engine
from broadcaster.transmitter.messages import Cues, Interruption
from content.airformat import SPEECH
from station import clock


@pytest.mark.parametrize("joins", [False, True], ids=["heard whole", "joined"])
def test_what_must_be_heard_whole_is_not_gone_on_with_after_a_break_in_and_what_is_joined_is(
    tmp_path: Path, joins: bool
) -> None:
    told: list[Note] = []
    engine = Engine(SPEECH, told.append, lambda _: None)
    engine.set_zones([1])
    now = clock.now() + timedelta(seconds=0.5)
    engine.load(Cues({1: [Stretch(5, "relay:1", now, 0, 900, 900, begun=False, joins=joins)]}))

    over = Stretch(0, "relay:2", now + 100 * FRAME, 0, 100, 100, begun=False)
    engine.interrupt(Interruption((over,), {1: (6,)}))

    left = [(cue.stretch.as_run_id, cue.stretch.first_frame, cue.stretch.end_frame) for cue in engine.feeds[1].cues()]
    assert left == [(5, 0, 100), (6, 0, 100), *([(5, 200, 900)] if joins else [])]
