"""The empty schedule that staff download, fill in and bring back: what columns are known, with two rows to go by."""

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from station.models import Zone

FONT = "Times New Roman"
FILLABLE_LINES = 60
HEADINGS: Sequence[tuple[str, int]] = (
    ("Ngày hoặc thứ", 18),
    ("Giờ bắt đầu", 13),
    ("Giờ kết thúc", 13),
    ("Chương trình", 34),
    ("Danh sách phát", 28),
    ("Khu vực", 24),
    ("Người phụ trách", 22),
    ("Thời lượng (phút)", 12),
)
EXAMPLES: Sequence[Sequence[object]] = (
    ("Thứ Hai, Thứ Tư", "05:30", "05:45", "Bản tin sáng", "Bản tin sáng", "", "", 15),
    ("23/11/2026", "17:00", "17:10", "Thông báo tiêm chủng", "Thông báo tiêm chủng", "", "", 10),
)
ADVICE = (
    "Cột «Ngày hoặc thứ»: ghi ngày (23/11/2026) thì phát một lần.",
    "Ghi thứ (Thứ Hai, T4, 2-6, Hằng ngày) thì phát hằng tuần.",
    "Giờ ghi 5h30 hoặc 05:30. Khu vực bỏ trống thì chọn sau; nhiều khu vực cách nhau bằng dấu phẩy.",
    "Danh sách phát phải có sẵn trong phần mềm; tên chưa có thì chọn ở bước xem trước.",
    "Xóa hai dòng ví dụ trước khi nhập. Chưa có gì được lưu cho tới khi bấm Đặt lịch.",
)


def workbook(zones: Iterable[Zone]) -> bytes:
    """Return the file; its second sheet names the zones there are."""
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = "Lịch phát"
    sheet.append([heading for heading, _ in HEADINGS])
    for row in EXAMPLES:
        sheet.append(list(row))
    _dress(sheet)
    guide = made.create_sheet("Hướng dẫn")
    for line in (*ADVICE, "", "Các khu vực hiện có:", *(zone.name for zone in zones)):
        guide.append([line])
        guide.cell(guide.max_row, 1).data_type = "s"  # a name that begins with = is a name
    guide.column_dimensions["A"].width = 110
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def _dress(sheet: Worksheet) -> None:
    thin = Side(style="thin")
    for place, (_, width) in enumerate(HEADINGS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for line in range(1, FILLABLE_LINES + 1):
        for place in range(1, len(HEADINGS) + 1):
            cell = sheet.cell(line, place)
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
            cell.font = Font(name=FONT, size=13, bold=line == 1)
            cell.number_format = "@"  # text: what is typed stays as it is typed
            if line == 1:
                cell.fill = PatternFill("solid", fgColor="DDEBF7")
                cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.freeze_panes = "A2"
