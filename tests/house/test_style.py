"""The house style, as far as a tool can hold it."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.sources import ROOT, modules, named

LINES_OF_A_MODULE = 250
LINES_OF_A_FUNCTION = 30

# Longer on purpose: the module, or «module:function», and the reason.
ALLOWED: dict[str, str] = {
    "tests/content/test_edge.py:service": "one server, begun and ended in one place",
}

PACKAGES = ("station/", "content/", "playlists/", "broadcaster/", "web/", "bench/", "deploy/")
WITH_CODE_AT_THE_DOOR = {"web/__init__.py": "the application's factory"}


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Give each function of a module as «module:function» with its lines."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{named(path)}:{node.name}", (node.end_lineno or 0) - node.lineno + 1


def excess() -> dict[str, int]:
    """Give every module and function that is longer than it may be, with the lines too many.

    A migration is left out: it is a record of what was done to a database, and cannot be split.
    """
    readable = [path for path in modules() if "migrations/versions" not in named(path)]
    lines = [(named(path), len(path.read_text().splitlines()) - LINES_OF_A_MODULE) for path in readable]
    lines += [(name, count - LINES_OF_A_FUNCTION) for path in readable for name, count in functions(path)]
    return {name: count for name, count in lines if count > 0}


def doors() -> list[Path]:
    """List the `__init__.py` of every package that carries the station."""
    return [path for path in modules() if path.name == "__init__.py" and named(path).startswith(PACKAGES)]


def test_no_module_or_function_is_too_long_to_read() -> None:
    too_long = excess()

    assert {name: count for name, count in too_long.items() if name not in ALLOWED} == {}


def test_nothing_is_allowed_that_no_longer_needs_it() -> None:
    too_long = excess()

    assert [name for name in ALLOWED if name not in too_long] == []


@pytest.mark.parametrize("door", doors(), ids=named)
def test_a_package_has_one_paragraph_on_its_door(door: Path) -> None:
    body = ast.parse(door.read_text())

    sign = ast.get_docstring(body) or ""

    assert sign and "\n\n" not in sign
    assert len(body.body) == 1 or named(door) in WITH_CODE_AT_THE_DOOR


def test_every_folder_of_a_package_has_a_door() -> None:
    folders = {path.parent for path in modules() if named(path).startswith(PACKAGES)}

    without = [named(folder) for folder in folders if not (folder / "__init__.py").exists()]

    assert [name for name in without if "migrations" not in name] == []  # Alembic finds those by path


def test_ruff_finds_nothing() -> None:
    words = [sys.executable, "-m", "ruff", "check", "."]

    check = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)

    assert check.returncode == 0, check.stdout


def test_imports_run_one_way() -> None:
    lint_imports = Path(sys.executable).with_name("lint-imports")

    check = subprocess.run([lint_imports], cwd=ROOT, capture_output=True, text=True, check=False)

    assert check.returncode == 0, check.stdout
