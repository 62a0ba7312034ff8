"""From a revision to its clip: the reading, the voices in their order, and what is written down about both."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from content import actions, lexicon, queries, retakes
from content.airformat import SPEECH
from content.loudness import STANDARD
from content.models import Announcement
from content.sentencecache import SentenceCache
from content.shelf import Shelf
from content.voices.names import RECORDED
from content.voices.port import Voice
from content.voicing import ATTEMPTS, Studio, voice_one, voice_order
from content.wording.reading import SOUTHERN, read
from station.database import Database
from station.errors import BadInput
from station.models import AuditEntry
from tests.conftest import NOW, People
from tests.content.fake_voices import FakeVoice
from tests.content.sounds import as_file, babble

TEXT = "XYZQ họp ngày mai. Mời bà con đến dự đông đủ."
Write = Callable[..., int]


@pytest.fixture
def write(database: Database, session: Session, people: People, zones: dict[str, int]) -> Write:
    def written(text: str = TEXT, **how: object) -> int:
        wording = replace(actions.Wording("Họp", text), **how)  # type: ignore[arg-type]
        terms = actions.Terms([zones["xa"]])
        with database.writing() as session:
            return actions.write(session, wording, terms, by=people.lan, now=NOW).id

    return written


def studio(folder: Path, *voices: FakeVoice) -> Studio:
    """A studio in which these voices stand for all there are, the last for the offline one."""
    table: dict[str, Callable[[], Voice]] = {voice.name: lambda voice=voice: voice for voice in voices}
    table["espeak"] = lambda: voices[-1]
    return Studio(
        clips=Shelf(folder / "clips"),
        uploads=Shelf(folder / "uploads"),
        voices=tuple(voice.name for voice in voices),
        fmt=SPEECH,
        loudness=STANDARD,
        table=table,
        sentences=SentenceCache(folder / "sentences"),
    )


def work(database: Database, rooms: Studio, *, now: datetime = NOW) -> None:
    while voice_one(database, rooms, now=now):
        pass


def found(database: Database, number: int) -> Announcement:
    with database.reading() as session:
        announcement = actions.get(session, number)
        assert announcement.revisions
        return announcement


def test_the_lexicon_and_the_announcements_own_readings_are_heard(
    database: Database, tmp_path: Path, people: People, write: Write
) -> None:
    number, voice = write("XYZQ mời KLMN họp."), FakeVoice()
    with database.writing() as session:
        for written, spoken in {"XYZQ": "ban một", "KLMN": "ban hai"}.items():
            lexicon.teach(session, written, spoken, by=people.lan, now=NOW)
        retakes.reread(session, number, {"KLMN": "ban ba"}, by=people.lan, now=NOW)

    work(database, studio(tmp_path, voice))

    assert [text for text, _, _ in voice.spoken] == ["ban một mời ban ba họp."]


def test_numbers_are_said_in_the_stations_style(database: Database, tmp_path: Path, write: Write) -> None:
    voice = FakeVoice()
    write("Có 1005 hộ.")

    work(database, replace(studio(tmp_path, voice), style=SOUTHERN))

    assert "ngàn" in voice.spoken[0][0]


def test_the_voice_is_told_the_manner(database: Database, tmp_path: Path, write: Write) -> None:
    voice = FakeVoice()
    write(pace=1.1, pitch=0.9)

    work(database, studio(tmp_path, voice))

    assert {(pace, pitch) for _, pace, pitch in voice.spoken} == {(1.1, 0.9)}


def test_only_the_changed_sentence_is_spoken_again(
    database: Database, tmp_path: Path, people: People, zones: dict[str, int], write: Write
) -> None:
    voice = FakeVoice()
    rooms, number = studio(tmp_path, voice), write("Câu một ở đây. Câu hai ở đây.")
    work(database, rooms)
    wording = actions.Wording("Họp", "Câu một ở đây. Câu hai ở kia.")
    with database.writing() as session:
        actions.edit(session, number, wording, actions.Terms([zones["xa"]]), by=people.lan, now=NOW)

    work(database, rooms)

    assert [text for text, _, _ in voice.spoken] == ["Câu một ở đây.", "Câu hai ở đây.", "Câu hai ở kia."]


def test_the_reading_that_was_heard_is_written_down(database: Database, tmp_path: Path, write: Write) -> None:
    number = write()

    work(database, studio(tmp_path, FakeVoice()))

    with database.reading() as session:
        assert queries.heard_reading(session, actions.get(session, number)) == read(TEXT).key


def test_before_a_clip_nothing_was_heard(database: Database, write: Write) -> None:
    number = write()

    with database.reading() as session:
        assert queries.heard_reading(session, actions.get(session, number)) is None


def test_a_chosen_voice_comes_before_the_stations(database: Database, tmp_path: Path, write: Write) -> None:
    number = write(voice="b")

    work(database, studio(tmp_path, FakeVoice("a"), FakeVoice("b"), FakeVoice("c")))

    clip = found(database, number).current.clip
    assert clip and clip.voice == "b"


def test_a_voice_that_was_removed_leaves_its_announcements_to_the_others(
    database: Database, tmp_path: Path, write: Write
) -> None:
    number = write(voice="piper-gone")

    work(database, studio(tmp_path, FakeVoice("a")))

    clip = found(database, number).current.clip
    assert clip and clip.voice == "a"


@pytest.mark.parametrize(
    ("chosen", "number", "second", "asked"),
    [
        ("", 1, "b", ["a", "c"]),
        ("", 2, "b", ["b", "a", "c"]),
        ("", 2, "", ["a", "c"]),
        ("d", 2, "b", ["d", "a", "c"]),
    ],
)
def test_announcements_without_a_voice_take_turns(chosen: str, number: int, second: str, asked: list[str]) -> None:
    assert voice_order(chosen, number, ("a", "c"), second) == asked


def test_a_voice_that_sounds_wrong_is_asked_again_and_then_the_next(
    database: Database, tmp_path: Path, write: Write
) -> None:
    number, bad = write("Câu này bị cắt giữa chừng."), FakeVoice("bad", cuts_short=9)

    work(database, studio(tmp_path, bad, FakeVoice("good")))

    clip = found(database, number).current.clip
    assert clip and clip.voice == "good"
    assert len(bad.spoken) == 2


def test_what_sounds_wrong_with_every_voice_is_given_to_a_person_with_the_reason(
    database: Database, tmp_path: Path, people: People, write: Write
) -> None:
    number = write("Câu này bị cắt giữa chừng.")

    work(database, studio(tmp_path, FakeVoice("bad", cuts_short=9)))

    revision = found(database, number).current
    assert "bị cắt cụt ở câu «Câu này bị cắt giữa chừng.»" in revision.failure
    with database.writing() as session, pytest.raises(actions.NoSoundYet, match="bị cắt cụt"):
        actions.submit(session, number, by=people.lan, now=NOW)


def test_a_voice_that_stays_away_is_named_at_the_end(database: Database, tmp_path: Path, write: Write) -> None:
    number, rooms = write(), studio(tmp_path, FakeVoice("xa", fails_on=""))

    for attempt in range(ATTEMPTS):
        assert not found(database, number).current.failure
        work(database, rooms, now=NOW + timedelta(hours=attempt))

    assert "Giọng xa bị đứt." in found(database, number).current.failure


def test_a_recording_speaks_in_the_voices_place(
    database: Database, tmp_path: Path, people: People, write: Write
) -> None:
    number, voice = write(), FakeVoice()
    rooms = studio(tmp_path, voice)
    upload = rooms.uploads.keep(as_file(babble(3000), "wav", "pcm_s16le"))
    with database.writing() as session:
        retakes.speak_oneself(session, number, upload, by=people.lan, now=NOW)

    work(database, rooms)

    revision = found(database, number).current
    assert revision.clip and revision.clip.voice == RECORDED
    assert voice.spoken == []
    with database.reading() as session:
        voiced = session.scalars(select(AuditEntry).where(AuditEntry.deed == "voiced")).one()
        assert "reading" not in voiced.detail


@pytest.mark.parametrize(("dressing", "longer_by"), [("chime", 2.5), ("siren", 8.0), ("music", 7.0)])
def test_a_signal_or_music_goes_with_the_words_at_the_stations_loudness(
    database: Database, tmp_path: Path, write: Write, dressing: str, longer_by: float
) -> None:
    plain, with_more, rooms = write(), write(dressing=dressing), studio(tmp_path, FakeVoice())

    work(database, rooms)

    short, long = found(database, plain).current.clip, found(database, with_more).current.clip
    assert short is not None and long is not None
    assert (long.frames - short.frames) * 0.024 > longer_by
    assert abs(long.lufs + 16) <= 1
    assert long.true_peak_dbtp <= -1.5


def test_an_unknown_dressing_is_refused_at_its_field(write: Write) -> None:
    with pytest.raises(BadInput) as refused:
        write(dressing="trống")

    assert refused.value.field == "dressing"
