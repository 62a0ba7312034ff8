"""The commune's days as a table that spreadsheets open, CSV or TSV; the station's own list is one; pure."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from content.lexicontable import BadTable, delimiter, guarded, plain, table_text, unguarded
from playlists.year.daysasked import DayAsked, Lead, cleaned
from playlists.year.yeardays import KIND_NAMES
from station.errors import BadInput

NAME, KIND, FALLS, DAYS, NOTE, ON = "tên", "loại", "ngày", "số ngày", "ghi chú", "dùng"
LEAD, CAMPAIGN, BASIS, FIELD = "tuyên truyền trước", "tên đợt", "căn cứ", "lĩnh vực"
UNIT, AIRINGS, MINUTES = "đơn vị", "số lượt", "số phút"
HEADER = [NAME, KIND, FALLS, DAYS, NOTE, ON, LEAD, CAMPAIGN, BASIS, FIELD, UNIT, AIRINGS, MINUTES]
NEEDED = (NAME, KIND, FALLS)
MOST_DAYS = 2000
YES, NO = "có", "không"
_KINDS = {name.casefold(): kind for kind, name in KIND_NAMES.items()} | {kind.value: kind for kind in KIND_NAMES}


def parsed(data: bytes, known: Iterable[DayAsked] = ()) -> list[DayAsked]:
    """Return the days of a table, all of them fit to be kept. Raise BadTable, naming the first line that is not.

    What a column would say that the table does not have, a day of the same name that is `known` says.
    """
    before = {day.name.casefold(): day for day in known}
    rows = _rows(table_text(data))
    header = _header(rows[0][1] if rows else [])
    if not 1 < len(rows) <= MOST_DAYS + 1:
        raise BadTable(1, f"bảng phải có từ 1 đến {MOST_DAYS} ngày.")
    found: dict[str, DayAsked] = {}
    lines: dict[str, int] = {}
    for line, cells in rows[1:]:
        day = _day(line, header, cells, before)
        name = day.name.casefold()
        if name in found:
            raise BadTable(line, f"tên «{day.name}» đã có ở dòng {lines[name]}.")
        found[name], lines[name] = day, line
    return list(found.values())


def written_out(days: Iterable[DayAsked]) -> str:
    """Return days as CSV, which comes back the same through `parsed`."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows([guarded(str(cell)) for cell in _cells(day)] for day in days)
    return table.getvalue()


def _rows(table: str) -> list[tuple[int, list[str]]]:
    """Return the rows that are not empty, each with the number of its line."""
    text = table.removeprefix("\ufeff")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text), strict=True)
    try:
        return [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error:
        raise BadTable(max(1, reader.line_num), "dấu ngoặc kép hoặc dấu phân cách không đúng kiểu CSV.") from None


def _header(cells: Sequence[str]) -> list[str]:
    header = [plain(cell).casefold() for cell in cells]
    strange = [name for name in header if name not in HEADER]
    missing = [name for name in NEEDED if name not in header]
    if strange or missing or len(set(header)) != len(header):
        raise BadTable(1, f"dòng đầu phải là tên các cột, cần có {', '.join(NEEDED)}; dùng được: {', '.join(HEADER)}.")
    return header


def _day(line: int, header: Sequence[str], cells: Sequence[str], known: Mapping[str, DayAsked]) -> DayAsked:
    if len(cells) > len(header):
        raise BadTable(line, f"có {len(cells)} cột, mà dòng đầu chỉ có {len(header)} tên cột.")
    typed = dict(zip(header, (plain(unguarded(cell)) for cell in cells), strict=False))
    if before := known.get(typed.get(NAME, "").casefold()):
        typed = dict(zip(HEADER, map(str, _cells(before)), strict=True)) | typed
    try:
        return cleaned(
            DayAsked(
                name=typed.get(NAME, ""),
                kind=_kind(typed.get(KIND, "")),
                falls=typed.get(FALLS, ""),
                days=_number(typed, DAYS, 1),
                note=typed.get(NOTE, ""),
                is_on=_is_on(typed.get(ON, "")),
                lead=_lead(typed),
            )
        )
    except BadInput as problem:
        raise BadTable(line, str(problem)) from None


def _kind(text: str) -> str:
    return _KINDS.get(text.casefold(), text)


def _lead(typed: dict[str, str]) -> Lead | None:
    if not typed.get(LEAD):
        return None
    return Lead(
        days=_number(typed, LEAD, 0),
        name=typed.get(CAMPAIGN, ""),
        basis=typed.get(BASIS, ""),
        field=typed.get(FIELD, ""),
        unit=typed.get(UNIT, ""),
        goal_airings=_number(typed, AIRINGS, 0),
        goal_minutes=_number(typed, MINUTES, 0),
    )


def _number(typed: dict[str, str], column: str, otherwise: int) -> int:
    text = typed.get(column, "")
    if text and not (text.isascii() and text.isdigit() and len(text) < 6):
        raise BadInput(column, f"Cột «{column}» cần một số nguyên, không phải «{text[:20]}».")
    return int(text) if text else otherwise


def _is_on(text: str) -> bool:
    if text.casefold() not in ("", YES, NO):
        raise BadInput(ON, f"Cột «{ON}» là «{YES}» hoặc «{NO}».")
    return text.casefold() != NO


def _cells(day: DayAsked) -> list[object]:
    names = {kind.value: name for kind, name in KIND_NAMES.items()}
    told: list[object] = [day.name, names[day.kind], day.falls, day.days, day.note, YES if day.is_on else NO]
    lead = day.lead
    if lead is None:
        return [*told, *[""] * (len(HEADER) - len(told))]
    return [*told, lead.days, lead.name, lead.basis, lead.field, lead.unit, lead.goal_airings, lead.goal_minutes]
