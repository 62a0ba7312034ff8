"""The short tone that tests an output: made once by a process of its own, then kept; needs no audio engine here."""

import subprocess
import sys
from pathlib import Path

from content.airformat import AirFormat, NotAirFormat, check_frames
from content.shelf import write_whole
from station.errors import StationError
from station.settings import PROJECT

SECONDS_TO_MAKE = 60


class NoTone(StationError):
    """The tone cannot be made or kept."""

    def __init__(self, because: str) -> None:
        super().__init__(f"Không tạo được tiếng thử đầu ra: {because}.")


def tone(home: Path, fmt: AirFormat) -> Path:
    """Return the file that holds the tone in the air format; a damaged one is made anew. Raise NoTone."""
    path = home / "signals" / f"test-{fmt.kbps}-{fmt.sample_rate}-{fmt.channels}.mp3"
    if not _is_whole(path, fmt):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, _made(fmt))
        except OSError as problem:
            raise NoTone(problem.strerror or str(problem)) from None
    return path


def _is_whole(path: Path, fmt: AirFormat) -> bool:
    try:
        check_frames(path.read_bytes(), fmt)
    except (OSError, NotAirFormat):
        return False
    return True


def _made(fmt: AirFormat) -> bytes:
    numbers = [str(number) for number in (fmt.kbps, fmt.sample_rate, fmt.channels)]
    command = [sys.executable, "-m", "content.tone_program", *numbers]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS_TO_MAKE, cwd=PROJECT, check=False)
        check_frames(done.stdout, fmt)
    except (subprocess.TimeoutExpired, NotAirFormat):
        raise NoTone("bộ tạo âm thanh không chạy được") from None
    return done.stdout
