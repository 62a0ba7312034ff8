"""Twenty everyday notices of a commune, spoken with the offline voice, with what the sound checks measure."""

import tempfile
from pathlib import Path

import click

from content import soundcheck
from content.airformat import SPEECH
from content.codec import decoded
from content.sentencecache import SentenceCache
from content.spokenclip import Finish, spoken_clip
from content.voices.table import in_order
from content.wording.reading import read

NOTICES = Path(__file__).with_name("notices.txt")
HEAD = "  giây  ms/âm tiết  lặng ms   LUFS   dBTP  ngờ  bản tin"


def main() -> None:
    """Print a line a notice: length, milliseconds a syllable, longest silence, loudness, true peak, doubts, title."""
    click.echo(HEAD)
    voices = in_order(["espeak"])
    with tempfile.TemporaryDirectory() as folder:
        cache = SentenceCache(Path(folder))
        for notice in NOTICES.read_text("utf-8").strip().split("\n\n"):
            title, _, text = notice.partition("\n")
            reading = read(text)
            clip = spoken_clip(reading, voices, Finish(SPEECH), cache=cache).mastered
            figures = soundcheck.measured(decoded(clip.audio, SPEECH), reading.syllables)
            click.echo(
                f"{clip.seconds:6.1f} {figures.milliseconds / figures.syllables:11.0f} "
                f"{figures.longest_silence_ms:8.0f} {clip.lufs:6.1f} {clip.true_peak_dbtp:6.1f} "
                f"{len(reading.doubts):4}  {title}"
            )
            for doubt in reading.doubts:
                click.echo(f"{'':49}? {doubt.sentence}")
