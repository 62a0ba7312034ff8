"""`loa test`: every check of the house with one command, ending on pytest's own closing line."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Need:
    """A program that some tests drive, and Debian's packages of it."""

    program: str
    package: str
    reason: str


NEEDS = [
    Need("gst-launch-1.0", "gstreamer1.0-tools gstreamer1.0-plugins-good", "nghe RTP bằng GStreamer"),
    Need("ip", "iproute2", "RTP qua cáp mạng ảo"),
    Need("aplay", "alsa-utils", "phát ra card âm thanh"),
    Need("chromium", "chromium", "mở trang web thật (các kiểm thử đánh dấu browser)"),
    Need("icecast2", "icecast2", "gửi tiếng tới một máy chủ Icecast thật"),
    Need("ffmpeg", "ffmpeg", "giải mã những gì Icecast phân phối"),
]


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def test(words: tuple[str, ...]) -> None:
    """Kiểm tra văn phong, kiểu, chiều nhập mô-đun rồi chạy pytest.

    Có WORDS thì chỉ chạy pytest, và WORDS được chuyển nguyên cho pytest.
    """
    install_needs()
    outcomes = [run_check(check) for check in ([] if words else checks())]
    outcomes.append(run_check(pytest_words(words)))
    sys.exit(first_failure(outcomes))


def checks() -> list[list[str]]:
    """Name the checks that come before the tests."""
    lint_imports = Path(sys.executable).with_name("lint-imports")
    return [[sys.executable, "-m", "ruff", "check", "."], [sys.executable, "-m", "mypy"], [str(lint_imports)]]


def pytest_words(words: tuple[str, ...]) -> list[str]:
    """Run two tests at a time, as many as the smallest machine has cores; a later -n of a person's wins."""
    return [sys.executable, "-m", "pytest", "-n", "2", *words]


def first_failure(codes: list[int]) -> int:
    """Tell the first exit code that is not nought, if there is one."""
    return next((code for code in codes if code), 0)


def run_check(words: list[str]) -> int:
    """Announce a check, run it in the root and return its exit code."""
    click.echo(f"== {Path(words[0]).name if len(words) == 1 else ' '.join(words[2:])}")
    return subprocess.run(words, cwd=ROOT, check=False).returncode


def install_needs() -> None:
    """Install the programs that tests drive, where that is allowed; say what is missing and what it skips."""
    missing = [need for need in NEEDS if not shutil.which(need.program)]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        _apt_install([package for need in missing for package in need.package.split()])
        missing = [need for need in NEEDS if not shutil.which(need.program)]
    for need in missing:
        click.echo(
            f"Thiếu {need.program}, sẽ bỏ qua kiểm thử {need.reason}; cài bằng: sudo apt-get install -y {need.package}"
        )


def _apt_install(packages: list[str]) -> None:
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        click.echo(f"== apt-get {' '.join(words)}")
        subprocess.run(["apt-get", "-qq", *words], env=quietly, check=False, stdout=subprocess.DEVNULL)
