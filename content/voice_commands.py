"""The commands `loa voices …`: the voices there are, and natural ones taken in or thrown out."""

from pathlib import Path

import click

from content.voices.installed import add_voice, installed_voices, remove_voice
from content.voices.piper import PREFIX
from content.voices.table import VOICES, in_order, voices_of
from content.voices.tryout import try_model, try_voice
from station.settings import load

HELP = {"help": "Xem hướng dẫn này rồi thoát."}


@click.group()
@click.help_option(**HELP)
def voices() -> None:
    """Liệt kê, đọc thử, cài thêm và gỡ bỏ giọng đọc."""


@voices.command("list")
@click.help_option(**HELP)
def list_() -> None:
    """Liệt kê các giọng theo tên dùng trong cấu hình LOA_VOICES."""
    for name in VOICES:
        click.echo(name)
    for voice in installed_voices(_folder()):
        click.echo(f"{PREFIX}{voice.name}\t{voice.megabytes:g} MB, {voice.sample_rate} Hz")


@voices.command("try")
@click.argument("name")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Ghi tiếng đọc thử ra tệp WAV này.")
@click.help_option(**HELP)
def try_(name: str, out: Path | None) -> None:
    """Cho giọng NAME đọc một câu và kiểm tra âm thanh."""
    trial = try_voice(in_order([name], voices_of(_folder()))[0])
    if out:
        out.write_bytes(trial.wav)
    click.echo(f"Giọng {name} đọc tốt, câu dài {trial.milliseconds / 1000:.1f} giây.")


@voices.command()
@click.argument("source")
@click.option("--sha256", required=True, help="Mã sha256 của tệp .onnx, để biết tệp còn nguyên vẹn.")
@click.option("--name", default="", help="Tên gọi của giọng; mặc định là tên tệp.")
@click.option("--description", default="", help="Nơi có tệp .onnx.json; mặc định ở cạnh tệp .onnx.")
@click.help_option(**HELP)
def add(source: str, sha256: str, name: str, description: str) -> None:
    """Cài giọng Piper từ tệp hoặc địa chỉ SOURCE (.onnx), sau khi đọc thử được một câu."""
    voice = add_voice(_folder(), source, sha256=sha256, name=name, description=description, try_out=try_model)
    click.echo(f"Đã cài giọng {PREFIX}{voice.name} ({voice.megabytes:g} MB); thêm tên này vào LOA_VOICES để dùng.")


@voices.command()
@click.argument("name")
@click.help_option(**HELP)
def remove(name: str) -> None:
    """Gỡ giọng NAME khỏi máy."""
    remove_voice(_folder(), name.removeprefix(PREFIX))
    click.echo(f"Đã gỡ giọng {name}.")


def _folder() -> Path:
    return load().home / "voices"
