"""From what was typed to values: each parser returns one, or says which box holds what nobody can use."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from math import isfinite
from pathlib import Path

from werkzeug.datastructures import MultiDict

from content.actions import Terms, Wording
from content.models import Announcement, Urgency
from content.voices.names import check_chosen
from station.errors import BadInput

Typed = MultiDict[str, str]

# The fields (lĩnh vực) of the commune's information, as the national source system lists them.
FIELDS = (
    "Chính trị, xây dựng Đảng",
    "Kinh tế",
    "Nông nghiệp, nông thôn mới",
    "Văn hóa, thể thao, du lịch",
    "Giáo dục",
    "Y tế, dân số",
    "Lao động, chính sách",
    "Pháp luật",
    "Quốc phòng",
    "An ninh trật tự, an toàn giao thông",
    "Tài nguyên, môi trường",
    "Phòng chống thiên tai",
    "Chuyển đổi số, khoa học công nghệ",
    "Thông tin đối ngoại",
    "Biển đảo, biên giới",
    "Quyền con người",
    "Thông báo hành chính",
    "Khác",
)


def wording(typed: Typed, voices: Path) -> Wording:
    """Return the words and how to voice them, by one of the voices there are. Raise BadInput."""
    pace, pitch = number(typed, "pace", otherwise=1.0), number(typed, "pitch", otherwise=1.0)
    voice = check_chosen(typed.get("voice", "").strip(), voices)
    dressing = typed.get("dressing", "")
    return Wording(typed.get("title", ""), typed.get("text", ""), voice, pace, pitch, dressing)


def terms(typed: Typed) -> Terms:
    """Return for whom and when. Raise BadInput."""
    return Terms(
        zone_ids=numbers(typed, "zones"),
        valid_from=day(typed, "valid_from"),
        valid_until=day(typed, "valid_until"),
        urgency=_urgency(typed),
        field=typed.get("field", ""),
        source=typed.get("source", ""),
    )


def of_announcement(announcement: Announcement) -> Typed:
    """Return the form as it would have been typed for this announcement."""
    revision = announcement.current
    single: Mapping[str, object] = {
        "title": revision.title,
        "text": revision.text,
        "voice": revision.voice,
        "pace": revision.pace,
        "pitch": revision.pitch,
        "dressing": revision.dressing,
        "valid_from": announcement.valid_from or "",
        "valid_until": announcement.valid_until or "",
        "urgency": announcement.urgency,
        "field": announcement.field,
        "source": announcement.source,
    }
    return blank({name: str(value) for name, value in single.items()}, zones=announcement.zone_ids)


def blank(single: Mapping[str, str] | None = None, **several: Iterable[object]) -> Typed:
    """Return a form with these boxes filled."""
    typed: Typed = MultiDict(single or {})
    for name, values in several.items():
        typed.setlist(name, [str(value) for value in values])
    return typed


def day(typed: Typed, name: str) -> date | None:
    """Return a day typed as 2026-11-22 or 22/11/2026, None when left empty. Raise BadInput."""
    text = typed.get(name, "").strip()
    if not text:
        return None
    parts = text.split("/")
    try:
        return date(int(parts[2]), int(parts[1]), int(parts[0])) if len(parts) == 3 else date.fromisoformat(text)
    except ValueError:
        raise BadInput(name, f"«{text[:40]}» không phải là một ngày; hãy gõ như 22/11/2026.") from None


def needed_day(typed: Typed, name: str) -> date:
    """Return a day that must be typed. Raise BadInput."""
    found = day(typed, name)
    if found is None:
        raise BadInput(name, "Hãy chọn ngày.")
    return found


def time_of_day(typed: Typed, name: str) -> time:
    """Return a time typed as 05:30 or 05:30:10. Raise BadInput."""
    text = typed.get(name, "").strip()
    if not text:
        raise BadInput(name, "Hãy chọn giờ.")
    for form in ("%H:%M", "%H:%M:%S"):
        try:
            return datetime.strptime(text, form).time()  # noqa: DTZ007 - a time of day has no zone
        except ValueError:
            continue
    raise BadInput(name, f"«{text[:40]}» không phải là giờ; hãy gõ như 05:30.")


def number(typed: Typed, name: str, *, otherwise: float) -> float:
    """Return a number typed with a point or a comma. Raise BadInput."""
    text = typed.get(name, "").strip().replace(",", ".")
    try:
        value = float(text) if text else otherwise
    except ValueError:
        value = float("nan")
    if not isfinite(value):
        raise BadInput(name, f"«{text[:40]}» không phải là một số.")
    return value


def length(typed: Typed, name: str) -> float:
    """Return the seconds of a length typed as «30:00» or «30» (minutes), or «1:30:00». Raise BadInput."""
    text = typed.get(name, "").strip()
    parts = text.split(":") if ":" in text else [text, "0"]
    if not text or len(parts) > 3 or not all(part.isascii() and part.isdigit() and len(part) < 5 for part in parts):
        raise BadInput(name, f"«{text[:40]}» không phải là thời lượng; hãy gõ phút:giây như 30:00.")
    total = 0
    for part in parts:
        total = total * 60 + int(part)
    return float(total)


def whole(typed: Typed, name: str, *, otherwise: int) -> int:
    """Return a whole number. Raise BadInput."""
    value = number(typed, name, otherwise=otherwise)
    if value != int(value) or abs(value) > 2**31:
        raise BadInput(name, "Hãy gõ một số nguyên.")
    return int(value)


def asked(typed: Typed, name: str) -> int:
    """Return the number in an address, 0 for none or for what no row could have."""
    text = typed.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def numbers(typed: Typed, name: str) -> list[int]:
    """Return the numbers of the boxes that were ticked. Raise BadInput."""
    ticked = typed.getlist(name)
    if not all(text.isascii() and text.isdigit() and len(text) < 10 for text in ticked):
        raise BadInput(name, "Có mục được chọn không hợp lệ; hãy chọn lại.")
    return [int(text) for text in ticked]


def asked_numbers(typed: Typed, name: str) -> list[int]:
    """Return the numbers that were ticked, without those that no row could have."""
    return [int(text) for text in typed.getlist(name) if text.isascii() and text.isdigit() and len(text) < 10]


def _urgency(typed: Typed) -> Urgency:
    try:
        return Urgency(typed.get("urgency") or Urgency.NORMAL)
    except ValueError:
        raise BadInput("urgency", "Mức độ là thường, ưu tiên hoặc khẩn cấp.") from None
