"""A network of our own: two namespaces and one cable, where the system lets us make them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen

from station.settings import PROJECT

HERE, THERE = "10.254.77.1", "10.254.77.2"


@dataclass(frozen=True)
class Side:
    """One end of the cable: its namespace, its interface, its address."""

    space: str
    interface: str
    address: str
    programs: list["Popen[str]"] = field(default_factory=list)

    def start(self, *words: str, into: Path | None = None) -> "Popen[str]":
        """Start a program at this end, which prints into a file; it is ended with the cable, if not by itself."""
        with (into or Path(os.devnull)).open("wb") as target:
            program = Popen(["ip", "netns", "exec", self.space, *words], cwd=PROJECT, text=True, stdout=target)
        self.programs.append(program)
        return program

    def end(self) -> None:
        """End what still runs here, and take the namespace away."""
        for program in self.programs:
            with program:
                program.kill()
        subprocess.run(["ip", "netns", "del", self.space], capture_output=True, check=False)

    def python(self, module: str, *words: str, into: Path | None = None) -> "Popen[str]":
        """Start a module of ours at this end."""
        return self.start(sys.executable, "-m", module, *words, into=into)

    def link(self, state: str) -> None:
        """Set the link up or down."""
        run(["ip", "-n", self.space, "link", "set", self.interface, state])


def why_not() -> str:
    """Return why no network can be made here; empty when it can."""
    if not shutil.which("ip"):
        return "thiếu chương trình ip (gói iproute2)"
    probe = f"loa-probe-{os.getpid()}"
    if subprocess.run(["ip", "netns", "add", probe], capture_output=True, check=False).returncode:
        return "máy này không cho tạo không gian mạng (ip netns)"
    run(["ip", "netns", "del", probe])
    return ""


@contextmanager
def cable() -> Iterator[tuple[Side, Side]]:
    """Lay a cable between two namespaces, and take all of it away in the end."""
    number = os.getpid()
    sides = (Side(f"loa-a-{number}", f"lxa{number}", HERE), Side(f"loa-b-{number}", f"lxb{number}", THERE))
    try:
        for side in sides:
            run(["ip", "netns", "add", side.space])
        ends = [[side.interface, "netns", side.space] for side in sides]
        run(["ip", "link", "add", *ends[0], "type", "veth", "peer", "name", *ends[1]])
        for side in sides:
            run(["ip", "-n", side.space, "addr", "add", f"{side.address}/24", "dev", side.interface])
            six = f"2001:db8:77::{side.address[-1]}/64"
            run(["ip", "-n", side.space, "addr", "add", six, "dev", side.interface, "nodad"])
            side.link("up")
            run(["ip", "-n", side.space, "link", "set", "lo", "up"])
            run(["ip", "-n", side.space, "route", "add", "224.0.0.0/4", "dev", side.interface])
        yield sides
    finally:
        for side in sides:
            side.end()


def run(words: Sequence[str]) -> None:
    """Run a command that must succeed."""
    subprocess.run(words, check=True)
