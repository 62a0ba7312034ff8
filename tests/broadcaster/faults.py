"""What every fault must leave behind: right sound or a recorded reason, nothing twice, chains whole."""

import os
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from broadcaster.models import AsRun, AsRunEvent, Heard
from broadcaster.outcome import Outcome
from content.airformat import SPEECH, silent_frame
from station import ledger
from station.models import AuditEntry
from tests.broadcaster.conftest import Station, differences_of
from tests.broadcaster.noise import frames_of

CHAINS = (AsRun, AsRunEvent, AuditEntry, Heard)
SILENCE = silent_frame(SPEECH)


def heard_of(sound: bytes, clip: bytes) -> list[int]:
    """Return which frames of a clip were heard, in order."""
    place = {frame: number for number, frame in enumerate(frames_of(clip))}
    return [place[frame] for frame in frames_of(sound) if frame in place]


def turns(station: Station, sound: bytes) -> Iterator[list[int]]:
    """Give for each clip which of its frames were heard, those left out that other clips have too."""
    count = Counter(frame for clip in station.clips.values() for frame in frames_of(clip))
    heard = frames_of(sound)
    for clip in station.clips.values():
        place = {frame: number for number, frame in enumerate(frames_of(clip)) if count[frame] == 1}
        yield [place[frame] for frame in heard if frame in place]


def strangers(station: Station, sound: bytes) -> int:
    """Return how many frames were heard that are neither silence nor of any clip."""
    known = {frame for clip in station.clips.values() for frame in frames_of(clip)} | {SILENCE}
    return sum(frame not in known for frame in frames_of(sound))


def check(station: Station, *sounds: bytes) -> None:
    """Check what must hold after any fault."""
    for sound in sounds:
        assert strangers(station, sound) == 0, "something sounded that is no clip"
        for frames in turns(station, sound):
            assert all(one < two for one, two in pairwise(frames)), "a frame was heard twice"
    for row in station.log():
        assert row.outcome in (Outcome.AIRED, Outcome.CLAIMED, Outcome.ON_AIR) or row.reason, row
    with station.database.reading() as session:
        assert [ledger.first_break(session, table) for table in CHAINS] == [None] * len(CHAINS)
    assert differences_of(station) == []


@contextmanager
def locked(station: Station) -> Iterator[None]:
    """Keep every other process from writing to the database."""
    other = sqlite3.connect(station.home / "station.db", timeout=30, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def family(root: int) -> list[int]:
    """Return a process and all that it started."""
    try:
        children = Path(f"/proc/{root}/task/{root}/children").read_text().split()
    except OSError:
        return []
    return [root, *(member for child in children for member in family(int(child)))]


def signal_all(processes: Sequence[int], number: int) -> None:
    """Send a signal to processes of ours, those that are already gone left out."""
    for process in processes:
        if Path(f"/proc/{process}").exists():
            os.kill(process, number)
