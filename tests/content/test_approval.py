"""Invariant 1: nothing unapproved is ever sent."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from content import actions, decisions, queries
from content.clearance import Barred, Cleared, OwnWork
from content.lifecycle import MOVES, State, WrongMove, move
from content.models import Announcement, Clip
from station.errors import BadInput, Forbidden
from tests.conftest import NOW, People

TERMS_DAY = date(2026, 11, 22)


def voiced(session: Session, people: People, zones: dict[str, int], sha: str = "a" * 64) -> Announcement:
    """An announcement by lan for the whole commune, with a clip."""
    wording = actions.Wording("Tiêm chủng", "Trạm y tế xã tiêm chủng sáng thứ Năm.")
    announcement = actions.write(session, wording, actions.Terms([zones["xa"]]), by=people.lan, now=NOW)
    give_clip(session, announcement, sha)
    return announcement


def give_clip(session: Session, announcement: Announcement, sha: str) -> None:
    session.merge(
        Clip(sha256=sha, frames=100, air_format="64k", lufs=-16, true_peak_dbtp=-2, voice="fake", made_at=NOW)
    )
    session.flush()
    announcement.current.clip_sha256 = sha
    session.flush()
    session.expire(announcement)


def approved(session: Session, people: People, zones: dict[str, int], sha: str = "a" * 64) -> Announcement:
    announcement = voiced(session, people, zones, sha)
    actions.submit(session, announcement.id, by=people.lan, now=NOW)
    decisions.approve(session, announcement.id, sha, by=people.hung, now=NOW)
    session.flush()
    return announcement


def test_an_approved_clip_is_cleared_for_every_zone_below(
    session: Session, people: People, zones: dict[str, int]
) -> None:
    announcement = approved(session, people, zones)

    standing = queries.standings(session, [announcement.id])[announcement.id]

    assert isinstance(standing, Cleared)
    assert standing.refusal(zone_id=zones["cong-dong"], on=TERMS_DAY) is None


def test_nobody_approves_their_own_text(session: Session, people: People, zones: dict[str, int]) -> None:
    people.lan.roles = ["editor", "approver"]
    announcement = voiced(session, people, zones)
    actions.submit(session, announcement.id, by=people.lan, now=NOW)

    with pytest.raises(OwnWork):
        decisions.approve(session, announcement.id, "a" * 64, by=people.lan, now=NOW)


def test_nobody_approves_a_text_they_once_mended(session: Session, people: People, zones: dict[str, int]) -> None:
    people.hung.roles = ["editor", "approver"]
    announcement = voiced(session, people, zones)
    terms = actions.Terms([zones["xa"]])
    actions.edit(session, announcement.id, actions.Wording("Mới", "Chữ mới."), terms, by=people.hung, now=NOW)
    actions.edit(session, announcement.id, actions.Wording("Mới", "Chữ khác."), terms, by=people.lan, now=NOW)
    give_clip(session, announcement, "b" * 64)
    actions.submit(session, announcement.id, by=people.lan, now=NOW)

    with pytest.raises(OwnWork):
        decisions.approve(session, announcement.id, "b" * 64, by=people.hung, now=NOW)


def test_only_approvers_approve(session: Session, people: People, zones: dict[str, int]) -> None:
    announcement = voiced(session, people, zones)
    actions.submit(session, announcement.id, by=people.lan, now=NOW)

    with pytest.raises(Forbidden):
        decisions.approve(session, announcement.id, "a" * 64, by=people.minh, now=NOW)


def test_a_decision_about_another_clip_than_the_one_heard_is_refused(
    session: Session, people: People, zones: dict[str, int]
) -> None:
    announcement = voiced(session, people, zones)
    actions.submit(session, announcement.id, by=people.lan, now=NOW)

    with pytest.raises(decisions.Stale):
        decisions.approve(session, announcement.id, "b" * 64, by=people.hung, now=NOW)


def test_an_edit_takes_the_approval_away(session: Session, people: People, zones: dict[str, int]) -> None:
    announcement = approved(session, people, zones)

    terms = actions.Terms([zones["xa"]])
    actions.edit(session, announcement.id, actions.Wording("Mới", "Chữ mới."), terms, by=people.lan, now=NOW)

    assert isinstance(queries.standings(session, [announcement.id])[announcement.id], Barred)


@pytest.mark.parametrize("change", ["zones", "validity", "clip"])
def test_what_was_changed_behind_the_approval_is_not_cleared(
    session: Session, people: People, zones: dict[str, int], change: str
) -> None:
    announcement = approved(session, people, zones)

    if change == "zones":
        announcement.zone_ids = [zones["thon-dong"]]
    elif change == "validity":
        announcement.valid_until = TERMS_DAY + timedelta(days=30)
    else:
        give_clip(session, announcement, "c" * 64)
    session.flush()

    assert isinstance(queries.standings(session, [announcement.id])[announcement.id], Barred)


def test_an_edit_that_changes_nothing_still_asks_for_a_new_approval(
    session: Session, people: People, zones: dict[str, int]
) -> None:
    announcement = approved(session, people, zones)
    same = actions.Wording(announcement.current.title, announcement.current.text)

    actions.edit(session, announcement.id, same, actions.Terms([zones["xa"]]), by=people.lan, now=NOW)
    actions.submit(session, announcement.id, by=people.lan, now=NOW)

    assert announcement.current.clip_sha256 == "a" * 64
    assert isinstance(queries.standings(session, [announcement.id])[announcement.id], Barred)


def test_a_withdrawn_announcement_is_not_cleared(session: Session, people: People, zones: dict[str, int]) -> None:
    announcement = approved(session, people, zones)

    decisions.withdraw(session, announcement.id, "Đổi lịch", by=people.hung, now=NOW)

    assert isinstance(queries.standings(session, [announcement.id])[announcement.id], Barred)


def test_an_announcement_is_not_cleared_outside_its_days_or_zones(
    session: Session, people: People, zones: dict[str, int]
) -> None:
    announcement = voiced(session, people, zones)
    announcement.zone_ids, announcement.valid_until = [zones["thon-dong"]], TERMS_DAY
    session.flush()
    actions.submit(session, announcement.id, by=people.lan, now=NOW)
    decisions.approve(session, announcement.id, "a" * 64, by=people.hung, now=NOW)

    standing = queries.standings(session, [announcement.id])[announcement.id]

    assert standing.refusal(zone_id=zones["thon-dong"], on=TERMS_DAY) is None
    assert standing.refusal(zone_id=zones["thon-tay"], on=TERMS_DAY)
    assert standing.refusal(zone_id=zones["thon-dong"], on=TERMS_DAY + timedelta(days=1))


@pytest.mark.parametrize(("old", "new"), [(old, new) for old in State for new in State if new not in MOVES[old]])
def test_every_move_outside_the_table_is_refused(old: State, new: State) -> None:
    with pytest.raises(WrongMove):
        move(old, new)


@pytest.mark.parametrize(("box", "value"), [("pace", 0.4), ("pace", 2.1), ("pitch", 0.4), ("pitch", float("nan"))])
def test_a_manner_no_voice_has_is_refused(
    session: Session, people: People, zones: dict[str, int], box: str, value: float
) -> None:
    wording = actions.Wording("", "Mời họp.", **{box: value})

    with pytest.raises(BadInput, match="từ 0,5 đến 2"):
        actions.write(session, wording, actions.Terms([zones["xa"]]), by=people.lan, now=NOW)
