import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from content.documents.errors import (
    DocumentEmpty,
)
from content.documents.intake import passages
from content.documents.sections import LONGEST, Passage
from tests.content.papers import locked_pdf, pdf, word

PLANS = Path(__file__).parents[3] / "shared" / "plans"


def from_text(text: str, name: str = "a.txt") -> list[Passage]:
    return passages(name, text.encode())


def test_lines_broken_inside_a_sentence_are_joined() -> None:
    text = "Đề nghị bà con chủ động đắp bờ, giữ nước và vệ sinh đồng\nruộng trước ngày 5 tháng 12.\n"

    assert from_text(text)[0].text == " ".join(text.split())


def test_a_sentence_goes_on_over_the_end_of_a_page_and_its_number() -> None:
    text = "Ủy ban nhân dân xã đề nghị các phòng ban căn cứ chức\n2\n\f\nnăng, nhiệm vụ thực hiện.\n"

    assert from_text(text)[0].text.endswith("chức năng, nhiệm vụ thực hiện.")


def test_running_headers_and_footers_are_removed() -> None:
    words = ("lúa", "nước", "điện", "trường")
    pages = [f"Đài truyền thanh xã\nNội dung về {word}.\nTrang {n}/4" for n, word in enumerate(words)]

    found = from_text("\f".join(pages))

    assert "Đài truyền thanh" not in found[0].text
    assert "Trang" not in found[0].text
    assert found[0].text.count("Nội dung") == 4


def test_letters_are_composed_and_invisible_marks_dropped() -> None:
    dirty = unicodedata.normalize("NFD", "Tiêm\u200b chủng\u00a0cho\u00adtrẻ\u2009em\ufeff tại trạm\x07 y tế.")

    assert from_text(dirty)[0].text == "Tiêm chủng chotrẻ em tại trạm y tế."


def test_markdown_marks_are_dropped_and_words_kept() -> None:
    text = "> Mời *bà con* xem [trang xã](http://x.vn/a_b) và `sổ` ~~cũ~~, 2*3=6, a\\*b.<br>\n\n---\n"

    found = from_text(f"## **THÔNG BÁO**\n\n{text}", "a.md")

    assert found == [Passage("THÔNG BÁO", "Mời bà con xem trang xã và sổ cũ, 2*3=6, a*b.")]


def test_a_heading_gives_its_name_to_what_stands_under_it() -> None:
    first = "I. LỊCH TIÊM CHỦNG\n1. Thời gian\n- Sáng thứ năm.\n2. Địa điểm\n- Trạm y tế xã.\n"

    found = from_text(first + "II. LỊCH LẤY NƯỚC\nTừ 5 giờ sáng.\n")

    assert [(p.heading, p.text) for p in found] == [
        ("LỊCH TIÊM CHỦNG – Thời gian", "Sáng thứ năm."),
        ("LỊCH TIÊM CHỦNG – Địa điểm", "Trạm y tế xã."),
        ("LỊCH LẤY NƯỚC", "Từ 5 giờ sáng."),
    ]


def test_numbered_facts_of_one_announcement_stay_together() -> None:
    facts = "1. Thời gian: 19 giờ 30 ngày 5/12.\n2. Địa điểm: Nhà văn hóa thôn 3\n3. Thành phần: chủ hộ\n"

    found = from_text(f"THÔNG BÁO HỌP THÔN\n{facts}")

    assert len(found) == 1
    assert found[0].text.count("\n") == 2


def test_a_heading_too_long_for_a_name_is_spoken_in_full() -> None:
    long = "Triển khai thực hiện " + "nhiệm vụ giải pháp đổi mới " * 8 + "năm nay"

    found = from_text(f"I. CHUNG\n1. {long}\n- Làm ngay.\n")

    assert found[0].heading.endswith("…")
    assert len(found[0].heading) <= 121
    assert found[0].text == f"{long}.\nLàm ngay."


def test_long_sections_are_cut_between_paragraphs_and_numbered() -> None:
    items = "".join(f"- Việc thứ {n}: " + "làm cho tốt " * 40 + "nhé.\n" for n in range(7))

    found = from_text(f"I. VIỆC CẦN LÀM\n{items}")

    assert [p.heading for p in found] == ["VIỆC CẦN LÀM (1/3)", "VIỆC CẦN LÀM (2/3)", "VIỆC CẦN LÀM (3/3)"]
    assert all(len(p.text) <= LONGEST for p in found)
    assert "\n".join(p.text for p in found).count("Việc thứ") == 7


