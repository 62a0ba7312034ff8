"""Nothing in the repository ties it to the place where it was written."""

import re

from tests.house.sources import ROOT, files, modules, named

# Written in pieces, lest this file find itself.
HOSTS = ["py" + "pi.org", "python" + "hosted.org", "np" + "mjs.", "deb." + "debian.org", "security." + "debian.org"]
PLACES = ["/wo" + "rk/", "/ro" + "ot/", "/t" + "mp/", "/opt/py" + "pi", "/opt/whe" + "els"]


def lines_with(pieces: list[str]) -> list[str]:
    """Find every line that holds one of the pieces."""
    pattern = re.compile("|".join(re.escape(piece) for piece in pieces))
    return [
        f"{named(path)}:{number}"
        for path in files()
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_package_registry_is_named() -> None:
    assert lines_with(HOSTS) == []


def test_no_path_of_the_machine_it_was_written_on() -> None:
    assert lines_with(PLACES) == []


def test_nothing_that_set_up_fetches_is_committed() -> None:
    fetched = [named(path) for path in files() if re.search(r"node_modules/|static/vendor/|\.whl$", named(path))]

    assert fetched == []


def test_every_program_may_be_started() -> None:
    programs = [path for path in files() if path.read_bytes().startswith(b"#!")]

    assert ROOT / "loa" in programs
    assert [named(path) for path in programs if not path.stat().st_mode & 0o100] == []


def test_tests_use_fakes_and_no_mock() -> None:
    mocks = re.compile(r"^\s*(from|import) unittest", re.M)

    assert [named(path) for path in modules() if mocks.search(path.read_text())] == []
