"""What a Reading tells: spans, pauses, syllables, doubts, a key; and whose word is last."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from content.wording.reading import NORTHERN, SOUTHERN, Reading, check_lexicon, read
from station.errors import StationError

NOTICE = "Kế hoạch số 72/KH-UBND.\nHọp lúc 7h30, ngày 05/4/2026; mời ông Tý."


def kinds(reading: Reading) -> list[str]:
    return [doubt.kind for doubt in reading.doubts]


def test_every_token_knows_where_it_was_written() -> None:
    reading = read(NOTICE)

    tokens = [token for sentence in reading.sentences for token in sentence.tokens]

    assert all(NOTICE[token.start : token.end] == token.written for token in tokens)
    assert ("72/KH-UBND", "document") in [(token.written, token.rule) for token in tokens]


def test_spans_point_into_the_original_text_whatever_was_tidied_away() -> None:
    text = "**Số**\u200b điê\u0323n  thoại\r\n\r\n\ufeffHọp   lúc 7h30"

    tokens = [token for sentence in read(text).sentences for token in sentence.tokens]

    assert [token.written for token in tokens] == ["Số", "điê\u0323n", "thoại", "Họp", "lúc", "7h30"]


def test_what_is_said_is_words_and_light_punctuation() -> None:
    reading = read(NOTICE)

    assert reading.spoken == (
        "Kế hoạch số bảy mươi hai kế hoạch ủy ban nhân dân. Họp lúc bảy giờ ba mươi phút, "
        "ngày mùng năm tháng tư năm hai nghìn không trăm hai mươi sáu, mời ông Tý."
    )
    assert reading.syllables == 35


@pytest.mark.parametrize(
    "text", ["Họp xã. Đề nghị đủ.", "Họp xã. Ấp 3 nghỉ.", "Họp xã! 5 giờ.", "Họp? “Có”.", "Họp.\nnghỉ"]
)
def test_a_sentence_ends_before_any_capital_digit_or_quote(text: str) -> None:
    assert len(read(text).sentences) == 2


@pytest.mark.parametrize(
    "text", ["Ông Trần Văn B. họp", "họp v.v. và nghỉ", "TP. Hoa Lư họp", "3.5 tấn", "họp. rồi nghỉ"]
)
def test_a_dot_within_a_sentence_does_not_end_it(text: str) -> None:
    assert len(read(text).sentences) == 1


def test_pauses_grow_from_comma_to_paragraph() -> None:
    reading = read("Một, hai; ba. Bốn\n- năm\n- sáu\n\nBảy")

    assert [token.pause_ms for token in reading.sentences[0].tokens if token.written in ",;"] == [250, 400]
    assert [sentence.pause_ms for sentence in reading.sentences] == [600, 600, 500, 1000, 1000]


def test_a_voice_rests_after_the_number_of_a_heading() -> None:
    assert [read(text).spoken for text in ("1. Mục đích", "a) Kinh phí", "I. CHUNG")] == [
        "một, Mục đích.",
        "a, Kinh phí.",
        "một, chung.",
    ]


def test_many_may_read_at_once() -> None:
    texts = [f"Họp lúc {hour}h30 ngày {hour}/4/2026, TT Đảng ủy số {hour}/KH-UBND" for hour in range(1, 24)] * 4
    alone = [read(text).key for text in texts]

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: read(text).key, texts))

    assert together == alone


def test_the_south_counts_its_own_way() -> None:
    assert read("1.204 hộ", style=NORTHERN).spoken == "một nghìn hai trăm linh bốn hộ."
    assert read("1.204 hộ", style=SOUTHERN).spoken == "một ngàn hai trăm lẻ bốn hộ."


def test_the_key_follows_what_is_heard() -> None:
    assert read("Họp lúc 7h.").key == read("Họp  lúc\n7h.").key
    assert read("Họp lúc 7h.").key != read("Họp lúc 8h.").key
    assert read("Họp, lúc 7h.").key != read("Họp; lúc 7h.").key


def test_the_commune_has_the_last_word() -> None:
    lexicon = {"TBA": "trạm điện", "Tý": "Tí", "Km98+200": "cây số chín tám", "ubnd": "ủy ban"}

    reading = read("TBA của ông Tý ở Km98+200, UBND xã", lexicon)

    assert reading.spoken == "trạm điện của ông Tí ở cây số chín tám, ủy ban xã."


def test_an_entry_is_a_whole_word_and_the_longest_wins() -> None:
    lexicon = {"Liên": "X", "Liên Minh": "Liên Minh Thượng"}

    assert read("Liên Minh, Liên, liên, Liênh", lexicon).spoken.startswith("Liên Minh Thượng, X, liên, Liênh")


def test_the_lexicon_is_never_read_twice() -> None:
    assert read("AA", {"AA": "BB 5", "BB": "AA"}).spoken == "BB 5."


@pytest.mark.parametrize(
    "entries",
    [
        {"UBND": ""},
        {"": "xã"},
        {"  ": "xã"},
        {"UBND": "ubnd"},
        {"UBND": "UBND xã"},
        {"a": "b", "b": "a"},
        {"a": "b", "b": "c", "c": "a"},
    ],
)
def test_a_lexicon_that_leads_nowhere_is_refused(entries: dict[str, str]) -> None:
    with pytest.raises(StationError, match=r"^[^.]+\.$"):
        check_lexicon(entries)


def test_a_good_lexicon_is_accepted() -> None:
    check_lexicon({"TBA": "trạm biến áp", "Tý": "ông Tý", "QL10": "quốc lộ mười"})


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hội PVXQK họp", "unknown abbreviation"),
        ("BTC đề xuất", "ambiguous"),
        ("ngày 31/02/2026", "impossible date"),
        ("ngày 30/13/2026", "impossible date"),
        ("lúc 7h75", "impossible time"),
        ("gọi 0912.345.678", "telephone"),
        ("gọi +84 912 345 678", "telephone"),
        ("CCCD 037085001234", "identity"),
        ("xe 30A-678.90", "plate"),
        ("xem https://lienminh.ninhbinh.gov.vn", "address"),
        ("trang pange", "foreign"),
        ("Số: /KH-UBND", "blank"),
        ("Số:     /KH-UBND", "blank"),
        ("ngày tháng 3 năm 2026", "blank"),
        ("ngày ... tháng ... năm 2026", "blank"),
        ("Họ tên: ................", "blank"),
        ("Họ tên: ________", "blank"),
        ("vui 😀 quá", "symbol"),
        ("đã gặt 1/2", "ambiguous"),
        ("gặp T4 nhé", "ambiguous"),
        ("số " + "7" * 50, "too long"),
    ],
)
def test_what_cannot_be_known_is_asked(text: str, kind: str) -> None:
    reading = read(text)

    assert kind in kinds(reading)
    assert all(text[doubt.start : doubt.end] == doubt.written for doubt in reading.doubts)
    assert all(doubt.sentence.endswith(".") for doubt in reading.doubts)


@pytest.mark.parametrize(
    "text", ["TT Đảng ủy", "BCH Đoàn xã", "Kế hoạch số 72/KH-UBND", "ngày 29/02/2024", "113 hộ", "cột BX12"]
)
def test_what_is_clear_is_not_asked(text: str) -> None:
    assert kinds(read(text)) == []


def test_an_unknown_abbreviation_is_spelled_and_its_likely_meaning_offered() -> None:
    reading = read("- Lưu: VT, VHXXH.")

    assert reading.spoken == "Lưu, văn thư, vê hát ích ích hát."
    assert reading.doubts[0].candidates == ("văn hóa xã xã hội",)


@pytest.mark.parametrize("text", ["", "   \n\n ", "😀😀", "\u200b\u200e", "\ud800", "-----", "\x00", "...", "\u0301"])
def test_a_text_without_words_has_no_sentence_and_says_so(text: str) -> None:
    reading = read(text)

    assert (reading.sentences, reading.spoken, reading.syllables) == ((), "", 0)
    assert kinds(reading) == ["nothing to say"]
