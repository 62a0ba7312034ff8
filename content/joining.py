"""Clips put one after another without decoding: hours of sound pass through a few kilobytes of memory."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from content.airformat import FRAME_SECONDS, AirFormat, check_frames, silent_frame

_BLOCK_FRAMES = 1024  # 25 seconds


def joined_clips(clips: Iterable[Path], fmt: AirFormat, *, pause_seconds: float = 0.0) -> Iterator[bytes]:
    """Yield the frames of all clips in order, silence between them; raise NotAirFormat on a wrong frame."""
    pause = silent_frame(fmt) * round(pause_seconds / FRAME_SECONDS)
    between = b""
    for path in clips:
        yield between
        yield from _frames(path, fmt)
        between = pause


def _frames(path: Path, fmt: AirFormat) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK_FRAMES * fmt.frame_bytes):
            check_frames(block, fmt)
            yield block
