"""Opening and closing lines: speech with blanks in braces, which every occurrence fills anew; pure.

An approver hears the line filled with an example that nobody could take for a real one, and approves its text.
"""

import re
from collections.abc import Mapping

from content.models import Form
from station.errors import BadInput

STATION, DAY, LUNAR_DAY, HOUR, PROGRAMME, CONTENTS = "đài", "ngày", "ngày âm", "giờ", "chương trình", "nội dung"
BLANKS: dict[str, str] = {
    STATION: "tên đài",
    DAY: "thứ và ngày dương lịch của buổi phát",
    LUNAR_DAY: "ngày âm lịch của buổi phát",
    HOUR: "giờ bắt đầu của buổi phát",
    PROGRAMME: "tên chương trình",
    CONTENTS: "tên các bản tin sẽ phát trong buổi",
}
EXAMPLE_TITLES = ("bản tin thứ nhất", "bản tin thứ hai", "bản tin thứ ba")
EXAMPLE: dict[str, str] = {
    STATION: "Đài truyền thanh xã Mẫu",
    DAY: "thứ Bảy, ngày 1 tháng 1 năm 2000",
    LUNAR_DAY: "ngày 25 tháng 11 năm Kỷ Mão",
    HOUR: "5 giờ",
    PROGRAMME: "Chương trình mẫu",
    CONTENTS: "; ".join(EXAMPLE_TITLES),
}
EXAMPLE_NOTICE = "Sau đây là lời dẫn nghe thử, với ngày giờ và nội dung lấy làm ví dụ.\n\n"

TEMPLATE_NOTICE = "Sau đây là mẫu phát khẩn nghe thử; mỗi chỗ trống được đọc bằng tên của nó.\n\n"
LONGEST_BLANK, MOST_BLANKS = 40, 12

OPENING = (
    "Đây là {đài}. Thân ái chào bà con và các đồng chí. Hôm nay là {ngày}, tức {ngày âm}. "
    "Trong buổi phát thanh lúc {giờ} hôm nay, mời bà con nghe: {nội dung}. Sau đây là nội dung chi tiết."
)
CLOSING = (
    "Buổi phát thanh lúc {giờ}, {ngày}, của {đài} đến đây là hết. "
    "Cảm ơn bà con đã lắng nghe. Xin hẹn gặp lại trong buổi phát sau."
)

_BLANK = re.compile(r"\{([^{}]*)\}")


def blanks(text: str) -> tuple[str, ...]:
    """Return the names of the blanks in a text, each once, in order."""
    return tuple(dict.fromkeys(_name(found[1]) for found in _BLANK.finditer(text)))


def check_blanks(text: str) -> None:
    """Raise BadInput when a blank is none that we know, or a brace stands alone."""
    known = ", ".join(f"{{{name}}}" for name in BLANKS)
    strange = [name for name in blanks(text) if name not in BLANKS]
    if strange:
        raise BadInput("text", f"Không có chỗ trống «{{{strange[0]}}}»; lời dẫn dùng được: {known}.")
    if set("{}") & set(_BLANK.sub("", text)):
        raise BadInput("text", f"Có dấu ngoặc nhọn lẻ; chỗ trống trong lời dẫn viết như sau: {known}.")


def check_template(text: str) -> None:
    """Raise BadInput when a blank has no name or one too long, there are too many, or a brace stands alone."""
    names = blanks(text)
    if any(not 0 < len(name) <= LONGEST_BLANK for name in names) or len(names) > MOST_BLANKS:
        raise BadInput("text", f"Mỗi chỗ trống cần một tên ngắn, như {{nơi}}, {{giờ}}; nhiều nhất {MOST_BLANKS} chỗ.")
    if set("{}") & set(_BLANK.sub("", text)):
        raise BadInput("text", "Có dấu ngoặc nhọn lẻ; chỗ trống viết như {nơi}, {giờ}, {mức}.")


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return the text with its blanks filled; a value is taken as it is, whatever braces it holds."""
    return _BLANK.sub(lambda found: values[_name(found[1])], text)


def example(text: str) -> str:
    """Return the text as its approver hears it."""
    return EXAMPLE_NOTICE + fill(text, EXAMPLE)


def voiced_text(form: str, text: str) -> str:
    """Return what is spoken in the clip of an announcement of this form."""
    if form == Form.TEMPLATE:
        return TEMPLATE_NOTICE + fill(text, {name: name for name in blanks(text)})
    return example(text) if form == Form.LINE else text


def _name(typed: str) -> str:
    return " ".join(typed.split()).lower()
