"""The front door: every command is announced, opened alone, and sorry in one sentence."""

import re
import subprocess
import sys

from click.testing import CliRunner

import loa
from tests.house.sources import ROOT


def python(words: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a few words of Python in the root."""
    program = [sys.executable, "-c", words, *arguments]
    return subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)


def commands_in(page: str) -> set[str]:
    """Find the commands that a page shows as code."""
    code = re.findall(r"```.*?```|`[^`]+`", page, re.S)
    return {name for piece in code for name in re.findall(r"(?<![\w-])loa ([a-z]+(?:-[a-z]+)*)\b", piece)}


def test_help_tells_every_command_without_opening_one() -> None:
    words = "import sys, loa; loa.loa.main(['--help'], standalone_mode=False); print('modules:', *sys.modules)"

    shown, _, modules = python(words).stdout.partition("modules:")

    assert [name for name in loa.COMMANDS if f"\n  {name} " not in shown] == []
    assert {"sqlalchemy", "flask", "av", "content", "web"}.isdisjoint(modules.split())


def test_an_unknown_command_is_one_vietnamese_sentence() -> None:
    result = CliRunner().invoke(loa.loa, ["sing"])

    assert result.exit_code == 2
    assert "Không có lệnh «sing»" in result.output


def test_an_error_of_the_station_is_its_sentence_and_no_traceback() -> None:
    end = python("import loa; loa.COMMANDS['fall'] = ('tests.house.falling:fall', ''); loa.main()", "fall")

    assert (end.returncode, end.stdout, end.stderr) == (1, "", "Chuông hỏng.\n")


def test_the_readme_names_only_commands_that_exist() -> None:
    readme = ROOT / "README.md"

    shown = commands_in(readme.read_text()) if readme.exists() else set()

    assert shown <= set(loa.COMMANDS)


def test_commands_are_found_in_code_and_not_in_talk() -> None:
    page = "Mỗi loa phường: `./loa run`.\n```\ncd loa-xa\n./loa demo --port 1 | loa read\n```"

    assert commands_in(page) == {"run", "demo", "read"}
