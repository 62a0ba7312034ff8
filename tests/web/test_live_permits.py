"""Permits to talk live through the pages."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from broadcaster.models import LivePermit
from station import clock
from tests.conftest import SAIGON, People
from tests.web.conftest import SignIn, look_again


def grant(browser: SignIn, people: People, name: str, zone: int) -> None:
    today = clock.local(clock.now(), SAIGON).date()
    typed = {"person": name, "zones": zone, "valid_from": f"{today:%d/%m/%Y}", "valid_until": today.isoformat()}
    assert browser(people.hung).post("/truc-tiep/giay-phep", typed).status_code == 302


def test_a_permit_is_given_and_taken_on_its_page(
    session: Session, browser: SignIn, people: People, zones: dict[str, int]
) -> None:
    grant(browser, people, "minh", zones["thon-dong"])
    permit = session.scalars(select(LivePermit)).one()
    shown = browser(people.minh).get("/truc-tiep/giay-phep").text

    refused = browser(people.minh).post(f"/truc-tiep/giay-phep/{permit.id}/thu-hoi").status_code
    taken = browser(people.hung).post(f"/truc-tiep/giay-phep/{permit.id}/thu-hoi").status_code
    look_again(session)

    assert "Minh" in shown and "Thôn Đông" in shown
    assert (refused, taken) == (403, 302)
    assert session.get_one(LivePermit, permit.id).revoked_by == "hung"


def test_a_permit_that_cannot_be_is_refused_with_the_form_kept(
    browser: SignIn, people: People, zones: dict[str, int]
) -> None:
    typed = {"person": "minh", "zones": zones["xa"], "valid_from": "2026-11-22", "valid_until": "mai"}

    answer = browser(people.hung).post("/truc-tiep/giay-phep", typed)

    assert answer.status_code == 422
    assert 'value="mai"' in answer.text
