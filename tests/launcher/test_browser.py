"""The browser libraries are on the shelf before the first page, and never a reason to stay silent."""

import json

from tests.launcher.miniature import House


def test_libraries_are_put_on_the_shelf_under_the_names_pages_use(house: House) -> None:
    house.start("run")

    shelf = house.root / "web" / "static" / "vendor"
    assert (shelf / "css" / "paint.css").read_text() == "body {}"
    assert json.loads((shelf / "manifest.json").read_text())["libraries"] == [
        {"name": "paint", "version": "1.0", "licence": "MIT", "files": ["css/paint.css"]}
    ]


def test_scripts_of_libraries_are_never_run(house: House) -> None:
    house.start("run")

    [words] = house.calls("npm")
    assert words[0] == "ci" and "--ignore-scripts" in words


def test_a_command_without_pages_fetches_no_library(house: House) -> None:
    house.start("read")

    assert house.calls("npm") == []


def test_a_changed_list_replaces_the_shelf(house: House) -> None:
    house.start("run")
    package = json.loads((house.root / "package.json").read_text())
    (house.root / "package.json").write_text(json.dumps({**package, "vendor": {"paint.css": "paint/paint.css"}}))

    house.start("run")

    shelf = house.root / "web" / "static" / "vendor"
    assert sorted(path.name for path in shelf.iterdir()) == ["manifest.json", "paint.css"]


def test_the_station_starts_without_its_libraries_and_says_so_once(house: House) -> None:
    (house.bench / "mood").write_text("npm fails")

    start = house.start("run")

    assert start.returncode == 0
    assert start.stderr.count("Chưa tải được thư viện giao diện") == 1


def test_an_account_that_may_not_write_here_still_starts_a_ready_station(house: House) -> None:
    house.start("read")
    (house.root / ".venv.lock").unlink()
    (house.root / ".venv.lock").mkdir()  # no account, not even root, can open this for writing

    start = house.start("run")

    assert start.returncode == 0
    assert "Chưa tải được thư viện giao diện" in start.stderr


def test_an_account_that_may_not_write_here_is_told_who_may(house: House) -> None:
    (house.root / ".venv.lock").mkdir()

    start = house.start("run")

    assert start.returncode == 1
    assert start.stderr.startswith("Không ghi được vào ")
