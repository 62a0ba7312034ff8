"""What a station is told before it starts: environment variables named LOA_…, or lines of loa.toml."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from station.errors import StationError

PROJECT = Path(__file__).resolve().parent.parent


class BadSetting(StationError):
    """A setting cannot be used, so the station does not start."""

    def __init__(self, name: str, value: object, wanted: str) -> None:
        super().__init__(f"Cấu hình {name} = «{value}» không dùng được: cần {wanted}.")


@dataclass(frozen=True)
class Settings:
    """Everything configurable before start; what staff change while it runs lives in the database."""

    home: Path
    host: str
    port: int
    stream_port: int
    database_url: str
    timezone: ZoneInfo
    station_name: str
    air_format: str
    voices: tuple[str, ...]
    second_voice: str
    reading_style: str
    preset: str
    loudness_lufs: float
    secure_cookies: bool
    live_permit: bool
    public_calendar: bool

    @property
    def clips(self) -> Path:
        """The folder of finished audio."""
        return self.home / "clips"


DEFAULTS: dict[str, str] = {
    "HOME": str(PROJECT / "data"),
    "HOST": "0.0.0.0",
    "PORT": "8080",
    "STREAM_PORT": "8081",
    "DATABASE_URL": "",
    "TIMEZONE": "Asia/Ho_Chi_Minh",
    "STATION_NAME": "Đài truyền thanh xã",
    "AIR_FORMAT": "speech",
    "VOICES": "google,espeak",
    "SECOND_VOICE": "",
    "READING_STYLE": "northern",
    "PRESET": "plain",
    "LOUDNESS_LUFS": "-16",
    "SECURE_COOKIES": "no",
    "LIVE_PERMIT": "yes",
    "PUBLIC_CALENDAR": "yes",
}


def load(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; the environment outranks LOA_HOME/loa.toml. Raise BadSetting."""
    told = {name[4:]: value for name, value in environ.items() if name.startswith("LOA_")}
    home = Path(told.get("HOME", DEFAULTS["HOME"])).expanduser().absolute()
    values = DEFAULTS | _file(home / "loa.toml") | told
    unknown = sorted(set(values) - set(DEFAULTS) - {"SETTINGS"})
    if unknown:
        raise BadSetting(f"LOA_{unknown[0]}", values[unknown[0]], "một tên có trong README")
    return Settings(
        home=home,
        host=values["HOST"],
        port=_port("PORT", values["PORT"]),
        stream_port=_port("STREAM_PORT", values["STREAM_PORT"]),
        database_url=values["DATABASE_URL"] or f"sqlite:///{home / 'station.db'}",
        timezone=_zone(values["TIMEZONE"]),
        station_name=values["STATION_NAME"],
        air_format=_choice("AIR_FORMAT", values["AIR_FORMAT"], ("speech", "music")),
        voices=tuple(name.strip() for name in values["VOICES"].split(",") if name.strip()),
        second_voice=values["SECOND_VOICE"].strip(),
        reading_style=_choice("READING_STYLE", values["READING_STYLE"], ("northern", "southern")),
        preset=_choice("PRESET", values["PRESET"], ("plain", "horn", "indoor", "stream")),
        loudness_lufs=_loudness(values["LOUDNESS_LUFS"]),
        secure_cookies=_choice("SECURE_COOKIES", values["SECURE_COOKIES"], ("yes", "no")) == "yes",
        live_permit=_choice("LIVE_PERMIT", values["LIVE_PERMIT"], ("yes", "no")) == "yes",
        public_calendar=_choice("PUBLIC_CALENDAR", values["PUBLIC_CALENDAR"], ("yes", "no")) == "yes",
    )


def _file(path: Path) -> dict[str, str]:
    try:
        return {key.upper(): str(value) for key, value in tomllib.loads(path.read_text("utf-8")).items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as problem:
        raise BadSetting("loa.toml", path, f"một tệp TOML đọc được ({problem})") from None


def _port(name: str, value: str) -> int:
    if not (value.isascii() and value.isdigit() and 0 < int(value) < 65536):
        raise BadSetting(f"LOA_{name}", value, "một số cổng từ 1 đến 65535")
    return int(value)


def _zone(value: str) -> ZoneInfo:
    try:
        return ZoneInfo(value)
    except (OSError, ValueError, KeyError):
        raise BadSetting("LOA_TIMEZONE", value, "tên múi giờ như Asia/Ho_Chi_Minh") from None


def _choice(name: str, value: str, choices: tuple[str, ...]) -> str:
    if value not in choices:
        raise BadSetting(f"LOA_{name}", value, "một trong " + ", ".join(choices))
    return value


def _loudness(value: str) -> float:
    try:
        lufs = float(value)
    except ValueError:
        lufs = 0.0
    if not -40 <= lufs <= -5:
        raise BadSetting("LOA_LOUDNESS_LUFS", value, "một số từ -40 đến -5")
    return lufs
