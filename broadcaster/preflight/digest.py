"""What a check tells those in charge: one short message, the red ones by name; pure."""

from collections.abc import Iterable
from datetime import date, tzinfo

from broadcaster.preflight.judging import groups
from broadcaster.preflight.values import Finding, Group, Report, Row, Zones
from station import clock

NAMED_ZONES = 3
NAMED = 12  # occurrences in one message
EVERYWHERE = "mọi khu vực của buổi"


def title(report: Report, day: date) -> str:
    """Return the message's title."""
    return f"Kiểm tra ngày {day:%d/%m/%Y}: {report.red} mục đỏ"


def body(report: Report, timezone: tzinfo) -> str:
    """Return the message: the station first, then a line for each red occurrence, the first to be aired first."""
    lines = [f"• {each.sentence}" for each in report.station if each.is_red]
    found = groups(report.rows)
    lines += [f"• {_line(each, timezone)}" for each in found[:NAMED]]
    if len(found) > NAMED:
        lines.append(f"… và {len(found) - NAMED} buổi khác, xem trang Kiểm tra trước giờ phát.")
    return "\n".join(lines)


def news(report: Report, told: Iterable[Report]) -> Report:
    """Return of a report what is red and was not in those before it."""
    before = list(told)
    station = {each for report in before for each in report.station}
    rows = {(row.occurrence, row.zone_id, each) for report in before for row in report.rows for each in row.findings}
    return Report(
        tuple(row for row in report.rows if row.is_red and not _is_told(row, rows)),
        tuple(each for each in report.station if each.is_red and each not in station),
    )


def zone_words(zones: Zones) -> str:
    """Return some zones of an occurrence as they are named."""
    if zones.is_everywhere and len(zones.names) > 1:
        return EVERYWHERE
    more = len(zones.names) - NAMED_ZONES
    return ", ".join(zones.names[:NAMED_ZONES]) + (f" và {more} khu vực khác" if more > 0 else "")


def _line(group: Group, timezone: tzinfo) -> str:
    at = clock.local(group.starts_at, timezone)
    return f"{at:%H:%M} {group.programme_name}, {zone_words(group.zones)}: {_sentences(group)}"


def _sentences(group: Group) -> str:
    """Return the reasons, with the zones of those that do not hold in all."""
    return " ".join(
        each.sentence if zones.names == group.zones.names else f"[{zone_words(zones)}] {each.sentence}"
        for each, zones in group.reasons
        if each.is_red
    )


def _is_told(row: Row, told: set[tuple[str, int, Finding]]) -> bool:
    return all((row.occurrence, row.zone_id, each) in told for each in row.findings)
