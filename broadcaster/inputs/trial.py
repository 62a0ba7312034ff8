"""Listening to an address for a few seconds before anyone relies on it, in a process of its own.

`python -m broadcaster.inputs.trial`: its order one JSON line on stdin, its findings one JSON line on stdout.
"""

import base64
import json
import resource
import subprocess
import sys
import time
from collections import deque
from dataclasses import dataclass

from broadcaster.inputs.condition import Condition, Report
from broadcaster.inputs.receiver import Receiver
from broadcaster.inputs.relay import MEMORY_BYTES, STEP_SECONDS, Order
from content.airformat import AIR_FORMATS, FRAME_SECONDS
from station import clock
from station.errors import StationError
from station.settings import PROJECT, Settings

HEAR_SECONDS = 6.0  # of a good source
LONGEST_SECONDS = 14.0  # time to be sure that a source is silent
_MORE_SECONDS = 10.0  # for the process to start and end


class TrialFailed(StationError):
    """The trial itself came to no end; nothing is known of the source."""

    def __init__(self) -> None:
        super().__init__("Nghe thử không xong; hãy thử lại.")


@dataclass(frozen=True)
class Trial:
    """How the source stood when the trial ended, and the last seconds that were heard of it, in the air format."""

    report: Report
    sample: bytes


def listen_in(address: str, settings: Settings) -> Trial:
    """Listen for at most a quarter of a minute. Raise TrialFailed."""
    order = Order(address, settings.air_format, settings.loudness_lufs, str(settings.home), "")
    command = [sys.executable, "-m", "broadcaster.inputs.trial"]
    patience = LONGEST_SECONDS + _MORE_SECONDS
    try:
        done = subprocess.run(
            command, input=order.line(), capture_output=True, timeout=patience, cwd=PROJECT, check=True
        )
        report, _, sample = done.stdout.partition(b"\n")
        return Trial(Report.read(report), base64.b64decode(sample))
    except (subprocess.SubprocessError, ValueError):
        raise TrialFailed from None


def main() -> None:
    """Listen as told, and say what was found."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    order = Order(**json.loads(sys.stdin.buffer.readline()))
    heard: deque[bytes] = deque(maxlen=round(HEAR_SECONDS / FRAME_SECONDS))
    receiver = Receiver(order.address, AIR_FORMATS[order.air_format], order.loudness_lufs, heard.append)
    until = clock.monotonic() + LONGEST_SECONDS
    while not _is_enough(receiver.report, heard) and (now := clock.monotonic()) < until:
        receiver.step(now)
        time.sleep(STEP_SECONDS)
    sys.stdout.buffer.write(receiver.report.line() + base64.b64encode(b"".join(heard)))


def _is_enough(report: Report, heard: deque[bytes]) -> bool:
    if report.condition is Condition.GOOD:
        return len(heard) == heard.maxlen
    return report.condition in (Condition.DEAD, Condition.SILENT)


if __name__ == "__main__":
    main()
