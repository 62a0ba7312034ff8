"""Announcements: written, mended, put before the approver, decided about."""

from flask import g, url_for

from content import actions, decisions, queries
from web.api.door import answers, asker, blueprint
from web.api.schemas_content import AnnouncementBrief, AnnouncementPage, AnnouncementTold
from web.api.schemas_writing import (
    AnnouncementAsked,
    AnnouncementBegun,
    AnnouncementsAsked,
    ApprovalAsked,
    ReasonAsked,
    RefusalAsked,
    WrittenForm,
)
from web.context import house, session

TAG = "Bản tin"


@blueprint.get("/announcements")
@answers(TAG, AnnouncementPage)
def list_announcements(query: AnnouncementsAsked) -> AnnouncementPage:
    """List announcements, newest first."""
    found = queries.numbered(session(), states=query.state, before=query.before, limit=query.limit + 1)
    page = [AnnouncementBrief.of(each) for each in found[: query.limit]]
    return AnnouncementPage(items=page, next=page[-1].id if len(found) > query.limit else None)


@blueprint.post("/announcements")
@answers(TAG, AnnouncementTold, status=201)
def write_announcement(json: AnnouncementBegun) -> tuple[AnnouncementTold, int, dict[str, str]]:
    """Begin an announcement as a draft; its voice follows by itself."""
    begin = actions.write_line if json.form == WrittenForm.LINE else actions.write
    announcement = begin(session(), json.wording(house().voices), json.terms(), by=asker(), now=g.now)
    place = url_for("api.get_announcement", announcement_id=announcement.id)
    return AnnouncementTold.of(announcement), 201, {"Location": place}


@blueprint.get("/announcements/<int:announcement_id>")
@answers(TAG, AnnouncementTold)
def get_announcement(announcement_id: int) -> AnnouncementTold:
    """Show one announcement with its revisions and decisions."""
    return AnnouncementTold.of(actions.get(session(), announcement_id))


@blueprint.put("/announcements/<int:announcement_id>")
@answers(TAG, AnnouncementTold)
def edit_announcement(announcement_id: int, json: AnnouncementAsked) -> AnnouncementTold:
    """Replace words and terms; the announcement becomes a draft and inherits no approval."""
    actions.edit(session(), announcement_id, json.wording(house().voices), json.terms(), by=asker(), now=g.now)
    return _told(announcement_id)


@blueprint.post("/announcements/<int:announcement_id>/submit")
@answers(TAG, AnnouncementTold)
def submit_announcement(announcement_id: int) -> AnnouncementTold:
    """Put an announcement on the approver's desk."""
    actions.submit(session(), announcement_id, by=asker(), now=g.now)
    return _told(announcement_id)


@blueprint.post("/announcements/<int:announcement_id>/take-back")
@answers(TAG, AnnouncementTold)
def take_back_announcement(announcement_id: int) -> AnnouncementTold:
    """Take an announcement off the approver's desk."""
    actions.take_back(session(), announcement_id, by=asker(), now=g.now)
    return _told(announcement_id)


@blueprint.post("/announcements/<int:announcement_id>/approve")
@answers(TAG, AnnouncementTold)
def approve_announcement(announcement_id: int, json: ApprovalAsked) -> AnnouncementTold:
    """Approve the exact clip that was heard, for the announcement's zones and days."""
    decisions.approve(session(), announcement_id, json.clip_sha256, by=asker(), now=g.now)
    return _told(announcement_id)


@blueprint.post("/announcements/<int:announcement_id>/return")
@answers(TAG, AnnouncementTold)
def return_announcement(announcement_id: int, json: RefusalAsked) -> AnnouncementTold:
    """Return an announcement to its author with a reason."""
    clip = json.clip_sha256 or _clip(announcement_id)
    decisions.send_back(session(), announcement_id, clip, json.reason, by=asker(), now=g.now)
    return _told(announcement_id)


@blueprint.post("/announcements/<int:announcement_id>/reject")
@answers(TAG, AnnouncementTold)
def reject_announcement(announcement_id: int, json: RefusalAsked) -> AnnouncementTold:
    """Refuse an announcement for good, with a reason."""
    clip = json.clip_sha256 or _clip(announcement_id)
    decisions.reject(session(), announcement_id, clip, json.reason, by=asker(), now=g.now)
    return _told(announcement_id)


@blueprint.post("/announcements/<int:announcement_id>/withdraw")
@answers(TAG, AnnouncementTold)
def withdraw_announcement(announcement_id: int, json: ReasonAsked) -> AnnouncementTold:
    """Take back an approval; it stops within a second, on air or not."""
    decisions.withdraw(session(), announcement_id, json.reason, by=asker(), now=g.now)
    return _told(announcement_id)


def _told(announcement_id: int) -> AnnouncementTold:
    return AnnouncementTold.of(actions.get(session(), announcement_id))


def _clip(announcement_id: int) -> str:
    return actions.get(session(), announcement_id).current.clip_sha256 or ""
