"""Frames that decode to silence and carry their own number, so that a test can tell what was heard when."""

from content.airformat import SPEECH, AirFormat, silent_frame

NUMBER_BYTES = 8


def numbered(number: int, fmt: AirFormat = SPEECH) -> bytes:
    """Return frame `number`; the number stands where a decoder finds spare bytes."""
    return silent_frame(fmt)[:-NUMBER_BYTES] + number.to_bytes(NUMBER_BYTES, "big")


def run_of(first: int, count: int, fmt: AirFormat = SPEECH) -> bytes:
    """Return `count` frames in a row."""
    return b"".join(numbered(number, fmt) for number in range(first, first + count))


def numbers(heard: bytes, fmt: AirFormat = SPEECH) -> list[int]:
    """Return the numbers of the whole frames in what was heard, which may begin in the middle of one."""
    start = heard.find(fmt.header)
    whole = range(max(start, 0), len(heard) - fmt.frame_bytes + 1, fmt.frame_bytes)
    frames = [heard[at : at + fmt.frame_bytes] for at in whole]
    assert all(frame.startswith(fmt.header) for frame in frames)
    return [int.from_bytes(frame[-NUMBER_BYTES:], "big") for frame in frames]
