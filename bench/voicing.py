"""How long an announcement of 200 words takes from its reading to a finished clip, with the offline voice."""

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from content.airformat import SPEECH
from content.sentencecache import SentenceCache
from content.spokenclip import Finish, SpokenClip, spoken_clip
from content.voices.espeak import Espeak

ROUNDS = 5
TEXT = """Đây là Đài truyền thanh xã, kính chào toàn thể nhân dân và các đồng chí.
Hôm nay là thứ hai, ngày mùng sáu tháng tư, chương trình gồm những nội dung chính sau đây.
Ủy ban nhân dân xã thông báo lịch tiêm chủng cho trẻ em dưới năm tuổi tại trạm y tế, từ bảy giờ sáng thứ năm.
Đề nghị các gia đình có con em trong độ tuổi mang theo sổ tiêm chủng và đến đúng giờ.
Hợp tác xã nông nghiệp thông báo lịch lấy nước đổ ải, trạm bơm chạy từ năm giờ sáng đến mười tám giờ mỗi ngày.
Đề nghị bà con chủ động đắp bờ, giữ nước và vệ sinh đồng ruộng trước khi gieo cấy vụ xuân.
Công an xã cảnh báo thủ đoạn lừa đảo qua điện thoại, người dân tuyệt đối không chuyển tiền cho người lạ.
Khi có nghi ngờ, đề nghị báo ngay cho công an xã để được hướng dẫn và hỗ trợ kịp thời.
Điện lực thông báo tạm ngừng cung cấp điện từ bảy giờ đến mười sáu giờ để sửa chữa.
Chương trình truyền thanh đến đây là hết, kính chào và hẹn gặp lại."""


@dataclass(frozen=True)
class Sentence:
    spoken: str
    pause_ms: int = 400

    @property
    def syllables(self) -> int:
        return len(self.spoken.split())


@dataclass(frozen=True)
class Script:
    sentences: tuple[Sentence, ...]


def clip_of(script: Script, cache: SentenceCache | None = None) -> SpokenClip:
    return spoken_clip(script, [Espeak()], Finish(SPEECH), cache=cache)


def edited(script: Script, number: int) -> Script:
    """Change one word of one sentence."""
    sentence = script.sentences[3]
    other = replace(sentence, spoken=sentence.spoken.replace("mang theo", f"mang đủ {number}"))
    return Script((*script.sentences[:3], other, *script.sentences[4:]))


def seconds_of(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def told(name: str, times: Sequence[float]) -> str:
    return f"{name}: best {min(times):.2f} s, middle {sorted(times)[len(times) // 2]:.2f} s, worst {max(times):.2f} s\n"


def main() -> None:
    script = Script(tuple(Sentence(line) for line in TEXT.splitlines()))
    fresh, changed = [], []
    with tempfile.TemporaryDirectory() as folder:
        cache = SentenceCache(Path(folder))
        clip = clip_of(script, cache).mastered
        for number in range(ROUNDS):
            other = edited(script, number)
            fresh.append(seconds_of(partial(clip_of, script)))
            changed.append(seconds_of(partial(clip_of, other, cache)))
    words = sum(sentence.syllables for sentence in script.sentences)
    sys.stdout.write(f"{words} words, {clip.seconds:.1f} s, {clip.lufs:.1f} LUFS, {clip.true_peak_dbtp:.1f} dBTP\n")
    sys.stdout.write(told("reading to clip", fresh) + told("one sentence changed", changed))


if __name__ == "__main__":
    main()
