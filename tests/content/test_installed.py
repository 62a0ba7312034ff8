import errno
import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from content.voices import installed
from content.voices.installed import (
    BadVoiceName,
    InstalledVoice,
    NoRoomForVoice,
    NotVietnamese,
    VoiceBroken,
    VoiceNotThere,
    VoiceNotUsable,
    VoiceTooBig,
    VoiceUnreachable,
    add_voice,
    installed_voices,
    remove_voice,
)
from content.voices.port import VoiceError
from content.voices.table import in_order, voices_of

MODEL = b"onnx" * 1000
SHA256 = hashlib.sha256(MODEL).hexdigest()
VIETNAMESE = {"audio": {"sample_rate": 22050}, "language": {"code": "vi_VN"}, "espeak": {"voice": "vi"}}
ENGLISH = {"audio": {"sample_rate": 22050}, "language": {"code": "en_US"}, "espeak": {"voice": "en-us"}}


def shop(folder: Path, *, model: bytes = MODEL, description: object = VIETNAMESE) -> Path:
    folder.mkdir()
    (folder / "vi_VN-lan.onnx").write_bytes(model)
    (folder / "vi_VN-lan.onnx.json").write_text(json.dumps(description))
    return folder / "vi_VN-lan.onnx"


def speaks(model: Path) -> None:
    assert model.read_bytes() == MODEL
    assert model.with_name(f"{model.name}.json").is_file()


def stays_silent(model: Path) -> None:
    raise VoiceError("Giọng bị dừng giữa chừng, có thể vì máy không đủ bộ nhớ.", permanent=False)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_a_voice_taken_from_a_file_is_listed_and_can_be_chosen(tmp_path: Path) -> None:
    source, folder = shop(tmp_path / "shop"), tmp_path / "voices"

    voice = add_voice(folder, str(source), sha256=SHA256, try_out=speaks)

    assert installed_voices(folder) == [voice] == [InstalledVoice("vi_VN-lan", 22050, 0.0)]
    assert in_order(["piper-vi_VN-lan"], voices_of(folder))[0].name == "piper-vi_VN-lan"
    assert sorted(path.name for path in folder.iterdir()) == ["vi_VN-lan.onnx", "vi_VN-lan.onnx.json"]


def test_a_voice_is_taken_from_an_address_under_another_name(tmp_path: Path) -> None:
    shop(tmp_path / "shop")
    with served(tmp_path / "shop") as address:
        source = f"{address}/vi_VN-lan.onnx?download=true"

        add_voice(tmp_path / "voices", source, sha256=SHA256.upper(), name="lan", try_out=speaks)

    assert [voice.name for voice in installed_voices(tmp_path / "voices")] == ["lan"]


def test_a_voice_is_removed_whole(tmp_path: Path) -> None:
    folder = tmp_path / "voices"
    add_voice(folder, str(shop(tmp_path / "shop")), sha256=SHA256, try_out=speaks)

    remove_voice(folder, "vi_VN-lan")

    assert list(folder.iterdir()) == []
    with pytest.raises(VoiceNotThere):
        remove_voice(folder, "vi_VN-lan")


CUT = {"model": MODEL[:100]}
REFUSED: dict[str, tuple[dict[str, object], type[Exception]]] = {
    "cut short": ({"model": MODEL[:100]}, VoiceBroken),
    "another language": ({"description": ENGLISH}, NotVietnamese),
    "another language in an old description": (
        {"description": {"audio": {}, "espeak": {"voice": "vie"}}},
        NotVietnamese,
    ),
    "no language": ({"description": {"audio": {}}}, VoiceNotUsable),
    "a description that is a list": ({"description": []}, VoiceNotUsable),
}


@pytest.mark.parametrize(("goods", "error"), REFUSED.values(), ids=REFUSED.keys())
def test_goods_that_are_not_right_leave_nothing_behind(
    tmp_path: Path, goods: dict[str, object], error: type[Exception]
) -> None:
    source = shop(tmp_path / "shop", **goods)  # type: ignore[arg-type]

    with pytest.raises(error) as refusal:
        add_voice(tmp_path / "voices", str(source), sha256=SHA256, try_out=speaks)

    assert str(refusal.value).endswith(".")
    assert list((tmp_path / "voices").iterdir()) == []


def test_a_voice_that_does_not_speak_is_not_installed(tmp_path: Path) -> None:
    source = shop(tmp_path / "shop")

    with pytest.raises(VoiceNotUsable, match="không đủ bộ nhớ"):
        add_voice(tmp_path / "voices", str(source), sha256=SHA256, try_out=stays_silent)

    assert installed_voices(tmp_path / "voices") == []


@pytest.mark.parametrize("source", ["no/such/file.onnx", "http://127.0.0.1:9/a.onnx", "https://[bad/a.onnx"])
def test_what_cannot_be_reached_is_named(tmp_path: Path, source: str) -> None:
    with pytest.raises(VoiceUnreachable, match="Không lấy được tệp giọng"):
        add_voice(tmp_path / "voices", source, sha256=SHA256, name="lan", try_out=speaks)


@pytest.mark.parametrize("name", ["../lan", "lan hương", "-lan", "a" * 41, "lan/hue"])
def test_a_name_that_is_no_plain_word_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadVoiceName):
        add_voice(tmp_path / "voices", "a.onnx", sha256=SHA256, name=name, try_out=speaks)
    with pytest.raises(BadVoiceName):
        remove_voice(tmp_path / "voices", name)


def test_a_file_far_too_big_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installed, "MOST_MB", 0.001)

    with pytest.raises(VoiceTooBig):
        add_voice(tmp_path / "voices", str(shop(tmp_path / "shop")), sha256=SHA256, try_out=speaks)


def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    def full(model: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(NoRoomForVoice, match="Ổ đĩa đã đầy"):
        add_voice(tmp_path / "voices", str(shop(tmp_path / "shop")), sha256=SHA256, try_out=full)

    assert list((tmp_path / "voices").iterdir()) == []


def test_replacing_a_voice_keeps_one(tmp_path: Path) -> None:
    source = shop(tmp_path / "shop")

    for _ in range(2):
        add_voice(tmp_path / "voices", str(source), sha256=SHA256, try_out=speaks)

    assert len(installed_voices(tmp_path / "voices")) == 1
