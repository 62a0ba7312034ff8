"""What voices are called by people; known without opening the engines, so that the pages stay light."""

from pathlib import Path

from station.errors import BadInput

OFFLINE = "espeak"  # the voice that is always there
RECORDED = "bản ghi"  # a person's voice: sound that was uploaded, whoever speaks in it
PIPER = "piper-"
LABELS = {
    "google": "Google, giọng nữ (cần mạng)",
    "edge-nu": "Hoài My, giọng nữ (cần mạng)",
    "edge-nam": "Nam Minh, giọng nam (cần mạng)",
    "espeak": "Giọng máy ngoại tuyến",
}


def available(folder: Path) -> dict[str, str]:
    """Return the name and the label of every voice, those installed in a folder included."""
    installed = sorted(f"{PIPER}{model.stem}" for model in folder.glob("*.onnx"))
    return {name: label(name) for name in (*LABELS, *installed)}


def label(name: str) -> str:
    """Return what a voice is called on a page."""
    if name == RECORDED:
        return "Bản ghi giọng người"
    if name.startswith(PIPER):
        return f"{name.removeprefix(PIPER)}, cài trên máy"
    return LABELS.get(name, name)


def check_chosen(name: str, folder: Path) -> str:
    """Return a voice that may be chosen for an announcement; «» leaves it to the station. Raise BadInput."""
    known = available(folder)
    if name and name != RECORDED and name not in known:
        raise BadInput("voice", f"Không có giọng «{name[:60]}»; các giọng có sẵn: {', '.join(known)}.")
    return name
