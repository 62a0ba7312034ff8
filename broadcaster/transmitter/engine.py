"""The frame loop: paces every zone's feed by the monotonic clock against a plan made in wall-clock time."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime

from broadcaster.airplan import Plan
from broadcaster.stretch import Stretch
from broadcaster.transmitter.feed import JUST, Cue, Feed, Note
from content.airformat import AirFormat, silent_frame
from station import clock

TICK = 0.12  # seconds of sound sent at once: five frames
STEP = 0.25  # seconds by which the wall clock may differ from the monotonic one before that is a clock step
SLEW = 0.002  # seconds of difference that are quietly followed

log = logging.getLogger(__name__)


class Engine:
    """All zones' feeds in one loop."""

    def __init__(self, fmt: AirFormat, tell: Callable[[Note], None], clock_stepped: Callable[[float], None]) -> None:
        self.feeds: dict[int, Feed] = {}
        self.ticked_at = 0.0
        self._silence = silent_frame(fmt)
        self._tell = tell
        self._clock_stepped = clock_stepped
        self._offset = clock.now().timestamp() - clock.monotonic()
        self._wake = asyncio.Event()

    def add_zones(self, zone_ids: Iterable[int]) -> None:
        """Give every zone its feed; a silent zone still streams silence."""
        for zone_id in zone_ids:
            self.feeds.setdefault(zone_id, Feed(self._silence, self._tell))

    def load(self, plan: Plan, audio: Mapping[str, bytes]) -> None:
        """Follow a new plan from this instant on; `audio` holds every clip of it under its hash."""
        now = clock.monotonic()
        reasons = {as_run_id: cut.reason for as_run_id, cut in plan.cuts.items()}
        for zone_id, feed in self.feeds.items():
            stretches = plan.stretches.get(zone_id, [])
            cues = [Cue(each, audio[each.clip_sha256], self._due(each)) for each in stretches]
            feed.load(cues, now=now, reasons=reasons)
        self._wake.set()

    def _due(self, stretch: Stretch) -> float:
        return stretch.starts_at.timestamp() - self._offset

    def instant(self, monotonic: float) -> datetime:
        """Return the wall-clock instant of a monotonic time."""
        return datetime.fromtimestamp(monotonic + self._offset, UTC)

    def sounding(self) -> set[int]:
        """Return the claims that are on air in any zone."""
        return {feed.cue.stretch.as_run_id for feed in self.feeds.values() if feed.cue}

    async def run(self) -> None:
        """Send frames for ever."""
        horizon = clock.monotonic()
        while True:
            now = clock.monotonic()
            self._follow_clock(now)
            if now >= horizon - JUST:
                horizon = horizon + TICK if now - horizon < TICK else now + TICK
            await self._sleep_until(self.push(now, horizon))

    def push(self, now: float, horizon: float) -> float:
        """Send what falls due in every zone before the horizon; return when the next new sound is due."""
        self.ticked_at = now
        wakes = [feed.push(now, horizon) for feed in self.feeds.values()]
        return min((wake for wake in wakes if wake is not None), default=horizon)

    def _follow_clock(self, now: float) -> None:
        offset = clock.now().timestamp() - now
        change = offset - self._offset
        if abs(change) > SLEW:
            self._offset = offset
        if abs(change) > STEP:
            log.warning("the wall clock was stepped by %.3f s", change)
            self._clock_stepped(change)

    async def _sleep_until(self, moment: float) -> None:
        self._wake.clear()
        try:
            await asyncio.wait_for(self._wake.wait(), max(0.0, moment - clock.monotonic()))
        except TimeoutError:
            return
