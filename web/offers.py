"""Which buttons a person is offered about an announcement; the actions decide again when one is pressed."""

from dataclasses import dataclass

from content import clearance
from content.lifecycle import MOVES, State
from content.models import SPOKEN, Announcement, Form
from content.retakes import VOICED_AGAIN_IN
from station.models import Person
from station.roles import Deed, may


@dataclass(frozen=True)
class Offers:
    """What may be done with one announcement now, by one person."""

    edit: bool
    reread: bool
    speak_oneself: bool
    voice_again: bool
    submit: bool
    take_back: bool
    decide: bool
    approve: bool
    withdraw: bool
    own_work: str


def offers(announcement: Announcement, person: Person) -> Offers:
    """Return the buttons; `own_work` says why an approver may not approve this one."""
    writes, approves = may(person, Deed.WRITE), may(person, Deed.APPROVE)
    onward = MOVES[State(announcement.state)]
    own_work = _own_work(announcement, person) if approves else ""
    edits, form = writes and State.DRAFT in onward, announcement.form
    return Offers(
        edit=edits,
        reread=edits and form in SPOKEN and not announcement.current.upload_sha256,
        speak_oneself=edits and form == Form.SPEECH,
        voice_again=writes and _may_be_voiced_again(announcement),
        submit=writes and State.SUBMITTED in onward,
        take_back=writes and announcement.state == State.SUBMITTED,
        decide=approves and State.RETURNED in onward,
        approve=approves and State.APPROVED in onward and not own_work,
        withdraw=approves and State.WITHDRAWN in onward,
        own_work=own_work,
    )


def _may_be_voiced_again(announcement: Announcement) -> bool:
    revision = announcement.current
    speaks = announcement.form in SPOKEN and not revision.upload_sha256
    return announcement.state in VOICED_AGAIN_IN and bool(revision.failure or (speaks and revision.clip_sha256))


def _own_work(announcement: Announcement, person: Person) -> str:
    try:
        clearance.check_approver([each.author_id for each in announcement.revisions], person.id, person.full_name)
    except clearance.OwnWork as refusal:
        return str(refusal)
    return ""
