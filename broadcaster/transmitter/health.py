"""Is play-out well? Answers for those who watch over the station from outside."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from broadcaster.outputs.http import Answer
from broadcaster.transmitter.engine import TICK, Engine
from station import clock

SLOW_TICK_SECONDS = 10 * TICK


@dataclass
class Vitals:
    """Signs of life that the planner gave; times are monotonic seconds."""

    swept_at: float = 0.0
    ready: bool = False


def pages(vitals: Vitals, engine: Engine, listeners: Callable[[], int]) -> Mapping[str, Callable[[], Answer]]:
    """Return the pages of the stream server that are not streams."""
    return {
        "/healthz": lambda: _plain(200 if _ticking(engine) else 503, "ok" if _ticking(engine) else "stalled"),
        "/readyz": lambda: _plain(200 if vitals.ready else 503, "ready" if vitals.ready else "starting"),
        "/metrics": lambda: (200, "text/plain; version=0.0.4", _metrics(vitals, engine, listeners()).encode()),
    }


def _ticking(engine: Engine) -> bool:
    return clock.monotonic() - engine.ticked_at < SLOW_TICK_SECONDS


def _plain(status: int, word: str) -> Answer:
    return status, "text/plain", f"{word}\n".encode()


def _metrics(vitals: Vitals, engine: Engine, listeners: int) -> str:
    """Return the figures in Prometheus' text format."""
    figures = {
        "loa_playout_ready": int(vitals.ready),
        "loa_playout_zones": len(engine.feeds),
        "loa_playout_zones_sounding": len(engine.sounding()),
        "loa_playout_listeners": listeners,
        "loa_playout_seconds_since_tick": round(clock.monotonic() - engine.ticked_at, 3),
        "loa_playout_seconds_since_sweep": round(clock.monotonic() - vitals.swept_at, 1),
    }
    return "".join(f"# TYPE {name} gauge\n{name} {figure}\n" for name, figure in figures.items())
