"""Memory and time to join an hour of clips: 240 of 15 seconds each, against holding them in memory with pydub."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from content.airformat import SPEECH, seconds
from content.codec import encoded
from content.sound import silence

CLIPS = 240
HELD = """
import sys
from pathlib import Path
from content.airformat import SPEECH
from content.codec import decoded
from content.sound import joined
joined([decoded(Path(sys.argv[1]).read_bytes(), SPEECH) for _ in range(int(sys.argv[2]))])
"""
STREAMED = """
import sys
from pathlib import Path
from content.airformat import SPEECH
from content.joining import joined_clips
with Path(sys.argv[3]).open("wb") as target:
    for block in joined_clips([Path(sys.argv[1])] * int(sys.argv[2]), SPEECH):
        target.write(block)
"""
# The program's own peak: what getrusage says would count the memory of whoever started it.
PROBE = """
sys.stderr.write(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def measured(script: str, *arguments: str) -> tuple[float, float]:
    """Run in a process of its own; return seconds and its peak memory in MB."""
    command = [sys.executable, "-c", script + PROBE, *arguments]
    start = time.perf_counter()
    done = subprocess.run(command, check=True, stderr=subprocess.PIPE, text=True)
    return time.perf_counter() - start, int(done.stderr.split()[-1]) / 1024


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        clip, target = Path(folder) / "clip.mp3", Path(folder) / "hour.mp3"
        clip.write_bytes(encoded(silence(15000, sample_rate=24000), SPEECH))
        streamed = measured(STREAMED, str(clip), str(CLIPS), str(target))
        held = measured(HELD, str(clip), str(CLIPS))
        sys.stdout.write(f"{seconds(target.read_bytes(), SPEECH):.0f} s of sound joined\n")
    for name, (took, peak) in (("frames streamed", streamed), ("decoded and held", held)):
        sys.stdout.write(f"{name}: {took:.2f} s, peak {peak:.0f} MB\n")


if __name__ == "__main__":
    main()
