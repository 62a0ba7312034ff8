"""Recordings on the pages: found by day, heard by range, taken away, and no way to another file."""

from pathlib import Path

import pytest

from broadcaster.outputs.aircheck.pieces import folder_of
from content.airformat import SPEECH, silent_frame
from tests.conftest import People
from tests.web.conftest import SignIn

NAME = "2026-11-22_05-00-00.mp3"
SOUND = silent_frame(SPEECH) * 2500  # a minute


@pytest.fixture
def folder(tmp_path: Path, zones: dict[str, int]) -> Path:
    folder = folder_of(tmp_path, "xa")
    folder.mkdir(parents=True)
    for name in (
        NAME,
        "2026-11-22_06-00-00.mp3",
        "2026-11-20_06-00-00.mp3",
        "2026-11-22_bo-doi.mp3",
        "2026-99-99_00-00-00.mp3",
    ):
        (folder / name).write_bytes(SOUND)
    return folder


@pytest.mark.parametrize(
    ("asked", "shown", "hidden"),
    [
        ("", ["05:00:00", "06:00:00", "1 phút 00 giây"], ["bo-doi"]),
        ("?khu-vuc=xa&ngay=2026-11-20", ["06:00:00", "Ngày sau"], ["05:00:00"]),
        ("?khu-vuc=xa&ngay=2026-11-21", ["Không có bản ghi nào", "Ngày trước", "Ngày sau"], ["<audio"]),
        ("?khu-vuc=khong-co", ["05:00:00"], []),
    ],
)
def test_a_day_shows_its_recordings(
    browser: SignIn, people: People, folder: Path, asked: str, shown: list[str], hidden: list[str]
) -> None:
    page = browser(people.minh).get(f"/ban-ghi/{asked}").text

    assert [word for word in shown if word not in page] == []
    assert [word for word in hidden if word in page] == []


def test_a_station_without_recordings_says_how_to_get_some(
    browser: SignIn, people: People, zones: dict[str, int]
) -> None:
    assert "Chưa có bản ghi nào" in browser(people.minh).get("/ban-ghi/").text


def test_a_day_that_is_none_is_refused_beside_its_box(browser: SignIn, people: People, folder: Path) -> None:
    answer = browser(people.minh).get("/ban-ghi/?ngay=mai")

    assert answer.status_code == 422
    assert 'id="ngay-wrong"' in answer.text


def test_a_recording_is_sent_by_range(browser: SignIn, people: People, folder: Path) -> None:
    with browser(people.minh).get(f"/ban-ghi/xa/{NAME}", headers={"Range": "bytes=100-199"}) as answer:
        heard = answer.data

    assert (answer.status_code, heard) == (206, SOUND[100:200])
    assert answer.headers["Content-Range"] == f"bytes 100-199/{len(SOUND)}"


def test_a_recording_that_grows_meanwhile_is_sent_as_it_was(browser: SignIn, people: People, folder: Path) -> None:
    with browser(people.minh).get(f"/ban-ghi/xa/{NAME}", buffered=False) as answer:
        with (folder / NAME).open("ab") as file:
            file.write(SOUND)
        heard = answer.data

    assert answer.content_length == len(SOUND)
    assert heard == SOUND


def test_a_recording_is_taken_away_under_a_name_that_says_where_and_when(
    browser: SignIn, people: People, folder: Path
) -> None:
    with browser(people.minh).get(f"/ban-ghi/xa/{NAME}?tai=1") as answer:
        named = answer.headers["Content-Disposition"]

    assert named == f'attachment; filename="xa_{NAME}"'


@pytest.mark.parametrize("path", ["xa/2026-11-22_bo-doi.mp3", "xa/..%2F..%2Fstation.db", "khong/" + NAME, "../xa/x"])
def test_nothing_else_is_ever_sent(browser: SignIn, people: People, folder: Path, path: str) -> None:
    assert browser(people.minh).get(f"/ban-ghi/{path}").status_code == 404
