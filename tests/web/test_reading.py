"""The reading beside its text."""

import pytest

from content.models import Announcement
from content.wording.reading import read
from tests.conftest import People
from tests.web.conftest import SignIn
from web import reading

TEXTS = [
    "Sáng 25/11, UBND xã tiêm 120 liều (ĐT: 0912.345.678). Từ 7h30 - 11h; XYZQ.\n- Mang theo sổ;\n\n• Đeo khẩu trang.",
    "📢 Chữ và  khoảng   trắng \n\n",
    "Một câu thường.",
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_marked_text_is_the_text_itself(text: str) -> None:
    pieces = reading.written(text, read(text))

    assert "".join(piece.written for piece in pieces) == text


def test_expansions_and_doubts_are_marked() -> None:
    text = "UBND xã mời XYZQ."

    marked = {piece.written: piece for piece in reading.written(text, read(text)) if piece.expanded or piece.doubted}

    assert marked["UBND"].spoken == "ủy ban nhân dân"
    assert not marked["UBND"].doubted
    assert marked["XYZQ"].doubted


def test_signs_stand_on_the_word_before_them() -> None:
    (sentence,) = reading.spoken(read("Chào bà con, hết."))

    assert [piece.spoken for piece in sentence] == ["Chào", "bà", "con,", "hết."]


def test_the_page_shows_the_reading_and_its_doubts(browser: SignIn, people: People, draft: Announcement) -> None:
    lan = browser(people.lan)
    typed = {"title": "Họp", "text": "UBND xã mời XYZQ.", "zones": draft.zone_ids}
    lan.post(f"/ban-tin/{draft.id}/sua", typed)

    page = lan.get(f"/ban-tin/{draft.id}").text

    assert "ủy ban nhân dân" in page
    assert "Chưa rõ chữ viết tắt «XYZQ»" in page
