import re
from pathlib import Path

import pytest

from station.settings import DEFAULTS, PROJECT, BadSetting, load


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LOA_PORT", "không"),
        ("LOA_PORT", "70000"),
        ("LOA_STREAM_PORT", "-1"),
        ("LOA_TIMEZONE", "Sao/Hỏa"),
        ("LOA_AIR_FORMAT", "wav"),
        ("LOA_LOUDNESS_LUFS", "to"),
        ("LOA_LOUDNESS_LUFS", "-3"),
        ("LOA_SECURE_COOKIES", "maybe"),
        ("LOA_PROT", "8080"),
    ],
)
def test_a_bad_setting_stops_the_start_with_one_sentence(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name):
        load({"LOA_HOME": str(tmp_path), name: value})


def test_the_environment_outranks_the_file(tmp_path: Path) -> None:
    (tmp_path / "loa.toml").write_text('port = 9000\nstation_name = "Đài xã Một"\n', "utf-8")

    settings = load({"LOA_HOME": str(tmp_path), "LOA_PORT": "9001"})

    assert (settings.port, settings.station_name) == (9001, "Đài xã Một")


def test_a_broken_file_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "loa.toml").write_text("port = ", "utf-8")

    with pytest.raises(BadSetting, match=r"loa\.toml"):
        load({"LOA_HOME": str(tmp_path)})


def test_the_readme_names_every_setting_and_no_other() -> None:
    told = set(re.findall(r"LOA_([A-Z_]+)", (PROJECT / "README.md").read_text("utf-8")))

    assert told == set(DEFAULTS)
