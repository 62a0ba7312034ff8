"""A whole station in a temporary folder, for measuring."""

import dataclasses
import os
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
        settings = dataclasses.replace(told, port=demos.free_port(), stream_port=demos.free_port())
        running = demos.start(settings)
        try:
            yield running
        finally:
            running.end()
