"""What the house is made of: the files git knows, or would know at the next commit."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def files() -> list[Path]:
    """List every file that is or is about to be in the repository."""
    words = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return sorted({path for name in listed.split("\0") if name and (path := ROOT / name).is_file()})


def modules() -> list[Path]:
    """List every file that Python reads."""
    return [path for path in files() if path.suffix == ".py" or path == ROOT / "loa"]


def named(path: Path) -> str:
    """Name a file as people do, from the root."""
    return path.relative_to(ROOT).as_posix()
