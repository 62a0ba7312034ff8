"""The process that receives one relay: `python -m broadcaster.inputs.relay`, its order one JSON line on stdin.

It tells its parent how the relay stands, a line a second and at each change, and ends when its stdin does.
"""

import os
import resource
import sys
import threading
import time
from pathlib import Path

from broadcaster.inputs.inlet import Inlet
from broadcaster.inputs.order import Order
from broadcaster.inputs.receiver import Receiver, Stuck
from content.airformat import AIR_FORMATS
from station import clock

STEP_SECONDS = 0.012  # half a frame
BEAT_SECONDS = 1.0
MEMORY_BYTES = 1024 * 1024 * 1024  # of addresses, which are many times what is used: about 100 MB


def main() -> None:
    """Receive until stdin ends."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    order = Order.read(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    inlet = Inlet(Path(order.home), order.source)
    receiver = Receiver(order.address, AIR_FORMATS[order.air_format], order.loudness_lufs, inlet.send)
    try:
        _receive(receiver)
    except Stuck:
        os._exit(1)  # a thread that nothing can end; the parent starts anew


def _receive(receiver: Receiver) -> None:
    told, tell_at = receiver.report, 0.0
    while True:
        now = clock.monotonic()
        receiver.step(now)
        report = receiver.report
        if now >= tell_at or (report.condition, report.reason) != (told.condition, told.reason):
            os.write(sys.stdout.fileno(), report.line())
            told, tell_at = report, now + BEAT_SECONDS
        time.sleep(STEP_SECONDS)


def _end_with_parent() -> None:
    while sys.stdin.buffer.read(1):
        pass
    os._exit(0)


if __name__ == "__main__":
    main()
