"""Signing in and out, and forms that outlive a session."""

import re
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from content import queries
from station import accounts
from station.models import Person
from station.roles import Role
from tests.conftest import NOW, People
from tests.web.conftest import TEXT, SignIn

PASSWORD = "mat khau cua lan"


@pytest.fixture
def lan(session: Session) -> Person:
    person = accounts.add_person(session, "lan", PASSWORD, roles=[Role.EDITOR], now=NOW, full_name="Nguyễn Thị Lan")
    session.commit()
    return person


def field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"no field {name}"
    return unescape(found[1])


def enter(client: FlaskClient, password: str = PASSWORD, **more: str) -> str:
    page = client.get("/dang-nhap").text
    typed = {"csrf_token": field(page, "csrf_token"), "username": "lan", "password": password, **more}
    return client.post("/dang-nhap", data=typed, follow_redirects=True).text


def test_a_person_signs_in_and_out(app: Flask, lan: Person) -> None:
    client = app.test_client()

    inside = enter(client)
    client.post("/dang-xuat", data={"csrf_token": field(inside, "csrf_token")})

    assert "Chào Nguyễn Thị Lan" in inside
    assert client.get("/").status_code == 302


def test_five_wrong_passwords_lock_the_account(app: Flask, lan: Person) -> None:
    client = app.test_client()

    answers = [enter(client, "sai rồi") for _ in range(5)]

    assert all("không đúng" in answer for answer in answers)
    assert "thử lại sau 10 phút" in enter(client)


@pytest.mark.parametrize("back", ["https://x.example/", "//x.example/", "/\\x.example"])
def test_sign_in_leads_to_no_other_site(app: Flask, lan: Person, back: str) -> None:
    client = app.test_client()
    token = field(client.get("/dang-nhap").text, "csrf_token")
    typed = {"csrf_token": token, "username": "lan", "password": PASSWORD}

    answer = client.post("/dang-nhap", query_string={"next": back}, data=typed)

    assert answer.headers["Location"] == "/"


def test_sign_in_leads_back_to_the_page_that_was_asked_for(app: Flask, lan: Person) -> None:
    client = app.test_client()
    asked = client.get("/ban-tin/?q=tết")
    token = field(client.get(asked.headers["Location"]).text, "csrf_token")

    typed = {"csrf_token": token, "username": "lan", "password": PASSWORD}
    answer = client.post(asked.headers["Location"], data=typed, follow_redirects=True)

    assert answer.request.path == "/ban-tin/"


def test_a_form_posted_after_the_session_ended_is_sent_again_with_one_button(
    app: Flask, session: Session, lan: Person, zones: dict[str, int]
) -> None:
    client = app.test_client()
    typed = {"title": "Dọn vệ sinh", "text": TEXT, "zones": [str(zones["xa"]), str(zones["thon-tay"])], "pace": "1.2"}

    lost = client.post("/ban-tin/moi", data=typed)
    again = enter(client, carried=field(lost.text, "carried"))
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', again.split("<main")[1])
    client.post("/ban-tin/moi", data={name: [unescape(v) for n, v in fields if n == name] for name, _ in fields})

    assert lost.status_code == 401
    (kept,) = queries.announcements(session)
    assert (kept.current.title, kept.current.text, kept.current.pace) == ("Dọn vệ sinh", TEXT, 1.2)
    assert kept.zone_ids == sorted([zones["xa"], zones["thon-tay"]])


def test_a_form_with_another_sign_ins_token_is_offered_for_sending_again(
    app: Flask, browser: SignIn, people: People
) -> None:
    lan = browser(people.lan)

    answer = lan.client.post("/ban-tin/moi", data={"csrf_token": "cũ", "text": TEXT})

    assert answer.status_code == 400
    assert field(answer.text.split("<main")[1], "text") == TEXT


def test_a_form_from_another_site_is_not_offered_for_sending_again(app: Flask, browser: SignIn, people: People) -> None:
    lan = browser(people.lan)

    answer = lan.client.post("/ban-tin/moi", data={"text": TEXT}, headers={"Origin": "https://x.example"})

    assert answer.status_code == 400
    assert TEXT not in answer.text


def test_an_upload_after_the_session_ended_is_told_to_be_chosen_again(app: Flask, lan: Person) -> None:
    client = app.test_client()

    answer = client.post("/ban-tin/moi", data={"title": "x"}, content_type="multipart/form-data")

    assert answer.status_code == 401
    assert "chọn lại tệp" in answer.text


def test_a_stale_sign_in_page_keeps_the_name(app: Flask, lan: Person) -> None:
    answer = app.test_client().post("/dang-nhap", data={"username": "lan", "password": PASSWORD})

    assert answer.status_code == 400
    assert field(answer.text, "username") == "lan"


def test_a_new_password_ends_the_other_sessions(app: Flask, session: Session, browser: SignIn, lan: Person) -> None:
    inside = browser(lan)

    accounts.set_password(session, "lan", "một mật khẩu khác", now=NOW)
    session.commit()

    assert inside.get("/").status_code == 302


def test_a_page_that_polls_is_told_to_stop_when_the_session_ends(app: Flask, lan: Person) -> None:
    answer = app.test_client().get("/ban-tin/1/am-thanh", headers={"HX-Request": "true"})

    assert answer.status_code == 286
    assert "Đăng nhập lại" in answer.text
