"""Sounds that the station makes by itself, ready before an emergency asks for them."""

import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from content import actions, house_voicing
from content.airformat import MUSIC, SPEECH, check_frames
from content.house_sounds import DRILL_WORDS, KEPT_READY, Kind, ask, find
from content.house_voicing import make_ready, voice_house_sound
from content.models import HouseSound, Urgency
from content.voices.port import VoiceError
from content.voicing import ATTEMPTS, Studio, voice_one
from station import ledger
from station.database import Database
from station.models import AuditEntry
from tests.conftest import NOW, People
from tests.content.fake_voices import FakeVoice
from tests.content.test_line_voicing import studio as studio_fixture
from tests.content.test_voicing import studio as fake_studio

studio = studio_fixture
ISSUED = "Bản tin phát lúc 5 giờ 40 phút."


def test_signals_and_the_words_of_a_drill_are_made_at_the_workers_start(database: Database, studio: Studio) -> None:
    with database.writing() as session:
        make_ready(session, SPEECH, now=NOW)

    made = [voice_house_sound(database, studio, now=NOW) for _ in range(4)]

    assert made == [True, True, True, False]
    with database.reading() as session:
        sounds = [find(session, kind, text) for kind, text in KEPT_READY]
        assert ledger.first_break(session, AuditEntry) is None
    seconds = [sound.clip.frames * 0.024 for sound in sounds if sound and sound.clip]
    assert seconds == pytest.approx([9, 3, 3.4], abs=0.3)
    for sound in sounds:
        assert sound and sound.clip
        check_frames(studio.clips.read(sound.clip.sha256), SPEECH)


def test_the_same_sentence_is_asked_and_made_once(database: Database, session: Session, studio: Studio) -> None:
    first = ask(session, Kind.WORDS, ISSUED, now=NOW)
    again = ask(session, Kind.WORDS, ISSUED, now=NOW)
    session.commit()

    made = [voice_house_sound(database, studio, now=NOW) for _ in range(2)]

    assert (first, made) == (again, [True, False])


def test_only_the_offline_voice_speaks_what_is_wanted_at_once(
    database: Database, session: Session, tmp_path: Path
) -> None:
    slow, quick = FakeVoice("google"), FakeVoice("espeak")
    rooms = replace(fake_studio(tmp_path, slow), table={"google": lambda: slow, "espeak": lambda: quick})
    ask(session, Kind.WORDS, DRILL_WORDS, now=NOW)
    ask(session, Kind.WORDS, ISSUED, now=NOW)
    session.commit()

    while voice_house_sound(database, replace(rooms, voices=("google",)), now=NOW):
        pass

    assert [text for text, _, _ in quick.spoken] == ["Bản tin phát lúc năm giờ bốn mươi phút."]
    assert len(slow.spoken) == 2


def test_another_air_format_has_everything_made_again(database: Database, session: Session, studio: Studio) -> None:
    sound = ask(session, Kind.CHIME, now=NOW)
    session.commit()
    voice_house_sound(database, studio, now=NOW)
    session.expire_all()
    old = sound.clip_sha256

    make_ready(session, SPEECH, now=NOW)
    kept = sound.clip_sha256
    make_ready(session, MUSIC, now=NOW)

    assert old and kept == old
    assert sound.clip_sha256 is None


def test_a_voice_that_fails_is_asked_again_and_then_given_up_with_its_reason(
    database: Database, session: Session, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise VoiceError("Giọng hỏng.", permanent=False)

    monkeypatch.setattr(house_voicing, "render", fail)
    sound = ask(session, Kind.WORDS, ISSUED, now=NOW)
    session.commit()

    later = [NOW + timedelta(hours=number) for number in range(ATTEMPTS + 2)]
    tried = [voice_house_sound(database, studio, now=moment) for moment in later]

    session.expire_all()
    assert tried == [True] * ATTEMPTS + [False] * 2
    assert sound.failure == "Giọng hỏng."
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry and (entry.deed, entry.detail["title"]) == ("voicing_failed", ISSUED)


def test_two_workers_never_make_the_same_sound(database: Database, session: Session, studio: Studio) -> None:
    for minute in range(6):
        ask(session, Kind.WORDS, f"Bản tin phát lúc 5 giờ {minute} phút.", now=NOW)
    session.commit()
    made: list[bool] = []

    def work() -> None:
        while voice_house_sound(database, studio, now=NOW):
            made.append(True)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(made) == 6
    session.expire_all()
    assert all(sound.attempts == 1 and sound.clip_sha256 for sound in session.scalars(select(HouseSound)))


def test_an_urgent_text_is_voiced_before_older_ones(
    database: Database, session: Session, people: People, zones: dict[str, int], studio: Studio
) -> None:
    terms = actions.Terms([zones["xa"]])
    calm = actions.write(session, actions.Wording("", "Thu gom rác."), terms, by=people.lan, now=NOW)
    urgent = actions.write_urgent(
        session, actions.Wording("", "Nước lên.", "espeak"), [zones["xa"]], by=people.minh, now=NOW
    )
    session.commit()

    voice_one(database, studio, now=NOW, urgent_only=True)
    more = voice_one(database, studio, now=NOW, urgent_only=True)

    session.expire_all()
    assert (urgent.urgency, urgent.current.author_id) == (Urgency.URGENT, people.minh.id)
    assert urgent.current.clip_sha256 and not calm.current.clip_sha256
    assert not more
