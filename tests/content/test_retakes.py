"""Hearing an announcement another way: each way is a new revision, a draft, and nobody's approval."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from content import actions, decisions, lexicon, queries, retakes
from content.clearance import Barred, OwnWork
from content.lifecycle import MOVES, State
from content.models import Announcement, Form
from content.voices.names import RECORDED
from content.wording.reading import EmptyEntry, EntryReadsItself
from station.errors import BadInput, Forbidden, NotFound, StationError
from tests.conftest import NOW, People
from tests.content.test_approval import give_clip

TEXT = "UBND xã mời XYZQ họp."
SHA = "a" * 64
Zones = dict[str, int]


@pytest.fixture
def draft(session: Session, people: People, zones: Zones) -> Announcement:
    wording, terms = actions.Wording("Họp", TEXT), actions.Terms([zones["xa"]])
    announcement = actions.write(session, wording, terms, by=people.lan, now=NOW)
    give_clip(session, announcement, SHA)
    return announcement


def approve(session: Session, people: People, announcement: Announcement) -> None:
    actions.submit(session, announcement.id, by=people.lan, now=NOW)
    decisions.approve(session, announcement.id, announcement.current.clip_sha256 or "", by=people.hung, now=NOW)


def again(session: Session, people: People, announcement: Announcement) -> None:
    retakes.voice_again(session, announcement.id, by=people.lan, now=NOW)


def reread(session: Session, people: People, announcement: Announcement, **how: bool) -> None:
    retakes.reread(session, announcement.id, {"XYZQ": "ban quản lý chợ"}, by=people.lan, now=NOW, **how)


def test_a_reading_for_this_time_stays_with_its_announcement(
    session: Session, people: People, draft: Announcement
) -> None:
    reread(session, people, draft)

    assert (draft.number, draft.current.readings) == (2, {"XYZQ": "ban quản lý chợ"})
    assert draft.current.clip_sha256 is None
    assert lexicon.entries(session) == {}


def test_a_reading_for_always_goes_to_the_lexicon(session: Session, people: People, draft: Announcement) -> None:
    reread(session, people, draft)
    reread(session, people, draft, always=True)

    assert (draft.number, draft.current.readings) == (3, {})
    assert lexicon.entries(session) == {"XYZQ": "ban quản lý chợ"}


@pytest.mark.parametrize("always", [False, True])
def test_a_new_reading_takes_the_approval_away(
    session: Session, people: People, draft: Announcement, always: bool
) -> None:
    approve(session, people, draft)

    reread(session, people, draft, always=always)

    assert isinstance(queries.standings(session, [draft.id])[draft.id], Barred)
    assert draft.state == State.DRAFT


def test_whoever_changed_a_reading_does_not_approve_it(session: Session, people: People, draft: Announcement) -> None:
    people.hung.roles = ["editor", "approver"]
    retakes.reread(session, draft.id, {"XYZQ": "chợ"}, by=people.hung, now=NOW)
    give_clip(session, draft, "b" * 64)
    actions.submit(session, draft.id, by=people.lan, now=NOW)

    with pytest.raises(OwnWork):
        decisions.approve(session, draft.id, "b" * 64, by=people.hung, now=NOW)


def test_an_own_reading_can_be_given_up(session: Session, people: People, draft: Announcement) -> None:
    reread(session, people, draft)

    retakes.read_by_rule(session, draft.id, "XYZQ", by=people.lan, now=NOW)

    assert (draft.number, draft.current.readings) == (3, {})
    with pytest.raises(NotFound):
        retakes.read_by_rule(session, draft.id, "XYZQ", by=people.lan, now=NOW)


def test_an_edit_keeps_the_readings_of_what_it_leaves(
    session: Session, people: People, draft: Announcement, zones: Zones
) -> None:
    terms = actions.Terms([zones["xa"]])
    retakes.reread(session, draft.id, {"XYZQ": "chợ", "UBND": "ủy ban"}, by=people.lan, now=NOW)

    actions.edit(session, draft.id, actions.Wording("Họp", "UBND mời bà con."), terms, by=people.lan, now=NOW)

    assert draft.current.readings == {"UBND": "ủy ban"}


def test_a_new_title_keeps_the_sound(session: Session, people: People, draft: Announcement, zones: Zones) -> None:
    actions.edit(
        session, draft.id, actions.Wording("Mời họp", TEXT), actions.Terms([zones["xa"]]), by=people.lan, now=NOW
    )

    assert draft.current.clip_sha256 == SHA


BAD_READINGS: dict[str, tuple[dict[str, str], type[StationError], str]] = {
    "none at all": ({}, BadInput, "Hãy ghi chữ"),
    "not in the text": ({"HTX": "hợp tác xã"}, BadInput, "Không thấy «HTX»"),
    "within a word": ({"YZ": "chợ"}, BadInput, "Không thấy «YZ»"),
    "empty": ({"XYZQ": " "}, EmptyEntry, "phải có cả"),
    "itself": ({"XYZQ": "XYZQ"}, EntryReadsItself, "lặp lại chính nó"),
    "10,000 letters": ({"XYZQ": "chợ " * 2_500}, BadInput, "tối đa 200"),
}


@pytest.mark.parametrize("always", [False, True])
@pytest.mark.parametrize(("readings", "error", "words"), BAD_READINGS.values(), ids=BAD_READINGS)
def test_a_reading_that_would_not_be_heard_is_refused(
    session: Session,
    people: People,
    draft: Announcement,
    readings: dict[str, str],
    error: type[StationError],
    words: str,
    always: bool,
) -> None:
    with pytest.raises(error, match=words):
        retakes.reread(session, draft.id, readings, by=people.lan, now=NOW, always=always)

    assert draft.number == 1


def test_a_draft_is_voiced_again_as_a_new_revision(session: Session, people: People, draft: Announcement) -> None:
    again(session, people, draft)

    assert (draft.number, draft.current.text, draft.current.clip_sha256) == (2, TEXT, None)
    assert draft.revisions[0].clip_sha256 == SHA


def test_a_failed_voicing_is_tried_again(session: Session, people: People, draft: Announcement) -> None:
    draft.current.clip_sha256, draft.current.failure = None, "Không có giọng nào."
    draft.current.attempts, draft.current.try_at = 6, NOW

    again(session, people, draft)

    assert (draft.number, draft.current.failure, draft.current.attempts) == (1, "", 0)
    assert queries.next_unvoiced(session, now=NOW) is draft.current


def test_what_is_being_voiced_is_left_alone(session: Session, people: People, draft: Announcement) -> None:
    draft.current.clip_sha256 = None

    with pytest.raises(retakes.StillVoicing):
        again(session, people, draft)


@pytest.mark.parametrize("state", [state for state in State if state not in {State.DRAFT, State.RETURNED}])
def test_nothing_is_voiced_again_once_it_lies_before_somebody(
    session: Session, people: People, draft: Announcement, state: State
) -> None:
    draft.state = state

    with pytest.raises(retakes.OnlyDrafts, match="«Nháp», «Trả lại»"):
        again(session, people, draft)

    assert draft.number == 1


def test_a_person_may_speak_in_the_voices_place(session: Session, people: People, draft: Announcement) -> None:
    approve(session, people, draft)

    retakes.speak_oneself(session, draft.id, "e" * 64, by=people.lan, now=NOW)

    now = draft.current
    assert (now.text, now.voice, now.upload_sha256, now.clip_sha256) == (TEXT, RECORDED, "e" * 64, None)
    assert draft.state == State.DRAFT


def test_a_recording_speaks_no_other_text(session: Session, people: People, draft: Announcement, zones: Zones) -> None:
    retakes.speak_oneself(session, draft.id, "e" * 64, by=people.lan, now=NOW)
    terms, edit = actions.Terms([zones["xa"]]), actions.edit

    edit(session, draft.id, actions.Wording("Mời họp", TEXT, RECORDED), terms, by=people.lan, now=NOW)
    kept = draft.current.upload_sha256
    with pytest.raises(BadInput, match="Bản ghi chỉ đọc nội dung cũ"):
        edit(session, draft.id, actions.Wording("Họp", "Chữ mới.", RECORDED), terms, by=people.lan, now=NOW)
    edit(session, draft.id, actions.Wording("Họp", "Chữ mới.", "espeak"), terms, by=people.lan, now=NOW)

    assert (kept, draft.current.upload_sha256) == ("e" * 64, None)


@pytest.mark.parametrize("deed", [reread, again])
def test_a_recording_has_no_reading_to_change(
    session: Session, people: People, draft: Announcement, deed: Callable[[Session, People, Announcement], None]
) -> None:
    retakes.speak_oneself(session, draft.id, "e" * 64, by=people.lan, now=NOW)
    give_clip(session, draft, "b" * 64)

    with pytest.raises(retakes.NotSpoken):
        deed(session, people, draft)


def test_only_a_written_announcement_takes_a_recording(session: Session, people: People, zones: Zones) -> None:
    terms = actions.Terms([zones["xa"]])
    jingle = actions.record(session, "Nhạc", "d" * 64, terms, by=people.lan, now=NOW, form=Form.JINGLE)

    with pytest.raises(BadInput, match="soạn bằng chữ"):
        retakes.speak_oneself(session, jingle.id, "e" * 64, by=people.lan, now=NOW)


@pytest.mark.parametrize("who", ["hung", "minh", "chief"])
def test_only_those_who_write_change_what_is_heard(
    session: Session, people: People, draft: Announcement, who: str
) -> None:
    by = getattr(people, who)

    for deed in (
        lambda: retakes.reread(session, draft.id, {"XYZQ": "chợ"}, by=by, now=NOW),
        lambda: retakes.read_by_rule(session, draft.id, "XYZQ", by=by, now=NOW),
        lambda: retakes.voice_again(session, draft.id, by=by, now=NOW),
        lambda: retakes.speak_oneself(session, draft.id, "e" * 64, by=by, now=NOW),
    ):
        with pytest.raises(Forbidden):
            deed()


@pytest.mark.parametrize("state", list(State))
def test_a_reading_is_changed_wherever_an_edit_is(
    session: Session, people: People, draft: Announcement, state: State
) -> None:
    draft.state = state

    reread(session, people, draft)

    assert State.DRAFT in MOVES[state]
    assert draft.state == State.DRAFT
