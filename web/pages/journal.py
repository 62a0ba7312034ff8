"""The log of the air: a day of what was planned and what went out, for reading, printing and taking away."""

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from flask import Blueprint, Response, g, render_template, request
from flask.typing import ResponseReturnValue

from broadcaster import queries
from broadcaster.ear.proof import PROOF_NAMES
from broadcaster.outcome import OUTCOME_NAMES
from broadcaster.queries import HeardOf, LogRow
from broadcaster.talks import live
from content.airformat import FRAME_SECONDS
from playlists import relay_items, relay_sources
from station import clock, zones
from station.errors import BadInput
from web import forms
from web.context import house, session

pages = Blueprint("journal", __name__, url_prefix="/nhat-ky")

MOST_ROWS = 5_000  # a day of a hundred zones
COLUMNS = (
    "Giờ dự kiến",
    "Khung đầu phát lúc",
    "Trễ (ms)",
    "Khung cuối phát lúc",
    "Đã phát (giây)",
    "Dự kiến (giây)",
    "Nhỏ hơn (dB)",
    "Khu vực",
    "Chương trình",
    "Bản tin",
    "Kết quả",
    "Lý do",
    "Tệp âm thanh (sha256)",
    "Tai nghe",
    "Nghe từ",
    "Nghe đến",
    "Nghe được (giây)",
    "Nghe lặp (giây)",
    "Khoảng lặng dài nhất (ms)",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run instead of show


@pages.get("/")
def day() -> ResponseReturnValue:
    """Show one day."""
    typed, problem = forms.Typed(request.args), None
    try:
        chosen = _day(typed)
    except BadInput as error:
        chosen, problem = _today(), error
    typed.setdefault("ngay", chosen.isoformat())
    rows = _rows(chosen, forms.asked(request.args, "khu-vuc"))
    page = render_template(
        "journal/day.html",
        typed=typed,
        problem=problem,
        chosen=chosen,
        before=_shifted(chosen, -1),
        after=_shifted(chosen, 1),
        rows=rows,
        spoken=live.recordings(session(), {row.clip_sha256 for row in rows}),
        relayed=relay_sources.decisions(session(), (row.approval_id for row in rows if _is_relay(row))),
        is_relay=_is_relay,
        zones=zones.all_zones(session()),
        outcomes=OUTCOME_NAMES,
        proofs=PROOF_NAMES,
        printed_at=g.now,
    )
    return (page, 422) if problem else page


def _is_relay(row: LogRow) -> bool:
    return bool(relay_items.source_of(row.announcement_id))


@pages.get("/nhat-ky.csv")
def download() -> ResponseReturnValue:
    """Send one day as a table that spreadsheets open."""
    chosen = _day(forms.Typed(request.args))
    table = _csv(_rows(chosen, forms.asked(request.args, "khu-vuc")))
    name = f'attachment; filename="nhat-ky-{chosen.isoformat()}.csv"'
    return Response("\ufeff" + table, mimetype="text/csv", headers={"Content-Disposition": name})


def _today() -> date:
    return clock.local(g.now, house().settings.timezone).date()


def _day(typed: forms.Typed) -> date:
    found = forms.day(typed, "ngay") or _today()
    if not 2000 <= found.year <= 2100:
        raise BadInput("ngay", "Hãy chọn một ngày từ năm 2000 đến năm 2100.")
    return found


def _shifted(chosen: date, days: int) -> date:
    return chosen + timedelta(days=days)


def _rows(chosen: date, zone_id: int) -> list[LogRow]:
    begin, end = (_midnight(each) for each in (chosen, _shifted(chosen, 1)))
    return queries.log(session(), since=begin, until=end, zone_id=zone_id or None, limit=MOST_ROWS)


def _midnight(chosen: date) -> datetime:
    return clock.instant(chosen, time(), house().settings.timezone)


def _csv(rows: Iterable[LogRow]) -> str:
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for row in rows:
        late = "" if row.late_ms is None else row.late_ms
        times = [_stamp(row.planned_at), _stamp(row.started_at), late, _stamp(row.last_sent_at)]
        texts = [row.zone_name, row.programme_name, row.title, OUTCOME_NAMES[row.outcome], row.reason, row.clip_sha256]
        sounded: list[object] = [f"{row.aired_seconds:.3f}", f"{row.planned_seconds:.3f}", row.quieter_db]
        writer.writerow([*times, *sounded, *map(_plain, texts), PROOF_NAMES[row.proof], *_heard(row.heard)])
    return table.getvalue()


def _heard(heard: HeardOf | None) -> list[object]:
    if heard is None:
        return [""] * 5
    seconds = [f"{frames * FRAME_SECONDS:.3f}" for frames in (heard.frames, heard.repeated)]
    return [_stamp(heard.first_at), _stamp(heard.last_at), *seconds, heard.longest_gap_ms]


def _stamp(moment: datetime | None) -> str:
    return f"{clock.local(moment, house().settings.timezone):%Y-%m-%d %H:%M:%S.%f}"[:-3] if moment else ""


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
