"""The first start makes the house ready, and every later one finds it so."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

from tests.launcher.miniature import House


def test_first_start_prepares_the_house_and_becomes_the_command(house: House, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()

    start = house.start("run", "--port", "80", "-x", folder=elsewhere)

    assert json.loads(start.stdout) == {"words": ["run", "--port", "80", "-x"], "folder": str(elsewhere), "whole": True}


def test_every_package_is_held_to_its_hash_and_never_built(house: House) -> None:
    house.start("read")

    [words] = house.calls("uv")
    assert {"--require-hashes", "--only-binary=:all:"} <= set(words)


def test_second_start_asks_nobody_for_anything(house: House) -> None:
    house.start("run")
    calls = (house.bench / "calls").read_text()

    second = house.start("run")

    assert (house.bench / "calls").read_text() == calls
    assert second.stderr == ""


def test_second_start_costs_under_a_fifth_of_a_second(house: House) -> None:
    house.start("run")

    program = subprocess.Popen(house.words("run"), env=house.settings, stdout=subprocess.DEVNULL)
    _, code, usage = os.wait4(program.pid, 0)
    program.returncode = code

    assert code == 0
    assert usage.ru_utime + usage.ru_stime < 0.2  # of a processor, so that a busy machine does not decide


def test_launcher_works_through_a_symlink(house: House, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    link = tmp_path / "bin" / "loa"
    link.symlink_to(house.root / "loa")

    start = subprocess.run([sys.executable, link, "read"], env=house.settings, capture_output=True, check=False)

    assert start.returncode == 0
    assert (house.root / ".venv" / "loa-stamp").exists()


def test_a_changed_lock_is_installed_again(house: House) -> None:
    house.start("read")
    (house.root / "requirements.lock").write_text("a newer lock")

    house.start("read")

    assert len(house.calls("uv")) == 2


def test_tests_take_the_longer_lock_and_the_station_is_content_with_it(house: House) -> None:
    house.start("test")

    house.start("run")

    [words] = house.calls("uv")
    assert str(house.root / "requirements-dev.lock") in words


def test_the_file_at_the_door_is_readable_by_a_python_too_old_for_the_rest(house: House) -> None:
    source = (house.root / "loa").read_text()

    door = ast.parse(source, feature_version=(3, 6))

    assert isinstance(door.body[2], ast.If)  # after the docstring and `import sys`, before any import of ours
