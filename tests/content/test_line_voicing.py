"""The voicing worker reads examples for approvers and fillings for the air; here with the offline voice."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from content import actions, decisions, lexicon, line_voicing, lines, retakes
from content.airformat import SPEECH, frame_count
from content.loudness import Loudness
from content.models import Announcement, Clip, Filling
from content.shelf import Shelf
from content.voice_worker import work_off
from content.voicing import ATTEMPTS, GAVE_UP, Studio, voice_one
from station import audit
from station.database import Database
from station.models import AuditEntry
from tests.conftest import NOW, People
from tests.content.fake_voices import FakeVoice
from tests.content.test_approval import give_clip
from tests.content.test_lines import HELLO, approved, written
from tests.content.test_voicing import studio as fake_studio


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(Shelf(tmp_path / "clips"), Shelf(tmp_path / "uploads"), ("espeak",), SPEECH, Loudness())


def ask(session: Session, line: Announcement, text: str = "Đây là Đài xã Sen.") -> Filling:
    filling = Filling(revision_id=line.current.id, text=text, text_sha256="f" * 64, asked_at=NOW)
    session.add(filling)
    session.commit()
    return filling


def test_a_filling_becomes_a_clip_on_the_shelf_and_play_out_is_told(
    database: Database, session: Session, people: People, zones: dict[str, int], studio: Studio
) -> None:
    filling, before = ask(session, approved(session, people, zones)), audit.newest(session)
    session.commit()

    made, more = (line_voicing.voice_filling(database, studio, now=NOW) for _ in range(2))

    session.expire_all()
    clip = session.get_one(Clip, filling.clip_sha256)
    assert (made, more) == (True, False)
    assert frame_count(studio.clips.read(clip.sha256), SPEECH) == clip.frames > 0
    assert audit.newest(session) > before
    told = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert told is not None and (told.deed, told.detail["filling"]) == ("voiced", filling.id)


@pytest.mark.parametrize("fate", ["draft", "withdrawn", "edited"])
def test_no_voice_is_spent_on_what_is_not_approved_or_not_any_more(
    database: Database, session: Session, people: People, zones: dict[str, int], studio: Studio, fate: str
) -> None:
    line = written(session, people, zones) if fate == "draft" else approved(session, people, zones)
    filling = ask(session, line)
    if fate == "withdrawn":
        decisions.withdraw(session, line.id, "sai", by=people.hung, now=NOW)
    elif fate == "edited":
        terms = actions.Terms([zones["xa"]])
        actions.edit(session, line.id, actions.Wording("", "{đài} đây."), terms, by=people.lan, now=NOW)
        give_clip(session, line, "b" * 64)
        actions.submit(session, line.id, by=people.lan, now=NOW)
        decisions.approve(session, line.id, "b" * 64, by=people.hung, now=NOW)
    session.commit()

    assert not line_voicing.voice_filling(database, studio, now=NOW)
    assert filling.clip_sha256 is None


def test_a_filling_in_hand_is_left_alone_until_the_worker_begins_anew(
    database: Database, session: Session, people: People, zones: dict[str, int]
) -> None:
    filling = ask(session, approved(session, people, zones))
    filling.try_at = NOW + timedelta(minutes=5)
    session.commit()

    in_hand = line_voicing.next_filling(session, now=NOW)
    line_voicing.forget_leases(session)
    session.commit()

    assert (in_hand, line_voicing.next_filling(session, now=NOW)) == (None, filling)


def test_after_many_attempts_a_filling_is_given_up_with_the_reason(
    database: Database, session: Session, people: People, zones: dict[str, int], studio: Studio
) -> None:
    filling = ask(session, approved(session, people, zones))
    filling.attempts = ATTEMPTS
    session.commit()

    line_voicing.voice_filling(database, studio, now=NOW)

    session.expire_all()
    assert (filling.clip_sha256, filling.failure) == (None, GAVE_UP)
    assert line_voicing.next_filling(session, now=NOW + timedelta(days=1)) is None


def test_the_approver_hears_the_line_filled_with_the_example(
    database: Database, session: Session, people: People, zones: dict[str, int], studio: Studio
) -> None:
    terms = actions.Terms([zones["xa"]])
    line = actions.write_line(session, actions.Wording("", HELLO), terms, by=people.lan, now=NOW)
    speech = actions.write(session, actions.Wording("", lines.example(HELLO)), terms, by=people.lan, now=NOW)
    session.commit()

    while voice_one(database, studio, now=NOW):
        pass

    session.expire_all()
    assert line.current.clip_sha256 == speech.current.clip_sha256 is not None


def test_the_worker_does_what_people_and_what_the_clock_waits_for(
    database: Database, session: Session, people: People, zones: dict[str, int], studio: Studio
) -> None:
    filling = ask(session, approved(session, people, zones))
    terms = actions.Terms([zones["xa"]])
    speech = actions.write(session, actions.Wording("", "Thu gom rác."), terms, by=people.lan, now=NOW)
    session.commit()

    work_off(database, studio)

    session.expire_all()
    assert filling.clip_sha256
    assert speech.current.clip_sha256


def test_the_lexicon_and_the_lines_own_readings_are_heard_in_its_fillings(
    database: Database, session: Session, people: People, zones: dict[str, int], tmp_path: Path
) -> None:
    line, voice = approved(session, people, zones), FakeVoice()
    lexicon.teach(session, "XYZQ", "ban một", by=people.lan, now=NOW)
    retakes.reread(session, line.id, {"hôm nay": "bữa nay"}, by=people.lan, now=NOW)
    give_clip(session, line, "b" * 64)
    actions.submit(session, line.id, by=people.lan, now=NOW)
    decisions.approve(session, line.id, "b" * 64, by=people.hung, now=NOW)
    ask(session, line, "XYZQ chào bà con hôm nay.")

    line_voicing.voice_filling(database, fake_studio(tmp_path, voice), now=NOW)

    assert [text for text, _, _ in voice.spoken] == ["ban một chào bà con bữa nay."]


def test_what_was_taught_after_the_approver_heard_the_line_is_not_aired_in_it(
    database: Database, session: Session, people: People, zones: dict[str, int], tmp_path: Path
) -> None:
    lexicon.teach(session, "XYZQ", "ban một", by=people.lan, now=NOW)
    line, voice, later = approved(session, people, zones), FakeVoice(), NOW + timedelta(seconds=1)
    lexicon.teach(session, "chào", "tạm biệt", by=people.lan, now=later)
    ask(session, line, "XYZQ chào bà con.")

    line_voicing.voice_filling(database, fake_studio(tmp_path, voice), now=later)

    assert [text for text, _, _ in voice.spoken] == ["ban một chào bà con."]
