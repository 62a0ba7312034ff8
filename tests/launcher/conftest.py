"""Every test of the launcher gets a miniature house of its own."""

from pathlib import Path

import pytest

from tests.launcher.miniature import House, build_house


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A house that nobody has started yet."""
    return build_house(tmp_path)
