"""Listening to an address for a few seconds before anyone relies on it, in a process of its own."""

import base64
import subprocess
import sys
from dataclasses import dataclass
from threading import BoundedSemaphore

from broadcaster.inputs.condition import Report
from broadcaster.inputs.order import Order
from station.errors import StationError
from station.settings import PROJECT, Settings

HEAR_SECONDS = 6.0  # of a good source
LONGEST_SECONDS = 14.0  # time to be sure that a source is silent
_MORE_SECONDS = 10.0  # for the process to start and end
_SEATS = BoundedSemaphore(2)  # each keeps a thread of the pages waiting


class TrialFailed(StationError):
    """The trial itself came to no end; nothing is known of the source."""

    def __init__(self) -> None:
        super().__init__("Nghe thử không xong; hãy thử lại.")


class TrialsBusy(StationError):
    """As many are listening as the machine has room for."""

    def __init__(self) -> None:
        super().__init__("Đang có người khác nghe thử; hãy thử lại sau nửa phút.")


@dataclass(frozen=True)
class Trial:
    """How the source stood when the trial ended, and the last seconds that were heard of it, in the air format."""

    report: Report
    sample: bytes


def listen_in(address: str, settings: Settings) -> Trial:
    """Listen for at most a quarter of a minute. Raise TrialFailed, TrialsBusy."""
    if not _SEATS.acquire(blocking=False):
        raise TrialsBusy
    command = [sys.executable, "-m", "broadcaster.inputs.listening"]
    order, patience = Order.of(settings, address, ""), LONGEST_SECONDS + _MORE_SECONDS
    try:
        done = subprocess.run(
            command, input=order.line(), capture_output=True, timeout=patience, cwd=PROJECT, check=True
        )
        report, _, sample = done.stdout.partition(b"\n")
        return Trial(Report.read(report), base64.b64decode(sample))
    except (subprocess.SubprocessError, ValueError):
        raise TrialFailed from None
    finally:
        _SEATS.release()
