"""The frame loop: paces every zone's feed by the monotonic clock against a plan made in wall-clock time."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from broadcaster.stretch import Stretch, claimed, under
from broadcaster.transmitter.cue import JUST, Cue, Note
from broadcaster.transmitter.feed import Feed
from broadcaster.transmitter.inlets import Inlets
from broadcaster.transmitter.messages import Cues, Interruption, ReelSpec
from broadcaster.transmitter.reel import Quieter, Reel, Sound, SoundLost
from content.airformat import AirFormat, silent_frame
from station import clock

TICK = 0.12  # seconds of sound sent at once: five frames
LONG_TICK = 0.24  # the same where one core serves many: half the work, and still less than players keep in hand
MANY_ZONES = 20
MANY_LISTENERS = 200
STEP = 0.25  # seconds by which the wall clock may differ from the monotonic one before that is a clock step
SLEW = 0.002  # seconds of difference that are quietly followed
SOON = 15.0  # seconds before its turn in which a clip's first block is read

log = logging.getLogger(__name__)


class Engine:
    """All zones' feeds in one loop."""

    def __init__(
        self,
        fmt: AirFormat,
        tell: Callable[[Note], None],
        clock_stepped: Callable[[float], None],
        check: Callable[[], None] = lambda: None,
    ) -> None:
        self.feeds: dict[int, Feed] = {}
        self.ticked_at = 0.0
        self.serves_many = False
        self._fmt = fmt
        self._silence = silent_frame(fmt)
        self.inlets = Inlets(self._silence)
        self._reels: dict[str, Reel] = {}
        self._tell = tell
        self._clock_stepped = clock_stepped
        self._check = check
        self._offset = clock.now().timestamp() - clock.monotonic()
        self._horizon = 0.0  # monotonic seconds up to which sound has been sent
        self._rest: asyncio.Future[None] | None = None
        self._hushed = ""

    def set_zones(self, zone_ids: Iterable[int]) -> None:
        """Give every zone its feed, and take it from zones that are gone; a silent zone still streams silence."""
        wanted = set(zone_ids)
        self.feeds = {zone_id: feed for zone_id, feed in self.feeds.items() if zone_id in wanted}
        for zone_id in sorted(wanted - self.feeds.keys()):
            self.feeds[zone_id] = Feed(self._silence, self._tell)

    def load(self, cues: Cues) -> None:
        """Follow a new plan for some zones from this instant on."""
        self._take(cues.reels)
        for zone_id, stretches in cues.zones.items():
            if (feed := self.feeds.get(zone_id)) is not None:
                self._load(feed, stretches, cues.reasons, cues.delayed)
        for sha256 in cues.forget:
            self._reels.pop(sha256, None)
        self._rouse()

    def interrupt(self, order: Interruption) -> None:
        """Lay some sounds over whatever their zones sound: all hear the first one before anything else is put right."""
        self._take(order.reels)
        if self._hushed or not order.sounds:
            return
        now = clock.monotonic()
        over = [self._cue(sound, now) for sound in order.sounds]
        found = [(self.feeds[zone_id], claims) for zone_id, claims in order.claims.items() if zone_id in self.feeds]
        before = []
        for feed, claims in found:
            before.append(feed.cues())
            feed.interrupt(replace(over[0], stretch=over[0].stretch._replace(as_run_id=claims[0])), now, self._horizon)
        for (feed, claims), cues in zip(found, before, strict=True):
            mine = map(Cue, claimed(order.sounds, claims), [cue.sound for cue in over], [cue.due for cue in over])
            left = self._left_under(cues, order.sounds)
            feed.load(sorted([*left, *mine], key=lambda cue: cue.due), now=now, reasons={})
        self._rouse()

    def _left_under(self, cues: Iterable[Cue], sounds: Sequence[Stretch]) -> list[Cue]:
        """Return what is left of cues; what must be heard whole is not gone on with, however late the next plan is."""
        left = list(cues)
        for over in sounds:
            parts = [(cue, under([cue.stretch], over.starts_at, over.ends_at)) for cue in left]
            left = [
                cue if part is cue.stretch else Cue(part, cue.sound, self._due(part))
                for cue, found in parts
                for part in found
                if part.joins or part.first_frame == cue.stretch.first_frame
            ]
        return left

    def _take(self, reels: Iterable[ReelSpec]) -> None:
        for spec in reels:
            self._reels[spec.sha256] = Reel(spec, len(self._silence))

    def hush(self, reason: str) -> None:
        """Let nothing sound anywhere until told otherwise with an empty reason."""
        self._hushed = reason
        for feed in self.feeds.values() if reason else ():
            told = {cue.stretch.as_run_id: reason for cue in feed.cues()}
            feed.load([], now=clock.monotonic(), reasons=told)

    def _load(self, feed: Feed, stretches: Sequence[Stretch], reasons: Mapping[int, str], delayed: str) -> None:
        now = clock.monotonic()
        cues = [] if self._hushed else [self._cue(each, now) for each in stretches]
        feed.load(cues, now=now, reasons=reasons, delayed=delayed)

    def _cue(self, stretch: Stretch, now: float) -> Cue:
        due = self._due(stretch)
        sound = self._sound(stretch, due - now)
        return Cue(stretch, Quieter(sound, self._fmt, stretch.quieter_db) if stretch.quieter_db else sound, due)

    def _sound(self, stretch: Stretch, seconds_left: float) -> Sound:
        reel = self._reels.get(stretch.clip_sha256)
        if reel is None:
            return self.inlets.tap(stretch.clip_sha256)
        if seconds_left < SOON:
            try:
                reel.ready(stretch.first_frame)
            except SoundLost as lost:
                log.warning("%s", lost)  # the log of what was aired hears of it when its turn comes
        return reel

    def _due(self, stretch: Stretch) -> float:
        return stretch.starts_at.timestamp() - self._offset

    def instant(self, monotonic: float) -> datetime:
        """Return the wall-clock instant of a monotonic time."""
        return datetime.fromtimestamp(monotonic + self._offset, UTC)

    def sounding(self) -> frozenset[int]:
        """Return the claims that are on air in any zone."""
        return frozenset(feed.cue.stretch.as_run_id for feed in self.feeds.values() if feed.cue)

    async def run(self) -> None:
        """Send frames until the check, made before each sending, raises: we may have been stopped for long."""
        self._horizon = clock.monotonic()
        while True:
            self._check()
            now = clock.monotonic()
            self._follow_clock(now)
            if now >= self._horizon - JUST:
                tick = LONG_TICK if self.serves_many else TICK
                self._horizon = self._horizon + tick if now - self._horizon < tick else now + tick
            await self._sleep_until(self.push(now, self._horizon))

    def push(self, now: float, horizon: float) -> float:
        """Send what falls due in every zone before the horizon; return when the next new sound is due."""
        self.ticked_at = now
        next_due = horizon
        for feed in self.feeds.values():
            wake = feed.push(now, horizon)
            if wake is not None and wake < next_due:
                next_due = wake
        return next_due

    def _follow_clock(self, now: float) -> None:
        offset = clock.now().timestamp() - now
        change = offset - self._offset
        if abs(change) > SLEW:
            self._offset = offset
        if abs(change) > STEP:
            log.warning("the wall clock was stepped by %.3f s", change)
            self._retime(now)
            self._clock_stepped(change)

    def _retime(self, now: float) -> None:
        """The plan stands in wall-clock time; its monotonic times are other ones now."""
        for feed in self.feeds.values():
            feed.load([replace(cue, due=self._due(cue.stretch)) for cue in feed.cues()], now=now, reasons={})

    async def _sleep_until(self, moment: float) -> None:
        loop = asyncio.get_running_loop()
        self._rest = loop.create_future()
        timer = loop.call_later(max(0.0, moment - clock.monotonic()), self._rouse)
        try:
            await self._rest
        finally:
            timer.cancel()

    def _rouse(self) -> None:
        """Have the loop look at once at what is due."""
        if self._rest is not None and not self._rest.done():
            self._rest.set_result(None)
