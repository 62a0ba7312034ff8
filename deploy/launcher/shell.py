"""The launcher's own tools: a voice, other programs, and a workshop that only one start may use at a time."""

import fcntl
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Self

HEARTBEAT_SECONDS = 10.0  # a person at the keyboard must see that a slow network is not a dead one


class CannotPrepare(Exception):
    """The set-up cannot go on; its text is one sentence that says what to do."""


class CannotWrite(CannotPrepare):
    """The folder belongs to somebody else and is not ready yet."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"Không ghi được vào {folder}: hãy chạy ./loa một lần bằng tài khoản sở hữu thư mục này. "
            "(Run ./loa once as the owner of this folder.)"
        )


def say(line: str) -> None:
    """Tell the person on the error stream: standard output belongs to the command that follows."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


class Workshop:
    """A scratch folder in the root for one start at a time, and for any program that start leaves running."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".venv.work"

    def __enter__(self) -> Self:
        """Wait for any other start to end, then clear what an interrupted one left."""
        try:
            self._lock: IO[str] = (self.root / ".venv.lock").open("w")
            self._wait()
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir()
        except OSError:
            raise CannotWrite(self.root) from None
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self._lock.close()

    def _wait(self) -> None:
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Đang đợi một lần cài đặt khác xong… (Waiting for another set-up to finish.)")
            fcntl.flock(self._lock, fcntl.LOCK_EX)

    def run(
        self,
        words: Sequence[str | Path],
        *,
        settings: Mapping[str, str] | None = None,
        folder: Path | None = None,
        seconds: float = 1800,
    ) -> bool:
        """Run a program, its words on the error stream, for at most some seconds; say whether it went well.

        It inherits the lock: if this start is killed and the program lives on, the next start waits for it.
        """
        try:
            program = subprocess.Popen(
                [str(word) for word in words],
                env={**os.environ, **(settings or {})},
                cwd=folder or self.folder,
                stdin=subprocess.DEVNULL,
                stdout=sys.stderr,
                pass_fds=[self._lock.fileno()],
            )
        except OSError:
            return False
        return _wait_aloud(program, seconds) == 0


def _wait_aloud(program: subprocess.Popen[bytes], seconds: float) -> int:
    started = time.monotonic()
    try:
        while (passed := time.monotonic() - started) < seconds:
            try:
                return program.wait(HEARTBEAT_SECONDS)
            except subprocess.TimeoutExpired:
                say(f"  … vẫn đang làm, đã {passed + HEARTBEAT_SECONDS:.0f} giây (still working)")
    finally:
        program.kill()  # out of time, or interrupted by a person; no harm to one that has ended
        program.wait()
    return program.returncode
