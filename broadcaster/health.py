"""Is play-out well? Answers for those who watch over the station from outside."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from broadcaster.outputs.http import Answer
from broadcaster.transmitter.engine import TICK, Engine
from station import clock

SLOW_TICK_SECONDS = 10 * TICK
ALARM_SECONDS = 200.0  # the sweep runs each minute; three missed ones mean that the alarm clock is dead


class AlarmDead(RuntimeError):
    """The alarm clock has stopped waking us; a fresh process is the cure."""


@dataclass
class Vitals:
    """Signs of life of one play-out process; times are monotonic seconds."""

    swept_at: float
    ready: bool = False
    loop: asyncio.AbstractEventLoop | None = None
    listeners: Callable[[], int] = lambda: 0


def check_alarm(vitals: Vitals, *, now: float) -> None:
    """Raise AlarmDead when the minute sweep has not run for long."""
    if now - vitals.swept_at > ALARM_SECONDS:
        raise AlarmDead


def pages(vitals: Vitals, engine: Engine) -> Mapping[str, Callable[[], Answer]]:
    """Return the pages of the stream server that are not streams."""
    return {
        "/healthz": lambda: _plain(200 if _ticking(engine) else 503, "ok" if _ticking(engine) else "stalled"),
        "/readyz": lambda: _plain(200 if vitals.ready else 503, "ready" if vitals.ready else "starting"),
        "/metrics": lambda: (200, "text/plain; version=0.0.4", _metrics(vitals, engine).encode()),
    }


def _ticking(engine: Engine) -> bool:
    return clock.monotonic() - engine.ticked_at < SLOW_TICK_SECONDS


def _plain(status: int, word: str) -> Answer:
    return status, "text/plain", f"{word}\n".encode()


def _metrics(vitals: Vitals, engine: Engine) -> str:
    """Return the figures in Prometheus' text format."""
    figures = {
        "loa_playout_ready": int(vitals.ready),
        "loa_playout_zones": len(engine.feeds),
        "loa_playout_zones_sounding": len(engine.sounding()),
        "loa_playout_listeners": vitals.listeners(),
        "loa_playout_seconds_since_tick": round(clock.monotonic() - engine.ticked_at, 3),
        "loa_playout_seconds_since_sweep": round(clock.monotonic() - vitals.swept_at, 1),
    }
    return "".join(f"# TYPE {name} gauge\n{name} {figure}\n" for name, figure in figures.items())
