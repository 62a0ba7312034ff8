"""The process that listens to an address for a few seconds: `python -m broadcaster.inputs.listening`.

Its order is one JSON line on stdin; it answers with its last report, a line, and what it heard last, in base64.
"""

import base64
import resource
import sys
import time
from collections import deque

from broadcaster.inputs.condition import Condition, Report
from broadcaster.inputs.order import Order
from broadcaster.inputs.receiver import Receiver
from broadcaster.inputs.relay import MEMORY_BYTES, STEP_SECONDS
from broadcaster.inputs.trial import HEAR_SECONDS, LONGEST_SECONDS
from content.airformat import AIR_FORMATS, FRAME_SECONDS
from station import clock


def main() -> None:
    """Listen as told, and say what was found."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    order = Order.read(sys.stdin.buffer.readline())
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
