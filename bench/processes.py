"""What processes cost, as the kernel counts it: processor time to the nanosecond, memory as PSS."""

import contextlib
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ENDING_SECONDS = 15.0
_WHOLE_PROCESS = 2  # CPUCLOCK_SCHED: time on a processor, of all threads, those that ended too (posix-timers.h)


def family(root: int) -> list[int]:
    """Return a process and all that descend from it."""
    children = [
        child for task in Path(f"/proc/{root}/task").iterdir() for child in (task / "children").read_text().split()
    ]
    return [root, *(member for child in children for member in family(int(child)))]


def cpu_seconds(processes: Sequence[int]) -> float:
    """Return the processor time that these processes have used."""
    return sum(time.clock_gettime((~each << 3) | _WHOLE_PROCESS) for each in processes)


def megabytes(process: int) -> float:
    """Return the memory of a process; a page that several share counts once among them (proc_pid_smaps(5))."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


@contextlib.contextmanager
def running(words: Sequence[str], *, log: Path, environ: Mapping[str, str] | None = None) -> Iterator[int]:
    """Run a program; give its process's number."""
    with log.open("ab") as sink, subprocess.Popen(words, stdout=sink, stderr=sink, env=environ) as process:
        try:
            yield process.pid
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(ENDING_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
