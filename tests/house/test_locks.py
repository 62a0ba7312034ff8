"""The locks: names, versions and hashes of everything, nobody's address, and no drift from what is asked for."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.house.sources import ROOT, files, named

LAUNCHER = ROOT / "deploy" / "launcher"
LOCKS = [path for path in files() if re.fullmatch(r"requirements.*\.lock", path.name)]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PACKAGE = json.loads((ROOT / "package.json").read_text())
PACKAGE_LOCK = json.loads((ROOT / "package-lock.json").read_text())

STATION = PROJECT["project"]["dependencies"]
GROUPS = PROJECT["dependency-groups"]
ASKED_FOR = {
    ROOT / "requirements.lock": STATION,
    ROOT / "requirements-dev.lock": STATION + GROUPS["dev"],
    LAUNCHER / "requirements-uv.lock": GROUPS["uv"],
    LAUNCHER / "requirements-node.lock": GROUPS["node"],
}


def entries(lock: Path) -> list[str]:
    """Give each requirement of a lock on one line, comments gone."""
    lines = [line for line in lock.read_text().splitlines() if not line.lstrip().startswith("#")]
    return "\n".join(lines).replace("\\\n", " ").splitlines()


def requirements(lock: Path) -> list[Requirement]:
    """Read what a lock requires."""
    return [Requirement(entry.split("--hash")[0]) for entry in entries(lock)]


@pytest.mark.parametrize("lock", LOCKS, ids=named)
def test_a_lock_is_exact_and_hashed_and_names_no_address(lock: Path) -> None:
    exact = re.compile(r"\S+==\S+ .*--hash=sha256:[0-9a-f]{64}")

    assert entries(lock)
    assert [entry for entry in entries(lock) if not exact.match(entry)] == []
    assert "://" not in lock.read_text()


@pytest.mark.parametrize("lock", LOCKS, ids=named)
def test_a_lock_holds_what_the_project_asks_for(lock: Path) -> None:
    locked = [(found.name, next(iter(found.specifier)).version) for found in requirements(lock)]

    unmet = [
        asked
        for asked in map(Requirement, ASKED_FOR[lock])
        if not any(name == asked.name and version in asked.specifier for name, version in locked)
    ]

    assert unmet == []


def test_the_developers_lock_holds_the_whole_of_the_stations() -> None:
    station, developers = ({str(found) for found in requirements(lock)} for lock in list(ASKED_FOR)[:2])

    assert station <= developers  # the launcher takes one for the other


def test_browser_libraries_are_exact_and_hashed_and_name_no_address() -> None:
    root, *packages = PACKAGE_LOCK["packages"].values()

    assert root["dependencies"] == PACKAGE["dependencies"]
    assert [package for package in packages if not package["integrity"].startswith("sha512-")] == []
    assert "://" not in json.dumps(PACKAGE_LOCK)


def test_every_file_for_browsers_comes_from_an_exact_dependency() -> None:
    exact = [name for name, version in PACKAGE["dependencies"].items() if re.fullmatch(r"[\d.]+", version)]

    strays = [file for file in PACKAGE["vendor"].values() if not file.startswith(tuple(f"{name}/" for name in exact))]

    assert strays == []
