"""How exactly official Vietnamese is read: our own cases, the yardstick beside the project, and whole plans."""

import json
import os
import subprocess
import sys
from pathlib import Path

import click

from content.wording.reading import read
from station.settings import PROJECT

CASES = PROJECT / "tests" / "content" / "wording" / "cases.jsonl"
SHARED = PROJECT.parent / "shared"


def main() -> None:
    """Print the share of exact readings, and the doubts in the two plans."""
    if not (SHARED / "speech").is_dir():
        click.echo("Không có thước đo ../shared bên cạnh dự án; bỏ qua norm_dev và hai bản kế hoạch.")
        return
    for arguments in ([], ["--strict"]):
        click.echo(f"norm_dev {' '.join(arguments)}: {_judged(SHARED / 'speech' / 'norm_dev.jsonl', arguments)}")
    click.echo(f"trường hợp tự viết ({len(CASES.read_text('utf-8').splitlines())}): {_judged(_as_gold(), [])}")
    for plan in sorted((SHARED / "plans").iterdir()):
        reading = read(plan.read_text("utf-8"))
        click.echo(f"{plan.name}: {len(reading.sentences)} câu, {len(reading.doubts)} chỗ nhờ người xem lại")


def _judged(gold: Path, arguments: list[str]) -> str:
    command = [sys.executable, str(SHARED / "speech" / "norm_eval.py"), str(gold), "content.wording.reading:spoken"]
    environ = os.environ | {"PYTHONPATH": str(PROJECT)}
    done = subprocess.run([*command, *arguments], env=environ, capture_output=True, text=True, check=True)
    return next(line for line in reversed(done.stdout.splitlines()) if line.startswith("ALL"))


def _as_gold() -> Path:
    """Return our cases where the yardstick can read them: the shape is its own."""
    first = json.loads(CASES.read_text("utf-8").splitlines()[0])
    assert {"id", "written", "spoken", "kind"} <= set(first)
    return CASES
