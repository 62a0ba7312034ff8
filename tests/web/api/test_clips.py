"""Sound brought in and given out."""

import io
import threading
import wave
from collections.abc import Iterator
from typing import Any

import pytest

from content import queries
from content.models import Clip
from content.shelf import Shelf
from tests.conftest import NOW
from tests.web.api.conftest import Answer, Api
from web.api import clips

BROKEN = "Tệp âm thanh đã hỏng hoặc bị cắt dở; hãy tải lại bản gốc."


class VoicingWorker(threading.Thread):
    """Stands in for the worker: gives what waits a clip of these bytes, or a failure."""

    def __init__(self, api: Api, *, sound: bytes = b"", failure: str = "") -> None:
        super().__init__(daemon=True)
        self.api, self.sound, self.failure = api, sound, failure
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.01):
            with self.api.database.writing() as session:
                revision = queries.next_unvoiced(session, now=NOW)
                if revision is None:
                    continue
                revision.failure = self.failure
                if not self.failure:
                    sha = shelf(self.api).keep(self.sound)
                    session.add(
                        Clip(sha256=sha, frames=100, air_format="-", lufs=0, true_peak_dbtp=0, voice="-", made_at=NOW)
                    )
                    session.flush()
                    revision.clip_sha256 = sha
            return

    def __enter__(self) -> "VoicingWorker":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.join()


def shelf(api: Api) -> Shelf:
    return Shelf(api.app.extensions["house"].settings.clips)


def recording() -> bytes:
    sound = io.BytesIO()
    with wave.open(sound, "wb") as file:
        file.setparams((1, 2, 24000, 0, "NONE", ""))
        file.writeframes(b"\0\0" * 2400)
    return sound.getvalue()


