"""The service as systemd will read it: it runs a command that exists, and keeps its data where it may write."""

from configparser import ConfigParser

import loa
from tests.house.sources import ROOT


def service() -> ConfigParser:
    """Read the unit; of settings given twice the last is kept."""
    unit = ConfigParser(strict=False, interpolation=None, delimiters=("=",), comment_prefixes=("#",))
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(ROOT / "deploy" / "loa-xa.service")
    return unit


def test_the_service_runs_the_whole_station() -> None:
    program, command = service()["Service"]["ExecStart"].split()

    assert program == "/opt/loa-xa/loa"
    assert command in loa.COMMANDS


def test_the_service_keeps_its_data_in_the_one_folder_it_may_write() -> None:
    unit = service()["Service"]

    assert unit["ProtectSystem"] == "strict"
    assert unit["Environment"] == f"LOA_HOME=/var/lib/{unit['StateDirectory']}"


def test_the_service_starts_again_for_ever() -> None:
    unit = service()

    assert unit["Service"]["Restart"] == "always"
    assert unit["Unit"]["StartLimitIntervalSec"] == "0"
