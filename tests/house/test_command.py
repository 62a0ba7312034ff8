"""`loa test`: every check in order, and the first failure decides."""

import sys

from tests.command import checks, first_failure, pytest_words, run_check


def test_style_types_and_imports_come_before_the_tests() -> None:
    order = [" ".join(check) for check in checks()]

    assert [name for name, words in zip(("ruff", "mypy", "lint-imports"), order, strict=True) if name in words] == [
        "ruff",
        "mypy",
        "lint-imports",
    ]


def test_a_persons_own_words_reach_pytest_last() -> None:
    words = pytest_words(("-k", "siren", "-n0"))

    assert words[-3:] == ["-k", "siren", "-n0"]


def test_the_first_failure_is_the_outcome() -> None:
    codes = [run_check([sys.executable, "-c", f"raise SystemExit({code})"]) for code in (0, 3, 0, 5)]

    assert first_failure(codes) == 3
    assert first_failure([0, 0]) == 0
