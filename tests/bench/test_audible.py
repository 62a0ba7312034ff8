"""The yardstick itself: when a sound in a stream that came block by block could be heard."""

import pytest

from bench.audible import onsets
from bench.bulletins import beep
from content.airformat import SPEECH, silent_frame

FRAME = SPEECH.frame_bytes


@pytest.mark.parametrize("lost", [0, 1, FRAME - 1, 1000])
def test_a_beep_is_heard_when_its_block_arrived_and_its_place_in_it_has_come(lost: int) -> None:
    stream = (silent_frame(SPEECH) * 100 + beep(0.5) + silent_frame(SPEECH) * 50)[lost:]
    blocks = [(10.0 + at / 8000 + 0.003, stream[at : at + 1400]) for at in range(0, len(stream), 1400)]

    heard = onsets(blocks)

    due = 10.0 + 100 * SPEECH.frame_seconds - lost / 8000
    assert heard == [pytest.approx(due + 0.003, abs=0.002)]
