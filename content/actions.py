"""What people do with announcements: one function, one deed, one transaction of the caller's."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from content import clearance, lines, texts
from content.lifecycle import State, move
from content.models import SPOKEN, Announcement, Dressing, Form, Revision, Urgency
from content.revising import followed, revise, still_there
from content.voices.names import RECORDED
from station import audit, zones
from station.errors import BadInput, NotFound, StationError
from station.models import Person
from station.roles import Deed, require


class NoSoundYet(StationError):
    """A decision needs a clip to listen to, and there is none."""

    def __init__(self, failure: str) -> None:
        super().__init__(failure or "Bản tin chưa có âm thanh; hãy chờ giọng đọc xong rồi thử lại.")


@dataclass(frozen=True)
class Wording:
    """What the editor typed: title, text and how it is to be voiced."""

    title: str
    text: str
    voice: str = ""
    pace: float = 1.0
    pitch: float = 1.0
    dressing: str = ""


@dataclass(frozen=True)
class Terms:
    """For whom and when an announcement is meant."""

    zone_ids: Sequence[int]
    valid_from: date | None = None
    valid_until: date | None = None
    urgency: Urgency = Urgency.NORMAL
    field: str = ""
    source: str = ""


def write(session: Session, wording: Wording, terms: Terms, *, by: Person, now: datetime) -> Announcement:
    """Begin an announcement as a draft; its voice comes later. Raise BadInput, Forbidden."""
    return _begin(session, Form.SPEECH, _spoken(Form.SPEECH, wording), terms, by, now)


def write_line(session: Session, wording: Wording, terms: Terms, *, by: Person, now: datetime) -> Announcement:
    """Begin an opening or closing line, its text with blanks, as a draft. Raise BadInput, Forbidden."""
    return _begin(session, Form.LINE, _spoken(Form.LINE, wording), terms, by, now)


def write_template(session: Session, wording: Wording, terms: Terms, *, by: Person, now: datetime) -> Announcement:
    """Begin a template of break-ins, its text with blanks, as a draft. Raise BadInput, Forbidden."""
    return _begin(session, Form.TEMPLATE, _spoken(Form.TEMPLATE, wording), terms, by, now)


def write_urgent(
    session: Session, wording: Wording, zone_ids: Sequence[int], *, by: Person, now: datetime
) -> Announcement:
    """Begin an urgent text on the word of the officer who breaks in with it. Raise BadInput, Forbidden."""
    terms = Terms(zone_ids, urgency=Urgency.URGENT)
    return _begin(session, Form.SPEECH, _spoken(Form.SPEECH, wording), terms, by, now, deed=Deed.BREAK_IN)


def record(
    session: Session, title: str, upload_sha256: str, terms: Terms, *, by: Person, now: datetime, form: Form
) -> Announcement:
    """Begin an announcement whose sound was uploaded (already kept under its hash). Raise BadInput, Forbidden."""
    if not title.strip():
        raise BadInput("title", "Hãy đặt tên cho tệp âm thanh.")
    wording = Wording(texts.clean_title(title, ""), "")
    return _begin(session, form, wording, terms, by, now, upload_sha256=upload_sha256)


def edit(
    session: Session, announcement_id: int, wording: Wording, terms: Terms, *, by: Person, now: datetime
) -> Announcement:
    """Replace words or terms; the announcement becomes a draft and inherits no approval. Raise as write does."""
    require(by, Deed.WRITE)
    announcement = get(session, announcement_id)
    announcement.state = move(State(announcement.state), State.DRAFT)
    _set_terms(session, announcement, terms)
    return revise(session, announcement, _edited(announcement, wording), "edit", by=by, now=now)


def submit(session: Session, announcement_id: int, *, by: Person, now: datetime) -> Announcement:
    """Put an announcement on the approver's desk. Raise WrongMove, NoSoundYet, Forbidden."""
    require(by, Deed.WRITE)
    announcement = get(session, announcement_id)
    new = move(State(announcement.state), State.SUBMITTED)
    if announcement.current.clip_sha256 is None:
        raise NoSoundYet(announcement.current.failure)
    return moved(session, announcement, new, "submit", by, now)


def take_back(session: Session, announcement_id: int, *, by: Person, now: datetime) -> Announcement:
    """Take an announcement off the approver's desk. Raise WrongMove, Forbidden."""
    require(by, Deed.WRITE)
    announcement = get(session, announcement_id)
    if announcement.state != State.SUBMITTED:
        move(State(announcement.state), State.SUBMITTED)
    return moved(session, announcement, State.DRAFT, "take_back", by, now)


