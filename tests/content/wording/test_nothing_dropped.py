"""Every written letter and digit is inside a token, and every token is spoken, silent by nature, or doubted."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.wording.reading import Reading, read

PLANS = Path(__file__).parents[4] / "shared" / "plans"
SILENT_RULES = {"bullet", "dash", "punctuation", "sign", "per", "blank"}
PIECES = [
    "ngày 5/4/2026", "72/KH-UBND", "1.050.000đ", "TT Đảng ủy", "UBND", "XYZQ", "7h30'", "0912.345.678", "10-15%",
    "lần thứ XIV", "- ", "**", "./.", "…", "\n", "\n\n", " ", ", ", "; ", "(nếu có)", "a) ", "1.", "pange", "😀",
    "https://xa.gov.vn", "km/h", "&", "'", "\u0323", "\u200b", "\xa0", "\r\n", "\ud83d", "e\u0302\u0301", "Đ", "đ/c",
    "ngày tháng 3",
    "____", "²", "½", "Ⅳ", "中文", "ê", "%", "#", "*", "_", "/", "-5", "x", "x 3", ":", "TM. ", "Số: /BC",
]  # fmt: skip

texts = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=24).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
    st.text(alphabet=st.characters(exclude_characters="<&"), max_size=80),
    st.text(alphabet="0123456789.,:/-–%hđ \nIVX()", max_size=40),
    st.text(alphabet="aăbcđeêghiklmnoôơpqrstuưvxyAĐUBNDHTQ.-/& ", max_size=60),
)


def check(text: str, reading: Reading) -> None:
    tokens = [token for sentence in reading.sentences for token in sentence.tokens]
    if not tokens:
        assert [doubt.kind for doubt in reading.doubts] == ["nothing to say"]
        return
    covered: set[int] = set()
    end = 0
    for token in tokens:
        assert end <= token.start < token.end <= len(text)
        assert text[token.start : token.end] == token.written
        assert 0 <= token.confidence <= 1
        end = token.end
        covered.update(range(token.start, token.end))
    for place, letter in enumerate(text):
        assert place in covered or not letter.isalnum(), f"{letter!r} at {place} was dropped"
    doubted = {(doubt.start, doubt.end) for doubt in reading.doubts}
    for token in tokens:
        if not re.search(r"\w", token.spoken) and re.search(r"\w", token.written):
            assert (token.start, token.end) in doubted, f"{token.written!r} was dropped in silence"
        if not token.spoken:
            assert token.rule in SILENT_RULES or (token.start, token.end) in doubted, token


@settings(max_examples=400, deadline=None)
@given(texts)
def test_nothing_written_is_dropped_in_silence(text: str) -> None:
    check(text, read(text))


@settings(max_examples=150, deadline=None)
@given(texts, st.dictionaries(st.text(min_size=1, max_size=6), st.text(max_size=8), max_size=4))
def test_no_lexicon_makes_it_fail(text: str, lexicon: dict[str, str]) -> None:
    reading = read(text, lexicon)

    assert len(reading.key) == 64
    assert reading.syllables >= 0


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ăâêôơưđáàảãạấầẩẫậếộữyABĐỦ .,-/5", max_size=40))
def test_a_decomposed_text_sounds_like_a_composed_one(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)

    assert read(decomposed).spoken == read(text).spoken


@pytest.mark.parametrize("name", ["lien-minh-2025.txt", "nghia-hung-2026.md"])
def test_real_plans_are_read_whole(name: str) -> None:
    path = PLANS / name
    if not path.exists():
        pytest.skip("the plans are not beside the project")
    text = path.read_text(encoding="utf-8")

    reading = read(text)

    check(text, reading)
    doubted = {(doubt.start, doubt.end) for doubt in reading.doubts}
    raw = [
        token
        for sentence in reading.sentences
        for token in sentence.tokens
        if _is_raw(token.spoken) and (token.start, token.end) not in doubted
    ]
    assert raw == []


def _is_raw(spoken: str) -> bool:
    """Answer whether a digit, or a word without a vowel, is left to the voice."""
    for word in re.findall(r"\w+", spoken):
        base = unicodedata.normalize("NFD", word).casefold()
        if any(letter.isdigit() for letter in word) or not set("aeiouy") & set(base):
            return True
    return False
