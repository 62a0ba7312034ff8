"""The lexicon's page, and a word read another way from an announcement's own page."""

import io
from html import unescape

import pytest
from sqlalchemy.orm import Session

from content import lexicon
from content.models import Announcement
from station import audit
from station.models import Person
from tests.conftest import NOW, People
from tests.web.conftest import SHA, SignIn

ROLES = ["editor", "approver", "operator", "administrator", "inspector"]
HEADER = "written,spoken\n"


@pytest.fixture
def doubtful(session: Session, browser: SignIn, people: People, draft: Announcement) -> Announcement:
    """A draft whose text holds an expansion and a doubt."""
    typed = {"title": "Họp", "text": "UBND xã mời XYZQ, ngày 20/11.", "zones": draft.zone_ids}
    browser(people.lan).post(f"/ban-tin/{draft.id}/sua", typed)
    session.rollback()
    session.expire_all()
    draft.current.clip_sha256 = SHA
    session.commit()
    return draft


def table(text: str) -> dict[str, object]:
    return {"file": (io.BytesIO(text.encode()), "bang.csv")}


@pytest.mark.parametrize("role", ROLES)
def test_everybody_sees_the_lexicon_and_only_editors_change_it(
    session: Session, browser: SignIn, everybody: dict[str, Person], role: str
) -> None:
    someone = browser(everybody[role])

    statuses = [
        someone.post("/tu-dien/", {"written": "BQL", "spoken": "ban quản lý"}).status_code,
        someone.post("/tu-dien/nhap", table(HEADER + "HTX,hợp tác xã\n")).status_code,
        someone.post("/tu-dien/bo", {"written": "BQL"}).status_code,
    ]
    session.rollback()

    assert set(statuses) == {302 if role == "editor" else 403}
    assert lexicon.entries(session) == ({"HTX": "hợp tác xã"} if role == "editor" else {})
    assert ("hợp tác xã" in someone.get("/tu-dien/").text) is (role == "editor")


def test_a_refused_entry_stays_in_its_boxes(browser: SignIn, people: People) -> None:
    answer = browser(people.lan).post("/tu-dien/", {"written": "BQL" * 4000, "spoken": "ban quản lý"})

    assert answer.status_code == 422
    assert 'id="written-wrong"' in answer.text
    assert 'value="ban quản lý"' in answer.text


def test_a_bad_table_is_refused_by_its_line(session: Session, browser: SignIn, people: People) -> None:
    answer = browser(people.lan).post("/tu-dien/nhap", table(HEADER + "HTX,hợp tác xã\nBQL,BQL\n"))
    session.rollback()

    assert answer.status_code == 422
    assert "dòng 3" in answer.text
    assert lexicon.entries(session) == {}


def test_what_was_given_out_can_be_brought_in(browser: SignIn, people: People) -> None:
    lan = browser(people.lan)
    lan.post("/tu-dien/", {"written": "BQL", "spoken": "ban quản lý"})

    given = lan.get("/tu-dien/tu-dien-doc.csv").text
    lan.post("/tu-dien/bo", {"written": "BQL"})
    lan.post("/tu-dien/nhap", table(given))

    assert lan.get("/tu-dien/tu-dien-doc.csv").text == given == "\ufeff" + HEADER + "BQL,ban quản lý\n"


def test_entries_are_found_by_either_side(session: Session, browser: SignIn, people: People) -> None:
    lexicon.teach(session, "BQL", "ban quản lý", by=people.lan, now=NOW)
    session.commit()

    pages = {
        words: browser(people.lan).get("/tu-dien/", query_string={"q": words}).text for words in ("bql", "quản", "x")
    }

    assert [words for words, page in pages.items() if "<strong>BQL</strong>" in page] == ["bql", "quản"]


