"""The log against the ear: what it says was sent was heard, and nothing else; pure."""

from collections.abc import Iterator
from datetime import timedelta

from broadcaster.ear.proof import TOLERANCE
from broadcaster.happening import STOPPED
from broadcaster.outcome import Outcome
from broadcaster.reconcile.values import Book, Difference, Hearing, Kind, Row
from broadcaster.stretch import FRAME

ESTIMATED = 250  # frames, 6 s: after a crash the log knows only the last sign of life
LONG_SILENCE = 417  # frames, ten seconds
TOLD = timedelta(seconds=1)  # between the log's first frame and the ear's
WRITTEN = timedelta(seconds=30)  # in which the ear writes down what it has heard out
EAR_BACK = timedelta(hours=1)  # in which an ear that was started again writes about what it has missed
NO_EAR = "tai nghe không hoạt động"


def unheard(book: Book) -> Iterator[Difference]:
    """Compare every row that is over with what was heard of it."""
    heard = {each.as_run_id: each for each in book.hearings}
    for row in book.rows:
        if row.over_at is None or row.over_at + WRITTEN > book.now:
            continue
        hearing = heard.get(row.as_run_id)
        if hearing is not None and row.is_from_outside:
            yield from _listened(row, hearing)
        elif hearing is not None:
            yield from _compared(row, hearing)
        elif row.story.frames > TOLERANCE:
            was_there = any(timedelta() < each.written_at - row.over_at < EAR_BACK for each in book.hearings)
            yield _of(row, f"tai nghe không ghi gì về «{row.title}»", "" if was_there else NO_EAR)


def strange(book: Book) -> Iterator[Difference]:
    """Report what sounded and was in nobody's name."""
    for each in book.hearings:
        if each.as_run_id is None and each.frames > TOLERANCE and each.first_at is not None:
            seconds = each.frames * FRAME.total_seconds()
            sentence = f"nghe {seconds:.1f} giây tiếng mà nhật ký không ghi"
            yield Difference(Kind.UNCLAIMED, each.first_at, each.zone_name, sentence)


def _listened(row: Row, hearing: Hearing) -> Iterator[Difference]:
    """Of sound that has no clip the ear can only say whether there was any."""
    if row.story.frames > LONG_SILENCE and not hearing.frames:
        why = f"tai nghe không nghe được trong {hearing.deaf.total_seconds():.1f} giây" if hearing.deaf else ""
        yield _of(row, f"«{row.title}»: nhật ký ghi phát {row.story.frames} khung, chỉ nghe im lặng", why)


def _compared(row: Row, hearing: Hearing) -> Iterator[Difference]:
    sent, told = row.story.frames, row.story
    lacking, extra = sent - hearing.frames, hearing.frames - sent
    deaf = hearing.deaf.total_seconds()
    if lacking > TOLERANCE:
        is_deaf = lacking <= TOLERANCE + hearing.deaf / FRAME
        why = f"tai nghe không nghe được trong {deaf:.1f} giây" if is_deaf else ""
        yield _of(row, f"«{row.title}»: nhật ký ghi phát {sent} khung, chỉ nghe được {hearing.frames}", why)
    if extra > TOLERANCE:
        is_estimate = STOPPED in told.reason and extra <= ESTIMATED and told.outcome is not Outcome.MISSED
        why = f"{STOPPED}, nhật ký chỉ biết đến dấu hiệu sống cuối cùng" if is_estimate else ""
        yield _of(row, f"«{row.title}»: nghe {hearing.frames} khung, nhật ký chỉ ghi {sent}", why)
    if hearing.repeated > TOLERANCE:
        yield Difference(
            Kind.DOUBLE, row.planned_at, row.zone_name, f"«{row.title}»: nghe lại {hearing.repeated} khung đã phát"
        )
    if told.started_at and hearing.first_at and abs(hearing.first_at - told.started_at) > TOLD and not deaf:
        apart = (hearing.first_at - told.started_at).total_seconds()
        yield _of(row, f"«{row.title}»: nghe khung đầu lệch {apart:+.1f} giây so với nhật ký")


def _of(row: Row, sentence: str, explanation: str = "") -> Difference:
    return Difference(Kind.HEARING, row.planned_at, row.zone_name, sentence, explanation)
