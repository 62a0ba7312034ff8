"""The lexicon as a table that spreadsheets open: CSV or TSV with the columns written and spoken; pure."""

import codecs
import csv
import io
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from content import texts
from content.wording.lexicon import check_lexicon
from station.errors import BadInput, StationError

HEADER = ["written", "spoken"]
LONGEST_WRITTEN, LONGEST_SPOKEN = 80, 200  # characters, as the table of the database has them
MOST_ENTRIES = 5000
LARGEST_TABLE = 4 * 1024 * 1024  # bytes
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")  # what a spreadsheet would run, or has been kept from running


class BadTable(BadInput):
    """A table cannot be taken in, and nothing of it was."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__("file", f"Chưa nhập mục nào, vì dòng {line} của bảng không dùng được: {reason}")


@dataclass(frozen=True)
class Row:
    """One entry and the line of the table it stands on."""

    line: int
    written: str
    spoken: str


def cleaned(written: str, spoken: str) -> tuple[str, str]:
    """Return an entry in NFC with single spaces. Raise BadInput; whether it may stand is for check_lexicon to say."""
    written, spoken = plain(written), plain(spoken)
    for field, name, text, most in (
        ("written", "Chữ viết", written, LONGEST_WRITTEN),
        ("spoken", "Cách đọc", spoken, LONGEST_SPOKEN),
    ):
        if len(text) > most:
            raise BadInput(field, f"{name} «{text[:24]}…» dài {len(text)} ký tự; tối đa {most} ký tự.")
        texts.check_characters(text, field)
    if spoken and not texts.has_words(spoken):
        raise BadInput("spoken", f"Cách đọc «{spoken}» không có chữ nào đọc lên được.")
    return written, spoken


def check_all(entries: Mapping[str, str]) -> None:
    """Refuse a lexicon whose entries are empty, read themselves or loop, or that is too large to be one."""
    check_lexicon(entries)
    if len(entries) > MOST_ENTRIES:
        raise BadInput("written", f"Từ điển đọc chứa nhiều nhất {MOST_ENTRIES} mục.")


def table_text(data: bytes) -> str:
    """Return a table's text, in UTF-8 or in the UTF-16 that spreadsheets call Unicode. Raise BadTable."""
    if len(data) > LARGEST_TABLE:
        raise BadTable(1, f"tệp lớn hơn {LARGEST_TABLE // 1024 // 1024} MB.")
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadTable(line, "chữ không ở dạng UTF-8; hãy lưu lại bảng dạng CSV UTF-8.") from None


def parsed(table: str, known: Mapping[str, str]) -> dict[str, str]:
    """Return the table's entries, each fit to stand beside the known ones and the others. Raise BadTable."""
    rows = _rows(table.removeprefix("\ufeff"))
    found: dict[str, str] = {}
    for row in rows:
        if found.setdefault(row.written, row.spoken) != row.spoken:
            raise BadTable(row.line, f"«{row.written}» đã có ở dòng trên với cách đọc khác.")
    _check_together(rows, known)
    return found


def written_out(entries: Mapping[str, str]) -> str:
    """Return the entries as CSV, which comes back the same through `parsed`."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows([guarded(written), guarded(spoken)] for written, spoken in entries.items())
    return table.getvalue()


def _rows(table: str) -> list[Row]:
    lines = io.StringIO(table, newline="")
    reader = csv.reader(lines, delimiter=delimiter(table), strict=True)
    rows: list[Row] = []
    headed = False
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if headed:
                rows.append(_row(reader.line_num, cells))
            elif [cell.strip().lower() for cell in cells] != HEADER:
                raise BadTable(reader.line_num, "dòng đầu phải là hai tên cột «written,spoken».")
            headed = True
    except csv.Error:
        raise BadTable(max(1, reader.line_num), "dấu ngoặc kép hoặc dấu phẩy không đúng kiểu CSV.") from None
    if not headed:
        raise BadTable(1, "bảng trống.")
    return rows


def _row(line: int, cells: list[str]) -> Row:
    if len(cells) != len(HEADER):
        raise BadTable(line, f"có {len(cells)} cột, cần đúng 2 cột: chữ viết và cách đọc.")
    try:
        written, spoken = cleaned(*map(unguarded, cells))
        check_lexicon({written: spoken})
    except StationError as problem:
        raise BadTable(line, str(problem)) from None
    return Row(line, written, spoken)


def _check_together(rows: list[Row], known: Mapping[str, str]) -> None:
    """Raise BadTable naming the first line with which the whole no longer holds."""
    if not _trouble(rows, known):
        return
    counts = range(1, len(rows) + 1)
    least = counts[bisect_left(counts, True, key=lambda count: bool(_trouble(rows[:count], known)))]
    raise BadTable(rows[least - 1].line, _trouble(rows[:least], known))


def _trouble(rows: Iterable[Row], known: Mapping[str, str]) -> str:
    try:
        check_all({**known, **{row.written: row.spoken for row in rows}})
    except StationError as problem:
        return str(problem)
    return ""


def delimiter(table: str) -> str:
    """Return what parts the cells of a table: a tab, a semicolon or a comma, as its first line shows."""
    first = table.lstrip().partition("\n")[0]
    return next((sign for sign in "\t;" if sign in first), ",")


def plain(text: str) -> str:
    """Return a text as entries hold it: in NFC, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def guarded(text: str) -> str:
    """Keep a spreadsheet from running an entry as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def unguarded(text: str) -> str:
    """Return an entry as it was before `guarded`."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
