"""What was aired in the place of failing relays: occurrences of their own, belonging to those of the relays; pure."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from broadcaster.reconcile.values import Expected, Row

NOTHING = timedelta()


def expected(places: Iterable[Expected], rows: Iterable[Row]) -> list[Expected]:
    """Return each fall-back as far as something was claimed for it, named `<occurrence>/<item>/<zone>.<time>`."""
    parents = {(each.key, each.zone_id): each for each in places}
    found: dict[tuple[str, int], list[Row]] = {}
    for row in rows:
        if "/" in row.occurrence:
            found.setdefault((row.occurrence, row.zone_id), []).append(row)
    return [
        replace(
            parent,
            key=key,
            starts_at=min(row.planned_at for row in mine),
            ends_at=max(row.planned_end for row in mine),
            priority=parent.priority + 1,
            items={row.item: NOTHING for row in mine},
        )
        for (key, zone_id), mine in found.items()
        if (parent := parents.get((key.partition("/")[0], zone_id)))
    ]
