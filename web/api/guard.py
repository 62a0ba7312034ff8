"""The guard: when zones may sound, how often and how long."""

from datetime import time
from typing import Annotated, Self

from flask import g
from pydantic import Field

from content.quieter import CHOICES_DB
from playlists import guarding
from playlists.guard import ALL_WEEK, Bounds, Window
from web.api.door import answers, asker, blueprint
from web.api.schemas import WHOLE, Asked, Told, WallClock
from web.context import session

TAG = "Giờ được phát"
Count = Annotated[int, Field(ge=0, le=1440), WHOLE]


class WindowShape(Asked):
    """A stretch of the day in commune time; `ends` 00:00 is the end of the day; weekdays count from 0, Monday."""

    starts: WallClock
    ends: WallClock
    weekdays: list[Annotated[int, Field(ge=0, le=6), WHOLE]] = Field(default_factory=lambda: sorted(ALL_WEEK))


class GuardAsked(Asked):
    """What is allowed; 0 sessions or minutes: no limit of that kind. All but khẩn cấp is sent `quieter_db` quieter."""

    windows: list[WindowShape] = Field(max_length=guarding.MOST_WINDOWS)
    sessions_a_day: Count = 3
    session_minutes: Count = 45
    day_minutes: Count = 120
    is_sensitive: bool = False
    quieter_db: Annotated[int, Field(ge=0, le=max(CHOICES_DB)), WHOLE] = 0

    def bounds(self) -> Bounds:
        """Return what the actions take."""
        windows = tuple(Window(each.starts, each.ends, frozenset(each.weekdays)) for each in self.windows)
        caps = (self.sessions_a_day, self.session_minutes, self.day_minutes)
        return Bounds(windows, *caps, self.is_sensitive, self.quieter_db)


class WindowTold(Told):
    """A stretch of the day as it is kept."""

    starts: time
    ends: time
    weekdays: list[int]


class GuardTold(Told):
    """One rule; without a zone it is the station's."""

    zone_id: int | None
    windows: list[WindowTold]
    sessions_a_day: int
    session_minutes: int
    day_minutes: int
    is_sensitive: bool
    quieter_db: int

    @classmethod
    def of(cls, zone_id: int | None, bounds: Bounds) -> Self:
        windows = [
            WindowTold(starts=each.starts, ends=each.ends, weekdays=sorted(each.weekdays)) for each in bounds.windows
        ]
        return cls(
            zone_id=zone_id,
            windows=windows,
            sessions_a_day=bounds.sessions_a_day,
            session_minutes=bounds.session_minutes,
            day_minutes=bounds.day_minutes,
            is_sensitive=bounds.is_sensitive,
            quieter_db=bounds.quieter_db,
        )


class GuardRules(Told):
    """Every rule there is; a zone without one follows the nearest above it, at last the station's."""

    items: list[GuardTold]


@blueprint.get("/guard")
@answers(TAG, GuardRules)
def list_guard_rules() -> GuardRules:
    """List when zones may sound."""
    found = guarding.bounds(session())
    return GuardRules(
        items=[GuardTold.of(zone_id, found[zone_id]) for zone_id in sorted(found, key=lambda key: key or 0)]
    )


@blueprint.put("/guard")
@answers(TAG, GuardTold)
def set_station_guard(json: GuardAsked) -> GuardTold:
    """Set what holds in the whole station."""
    return GuardTold.of(None, guarding.of(guarding.set_rule(session(), None, json.bounds(), by=asker(), now=g.now)))


@blueprint.put("/guard/<int:zone_id>")
@answers(TAG, GuardTold)
def set_zone_guard(zone_id: int, json: GuardAsked) -> GuardTold:
    """Set what holds in a zone and those below it."""
    rule = guarding.set_rule(session(), zone_id, json.bounds(), by=asker(), now=g.now)
    return GuardTold.of(zone_id, guarding.of(rule))


@blueprint.post("/guard/<int:zone_id>/remove")
@answers(TAG, GuardRules)
def remove_zone_guard(zone_id: int) -> GuardRules:
    """Let a zone follow the rule above it again."""
    guarding.remove_rule(session(), zone_id, by=asker(), now=g.now)
    return _rules()


def _rules() -> GuardRules:
    found = sorted(guarding.bounds(session()).items(), key=lambda rule: rule[0] or 0)
    return GuardRules(items=[GuardTold.of(zone_id, bounds) for zone_id, bounds in found])