def test_a_paragraph_longer_than_a_passage_is_cut_between_sentences() -> None:
    found = from_text("Đề nghị bà con làm cho thật tốt việc này. " * 60)

    assert len(found) == 2
    assert all(p.text.endswith(".") and len(p.text) <= LONGEST for p in found)


def test_the_furniture_of_an_official_paper_is_left_out() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nXÃ LIÊN MINH\nCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 15/TB-UBND\nLiên Minh, ngày 3 tháng 11 năm 2025\n\nTHÔNG BÁO\nVề lịch tiêm chủng\n\n"
        "Trạm y tế xã tiêm chủng sáng thứ năm.\n\n"
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nNguyễn Văn A\n"
    )

    assert from_text(text) == [Passage("THÔNG BÁO Về lịch tiêm chủng", "Trạm y tế xã tiêm chủng sáng thứ năm.")]


def test_an_appendix_after_the_signature_is_kept() -> None:
    text = "THÔNG BÁO\nTiêm sáng thứ năm.\nNơi nhận:\n- Lưu: VT.\nPHỤ LỤC\nThôn 1 tiêm trước.\n"

    assert [p.text for p in from_text(text)] == ["Tiêm sáng thứ năm.", "Thôn 1 tiêm trước."]


def test_a_word_document_keeps_order_headings_items_and_tables() -> None:
    data = word(
        [("Heading 1", "Lịch tiêm"), ("Normal", "Sáng thứ năm."), ("List Bullet", "Mang theo sổ.")],
        table=[["Thôn 1", "7 giờ"], ["Thôn 2", "8 giờ"]],
    )

    found = passages("lich.docx", data)

    assert found == [Passage("Lịch tiêm", "Sáng thứ năm.\nMang theo sổ.\nThôn 1, 7 giờ\nThôn 2, 8 giờ")]


def test_a_pdf_is_read_page_by_page_without_its_furniture() -> None:
    pages = [
        [
            "Đài truyền thanh xã",
            "THÔNG BÁO TIÊM CHỦNG",
            "Trạm y tế xã tổ chức tiêm chủng cho trẻ em",
            "Trang 1",
        ],
        ["Đài truyền thanh xã", "dưới năm tuổi vào sáng thứ năm.", "Đề nghị mang theo sổ.", "Trang 2"],
    ]

    found = passages("tb.pdf", pdf(pages))

    assert [p.heading for p in found] == ["THÔNG BÁO TIÊM CHỦNG"]
    assert found[0].text.startswith("Trạm y tế xã tổ chức tiêm chủng cho trẻ em dưới năm tuổi vào sáng thứ năm.")
    assert "Trang" not in found[0].text


def test_a_pdf_with_only_an_owners_password_can_be_read() -> None:
    assert passages("a.pdf", locked_pdf(user_password=""))[0].text == "Thông báo lịch tiêm chủng"


@pytest.mark.timeout(20)
@pytest.mark.parametrize("junk", ["*a", "**a ", "[", "<!--", "<a ", "- a\n", "1.", "....", "# A\n", " "])
def test_junk_never_takes_long(junk: str) -> None:
    try:
        found = from_text("a " + junk * (60_000 // len(junk)), "a.md")
    except DocumentEmpty:
        found = []

    assert all(p.text for p in found)


@pytest.mark.parametrize("plan", ["lien-minh-2025.txt", "nghia-hung-2026.md"])
def test_a_real_plan_becomes_passages_an_editor_could_use(plan: str) -> None:
    if not PLANS.exists():
        pytest.skip("the shared plans are not beside the project")

    found = passages(plan, (PLANS / plan).read_bytes())

    assert 10 <= len(found) <= 25
    assert all(100 <= len(p.text) <= LONGEST for p in found)
    assert all(p.text[0].isupper() or p.text[0].isdigit() for p in found)
    everything = "".join(p.heading + p.text for p in found)
    unwanted = ("**", "##", "https://", "Nơi nhận", "KT. CHỦ TỊCH", "Số: /")
    assert not any(mark in everything for mark in unwanted)


def test_no_word_of_a_real_plan_is_lost() -> None:
    if not PLANS.exists():
        pytest.skip("the shared plans are not beside the project")
    data = (PLANS / "lien-minh-2025.txt").read_bytes()
    body = re.sub(r"https?://\S+", "", data.decode().split("Nơi nhận:")[0])

    found = " ".join(p.heading + " " + p.text for p in passages("lien-minh-2025.txt", data))

    lost = Counter(words_of(body)) - Counter(words_of(found))
    assert not {word for word in lost if not set(word) <= set("IVX")}


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)