def upload(api: Api, sound: bytes | None, *, by: str = "lan", **changes: Any) -> Answer:
    asked: dict[str, Any] = {"title": "Kẻng", "form": "jingle", "zone_ids": "1,2"} | changes
    asked = {name: value for name, value in asked.items() if value is not None}
    if sound is not None:
        asked["file"] = (io.BytesIO(sound), "kẻng.wav")
    return api(by, "POST", "/clips", data=asked, content_type="multipart/form-data")


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody voices anything, so do not wait for it."""
    monkeypatch.setattr(clips, "LOOKS", 1)
    monkeypatch.setattr(clips, "BETWEEN_LOOKS", 0)
    return


def test_a_sound_that_is_made_in_time_can_be_heard_at_once(api: Api) -> None:
    with VoicingWorker(api, sound=b"abc"):
        answer = upload(api, recording())

    assert (answer.status, answer.body["form"], answer.body["zone_ids"]) == (201, "jingle", [1, 2])
    assert answer.body["sound"]["state"] == "ready"
    assert api("nga", "GET", f"/clips/{answer.body['sound']['clip_sha256']}").body["seconds"] == 2.4


def test_a_broken_file_is_answered_with_the_reason(api: Api) -> None:
    with VoicingWorker(api, failure=BROKEN):
        answer = upload(api, recording())

    assert (answer.status, answer.body["detail"]) == (422, BROKEN)
    assert answer.body["errors"] == [{"field": "file", "detail": BROKEN}]


@pytest.mark.usefixtures("hasty")
def test_a_sound_that_takes_longer_is_accepted_and_can_be_asked_for(api: Api) -> None:
    answer = upload(api, recording(), form="recording")

    assert (answer.status, answer.body["sound"]["state"]) == (202, "waiting")
    assert api("nga", "GET", answer.headers["Location"].removeprefix("/api/v1")).body["form"] == "recording"


@pytest.mark.parametrize(
    ("sound", "changes", "field"),
    [
        (b"", {}, "file"),
        (b"GIF89a" + bytes(100), {}, "file"),
        (b"#EXTM3U\nhttp://example.org/a.mp3\n", {}, "file"),
        (None, {}, "file"),
        (None, {"file": "not a file"}, "file"),
        (recording(), {"title": " "}, "title"),
        (recording(), {"title": "\ud7ff\x00"}, "title"),
        (recording(), {"zone_ids": "xa"}, "zone_ids.0"),
        (recording(), {"zone_ids": ""}, "zone_ids.0"),
        (recording(), {"form": "speech"}, "form"),
        (recording(), {"loud": "yes"}, "loud"),
        (recording(), {"title": None}, "title"),
    ],
)
def test_a_bad_upload_is_refused_at_once_and_leaves_nothing(
    api: Api, sound: bytes | None, changes: dict[str, str], field: str
) -> None:
    answer = upload(api, sound, **changes)

    assert (answer.status, answer.body["errors"][0]["field"]) == (422, field)
    assert api("nga", "GET", "/announcements").body["items"] == []


def test_a_recording_for_an_unknown_zone_is_not_found(api: Api) -> None:
    assert upload(api, recording(), zone_ids="999").status == 404


@pytest.mark.parametrize("person", ["hung", "minh", "chief", "nga"])
def test_only_editors_bring_sound_in(api: Api, person: str) -> None:
    assert upload(api, recording(), by=person).status == 403


class Slow(io.BytesIO):
    """A body that is still arriving while somebody else works."""

    def __init__(self, body: bytes, api: Api) -> None:
        super().__init__(body)
        self.api, self.others = api, 0

    def read(self, size: int | None = -1) -> bytes:
        self._work()
        return super().read(size)

    def readinto(self, buffer: Any) -> int:
        self._work()
        return super().readinto(buffer)

    def _work(self) -> None:
        with self.api.database.writing() as session:
            session.connection().exec_driver_sql("UPDATE person SET position = 'x'")
        self.others += 1


@pytest.mark.usefixtures("hasty")
def test_an_upload_that_arrives_slowly_locks_nobody_out(api: Api) -> None:
    fields = [(b'"title"', b"K"), (b'"zone_ids"', b"1"), (b'"file"; filename="k.wav"', recording())]
    parts = [b"--b\r\nContent-Disposition: form-data; name=%b\r\n\r\n%b\r\n" % each for each in fields]
    body = b"".join(parts) + b"--b--\r\n"
    slow = Slow(body, api)

    answer = api(
        "lan",
        "POST",
        "/clips",
        input_stream=slow,
        content_type="multipart/form-data; boundary=b",
        headers={"Content-Length": str(len(body))},
    )

    assert answer.status == 202
    assert slow.others


def test_finished_sound_is_sent_whole_or_in_part_or_not_again(api: Api) -> None:
    with VoicingWorker(api, sound=b"0123456789"):
        sha = upload(api, recording()).body["sound"]["clip_sha256"]

    whole = api("nga", "GET", f"/clips/{sha}/audio")
    part = api("nga", "GET", f"/clips/{sha}/audio", headers={"Range": "bytes=2-4"})
    beyond = api("nga", "GET", f"/clips/{sha}/audio", headers={"Range": "bytes=50-"})
    again = api("nga", "GET", f"/clips/{sha}/audio", headers={"If-None-Match": f'"{sha}"'})

    assert (whole.status, whole.raw, whole.headers["Content-Type"]) == (200, b"0123456789", "audio/mpeg")
    assert (part.status, part.raw, part.headers["Content-Range"]) == (206, b"234", "bytes 2-4/10")
    assert (beyond.status, beyond.body["status"], again.status) == (416, 416, 304)


@pytest.mark.parametrize("name", ["f" * 64, "..%2Fstation.db", "a", "%00" * 64])
def test_sound_that_does_not_exist_is_not_found(api: Api, name: str) -> None:
    assert {api("nga", "GET", f"/clips/{name}{rest}").status for rest in ("", "/audio")} == {404}


def test_nobody_hears_anything_without_a_token(api: Api) -> None:
    assert api("", "GET", f"/clips/{'a' * 64}/audio").status == 401
    assert api("", "POST", "/clips").status == 401
