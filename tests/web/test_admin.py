"""People, zones and one's own account through the pages."""

import pytest
from sqlalchemy.orm import Session

from station import accounts, queries, zones
from station.models import Person
from station.roles import Role
from tests.conftest import NOW, People
from tests.web.conftest import SignIn, look_again

ROLES = ["editor", "approver", "operator", "administrator", "inspector"]
NEW = {"username": "hoa", "full_name": "Lê Thị Hoa", "roles": ["editor", "operator"], "password": "một câu dài"}


@pytest.mark.parametrize("role", ROLES)
def test_only_administrators_change_people_and_zones(
    session: Session, browser: SignIn, everybody: dict[str, Person], role: str
) -> None:
    someone = browser(everybody[role])

    answers = [
        someone.post("/quan-tri/nguoi/moi", NEW),
        someone.post("/quan-tri/nguoi/lan", {"roles": "approver", "active": "yes"}),
        someone.post("/quan-tri/nguoi/lan/mat-khau", {"password": "một mật khẩu"}),
        someone.post("/quan-tri/khu-vuc/", {"name": "Thôn Bắc"}),
    ]
    look_again(session)

    wanted = 302 if role == "administrator" else 403
    assert [answer.status_code for answer in answers] == [wanted] * 4
    assert (accounts.find(session, "hoa") is not None) is (role == "administrator")
    assert len(zones.all_zones(session)) == (1 if role == "administrator" else 0)


@pytest.mark.parametrize(
    ("change", "box"),
    [
        ({"username": "Hoa Lê"}, "username"),
        ({"username": "lan"}, "username"),
        ({"roles": []}, "roles"),
        ({"roles": "vua"}, "roles"),
        ({"password": "ngắn"}, "password"),
        ({"password": "12345678"}, "password"),
    ],
)
def test_a_person_that_cannot_be_is_refused_beside_the_box(
    session: Session, browser: SignIn, people: People, change: dict[str, object], box: str
) -> None:
    answer = browser(people.chief).post("/quan-tri/nguoi/moi", {**NEW, **change})

    assert answer.status_code == 422
    assert f'id="{box}-wrong"' in answer.text
    assert 'value="Lê Thị Hoa"' in answer.text
    assert len(queries.people(session)) == 4


@pytest.mark.parametrize("typed", [{"roles": "editor", "active": "yes"}, {"roles": "administrator"}])
def test_the_last_administrator_stays(session: Session, browser: SignIn, people: People, typed: dict[str, str]) -> None:
    answer = browser(people.chief).post("/quan-tri/nguoi/chief", typed)
    look_again(session)

    assert answer.status_code == 422
    assert "người quản trị cuối cùng" in answer.text
    assert (people.chief.roles, people.chief.active) == (["administrator"], True)


def test_a_shut_account_is_out_at_once(session: Session, browser: SignIn, people: People) -> None:
    lan = browser(people.lan)

    browser(people.chief).post("/quan-tri/nguoi/lan", {"roles": "editor"})

    assert lan.get("/").status_code == 302


@pytest.mark.parametrize("typed", [{"name": "***"}, {"name": "Toàn xã"}, {"name": "Bắc", "parent": "99"}])
def test_a_zone_that_cannot_be_is_refused_with_its_name_kept(
    session: Session, browser: SignIn, people: People, zones: dict[str, int], typed: dict[str, str]
) -> None:
    known = len(zones)
    browser(people.chief).post("/quan-tri/khu-vuc/", {"name": "Toàn xã"})

    answer = browser(people.chief).post("/quan-tri/khu-vuc/", typed)

    assert (answer.status_code, f'value="{typed["name"]}"' in answer.text) == (422, True)
    assert known == 4


@pytest.fixture
def hoa(session: Session) -> Person:
    person = accounts.add_person(session, "hoa", "một câu dài", roles=[Role.INSPECTOR], now=NOW)
    session.commit()
    return person


def test_a_new_password_keeps_this_session_and_ends_the_others(session: Session, browser: SignIn, hoa: Person) -> None:
    here, elsewhere = browser(hoa), browser(hoa)
    typed = {"old": "một câu dài", "password": "câu khác hẳn", "repeat": "câu khác hẳn"}

    answer = here.post("/tai-khoan/mat-khau", typed)

    assert answer.status_code == 302
    assert here.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302


@pytest.mark.parametrize(
    ("change", "box"),
    [({"old": "sai"}, "old"), ({"repeat": "lệch"}, "repeat"), ({"password": "x", "repeat": "x"}, "password")],
)
def test_a_password_that_cannot_be_changed_is_said_beside_the_box(
    browser: SignIn, hoa: Person, change: dict[str, str], box: str
) -> None:
    typed = {"old": "một câu dài", "password": "câu khác hẳn", "repeat": "câu khác hẳn", **change}

    answer = browser(hoa).post("/tai-khoan/mat-khau", typed)

    assert answer.status_code == 422
    assert f'id="{box}-wrong"' in answer.text


def test_a_token_is_shown_once_and_ends_when_revoked(session: Session, browser: SignIn, hoa: Person) -> None:
    me = browser(hoa)
    page = me.post("/tai-khoan/ma", {"name": "máy tính"}).text
    secret = page.split('class="secret">')[1].split("<")[0]
    works = accounts.bearer(session, secret)
    (token,) = queries.tokens(session, hoa.id)
    look_again(session)

    me.post(f"/tai-khoan/ma/{token.id}/thu-hoi")
    look_again(session)

    assert works
    assert secret not in me.get("/tai-khoan/").text
    assert accounts.bearer(session, secret) is None


def test_nobody_revokes_anothers_token(session: Session, browser: SignIn, people: People, hoa: Person) -> None:
    accounts.give_token(session, hoa, "của hoa", now=NOW)
    session.commit()
    (token,) = queries.tokens(session, hoa.id)

    answer = browser(people.lan).post(f"/tai-khoan/ma/{token.id}/thu-hoi")

    assert answer.status_code == 403


def test_the_audit_trail_is_filtered_by_person_and_thing(
    session: Session, browser: SignIn, people: People, hoa: Person
) -> None:
    chief = browser(people.chief)
    chief.post("/quan-tri/khu-vuc/", {"name": "Thôn Bắc"})

    assert "Thêm khu vực" in chief.get("/thao-tac/?who=chief&subject=zone/thon-bac").text
    assert "Thêm khu vực" not in chief.get("/thao-tac/?who=hoa").text.split("<table")[-1]
