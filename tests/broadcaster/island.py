"""Another machine for tests: a network namespace at the end of a cable that can be pulled out. Needs root and `ip`."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

HERE, THERE = "198.51.100.1", "198.51.100.2"  # addresses for examples (RFC 5737)
FAR_LISTENER = Path(__file__).with_name("far_listener.py")


@dataclass(frozen=True)
class Island:
    """The other machine, by the names of its namespace and of our end of the cable."""

    name: str
    cable: str

    def pull(self) -> None:
        """Pull the cable out."""
        subprocess.run(["ip", "link", "set", self.cable, "down"], check=True)

    def plug(self) -> None:
        """Put the cable in again."""
        subprocess.run(["ip", "link", "set", self.cable, "up"], check=True)

    def run(self, *words: str) -> "subprocess.Popen[bytes]":
        """Start a program there."""
        command = ["ip", "netns", "exec", self.name, *words]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def listen(self, address: str, file: Path) -> "subprocess.Popen[bytes]":
        """Hear a stream there."""
        return self.run(sys.executable, str(FAR_LISTENER), address, str(file))


@contextmanager
def island() -> Iterator[Island]:
    """Another machine at THERE; we are HERE to it. Skips where namespaces may not be made."""
    if os.geteuid() != 0 or not shutil.which("ip"):
        pytest.skip("chỉ root, có chương trình ip, mới tách được mạng để thử ngắt")
    number = os.getpid() % 100_000
    there = Island(f"loa-test-{number}", f"loat{number}")
    far_end = f"loau{number}"
    if subprocess.run(["ip", "netns", "add", there.name], capture_output=True, check=False).returncode:
        pytest.skip("máy này không cho tạo không gian mạng riêng")
    try:
        if subprocess.run(_cable(there.cable, far_end), capture_output=True, check=False).returncode:
            pytest.skip("máy này không cho nối hai không gian mạng")
        _configure(there, far_end)
        yield there
    finally:
        subprocess.run(["ip", "netns", "del", there.name], capture_output=True, check=False)
        subprocess.run(["ip", "link", "del", there.cable], capture_output=True, check=False)


def _cable(near: str, far: str) -> list[str]:
    return ["ip", "link", "add", near, "type", "veth", "peer", "name", far]


def _configure(there: Island, far_end: str) -> None:
    inside = ["ip", "-n", there.name]
    for words in (
        ["ip", "link", "set", far_end, "netns", there.name],
        ["ip", "address", "add", f"{HERE}/30", "dev", there.cable],
        [*inside, "address", "add", f"{THERE}/30", "dev", far_end],
        [*inside, "link", "set", "lo", "up"],
        [*inside, "link", "set", far_end, "up"],
        ["ip", "link", "set", there.cable, "up"],
    ):
        subprocess.run(words, check=True)
