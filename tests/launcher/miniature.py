"""A house in miniature: the real launcher, a `loa.py` that tells what it was given, and a fake uv and npm on PATH.

The fakes write down each call, and do what the file `mood` tells them: fail, or wait half-way for the file `go`.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]

LOA = """
import json, os, sys
try:
    import installed
    print(json.dumps({"words": sys.argv[1:], "folder": os.getcwd(), "whole": installed.whole}))
except ImportError:
    sys.exit("half a house")
"""

FAKE = """#!{python}
import json, pathlib, sys, time
words, bench = sys.argv[1:], pathlib.Path({bench!r})
with (bench / "calls").open("a") as calls:
    calls.write(json.dumps(["{name}", *words]) + "\\n")
mood = (bench / "mood").read_text() if (bench / "mood").exists() else ""
if mood == "{name} fails":
    sys.exit(1)
print("something that no command said")
"""

FAKE_UV = (
    FAKE
    + """
environment = pathlib.Path(words[words.index("--python") + 1]).parent.parent
target = next(environment.glob("lib/python*/site-packages"))
(target / "half").touch()
if mood == "uv waits":
    (bench / "waiting").touch()
    while not (bench / "go").exists():
        time.sleep(0.01)
(target / "installed.py").write_text("whole = True")
"""
)

FAKE_NPM = (
    FAKE
    + """
paint = pathlib.Path("node_modules/paint")
paint.mkdir(parents=True)
(paint / "package.json").write_text('{{"license": "MIT"}}')
(paint / "paint.css").write_text("body {{}}")
"""
)


@dataclass(frozen=True)
class House:
    """A miniature house and the bench its fakes write on."""

    root: Path
    bench: Path

    def words(self, *words: str) -> list[str]:
        """Say how the launcher is typed."""
        return [sys.executable, str(self.root / "loa"), *words]

    @property
    def settings(self) -> dict[str, str]:
        """Give an environment where the fakes are found first."""
        return {**os.environ, "PATH": f"{self.bench}:{os.environ['PATH']}", "PIP_NO_INDEX": "1"}

    def start(self, *words: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Start the launcher and wait for what it becomes."""
        return subprocess.run(
            self.words(*words), cwd=folder, env=self.settings, capture_output=True, text=True, check=False
        )

    @contextmanager
    def begin(self, *words: str) -> Iterator[subprocess.Popen[str]]:
        """Start the launcher and do not wait, but see to it that it ends.

        It hears a person's interruption, though tests started in the background of a shell do not.
        """
        command, heard = self.words(*words), _hear_interruptions
        with subprocess.Popen(command, env=self.settings, stderr=subprocess.PIPE, text=True, preexec_fn=heard) as start:
            try:
                yield start
            finally:
                start.kill()

    def calls(self, name: str) -> list[list[str]]:
        """Read what a fake was asked to do."""
        log = self.bench / "calls"
        lines = log.read_text().splitlines() if log.exists() else []
        return [call[1:] for line in lines if (call := json.loads(line))[0] == name]


def _hear_interruptions() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def build_house(folder: Path) -> House:
    """Build the miniature in an empty folder."""
    house = House(folder / "house", folder / "bench")
    house.bench.mkdir()
    shutil.copytree(ROOT / "deploy" / "launcher", house.root / "deploy" / "launcher")
    shutil.copy(ROOT / "loa", house.root)
    (house.root / "loa.py").write_text(LOA)
    (house.root / "requirements.lock").write_text("a lock")
    (house.root / "requirements-dev.lock").write_text("a longer lock")
    package = {"dependencies": {"paint": "1.0"}, "vendor": {"css/paint.css": "paint/paint.css"}}
    (house.root / "package.json").write_text(json.dumps(package))
    (house.root / "package-lock.json").write_text("{}")
    for name, text in {"uv": FAKE_UV, "npm": FAKE_NPM}.items():
        (house.bench / name).write_text(text.format(name=name, bench=str(house.bench), python=sys.executable))
        (house.bench / name).chmod(0o755)
    return house
