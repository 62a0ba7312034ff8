"""What a station costs while it is silent: memory of all its processes, and processor time.

Memory is PSS (proc_pid_smaps(5)): a page that several processes share counts once.
"""

import os
import time
from pathlib import Path

import click

from bench.rig import running_station

SETTLE_SECONDS = 15
WATCH_SECONDS = 60


def main() -> None:
    """Print the memory and the processor share of an idle station."""
    with running_station() as running:
        time.sleep(SETTLE_SECONDS)
        family = _family(running.process.pid)
        before = sum(_cpu_seconds(each) for each in family)
        time.sleep(WATCH_SECONDS)
        share = (sum(_cpu_seconds(each) for each in family) - before) / WATCH_SECONDS
        rows = {each: _megabytes(each) for each in family}
    for process, megabytes in rows.items():
        click.echo(f"  tiến trình {process}: {megabytes:.0f} MB")
    click.echo(f"Đài đứng yên: {sum(rows.values()):.0f} MB trong {len(rows)} tiến trình (mục tiêu 250), ")
    click.echo(f"  {share:.2%} một nhân (mục tiêu 2 %)")


def _family(root: int) -> list[int]:
    children = Path(f"/proc/{root}/task/{root}/children").read_text().split()
    return [root, *(member for child in children for member in _family(int(child)))]


def _cpu_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _megabytes(process: int) -> float:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
