"""A whole station in a temporary folder, for measuring."""

import dataclasses
import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from station.settings import load
from web.demo import station as demos
from web.demo.station import DemoStation


@contextmanager
def running_station() -> Iterator[DemoStation]:
    """Run all processes of a station on free ports of this machine, with the offline voice."""
    with tempfile.TemporaryDirectory(prefix="loa-bench-") as folder:
        told = load(os.environ | {"LOA_HOME": folder, "LOA_VOICES": "espeak", "LOA_HOST": "127.0.0.1"})
        settings = dataclasses.replace(told, port=_free_port(), stream_port=_free_port())
        running = demos.start(settings)
        try:
            yield running
        finally:
            running.end()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
