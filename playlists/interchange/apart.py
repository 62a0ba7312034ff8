"""Reading a schedule in a process of its own: a malicious file can take neither the pages' memory nor their time."""

import resource
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from playlists.interchange.entry import Reading
from playlists.interchange.errors import Refused, TooHard
from station.settings import PROJECT

SECONDS = 30
MEMORY_BYTES = 768 * 1024 * 1024


@dataclass(frozen=True)
class Answer:
    """What the reader writes: the reading, or its one sentence of refusal."""

    reading: Reading | None = None
    refused: str = ""


def reading_apart(name: str, data: bytes, *, today: date, timezone: ZoneInfo) -> Reading:
    """Do as intake.reading does, within 30 s and 768 MiB. Raise ScheduleError."""
    command = [sys.executable, "-m", "playlists.interchange", name[-200:], today.isoformat(), timezone.key]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=SECONDS, cwd=PROJECT, preexec_fn=_limit, check=False
        )
    except subprocess.TimeoutExpired:
        raise TooHard(name) from None
    if done.returncode:
        raise TooHard(name)
    answer: Answer = TypeAdapter(Answer).validate_json(done.stdout)
    if answer.reading is None:
        raise Refused(answer.refused)
    return answer.reading


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