def get(session: Session, announcement_id: int) -> Announcement:
    """Return an announcement. Raise NotFound."""
    announcement = session.get(Announcement, announcement_id)
    if announcement is None:
        raise NotFound("bản tin", announcement_id)
    return announcement


def _begin(
    session: Session,
    form: Form,
    wording: Wording,
    terms: Terms,
    by: Person,
    now: datetime,
    upload_sha256: str | None = None,
    deed: Deed = Deed.WRITE,
) -> Announcement:
    require(by, deed)
    announcement = Announcement(form=form, number=1, state=State.DRAFT, created_at=now, changed_at=now)
    _set_terms(session, announcement, terms)
    announcement.revisions.append(_first(wording, upload_sha256, by, now))
    session.add(announcement)
    session.flush()
    session.refresh(announcement)
    _audit(session, announcement, "write", by, now, form=form.value)
    return announcement


def _spoken(form: Form, wording: Wording) -> Wording:
    text = _text(form, wording.text)
    _check_manner(wording)
    if wording.voice == RECORDED:
        raise BadInput("voice", "Bản tin mới chưa có bản ghi; hãy chọn giọng đọc rồi tải bản ghi lên sau.")
    return replace(wording, title=texts.clean_title(wording.title, text), text=text)


def _text(form: Form, typed: str) -> str:
    text = texts.clean_text(typed)
    if form == Form.LINE:
        lines.check_blanks(text)
    if form == Form.TEMPLATE:
        lines.check_template(text)
    return text


def _first(wording: Wording, upload_sha256: str | None, by: Person, now: datetime) -> Revision:
    return Revision(
        number=1,
        title=wording.title,
        text=wording.text,
        author_id=by.id,
        written_at=now,
        voice=wording.voice,
        pace=wording.pace,
        pitch=wording.pitch,
        dressing=wording.dressing,
        readings={},
        upload_sha256=upload_sha256,
    )


def _set_terms(session: Session, announcement: Announcement, terms: Terms) -> None:
    clearance.check_period(terms.valid_from, terms.valid_until)
    announcement.zone_ids = sorted(zone.id for zone in zones.chosen(session, terms.zone_ids))
    announcement.valid_from, announcement.valid_until = terms.valid_from, terms.valid_until
    announcement.urgency = terms.urgency
    announcement.field, announcement.source = terms.field.strip()[:80], terms.source.strip()[:120]


def moved(
    session: Session,
    announcement: Announcement,
    new: State,
    deed: str,
    by: Person,
    now: datetime,
    **detail: object,
) -> Announcement:
    """Put an announcement into a state that a move has allowed, and write the deed down."""
    announcement.state, announcement.changed_at = new, now
    session.flush()
    _audit(session, announcement, deed, by, now, **detail)
    return announcement


def _audit(
    session: Session, announcement: Announcement, deed: str, by: Person, now: datetime, **detail: object
) -> None:
    subject = f"announcement/{announcement.id}"
    audit.record(session, by.username, deed, subject, now=now, title=announcement.current.title, **detail)


def _edited(announcement: Announcement, wording: Wording) -> Revision:
    """Return the revision an edit makes; a recording of the text speaks no other text."""
    old = announcement.current
    is_spoken = announcement.form in SPOKEN
    text = _text(Form(announcement.form), wording.text) if is_spoken else ""
    title = texts.clean_title(wording.title, text)
    _check_manner(wording)
    if wording.voice == RECORDED and (old.voice != RECORDED or text != old.text):
        raise BadInput("voice", "Bản ghi chỉ đọc nội dung cũ; hãy chọn giọng đọc, rồi tải bản ghi mới nếu cần.")
    return followed(
        old,
        title=title,
        text=text,
        voice=wording.voice,
        pace=wording.pace,
        pitch=wording.pitch,
        dressing=wording.dressing,
        readings=still_there(old.readings, text),
        upload_sha256=old.upload_sha256 if wording.voice == RECORDED or not is_spoken else None,
    )


def _check_manner(wording: Wording) -> None:
    if not 0.5 <= wording.pace <= 2.0:
        raise BadInput("pace", "Tốc độ đọc từ 0,5 đến 2 lần.")
    if not 0.5 <= wording.pitch <= 2.0:
        raise BadInput("pitch", "Cao độ của giọng từ 0,5 đến 2 lần.")
    if wording.dressing not in list(Dressing):
        raise BadInput("dressing", "Không có kiểu chuông, nhạc nền này.")
