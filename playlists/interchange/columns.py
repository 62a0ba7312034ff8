"""Which column is which: known by its heading, with or without diacritics, in a commune's own form too; pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from playlists.interchange.grids import Cell, Grid
from playlists.interchange.plain import plain

HEADINGS: dict[str, tuple[str, ...]] = {
    "day": (
        "ngay",
        "ngay phat",
        "ngay thang",
        "ngay thang nam",
        "thu ngay",
        "ngay thu",
        "thu ngay thang",
        "ngay trong tuan",
        "ngay hoac thu",
    ),
    "weekdays": ("thu", "cac thu", "thu trong tuan", "phat vao cac thu"),
    "repeats": ("lap lai", "lich lap lai"),
    "first_day": ("tu ngay", "ngay dau", "ngay bat dau", "ap dung tu", "ap dung tu ngay"),
    "last_day": ("den ngay", "den het ngay", "ngay cuoi", "ngay ket thuc"),
    "starts_at": (
        "gio",
        "gio phat",
        "bat dau",
        "gio bat dau",
        "thoi gian",
        "thoi gian phat",
        "khung gio",
        "thoi diem",
        "tu gio",
        "gio phat song",
        "thoi diem phat",
        "buoi gio",
        "buoi gio phat",
        "thoi gian trong ngay",
    ),
    "ends_at": ("ket thuc", "gio ket thuc", "den gio"),
    "session": ("buoi", "buoi phat", "buoi phat thanh"),
    "programme": ("chuong trinh", "ten chuong trinh", "ten chuong trinh phat", "ten"),
    "category": ("chuyen muc", "chuyen de", "muc"),
    "content": (
        "noi dung",
        "noi dung phat",
        "noi dung tuyen truyen",
        "noi dung chuong trinh",
        "noi dung phat thanh",
        "noi dung chuong trinh phat thanh",
        "ten bai",
        "ten tin bai",
    ),
    "zones": (
        "khu vuc",
        "khu vuc phat",
        "dia ban",
        "pham vi",
        "pham vi phat",
        "cum loa",
        "vung phat",
        "thon",
        "noi phat",
    ),
    "playlist": ("danh sach phat", "ten danh sach phat", "playlist"),
    "person": (
        "nguoi phu trach",
        "phu trach",
        "nguoi thuc hien",
        "thuc hien",
        "can bo phu trach",
        "don vi thuc hien",
        "bien tap",
    ),
    "length": ("thoi luong", "thoi luong phut", "so phut", "do dai"),
    "priority": ("muc uu tien", "uu tien"),
    "hard_end": ("phai ket thuc truoc", "phai ket thuc"),
    "catch_up": ("khi bi ngat", "khi bi ngat hoac lo gio"),
    "holiday": ("ngay le tet", "ngay le"),
    "mourning": ("ngay quoc tang", "quoc tang"),
    "late_minutes": ("phat muon toi da", "phat muon toi da phut", "muon toi da"),
}
DAYS = frozenset({"day", "weekdays", "repeats", "first_day"})
WORDS = frozenset({"programme", "category", "content", "playlist"})
SEARCHED_LINES = 60

_MEANT = {heading: column for column, headings in HEADINGS.items() for heading in headings}
_BY_LENGTH = sorted(_MEANT, key=len, reverse=True)


@dataclass(frozen=True)
class Table:
    """Where a sheet's table begins, and in which place each known column stands."""

    first_line: int  # counts from 0
    places: dict[str, int]


def table_of(grid: Grid) -> Table | None:
    """Return where the table of a sheet is, None where no row looks like its headings."""
    for line, cells in enumerate(grid.rows[:SEARCHED_LINES]):
        places = _places(cells)
        if DAYS & places.keys() and WORDS & places.keys():
            below = _places(grid.rows[line + 1]) if line + 1 < len(grid.rows) else {}
            return (
                Table(line + 2, places | below)
                if _is_second(below, grid.rows[line + 1 : line + 2])
                else Table(line + 1, places)
            )
    return None


def meaning(heading: str) -> str | None:
    """Return the column that a heading names; what stands in brackets is passed over. None: nothing known."""
    words = plain(heading.split("(")[0])
    if words in _MEANT:
        return _MEANT[words]
    if len(words) > 60 or not words:
        return None
    return next((_MEANT[each] for each in _BY_LENGTH if len(each) > 5 and each in words), None)


def _places(cells: Sequence[Cell]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        column = meaning(cell.text) if isinstance(cell.value, str) else None
        if column is not None:
            found.setdefault(column, place)
    return found


def _is_second(below: dict[str, int], row: Sequence[Sequence[Cell]]) -> bool:
    """Is the next row a second row of headings («Thời gian» over «Bắt đầu» and «Kết thúc»)?"""
    written = [cell for cell in row[0] if cell.text and not cell.filled] if row else []
    return bool(below) and all(meaning(cell.text) for cell in written)
