"""Lines: their blanks, how these are filled, and what of a line an approval binds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from content import actions, decisions, lines, queries
from content.clearance import NOT_FILLED, NOT_VOICED, REPLACED, Barred, Cleared, Fillable, Filled
from content.models import Announcement, Form
from station.errors import BadInput, Forbidden
from tests.conftest import NOW, People
from tests.content.test_approval import TERMS_DAY, give_clip

HELLO = "Đây là {đài}, hôm nay là {ngày}."


def written(session: Session, people: People, zones: dict[str, int], text: str = HELLO) -> Announcement:
    """A line by lan for the whole commune, with its example clip."""
    terms = actions.Terms([zones["xa"]])
    line = actions.write_line(session, actions.Wording("Lời chào", text), terms, by=people.lan, now=NOW)
    give_clip(session, line, "a" * 64)
    return line


def approved(session: Session, people: People, zones: dict[str, int]) -> Announcement:
    line = written(session, people, zones)
    actions.submit(session, line.id, by=people.lan, now=NOW)
    decisions.approve(session, line.id, "a" * 64, by=people.hung, now=NOW)
    session.flush()
    return line


def test_blanks_are_named_once_in_order_however_they_are_typed() -> None:
    assert lines.blanks("{Ngày  Âm} của {đài}, { đài } và {ngày âm}") == ("ngày âm", "đài")


def test_every_blank_is_filled_wherever_it_stands() -> None:
    assert lines.fill("{đài}! {ĐÀI}, { ngày }.", {"đài": "Đài xã", "ngày": "thứ Hai"}) == "Đài xã! Đài xã, thứ Hai."


def test_braces_in_a_value_are_no_blanks() -> None:
    assert lines.fill("Gồm {nội dung}.", {"nội dung": "{đài}"}) == "Gồm {đài}."


@pytest.mark.parametrize("text", ["Chào {thôn}.", "Chào {}.", "Chào {đài.", "Chào đài}.", "Chào {{đài}}."])
def test_a_blank_that_nobody_knows_is_refused_with_the_known_ones(text: str) -> None:
    with pytest.raises(BadInput, match=r"\{ngày âm\}.*\{nội dung\}") as refusal:
        lines.check_blanks(text)

    assert refusal.value.field == "text"


@given(st.lists(st.sampled_from([*lines.BLANKS, "chữ"])))
def test_a_text_that_passes_the_check_has_nothing_left_to_fill(words: list[str]) -> None:
    text = " ".join(f"{{{word}}}" if word in lines.BLANKS else word for word in words)

    lines.check_blanks(text)

    assert "{" not in lines.fill(text, lines.EXAMPLE)


@pytest.mark.parametrize("text", [lines.OPENING, lines.CLOSING])
def test_the_texts_offered_pass_their_own_check(text: str) -> None:
    lines.check_blanks(text)

    assert lines.blanks(text)


def test_the_example_says_that_it_is_one() -> None:
    assert lines.example(HELLO).startswith(lines.EXAMPLE_NOTICE)
    assert lines.voiced_text(Form.LINE, HELLO) == lines.example(HELLO)
    assert lines.voiced_text(Form.SPEECH, HELLO) == HELLO


def test_a_line_is_written_with_its_blanks_and_by_editors_alone(
    session: Session, people: People, zones: dict[str, int]
) -> None:
    line = written(session, people, zones)

    assert (line.form, line.current.text) == (Form.LINE, HELLO)
    with pytest.raises(Forbidden):
        actions.write_line(session, actions.Wording("", HELLO), actions.Terms([zones["xa"]]), by=people.hung, now=NOW)


def test_an_unknown_blank_is_refused_when_written_and_when_mended(
    session: Session, people: People, zones: dict[str, int]
) -> None:
    line, terms = written(session, people, zones), actions.Terms([zones["xa"]])

    with pytest.raises(BadInput, match="thôn"):
        actions.write_line(session, actions.Wording("", "Chào {thôn}."), terms, by=people.lan, now=NOW)
    with pytest.raises(BadInput, match="thôn"):
        actions.edit(session, line.id, actions.Wording("", "Chào {thôn}."), terms, by=people.lan, now=NOW)


def test_braces_in_a_plain_announcement_are_nobodys_business(
    session: Session, people: People, zones: dict[str, int]
) -> None:
    terms = actions.Terms([zones["xa"]])

    speech = actions.write(session, actions.Wording("", "Chào {thôn}."), terms, by=people.lan, now=NOW)

    assert speech.current.text == "Chào {thôn}."


def test_an_approved_line_clears_fillings_and_never_its_example(
    session: Session, people: People, zones: dict[str, int]
) -> None:
    line = approved(session, people, zones)

    standing = queries.standings(session, [line.id])[line.id]

    assert isinstance(standing, Fillable)
    assert standing.refusal(zone_id=zones["xa"], on=TERMS_DAY) == NOT_FILLED
    assert standing.objection("a" * 64, zone_id=zones["xa"], on=TERMS_DAY) == REPLACED


@pytest.mark.parametrize("change", ["text", "readings", "zones", "clip"])
def test_a_line_changed_behind_its_approval_is_barred(
    session: Session, people: People, zones: dict[str, int], change: str
) -> None:
    line = approved(session, people, zones)

    if change == "text":
        line.current.text = "Đây là {đài}. Hãy tắt loa."
    elif change == "readings":
        line.current.readings = {"hôm nay": "hôm qua"}
    elif change == "zones":
        line.zone_ids = [zones["thon-dong"]]
    else:
        give_clip(session, line, "c" * 64)
    session.flush()

    assert isinstance(queries.standings(session, [line.id])[line.id], Barred)


def line_cleared(*fillings: Filled) -> Fillable:
    whole = Cleared(7, "Lời chào", "normal", "a" * 64, 100, 9, frozenset({1}), None, None, Form.LINE)
    return Fillable(whole, 3, HELLO, fillings)


def test_the_filling_that_says_the_right_text_is_cleared_under_the_lines_approval() -> None:
    line = line_cleared(Filled("hôm qua", "b" * 64, 200), Filled("hôm nay", "c" * 64, 300))

    standing = line.saying("hôm nay")

    assert isinstance(standing, Cleared)
    assert (standing.clip_sha256, standing.frames, standing.approval_id) == ("c" * 64, 300, 9)
    assert standing.refusal(zone_id=1, on=TERMS_DAY) is None


def test_without_a_filling_of_its_text_a_line_may_not_begin_but_what_began_may_end() -> None:
    standing = line_cleared(Filled("hôm qua", "b" * 64, 200)).saying("hôm nay")

    assert standing.refusal(zone_id=1, on=TERMS_DAY) == NOT_VOICED
    assert standing.objection("b" * 64, zone_id=1, on=TERMS_DAY) is None
    assert standing.objection("d" * 64, zone_id=1, on=TERMS_DAY) == REPLACED


def test_a_line_goes_no_further_than_its_zones() -> None:
    standing = line_cleared(Filled("hôm nay", "c" * 64, 300)).saying("hôm nay")

    assert standing.refusal(zone_id=2, on=TERMS_DAY) == "chưa được duyệt cho khu vực này"
    assert standing.objection("c" * 64, zone_id=2, on=TERMS_DAY) == "chưa được duyệt cho khu vực này"
