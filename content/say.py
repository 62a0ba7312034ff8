"""The command `loa say`: a text made into a sound file, with the figures of the clip."""

from pathlib import Path

import click

from content import texts
from content.airformat import AIR_FORMATS
from content.loudness import Loudness
from content.mastering import master
from content.speech import speak
from content.voices.table import in_order
from content.wording.reading import read
from station.settings import load


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.argument("words", nargs=-1)
@click.option("--voice", default="", help="Giọng đọc ưu tiên; không chọn thì theo cấu hình của đài.")
@click.option("--pace", default=1.0, help="Tốc độ đọc, 1 là bình thường.")
@click.help_option(help="Xem hướng dẫn này rồi thoát.")
def say(target: Path, words: tuple[str, ...], voice: str, pace: float) -> None:
    """Đọc WORDS (hoặc văn bản từ bàn phím, ống dẫn) thành tệp âm thanh TARGET."""
    settings = load()
    text = texts.clean_text(" ".join(words) or click.get_text_stream("stdin").read())
    reading = read(text)
    click.echo(reading.spoken)
    for doubt in reading.doubts:
        click.echo(f"? {doubt.sentence}")
    voices = in_order((voice, *settings.voices) if voice else settings.voices)
    spoken = speak(reading, voices, pace=pace)
    fmt = AIR_FORMATS[settings.air_format]
    mastered = master(spoken.sound, fmt=fmt, target=Loudness(lufs=settings.loudness_lufs))
    target.write_bytes(mastered.audio)
    click.echo(
        f"{target}: giọng {spoken.voice_name}, {mastered.seconds:.1f} giây, "
        f"{mastered.lufs:.1f} LUFS, đỉnh {mastered.true_peak_dbtp:.1f} dBTP"
    )
