"""Stretches of time: what is taken, what is free, where something fits; pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

Span = tuple[datetime, datetime]  # from its first instant to the one after its last

NOTHING = timedelta(0)
SCRAP = timedelta(seconds=1)


def merged(spans: Iterable[Span], *, gap: timedelta = NOTHING) -> list[Span]:
    """Return the spans in order, those that touch or leave no more than a gap between them as one."""
    found: list[Span] = []
    for begin, end in sorted(spans):
        if found and begin <= found[-1][1] + gap:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        elif begin < end:
            found.append((begin, end))
    return found


def free(span: Span, taken: Sequence[Span]) -> list[Span]:
    """Return the parts of a span that nothing takes; `taken` is merged."""
    begin, end = span
    found = []
    for first, last in taken:
        if last <= begin:
            continue
        if first >= end:
            break
        if begin < first:
            found.append((begin, first))
        begin = max(begin, last)
    if begin < end:
        found.append((begin, end))
    return found


def audible(span: Span, taken: Sequence[Span], *, since: datetime | None = None) -> list[Span]:
    """Return the free parts of a span that are worth hearing: no scraps, unless it is no more than that itself."""
    if not taken:
        return [span] if since is None or span[1] > since else []
    parts = [(max(first, since or first), last) for first, last in free(span, taken)]
    return [part for part in parts if part[1] - part[0] >= SCRAP or part == span]


def first_fit(begin: datetime, length: timedelta, taken: Sequence[Span]) -> datetime:
    """Return the first instant from `begin` on at which so much time is free; `taken` is merged."""
    for first, last in taken:
        if last > begin and first < begin + length:
            begin = last
    return begin


def is_touched(span: Span, taken: Sequence[Span]) -> bool:
    """Does anything take some of it?"""
    return any(first < span[1] and span[0] < last for first, last in taken)


def is_in(moment: datetime, taken: Sequence[Span]) -> bool:
    """Is this instant taken?"""
    return any(first <= moment < last for first, last in taken)
