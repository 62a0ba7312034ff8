"""Having an announcement heard another way: a word read differently, voiced again, or spoken by a person."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from content import actions, lexicon, lexicontable
from content.lifecycle import STATE_NAMES, State
from content.models import SPOKEN, Announcement, Form
from content.revising import followed, revise
from content.voices.names import RECORDED
from content.wording.reading import Reading, read
from station import audit
from station.errors import BadInput, NotFound, StationError
from station.models import Person
from station.roles import Deed, require

MOST_READINGS = 200
VOICED_AGAIN_IN = frozenset({State.DRAFT, State.RETURNED})


class NotSpoken(StationError):
    """A reading was asked of something that no voice reads."""

    def __init__(self, title: str) -> None:
        super().__init__(f"«{title}» phát tệp âm thanh chứ không phải giọng đọc, nên không đổi cách đọc được.")


class OnlyDrafts(StationError):
    """A clip may only be made anew while nobody decides about it."""

    def __init__(self, state: State) -> None:
        allowed = ", ".join(f"«{STATE_NAMES[each]}»" for each in State if each in VOICED_AGAIN_IN)
        super().__init__(f"Chỉ đọc lại bản tin ở trạng thái {allowed}; bản tin này đang «{STATE_NAMES[state]}».")


class StillVoicing(StationError):
    """The sound that would be made again is being made."""

    def __init__(self) -> None:
        super().__init__("Giọng đọc đang làm bản tin này; hãy chờ xong rồi mới đọc lại.")


def reread(
    session: Session,
    announcement_id: int,
    readings: Mapping[str, str],
    *,
    by: Person,
    now: datetime,
    always: bool = False,
) -> Announcement:
    """Read words of an announcement another way, this time or always. Raise BadInput, NotSpoken and as edit does."""
    require(by, Deed.WRITE)
    announcement = _spoken(session, announcement_id)
    asked = dict(lexicontable.cleaned(written, spoken) for written, spoken in readings.items())
    if always:
        for written, spoken in asked.items():
            lexicon.teach(session, written, spoken, by=by, now=now)
    own = {written: spoken for written, spoken in announcement.current.readings.items() if written not in asked}
    own |= {} if always else asked
    _check(announcement.current.text, {**lexicon.entries(session), **own}, asked, own)
    detail = {"readings": asked, "always": always}
    return revise(
        session, announcement, followed(announcement.current, readings=own), "reread", by=by, now=now, **detail
    )


def read_by_rule(session: Session, announcement_id: int, written: str, *, by: Person, now: datetime) -> Announcement:
    """Give up an announcement's own reading of something. Raise NotFound and as reread does."""
    require(by, Deed.WRITE)
    announcement = _spoken(session, announcement_id)
    own = dict(announcement.current.readings)
    if own.pop(lexicontable.plain(written), None) is None:
        raise NotFound("cách đọc riêng của bản tin cho", written[: lexicontable.LONGEST_WRITTEN])
    new = followed(announcement.current, readings=own)
    return revise(session, announcement, new, "reread", by=by, now=now, forgotten=written)


def voice_again(session: Session, announcement_id: int, *, by: Person, now: datetime) -> Announcement:
    """Try a failed voicing once more, or voice a draft as it would be read today. Raise OnlyDrafts, StillVoicing."""
    require(by, Deed.WRITE)
    announcement = actions.get(session, announcement_id)
    state, revision = State(announcement.state), announcement.current
    if state not in VOICED_AGAIN_IN:
        raise OnlyDrafts(state)
    if revision.clip_sha256:
        _spoken(session, announcement_id)
        new = followed(revision)
        new.clip_sha256 = None
        return revise(session, announcement, new, "voice_again", by=by, now=now)
    if not revision.failure:
        raise StillVoicing
    reason, revision.failure, revision.attempts, revision.try_at = revision.failure, "", 0, None
    session.flush()
    subject = f"announcement/{announcement.id}"
    audit.record(session, by.username, "voice_again", subject, now=now, title=revision.title, failure=reason)
    return announcement


def speak_oneself(
    session: Session, announcement_id: int, upload_sha256: str, *, by: Person, now: datetime
) -> Announcement:
    """Put a person's recording of the text (already kept under its hash) in the voice's place. Raise as edit does."""
    require(by, Deed.WRITE)
    announcement = actions.get(session, announcement_id)
    if announcement.form != Form.SPEECH:
        raise BadInput("file", "Chỉ bản tin soạn bằng chữ mới thay được giọng đọc bằng bản ghi.")
    new = followed(announcement.current, voice=RECORDED, upload_sha256=upload_sha256, pace=1.0, pitch=1.0)
    return revise(session, announcement, new, "speak_oneself", by=by, now=now, upload=upload_sha256)


def _spoken(session: Session, announcement_id: int) -> Announcement:
    announcement = actions.get(session, announcement_id)
    if announcement.form not in SPOKEN or announcement.current.upload_sha256:
        raise NotSpoken(announcement.current.title)
    return announcement


def _check(text: str, entries: Mapping[str, str], asked: Mapping[str, str], own: Mapping[str, str]) -> None:
    lexicontable.check_all(entries)
    if not asked:
        raise BadInput("written", "Hãy ghi chữ cần đọc khác đi và cách đọc của nó.")
    if len(own) > MOST_READINGS:
        raise BadInput("written", f"Mỗi bản tin có nhiều nhất {MOST_READINGS} cách đọc riêng.")
    reading = read(text, entries)
    for written, spoken in asked.items():
        if not _is_heard(reading, written, spoken):
            raise BadInput("written", f"Không thấy «{written}» đứng riêng trong nội dung nên không đổi cách đọc được.")


def _is_heard(reading: Reading, written: str, spoken: str) -> bool:
    tokens = (token for sentence in reading.sentences for token in sentence.tokens if token.rule == "lexicon")
    return any(
        token.spoken == spoken and lexicontable.plain(token.written).casefold() == written.casefold()
        for token in tokens
    )