def test_a_marked_word_offers_its_candidates_and_both_ways(
    browser: SignIn, people: People, doubtful: Announcement
) -> None:
    page = unescape(browser(people.lan).get(f"/ban-tin/{doubtful.id}").text)

    assert 'name="written" value="XYZQ"' in page
    assert 'name="written" value="20/11"' in page or 'value="ngày 20/11"' in page
    assert 'name="do" value="once"' in page and 'name="do" value="always"' in page


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("do", ["once", "always"])
def test_only_editors_change_how_a_word_is_read(
    session: Session,
    browser: SignIn,
    everybody: dict[str, Person],
    doubtful: Announcement,
    role: str,
    do: str,
) -> None:
    typed = {"written": "XYZQ", "candidate": "ban quản lý", "spoken": "", "do": do}

    answer = browser(everybody[role]).post(f"/ban-tin/{doubtful.id}/doc-la", typed)
    session.rollback()
    session.expire_all()

    done = {"once": ({"XYZQ": "ban quản lý"}, {}), "always": ({}, {"XYZQ": "ban quản lý"})}[do]
    assert answer.status_code == (302 if role == "editor" else 403)
    assert (doubtful.current.readings, lexicon.entries(session)) == (done if role == "editor" else ({}, {}))


def test_no_form_is_offered_to_those_who_may_not_write(browser: SignIn, people: People, doubtful: Announcement) -> None:
    page = browser(people.hung).get(f"/ban-tin/{doubtful.id}").text

    assert "/doc-la" not in page
    assert "/doc-lai" not in page
    assert "ủy ban nhân dân" in page


def test_what_was_typed_outranks_a_candidate(
    session: Session, browser: SignIn, people: People, doubtful: Announcement
) -> None:
    typed = {"written": "XYZQ", "candidate": "ban quản lý", "spoken": "chợ huyện", "do": "once"}

    browser(people.lan).post(f"/ban-tin/{doubtful.id}/doc-la", typed)
    session.rollback()
    session.expire_all()

    assert doubtful.current.readings == {"XYZQ": "chợ huyện"}


def test_a_refused_reading_stays_in_its_boxes(browser: SignIn, people: People, doubtful: Announcement) -> None:
    typed = {"written": "KHÔNG CÓ", "spoken": "chợ huyện", "do": "once"}

    answer = browser(people.lan).post(f"/ban-tin/{doubtful.id}/doc-la", typed)

    assert answer.status_code == 422
    assert "Không thấy «KHÔNG CÓ»" in answer.text
    assert 'value="chợ huyện"' in answer.text


def test_an_own_reading_is_shown_and_can_be_given_up(
    session: Session, browser: SignIn, people: People, doubtful: Announcement
) -> None:
    lan = browser(people.lan)
    lan.post(f"/ban-tin/{doubtful.id}/doc-la", {"written": "XYZQ", "spoken": "chợ huyện", "do": "once"})
    shown = lan.get(f"/ban-tin/{doubtful.id}").text

    lan.post(f"/ban-tin/{doubtful.id}/doc-theo-quy-tac", {"written": "XYZQ"})
    session.rollback()
    session.expire_all()

    assert "Cách đọc riêng của bản tin này" in shown
    assert doubtful.current.readings == {}


def test_a_reading_that_changed_since_is_told_and_can_be_voiced_again(
    session: Session, browser: SignIn, people: People, doubtful: Announcement
) -> None:
    subject, lan = f"announcement/{doubtful.id}", browser(people.lan)
    audit.record(session, "loa", "voiced", subject, now=NOW, clip=SHA, reading="0" * 64)
    session.commit()

    told = lan.get(f"/ban-tin/{doubtful.id}").text
    answer = lan.post(f"/ban-tin/{doubtful.id}/doc-lai")
    session.rollback()
    session.expire_all()

    assert "Cách đọc hôm nay đã khác" in told
    assert (answer.status_code, doubtful.current.clip_sha256) == (302, None)


def test_nothing_is_voiced_again_on_the_desk(browser: SignIn, people: People, submitted: Announcement) -> None:
    lan = browser(people.lan)

    assert "/doc-lai" not in lan.get(f"/ban-tin/{submitted.id}").text
    assert lan.post(f"/ban-tin/{submitted.id}/doc-lai").status_code == 422
