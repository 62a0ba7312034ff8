"""What the transmitter has been told for each zone, and what it must be told now; sends only what changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock

from broadcaster.airplan import Plan
from broadcaster.reels import Reels, Unplayable
from broadcaster.stretch import Stretch
from broadcaster.transmitter.messages import Cues, Interruption, ReelSpec

A_MOMENT = 0.4  # seconds that looking at the plan and writing it down may take
AT_ONCE = 50  # zones in one message: the frames of others flow between two messages
INLETS = ("relay:", "live:")


class Outdated(Exception):
    """Something broke in while the plan was being made; it must be made anew."""


@dataclass(frozen=True)
class Told:
    """What the transmitter is to be told, and what cannot sound (by claim) and why."""

    messages: Sequence[Cues | Interruption]
    lost: dict[int, tuple[Stretch, str]]

    def after(self, seconds: float) -> "Told":
        """Return the same, with why it comes so late if it took more than a moment."""
        if seconds < A_MOMENT:
            return self
        why = f"cơ sở dữ liệu bận {seconds:.0f} giây"
        late = [replace(each, delayed=why) if isinstance(each, Cues) else each for each in self.messages]
        return replace(self, messages=late)


class Cueing:
    """Turns plans into messages; a clip that is missing or damaged becomes a reason for the log instead.

    Used by two threads: one that looks at everything, and one that lets a break-in in without waiting for it.
    """

    def __init__(self, reels: Reels) -> None:
        self.interruptions = 0
        self._told: dict[int, list[Stretch]] = {}
        self._anew: frozenset[int] = frozenset()  # zones to be told what they have, whatever they were told before
        self._reels = reels
        self._lock = Lock()

    def follow(self, plan: Plan, *, now: datetime, interruptions: int) -> Told:
        """Return what to tell for a plan. Raise Outdated when there were more interruptions since it was begun."""
        self._warm(plan)
        lost: dict[int, tuple[Stretch, str]] = {}
        with self._lock:
            if interruptions != self.interruptions:
                raise Outdated
            zones = self._told.keys() | plan.stretches.keys() if plan.zones is None else plan.zones
            wanted = {zone_id: self._playable(plan.stretches.get(zone_id, ()), lost) for zone_id in zones}
            changed = {zone_id: found for zone_id, found in wanted.items() if self._is_news(zone_id, found, now)}
            self._anew -= wanted.keys()
            self._told |= wanted
            reasons = plan.makes_way | {key: cut.reason for key, cut in plan.cuts.items()}
            return Told(list(self._messages(changed, reasons)), lost)

    def tell_anew(self, zones: frozenset[int]) -> None:
        """Tell these zones at the next plan all that they have: something of theirs was written off."""
        with self._lock:
            self._anew |= zones

    def interrupt(self, orders: Sequence[Interruption]) -> Told:
        """Return what to tell for sounds that lie over everything else in their zones, whatever that is."""
        lost: dict[int, tuple[Stretch, str]] = {}
        told = []
        with self._lock:
            for order in orders:
                self.interruptions += 1
                playable = self._playable_order(order, lost)
                new = self._reels.untold(each.clip_sha256 for each in playable.sounds)
                told.append(replace(playable, reels=tuple(new)))
                for zone_id in order.claims:  # unlike any plan: the next look tells these zones all they have
                    self._told[zone_id] = [*self._told.get(zone_id, ()), *playable.sounds]
        return Told(told, lost)

    def _playable_order(self, order: Interruption, lost: dict[int, tuple[Stretch, str]]) -> Interruption:
        problems: dict[int, tuple[Stretch, str]] = {}
        numbered = [sound._replace(as_run_id=place) for place, sound in enumerate(order.sounds)]
        places = [each.as_run_id for each in self._playable(numbered, problems)]
        for place, (_, reason) in problems.items():
            lost.update(
                (claims[place], (order.sounds[place]._replace(as_run_id=claims[place]), reason))
                for claims in order.claims.values()
            )
        if not problems:
            return order
        claims = {zone_id: tuple(numbers[place] for place in places) for zone_id, numbers in order.claims.items()}
        return Interruption(tuple(order.sounds[place] for place in places), claims)

    def _warm(self, plan: Plan) -> None:
        """Read and check new clips while nobody waits for the lock."""
        for each in (each for stretches in plan.stretches.values() for each in stretches):
            if not each.clip_sha256.startswith(INLETS):
                with suppress(*Unplayable):
                    self._reels.fetch(each.clip_sha256)

    def _is_news(self, zone_id: int, found: Sequence[Stretch], now: datetime) -> bool:
        if zone_id in self._anew:
            return True
        old = [_still(each) for each in self._told.get(zone_id, ()) if each.ends_at > now]
        return old != [_still(each) for each in found if each.ends_at > now]

    def _playable(self, stretches: Iterable[Stretch], lost: dict[int, tuple[Stretch, str]]) -> list[Stretch]:
        found = []
        for each in stretches:
            try:
                if not each.clip_sha256.startswith(INLETS):
                    self._reels.fetch(each.clip_sha256)
                found.append(each)
            except Unplayable as problem:
                lost[each.as_run_id] = (each, str(problem))
        return found

    def _messages(self, changed: Mapping[int, Sequence[Stretch]], reasons: Mapping[int, str]) -> Iterator[Cues]:
        zone_ids = list(changed)
        for at in range(0, len(zone_ids), AT_ONCE):
            some = {zone_id: changed[zone_id] for zone_id in zone_ids[at : at + AT_ONCE]}
            yield Cues(some, self._new_reels(some.values()), reasons=reasons)
        needed = {each.clip_sha256 for told in self._told.values() for each in told}
        if gone := self._reels.forget_all_but(needed):
            yield Cues({}, forget=gone)

    def _new_reels(self, zones: Iterable[Sequence[Stretch]]) -> list[ReelSpec]:
        return self._reels.untold(each.clip_sha256 for stretches in zones for each in stretches)


def _still(stretch: Stretch) -> Stretch:
    """Whether it has begun by now makes no difference to what is to sound."""
    return stretch._replace(begun=False)
