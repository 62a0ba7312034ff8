"""The doubts a reading leaves to the editor, each in one sentence."""

from functools import lru_cache

from content.wording.rules import Question
from content.wording.values import Doubt

_SHOWN = 48  # characters of the written text shown in a sentence

_SENTENCES = {
    "unknown abbreviation": "Chưa rõ chữ viết tắt «{written}» nên phải đánh vần{choices}.",
    "unknown document part": "Chưa rõ phần «{choices_only}» trong số hiệu văn bản «{written}».",
    "ambiguous": "«{written}» có thể hiểu nhiều cách{choices}; hãy xem lại cách đọc.",
    "impossible date": "Ngày «{written}» không có trong lịch.",
    "impossible time": "Giờ «{written}» không có thật.",
    "telephone": "«{written}» giống số điện thoại của một người; hãy chắc rằng chủ số đồng ý cho đọc.",
    "identity": "«{written}» giống số giấy tờ của một người; không nên đọc lên loa.",
    "plate": "«{written}» là biển số xe, có thể chỉ ra một người; hãy chắc rằng cần đọc lên loa.",
    "address": "«{written}» là địa chỉ mạng, người nghe loa khó ghi lại.",
    "foreign": "«{written}» không giống tiếng Việt; hãy kiểm tra chính tả hoặc thêm cách đọc.",
    "blank": "Chỗ «{written}» còn bỏ trống, chưa điền.",
    "roman": "«{written}» được đọc như số La Mã{choices}; hãy xem lại.",
    "symbol": "Ký hiệu «{written}» không đọc thành tiếng được nên bị bỏ qua.",
    "too long": "Dãy ký tự «{written}» quá dài, không đọc được nên bị bỏ qua.",
    "unclear number": "Số «{written}» viết chưa rõ; hãy xem lại cách đọc.",
    "nothing to say": "Văn bản không có chữ nào để đọc.",
}


@lru_cache(maxsize=1024)
def _sentence(question: Question, written: str) -> str:
    shown = written if len(written) <= _SHOWN else f"{written[: _SHOWN - 1]}…"
    listed = ", ".join(f"“{candidate}”" for candidate in question.candidates)
    return _SENTENCES[question.kind].format(
        written=" ".join(shown.split()),
        choices=f" (có thể là {listed})" if listed else "",
        choices_only=listed,
    )


def doubt(question: Question, start: int, end: int, written: str) -> Doubt:
    """Put a question to the editor."""
    sentence = _sentence(question, written[: _SHOWN + 1])
    return Doubt(start, end, written, question.kind, sentence, question.candidates)


def nothing_to_say(text: str) -> Doubt:
    return doubt(Question("nothing to say"), 0, len(text), text)
