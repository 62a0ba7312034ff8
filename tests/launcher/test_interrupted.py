"""A start that is killed, doubled or refused leaves a house that the next start puts right."""

import signal
import time
from pathlib import Path

from tests.launcher.miniature import House


def wait_for(file: Path) -> None:
    """Wait for a fake to come to a certain point."""
    for _ in range(2000):
        if file.exists():
            return
        time.sleep(0.01)
    raise AssertionError(f"{file.name} never came")


def test_killed_half_way_the_house_is_begun_again(house: House) -> None:
    (house.bench / "mood").write_text("uv waits")
    with house.begin("read") as killed:
        wait_for(house.bench / "waiting")
        killed.kill()
        (house.bench / "mood").unlink()

        with house.begin("read") as second:
            first_words = second.stderr.readline() if second.stderr else ""
            (house.bench / "go").touch()
            code = second.wait(20)

    assert "Đang đợi" in first_words  # for the installer that outlived its launcher
    assert (code, len(house.calls("uv"))) == (0, 2)


def test_what_an_unfinished_start_left_is_swept_away(house: House) -> None:
    (house.root / ".venv" / "lib").mkdir(parents=True)
    (house.root / ".venv" / "lib" / "half").touch()
    (house.root / ".venv.work").mkdir()

    start = house.start("read")

    assert start.returncode == 0
    assert not (house.root / ".venv" / "lib" / "half").exists()
    assert not (house.root / ".venv.work").exists()


def test_two_starts_at_once_install_once(house: House) -> None:
    (house.bench / "mood").write_text("uv waits")

    with house.begin("read") as one:
        wait_for(house.bench / "waiting")
        with house.begin("read") as other:
            first_words = other.stderr.readline() if other.stderr else ""
            (house.bench / "go").touch()
            codes = [one.wait(20), other.wait(20)]

    assert "Đang đợi" in first_words
    assert (codes, len(house.calls("uv"))) == ([0, 0], 1)


def test_interrupted_by_a_person_it_says_so_in_one_line(house: House) -> None:
    (house.bench / "mood").write_text("uv waits")

    with house.begin("read") as start:
        wait_for(house.bench / "waiting")
        start.send_signal(signal.SIGINT)
        _, words = start.communicate(timeout=20)

    assert start.returncode == 130
    assert "Traceback" not in words and "Đã dừng" in words


def test_an_environment_whose_python_was_replaced_is_made_again(house: House) -> None:
    house.start("read")
    stamp = house.root / ".venv" / "loa-stamp"
    stamp.write_text("/an/older/python\n" + stamp.read_text().split("\n", 1)[1])

    house.start("read")

    assert len(house.calls("uv")) == 2


def test_an_environment_lent_by_a_link_is_left_as_it_was(house: House, tmp_path: Path) -> None:
    lent = tmp_path / "lent"
    lent.mkdir()
    (lent / "loa-stamp").write_text("theirs")
    (house.root / ".venv").symlink_to(lent)

    start = house.start("read")

    assert start.returncode == 0
    assert (lent / "loa-stamp").read_text() == "theirs"


def test_a_failed_installation_is_one_sentence(house: House) -> None:
    (house.bench / "mood").write_text("uv fails")
    (house.root / "requirements.lock").write_text("no-such-package==1 --hash=sha256:" + "0" * 64)

    start = house.start("read")

    assert start.returncode == 1
    assert start.stdout == ""
    assert start.stderr.splitlines()[-1].startswith("Không cài được các thư viện trong requirements.lock")
