"""From the pages to the process that airs a talk: beginning that process, and passing sound on to it."""

import contextlib
import os
import subprocess
import sys
import threading
import time
from datetime import datetime, timedelta

from broadcaster.inputs import live_line
from broadcaster.inputs.live_line import RATES, Chunk, Heard, NobodyListens
from broadcaster.models import LiveTalk
from broadcaster.talks.facts import limit_at
from station import clock
from station.settings import PROJECT, Settings

WAIT_SECONDS = 1.0  # for a process that is just beginning
NAP_SECONDS = 0.02


def begin(settings: Settings, talk: LiveTalk, *, now: datetime) -> None:
    """Start the process of a talk; one that is there already stays the only one."""
    seconds = (limit_at(talk) - now) / timedelta(seconds=1)
    start("live", settings, str(talk.id), f"{seconds:.3f}")


def pass_on(settings: Settings, talk: LiveTalk, chunk: Chunk, *, now: datetime) -> Heard:
    """Hand a chunk to the talk's process. Where it is gone another takes its place; raise NobodyListens until then."""
    deadline = clock.monotonic() + WAIT_SECONDS
    while True:
        try:
            return live_line.send(settings.home, talk.id, chunk)
        except NobodyListens:
            if clock.monotonic() > deadline:
                begin(settings, talk, now=now)
                raise
            time.sleep(NAP_SECONDS)


def stop(settings: Settings, talk_id: int) -> None:
    """Tell a talk's process that it is over, so that it need not wait for the line to be silent."""
    with contextlib.suppress(NobodyListens):
        live_line.send(settings.home, talk_id, Chunk(at=0, rate=RATES[0], last=True))


def start(part: str, settings: Settings, *words: str) -> None:
    """Start a process of the live talks, which knows its station by the environment, and outlives whoever starts it."""
    told = {
        "LOA_HOME": str(settings.home),
        "LOA_DATABASE_URL": settings.database_url,
        "LOA_AIR_FORMAT": settings.air_format,
        "LOA_PRESET": settings.preset,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", f"broadcaster.inputs.{part}", *words],
        cwd=PROJECT,
        env=os.environ | told,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    threading.Thread(target=process.wait, daemon=True).start()  # or it would stay behind as a zombie
