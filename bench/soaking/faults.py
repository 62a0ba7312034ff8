"""What befalls a station's processes during a soak."""

import os
import random
import signal
import sqlite3
from contextlib import suppress
from pathlib import Path

from bench.soaking.people import Crew

LONGEST_LOCK = 20.0  # seconds
STOPPED_SECONDS = 6.0


def kill_one(crew: Crew, chance: random.Random) -> str:
    """Kill any process below the supervisor."""
    return _strike(crew, chance, signal.SIGKILL, "giết")


def stop_one(crew: Crew, chance: random.Random) -> str:
    """Stop a process for a while, as a machine that swaps does."""
    return _strike(crew, chance, signal.SIGSTOP, "dừng 6 giây")


def kill_named(crew: Crew, name: str) -> bool:
    """Kill the process that calls itself so; return whether there was one."""
    found = [each for each in _family(crew.process.pid)[1:] if _name(each) == name]
    for each in found:
        _send(each, signal.SIGKILL)
    return bool(found)


def kill_supervisor(crew: Crew, _chance: random.Random) -> str:
    """Kill the supervisor; the parts go with it, and the machine's service manager starts all anew."""
    parts = _family(crew.process.pid)[1:]
    crew.process.kill()
    crew.process.wait()
    for each in parts:
        _send(each, signal.SIGCONT)  # one that is stopped just now would hold its port
    return "giết giám sát"


def lock(crew: Crew, chance: random.Random) -> str:
    """Lock the database for up to twenty seconds, as a backup program or a careless query might."""
    other = sqlite3.connect(crew.running.settings.home / "station.db", isolation_level=None, check_same_thread=False)
    try:
        other.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        other.close()
        return "khóa dữ liệu: không được"
    crew.later(chance.uniform(1.0, LONGEST_LOCK), other.close)
    return "khóa dữ liệu"


def _strike(crew: Crew, chance: random.Random, number: signal.Signals, verb: str) -> str:
    victims = {each: name for each in _family(crew.process.pid)[1:] if (name := _name(each))}
    if not victims:
        return f"{verb}: không còn ai"
    victim = chance.choice(sorted(victims, key=lambda each: (victims[each], each)))
    _send(victim, number)
    if number == signal.SIGSTOP:
        crew.later(STOPPED_SECONDS, lambda: _send(victim, signal.SIGCONT))
    return f"{verb} {victims[victim]}"


def _send(process: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, number)


def _name(process: int) -> str:
    try:
        return Path(f"/proc/{process}/comm").read_text().strip()
    except OSError:
        return ""


def _family(root: int) -> list[int]:
    try:
        children = Path(f"/proc/{root}/task/{root}/children").read_text().split()
    except OSError:
        return []
    return [root, *(member for child in children for member in _family(int(child)))]
