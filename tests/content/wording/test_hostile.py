"""No text may make reading slow or make it fail: time grows with length, whatever is written."""

from time import process_time

import pytest

from content.wording.reading import read

LENGTH = 60_000  # characters: a quadratic rule would take minutes
SECONDS = 6.0  # of processor time; the true figures are far below (see bench/wording.py)


@pytest.mark.parametrize(
    "unit",
    [
        "7", ".", "Q", "/", "-", " ", "(", "([{", "\n", "\t", "*", "_", "#", "|", "1.", "1-", "1 ", "1/", "a1",
        "\u0301", "\u0301\u0323\u0302", "a\u0301\u0323", "😀", "…", ". ", "- ", "\n- ", "I ", "XIV ", "TT ", "ngày ",
        "ngày 1/", "1.000", "0912", "UBND-", "72/KH-", "\u200b", "\xa0", "&nbsp;", "<b>", "**a", "www.", "a@", "a.",
        "%", "°", "Km", "7h", "12:", "ấ", "中", "\ud800", "\x00", ",", "số ", "thứ 2, ", "TM. ",
    ],
)  # fmt: skip
def test_time_grows_with_length_only(unit: str) -> None:
    text = (unit * LENGTH)[:LENGTH]

    start = process_time()
    read(text)

    assert process_time() - start < SECONDS


def test_twenty_thousand_brackets_hide_no_word() -> None:
    text = "(" * 20_000 + "họp thôn" + ")" * 20_000

    assert read(text).spoken == "họp thôn."


def test_fifty_thousand_digits_are_reported_not_read() -> None:
    reading = read("Số " + "7" * 50_000)

    assert [doubt.kind for doubt in reading.doubts] == ["too long"]


def test_marks_and_nul_and_surrogates_do_not_hide_the_words() -> None:
    assert read("\u202ehọp\x00 thôn\ud800 3\ufeff").spoken == "họp thôn ba."
