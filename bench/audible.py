"""When something could first be heard in a stream that arrived block by block."""

from array import array
from bisect import bisect_right
from collections.abc import Sequence

from content.airformat import SPEECH
from content.codec import decoded_frames
from content.sound import pcm_of

LOUD = 2000  # of 32767: well above an encoder's noise, well below the beep
QUIET_SECONDS = 0.5  # that must have gone before


def onsets(blocks: Sequence[tuple[float, bytes]]) -> list[float]:
    """Return the instants at which a quiet stream became loud, as by a player that plays each block as it comes."""
    data = b"".join(block for _, block in blocks)
    begins = _first_frame(data)
    sound = array("h", pcm_of(decoded_frames(data[begins:], SPEECH)))
    starts, reached = list[int](), 0
    for _, block in blocks:
        starts.append(reached)
        reached += len(block)
    return [_heard_at(sample, begins, blocks, starts) for sample in _loud_after_quiet(sound)]


def _first_frame(data: bytes) -> int:
    """Return where the first whole frame begins: a server may hand out a stream from anywhere on."""
    header, size = SPEECH.header[:3], SPEECH.frame_bytes
    at = data.find(header)
    while data[at + size : at + size + 3] != header or data[at + 2 * size : at + 2 * size + 3] != header:
        at = data.index(header, at + 1)
    return at


def _loud_after_quiet(sound: Sequence[int]) -> list[int]:
    quiet, found, last = round(QUIET_SECONDS * SPEECH.sample_rate), [], 0
    for at, sample in enumerate(sound):
        if abs(sample) > LOUD:
            if at - last > quiet:
                found.append(at)
            last = at
    return found


def _heard_at(sample: int, begins: int, blocks: Sequence[tuple[float, bytes]], starts: Sequence[int]) -> float:
    byte = begins + sample / SPEECH.frame_samples * SPEECH.frame_bytes
    number = bisect_right(starts, byte) - 1
    return blocks[number][0] + (byte - starts[number]) / (SPEECH.kbps * 125)
