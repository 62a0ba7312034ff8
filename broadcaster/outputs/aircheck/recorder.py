"""The air-check as an output: gathers what is sent for a second, and has it written by a thread."""

import logging
import threading
from collections import deque
from collections.abc import Callable
from datetime import datetime
from functools import cache
from queue import SimpleQueue

from broadcaster.outputs.aircheck.tape import Chunk, Tape
from broadcaster.outputs.port import Health
from content.airformat import AirFormat
from station import clock

log = logging.getLogger(__name__)

GATHERED_SECONDS = 0.9  # of sound: a crash loses less than a second
WAITING_SECONDS = 30.0  # of sound that may wait for a slow disk
SLOW = Health(ok=False, sentence="Không ghi lưu được: ổ đĩa ghi quá chậm.")


class Recorder:
    """A Sink that never waits: the frames are a list until the thread comes for them."""

    def __init__(self, tape: Tape, fmt: AirFormat, now: Callable[[], datetime] = clock.now) -> None:
        self.health = Health(ok=True)  # set here and by the thread; nothing is read to be changed
        self._tape = tape
        self._now = now
        self._enough = GATHERED_SECONDS * fmt.kbps * 125
        self._most = WAITING_SECONDS * fmt.kbps * 125
        self._gathered: deque[Chunk] = deque()
        self._bytes = 0
        self._idle = threading.Event()
        self._idle.set()

    def send(self, frames: bytes) -> None:
        """Take frames; the oldest are dropped when the disk has not come for them in half a minute."""
        self._gathered.append(Chunk(self._now(), frames))
        self._bytes += len(frames)
        if self._bytes >= self._enough and self._idle.is_set():
            self._hand_over()
        while self._bytes > self._most:
            self.health = SLOW
            self._bytes -= len(self._gathered.popleft().frames)

    def close(self) -> None:
        """Have the rest written."""
        if self._gathered:
            self._hand_over()
        scribe().do(self._tape.close)

    def _hand_over(self) -> None:
        chunks = list(self._gathered)
        self._gathered.clear()
        self._bytes = 0
        self._idle.clear()
        scribe().do(lambda: self._write(chunks))

    def _write(self, chunks: list[Chunk]) -> None:
        try:
            self.health = self._tape.write(chunks)
        finally:
            self._idle.set()


class Scribe:
    """One thread that writes for all recorders, in order; it is not waited for when the process ends."""

    def __init__(self) -> None:
        self._jobs: SimpleQueue[Callable[[], None]] = SimpleQueue()
        threading.Thread(target=self._run, name="air-check", daemon=True).start()

    def do(self, job: Callable[[], None]) -> None:
        """Have something written, soon."""
        self._jobs.put(job)

    def wait(self, seconds: float) -> bool:
        """Wait until everything asked before this is written; return whether it was in time."""
        done = threading.Event()
        self.do(done.set)
        return done.wait(seconds)

    def _run(self) -> None:
        while True:
            job = self._jobs.get()
            try:
                job()
            except Exception:
                log.exception("an air-check could not be written")


@cache
def scribe() -> Scribe:
    """Return this process's one."""
    return Scribe()
