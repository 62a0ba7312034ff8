"""The command `loa say`: a text made into a sound file, with the figures that the sound checks measure."""

from pathlib import Path

import click

from content import soundcheck, texts
from content.codec import decoded
from content.spokenclip import spoken_clip
from content.voice_worker import studio
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
    rooms = studio(load())
    text = texts.clean_text(" ".join(words) or click.get_text_stream("stdin").read())
    reading = read(text, style=rooms.style)
    click.echo(reading.spoken)
    for doubt in reading.doubts:
        click.echo(f"? {doubt.sentence}")
    voices = in_order((voice, *rooms.voices) if voice else rooms.voices, rooms.table)
    spoken = spoken_clip(reading, voices, rooms.finish, pace=pace)
    target.write_bytes(spoken.mastered.audio)
    figures = soundcheck.measured(decoded(spoken.mastered.audio, rooms.fmt), reading.syllables)
    click.echo(
        f"{target}: giọng {spoken.voice_name}, {spoken.mastered.seconds:.1f} giây, "
        f"{figures.milliseconds / reading.syllables:.0f} ms/âm tiết, lặng {figures.longest_silence_ms:.0f} ms, "
        f"{spoken.mastered.lufs:.1f} LUFS, đỉnh {spoken.mastered.true_peak_dbtp:.1f} dBTP"
    )
