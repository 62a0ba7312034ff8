"""The Python environment `.venv`: made beside the launcher from a hashed lock, trusted only when stamped."""

import hashlib
import os
import shutil
import sys
from pathlib import Path

from deploy.launcher import installer
from deploy.launcher.shell import CannotPrepare, Workshop, say

LOCKS = ("requirements.lock", "requirements-dev.lock")  # each holds all of the one before
FOR_DEVELOPERS = {"test", "bench"}


class NoEnvironment(CannotPrepare):
    """This Python cannot make a virtual environment."""

    def __init__(self) -> None:
        super().__init__(
            "Python của máy này thiếu mô-đun venv: "
            "hãy gõ «sudo apt-get install -y python3-venv» rồi chạy lại ./loa. "
            "(The venv module is missing; type the command above, then ./loa again.)"
        )


def lock_for(root: Path, command: str) -> Path:
    """Name the lock that a command needs."""
    return root / LOCKS[command in FOR_DEVELOPERS]


def python_of(root: Path) -> Path:
    """Name the environment's Python."""
    return root / ".venv" / "bin" / "python"


def is_ready(root: Path, lock: Path) -> bool:
    """Say whether `.venv` was made to its end from this lock, with the Python that is still there."""
    try:
        python, *held = _stamp_of(root).read_text().split("\n")
        return str(python_of(root).resolve(strict=True)) == python and _digest(lock) in held
    except OSError:
        return False


def make(workshop: Workshop, lock: Path) -> None:
    """Make `.venv` hold what the lock names; stamped last, so that an interrupted making is begun again."""
    root = workshop.root
    if is_ready(root, lock):
        return
    say("Đang cài thư viện Python vào .venv, lần đầu tải khoảng 80 MB… (Installing Python packages.)")
    stamp = _stamp_of(root)
    if stamp.exists() and not stamp.parent.is_symlink():
        stamp.unlink()
    else:
        _create(workshop)
    installer.install(workshop, python_of(root), lock)
    os.sync()  # a power cut must not leave a stamp on a disk that lacks what it vouches for
    held = [_digest(root / name) for name in LOCKS[: LOCKS.index(lock.name) + 1]]
    stamp.write_text("\n".join([str(python_of(root).resolve()), *held]))


def _create(workshop: Workshop) -> None:
    venv = workshop.root / ".venv"
    if venv.is_symlink():
        venv.unlink()  # what it points to is somebody else's
    elif venv.exists():
        shutil.rmtree(venv)
    python = getattr(sys, "_base_executable", sys.executable)
    if not workshop.run([python, "-m", "venv", "--without-pip", venv]):
        raise NoEnvironment()


def _stamp_of(root: Path) -> Path:
    return root / ".venv" / "loa-stamp"


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
