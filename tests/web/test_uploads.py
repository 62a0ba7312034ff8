"""Sound files and documents brought in through the pages."""

import io
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfWriter
from sqlalchemy.orm import Session

from content import queries
from station.models import Person
from tests.conftest import People
from tests.web.conftest import TEXT, SignIn

ROLES = ["editor", "approver", "operator", "administrator", "inspector"]
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\0" * 64


def sent(data: bytes, name: str) -> tuple[io.BytesIO, str]:
    return io.BytesIO(data), name


def bomb() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<a>" + b" " * 400_000_000)
    return held.getvalue()


def locked_pdf() -> bytes:
    held, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("bí mật", algorithm="RC4-128")
    writer.write(held)
    return held.getvalue()


@pytest.mark.parametrize("role", ROLES)
def test_only_editors_bring_sound_in(
    session: Session, browser: SignIn, everybody: dict[str, Person], zones: dict[str, int], tmp_path: Path, role: str
) -> None:
    typed = {"title": "Nhạc hiệu", "form": "jingle", "zones": zones["xa"], "file": sent(WAV, "nhạc.wav")}

    answer = browser(everybody[role]).post("/tai-len/", typed)

    found = queries.announcements(session)
    kept = list((tmp_path / "uploads").glob("*"))
    if role == "editor":
        assert (answer.status_code, found[0].form, len(kept)) == (302, "jingle", 1)
    else:
        assert (answer.status_code, list(found), kept) == (403, [], [])


@pytest.mark.parametrize(
    ("data", "name"), [(b"", "rỗng.mp3"), (b"MZ\x90\x00" * 99, "giả.mp3"), (b"%PDF-1.7", "x.wav"), (b"text", "x.ogg")]
)
def test_a_file_that_is_no_sound_is_refused_beside_its_box(
    session: Session, browser: SignIn, people: People, zones: dict[str, int], data: bytes, name: str
) -> None:
    typed = {"title": "Chào xuân", "zones": zones["xa"], "source": "Đoàn xã", "file": sent(data, name)}

    answer = browser(people.lan).post("/tai-len/", typed)

    assert answer.status_code == 422
    assert 'id="file-wrong"' in answer.text
    assert all(f'value="{kept}"' in answer.text for kept in ("Chào xuân", "Đoàn xã"))
    assert not queries.announcements(session)


def test_no_file_at_all_is_said(browser: SignIn, people: People, zones: dict[str, int]) -> None:
    answer = browser(people.lan).post(
        "/tai-len/", {"title": "x", "zones": zones["xa"]}, content_type="multipart/form-data"
    )

    assert "Hãy chọn một tệp âm thanh" in answer.text


def test_a_file_taken_once_is_not_asked_for_again(
    session: Session, browser: SignIn, people: People, zones: dict[str, int]
) -> None:
    lan = browser(people.lan)
    refused = lan.post("/tai-len/", {"title": "", "zones": zones["xa"], "file": sent(WAV, "a.wav")})
    kept = refused.text.split('name="kept" value="')[1][:64]

    answer = lan.post("/tai-len/", {"title": "Có tên", "zones": zones["xa"], "kept": kept})

    assert (refused.status_code, answer.status_code) == (422, 302)
    assert queries.announcements(session)[0].current.upload_sha256 == kept


@pytest.mark.parametrize("kept", ["../../secret", "b" * 64, "x"])
def test_a_made_up_file_is_not_found(browser: SignIn, people: People, zones: dict[str, int], kept: str) -> None:
    answer = browser(people.lan).post("/tai-len/", {"title": "x", "zones": zones["xa"], "kept": kept})

    assert answer.status_code == 422


@pytest.mark.parametrize("role", ROLES)
def test_only_editors_bring_documents_in(browser: SignIn, everybody: dict[str, Person], role: str) -> None:
    answer = browser(everybody[role]).post("/nhap-van-ban/", {"file": sent(TEXT.encode(), "thông báo.txt")})

    assert answer.status_code == (200 if role == "editor" else 403)
    assert (TEXT in answer.text) is (role == "editor")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        pytest.param(b"", "rỗng.txt", id="empty"),
        pytest.param(b"text", "kế hoạch.xls", id="unknown"),
        pytest.param(bomb(), "bom.docx", id="bomb"),
        pytest.param(locked_pdf(), "khóa.pdf", id="locked"),
        pytest.param(b"PK\3\4", "x.txt", id="mislabelled"),
    ],
)
def test_a_document_that_cannot_be_read_is_refused_beside_its_box(
    browser: SignIn, people: People, data: bytes, name: str
) -> None:
    answer = browser(people.lan).post("/nhap-van-ban/", {"file": sent(data, name)})

    assert answer.status_code == 422
    assert 'id="file-wrong"' in answer.text


def test_each_ticked_passage_becomes_a_draft(
    session: Session, browser: SignIn, people: People, zones: dict[str, int]
) -> None:
    typed = {"heading": ["Một", "Hai", "Ba"], "passage": [TEXT, "Bỏ qua.", "Đoạn ba."], "passages": ["0", "2"]}

    answer = browser(people.lan).post("/nhap-van-ban/chon", {**typed, "zones": zones["xa"]})

    assert answer.status_code == 302
    assert {each.current.title for each in queries.announcements(session)} == {"Một", "Ba"}


@pytest.mark.parametrize("change", [{"passages": []}, {"zones": []}, {"passage": [TEXT, "📢", "Ba."]}])
def test_a_refused_choice_of_passages_writes_none_and_keeps_them_all(
    session: Session, browser: SignIn, people: People, zones: dict[str, int], change: dict[str, object]
) -> None:
    typed = {"heading": ["Một", "Hai", "Ba"], "passage": [TEXT, "Hai.", "Ba."], "passages": ["0", "1"]}

    answer = browser(people.lan).post("/nhap-van-ban/chon", {**typed, "zones": zones["xa"], **change})

    assert answer.status_code == 422
    assert TEXT in answer.text
    assert not queries.announcements(session)
