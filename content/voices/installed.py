"""The natural voices on the station's disk: Piper models taken in from a file or an address, and checked."""

import hashlib
import json
import re
import tempfile
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import BinaryIO

from content.shelf import DISK_FULL
from content.voices.port import VoiceError
from station.errors import StationError

MEBIBYTE = 1024 * 1024
MOST_MB = 400
_LANGUAGE = "vi"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
_SECONDS_WITHOUT_A_BYTE = 30.0
_BLOCK = 256 * 1024


class InstallError(StationError):
    """A voice cannot be installed; its sentence says why."""


class VoiceNotThere(InstallError):
    def __init__(self, name: str) -> None:
        super().__init__(f"Chưa cài giọng «{name}».")


class BadVoiceName(InstallError):
    def __init__(self, name: str) -> None:
        super().__init__(f"Tên giọng «{name}» không dùng được: chỉ gồm chữ không dấu, số, gạch nối, dài đến 40 ký tự.")


class VoiceUnreachable(InstallError):
    def __init__(self, source: str) -> None:
        super().__init__(f"Không lấy được tệp giọng từ «{source}».")


class VoiceTooBig(InstallError):
    def __init__(self) -> None:
        super().__init__(f"Tệp giọng lớn hơn {MOST_MB} MB, không phải giọng Piper thông thường.")


class VoiceBroken(InstallError):
    def __init__(self, source: str) -> None:
        super().__init__(f"Tệp giọng từ «{source}» không nguyên vẹn (sha256 không khớp); hãy tải lại.")


class VoiceNotUsable(InstallError):
    def __init__(self, reason: str) -> None:
        super().__init__(f"Không dùng được giọng này: {reason}")


class NotVietnamese(InstallError):
    def __init__(self, language: str) -> None:
        super().__init__(f"Đây là giọng tiếng «{language}», không phải giọng tiếng Việt.")


class NoRoomForVoice(InstallError):
    def __init__(self) -> None:
        super().__init__("Ổ đĩa đã đầy, chưa cài được giọng.")


@dataclass(frozen=True)
class InstalledVoice:
    name: str
    sample_rate: int  # Hz
    megabytes: float


def installed_voices(folder: Path) -> list[InstalledVoice]:
    """Return the voices in a folder whose description can be read."""
    return [_described(model) for model in sorted(folder.glob("*.onnx")) if _description_of(model).is_file()]


def add_voice(
    folder: Path,
    source: str,
    *,
    sha256: str,
    name: str = "",
    description: str = "",
    try_out: Callable[[Path], None],
) -> InstalledVoice:
    """Take a model and its description from files or addresses; it counts only once it has spoken (`try_out`).

    `description` is where the .onnx.json is, by default the source with ".json" after it.
    """
    _check_name(name := name or Path(source.partition("?")[0]).name.removesuffix(".onnx"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".dang-cai-", dir=folder) as workshop:
            model = Path(workshop) / f"{name}.onnx"
            _take(description or _beside(source), _description_of(model))
            _check_language(_read_description(_description_of(model)))
            if _take(source, model) != sha256.strip().lower():
                raise VoiceBroken(source)
            _tried(try_out, model)
            _description_of(model).replace(_description_of(folder / model.name))
            model.replace(folder / model.name)  # last: a model counts only with its description beside it
    except OSError as error:
        if error.errno in DISK_FULL:
            raise NoRoomForVoice from error
        raise
    return _described(folder / f"{name}.onnx")


def remove_voice(folder: Path, name: str) -> None:
    _check_name(name)
    model = folder / f"{name}.onnx"
    if not model.is_file():
        raise VoiceNotThere(name)
    model.unlink()
    _description_of(model).unlink(missing_ok=True)


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise BadVoiceName(name)


def _beside(source: str) -> str:
    address, mark, query = source.partition("?")
    return f"{address}.json{mark}{query}"


def _tried(try_out: Callable[[Path], None], model: Path) -> None:
    try:
        try_out(model)
    except VoiceError as error:
        raise VoiceNotUsable(str(error)) from error


def _take(source: str, target: Path) -> str:
    """Copy a file or an address to the disk; return its sha256."""
    try:
        with _opened(source) as incoming, target.open("wb") as file:
            return _copied(incoming, file)
    except (HTTPException, ValueError) as error:
        raise VoiceUnreachable(source) from error
    except OSError as error:
        if error.errno in DISK_FULL:
            raise
        raise VoiceUnreachable(source) from error


def _opened(source: str) -> BinaryIO:
    if source.startswith(("https://", "http://")):
        answer: BinaryIO = urllib.request.urlopen(source, timeout=_SECONDS_WITHOUT_A_BYTE)
        return answer
    return Path(source).expanduser().open("rb")


def _copied(incoming: BinaryIO, file: BinaryIO) -> str:
    digest, size = hashlib.sha256(), 0
    while block := incoming.read(_BLOCK):
        size += len(block)
        if size > MOST_MB * MEBIBYTE:
            raise VoiceTooBig
        digest.update(block)
        file.write(block)
    return digest.hexdigest()


def _description_of(model: Path) -> Path:
    return model.with_name(f"{model.name}.json")


def _read_description(path: Path) -> dict[str, object]:
    try:
        description = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise VoiceNotUsable("tệp mô tả (.onnx.json) không đọc được.") from error
    if not isinstance(description, dict) or not isinstance(description.get("audio"), dict):
        raise VoiceNotUsable("tệp mô tả (.onnx.json) không phải của giọng Piper.")
    return description


def _check_language(description: dict[str, object]) -> None:
    """Believe the language's code, or where an older description has none, the phonemes' language."""
    for part, key in (("language", "code"), ("espeak", "voice")):
        section = description.get(part)
        code = str(section.get(key, "")) if isinstance(section, dict) else ""
        if code:
            if not re.match(rf"{_LANGUAGE}\b|{_LANGUAGE}_", code):
                raise NotVietnamese(code)
            return
    raise VoiceNotUsable("tệp mô tả (.onnx.json) không nói đây là tiếng gì.")


def _described(model: Path) -> InstalledVoice:
    audio = _read_description(_description_of(model))["audio"]
    rate = audio.get("sample_rate", 0) if isinstance(audio, dict) else 0
    return InstalledVoice(model.stem, int(rate), round(model.stat().st_size / MEBIBYTE, 1))
