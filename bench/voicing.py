"""How long an announcement of 200 words takes from being written to its finished clip, with the offline voice."""

import dataclasses
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from content import actions
from content.sentencecache import SentenceCache
from content.voice_worker import studio
from content.voicing import Studio, voice_one
from station import clock
from station.database import Database
from station.models import Person
from station.settings import load
from station.upgrade import ensure_current
from web.demo import station as demos

ROUNDS = 5
TEXT = """Đây là Đài truyền thanh xã, kính chào toàn thể nhân dân và các đồng chí.
Hôm nay là thứ hai, ngày 6/4/2026, chương trình gồm những nội dung chính sau đây.
UBND xã thông báo lịch tiêm chủng cho trẻ em dưới 5 tuổi tại trạm y tế, từ 7 giờ sáng thứ năm.
Đề nghị các gia đình có con em trong độ tuổi mang theo sổ tiêm chủng và đến đúng giờ.
Hợp tác xã nông nghiệp thông báo lịch lấy nước đổ ải, trạm bơm chạy từ 5 giờ sáng đến 18 giờ mỗi ngày.
Đề nghị bà con chủ động đắp bờ, giữ nước và vệ sinh đồng ruộng trước khi gieo cấy vụ xuân.
Công an xã cảnh báo thủ đoạn lừa đảo qua điện thoại, người dân tuyệt đối không chuyển tiền cho người lạ.
Khi có nghi ngờ, đề nghị báo ngay cho công an xã để được hướng dẫn và hỗ trợ kịp thời.
Điện lực thông báo tạm ngừng cung cấp điện từ 7 giờ đến 16 giờ để sửa chữa.
Chương trình truyền thanh đến đây là hết, kính chào và hẹn gặp lại."""


@dataclass(frozen=True)
class Desk:
    """A station's database with somebody who writes for one zone, and the studio that voices."""

    database: Database
    rooms: Studio
    editor: Person
    terms: actions.Terms

    def write(self, text: str) -> int:
        """Write an announcement and have it voiced."""
        with self.database.writing() as session:
            number = actions.write(session, _words(text), self.terms, by=self.editor, now=clock.now()).id
        self._voice(number)
        return number

    def edit(self, number: int, text: str) -> None:
        """Change an announcement and have it voiced."""
        with self.database.writing() as session:
            actions.edit(session, number, _words(text), self.terms, by=self.editor, now=clock.now())
        self._voice(number)

    def _voice(self, number: int) -> None:
        voice_one(self.database, self.rooms, now=clock.now())
        with self.database.reading() as session:
            revision = actions.get(session, number).current
            if revision.clip is None:
                raise demos.DemoFailed(f"không có âm thanh ({revision.failure})")


def main() -> None:
    """Print seconds from a written text to its clip, and from one changed sentence to the new clip."""
    with _desk() as desk:
        number = desk.write(TEXT)
        fresh, changed = [], []
        for turn in range(ROUNDS):
            nowhere = SentenceCache(desk.rooms.clips.folder.parent / f"sentences-{turn}")
            forgetful = dataclasses.replace(desk, rooms=dataclasses.replace(desk.rooms, sentences=nowhere))
            fresh.append(_seconds(lambda: forgetful.write(TEXT)))  # noqa: B023 - called at once
            text = TEXT.replace("mang theo sổ", f"mang đủ {turn} sổ")
            changed.append(_seconds(lambda: desk.edit(number, text)))  # noqa: B023 - called at once
    _tell("200 từ, từ lúc viết đến lúc có âm thanh", fresh, 1.5)
    _tell("sửa một câu, các câu khác còn trong bộ nhớ", changed, 0.5)


@contextmanager
def _desk() -> Iterator[Desk]:
    with tempfile.TemporaryDirectory(prefix="loa-bench-") as folder:
        settings = load(os.environ | {"LOA_HOME": folder, "LOA_VOICES": "espeak"})
        Path(folder).mkdir(exist_ok=True)
        database = Database(settings.database_url)
        ensure_current(database)
        with database.writing() as session:
            people = demos.staff(session, clock.now())
            zone = demos.hamlets(session, people.administrator, clock.now())[0]
        yield Desk(database, studio(settings), people.editor, actions.Terms([zone.id]))
        database.engine.dispose()


def _words(text: str) -> actions.Wording:
    return actions.Wording("Chương trình sáng", text)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _tell(name: str, times: list[float], target: float) -> None:
    middle = sorted(times)[len(times) // 2]
    click.echo(
        f"{name}: tốt nhất {min(times):.2f} s · trung vị {middle:.2f} s (mục tiêu {target:g}) · {max(times):.2f} s"
    )


if __name__ == "__main__":
    main()
