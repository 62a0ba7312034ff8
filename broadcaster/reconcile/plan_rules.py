"""What should have been, against what was claimed: nothing missing, nothing that nobody asked for; pure."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from broadcaster.reconcile.values import Book, Decision, Difference, Expected, Kind, Row
from playlists import relay_items

GRACE = timedelta(seconds=30)  # for play-out to write down what has just begun
LOOKED = timedelta(seconds=15)  # a look at the plan may begin so long before it gets to read and write: a busy database
OBEYED = timedelta(seconds=2)  # in which a withdrawal must have silenced what it is about
ORDERS = {"b": ("break_in", "break-in"), "l": ("live_start", "live")}  # by the first letter of an occurrence's name
EDITED = "danh sách phát đã được sửa sau giờ phát"


def missing(book: Book) -> Iterator[Difference]:
    """Find occurrences, and items of occurrences, about which the log says nothing."""
    for place in book.expected:
        is_asked = book.since <= place.starts_at < min(book.until, book.now - GRACE)
        if not is_asked or not place.items or _was_ended(place):
            continue
        rows = book.by_place.get((place.key, place.zone_id), ())
        explanation = EDITED if place.changed_at > place.starts_at else ""
        if not rows:
            yield _about(place, f"buổi «{place.name}» không có dòng nào", explanation)
        elif place.ends_at < book.now - GRACE and all(row.is_over for row in rows):
            written = {row.item for row in rows}
            for item in place.items:
                if item not in written:
                    yield _about(place, f"buổi «{place.name}» thiếu mục {item}", explanation)


def unasked(book: Book) -> Iterator[Difference]:
    """Find rows of occurrences that are not in the timetable, or not in that zone, or not yet or no longer."""
    keys = {each.key for each in book.expected}
    for row in book.rows:
        place = book.places.get((row.occurrence, row.zone_id))
        if row.occurrence not in keys:
            yield _of(Kind.NO_OCCURRENCE, row, f"buổi «{row.programme_name}» ({row.occurrence}) không có trong lịch")
        elif place is None:
            yield _of(Kind.NO_OCCURRENCE, row, f"buổi «{row.programme_name}» không dành cho khu vực này")
        elif row.claimed_at < place.booked_at - LOOKED:
            yield _of(Kind.NO_OCCURRENCE, row, f"«{row.title}» được nhận trước khi buổi này được xếp")
        elif place.programme_id is not None and _was_ended(place) and row.claimed_at > (place.ended_at or book.now):
            yield _of(Kind.NO_OCCURRENCE, row, f"«{row.title}» được nhận sau khi chương trình đã kết thúc")


def not_allowed(book: Book) -> Iterator[Difference]:
    """Find sound that no approval and no order covers, or that went on after a withdrawal."""
    for row in book.rows:
        problem = _problem(row, _decision(row, book), book) if row.story.frames else ""
        if problem:
            yield _of(Kind.NOT_ALLOWED, row, f"«{row.title}»: {problem}")
    yield from _after_withdrawal(book)
    yield from _after_order(book)


def _decision(row: Row, book: Book) -> Decision | None:
    """Return what was decided about a row: what it names, or of a relay the last word before it was claimed."""
    if not row.is_from_outside:
        return next((each for each in book.decisions if row.approval_id and each.approval_id == row.approval_id), None)
    words = [each for each in book.decisions if each.subject == row.subject and each.at <= row.claimed_at]
    return max(words, key=lambda each: each.at, default=None)


def _problem(row: Row, decision: Decision | None, book: Book) -> str:
    if decision is None:
        is_ordered = row.occurrence in book.unapproved_orders or _is_signal(row, book)
        return "" if is_ordered else "phát mà không có duyệt"
    if not decision.is_approval or decision.subject != row.subject:
        return "quyết định ghi trong nhật ký không phải là duyệt bản tin này"
    if decision.at > row.claimed_at + LOOKED:
        return "được duyệt sau khi đã nhận phát"
    return "" if row.clip_sha256 in decision.clips else "tệp âm thanh không phải tệp được duyệt"


def _is_signal(row: Row, book: Book) -> bool:
    """Is it a siren, a chime or words of the house that go with a break-in?"""
    place = book.places.get((row.occurrence, row.zone_id))
    return row.clip_sha256 in book.house_clips and place is not None and place.programme_id is None


def _after_withdrawal(book: Book) -> Iterator[Difference]:
    withdrawals = [each for each in book.decisions if each.is_withdrawal]
    for row in book.rows:
        for decision in withdrawals:
            is_about = decision.subject == row.subject and decision.at > row.claimed_at
            if is_about and any(span.ended_at > decision.at + OBEYED for span in row.spans):
                yield _of(Kind.NOT_ALLOWED, row, f"«{row.title}» còn phát sau khi đã thu hồi")


def _after_order(book: Book) -> Iterator[Difference]:
    for row in book.rows:
        place = book.places.get((row.occurrence, row.zone_id))
        if place is None or place.programme_id is not None or place.ended_at is None:
            continue
        if any(span.ended_at > place.ended_at + OBEYED for span in row.spans):
            yield _of(Kind.NOT_ALLOWED, row, f"«{row.title}» còn phát sau khi lệnh đã kết thúc")


def unaudited(book: Book) -> Iterator[Difference]:
    """Find bookings, orders and approvals that no person is written down for."""
    wanted: dict[tuple[str, str], datetime] = {}
    for place in book.expected:
        deed = _order(place) if place.programme_id is None else ("book", f"programme/{place.programme_id}")
        wanted.setdefault(deed, place.starts_at)
    for row in book.rows:
        if row.approval_id:
            source_id = relay_items.source_of(row.announcement_id)
            approved = ("approve_relay", f"relay/{source_id}") if source_id else None
            wanted.setdefault(approved or ("approved", f"announcement/{row.announcement_id}"), row.planned_at)
    for deed, at in wanted.items():
        if deed not in book.deeds:
            yield Difference(Kind.AUDIT, at, "", f"không ai được ghi là đã làm việc này: {' '.join(deed)}")


def _order(place: Expected) -> tuple[str, str]:
    deed, subject = ORDERS[place.key[0]]
    return deed, f"{subject}/{place.key[1:]}"


def _was_ended(place: Expected) -> bool:
    return place.ended_at is not None and place.ended_at <= place.starts_at


def _about(place: Expected, sentence: str, explanation: str) -> Difference:
    return Difference(Kind.NO_ROWS, place.starts_at, place.zone_name, sentence, explanation)


def _of(kind: Kind, row: Row, sentence: str) -> Difference:
    return Difference(kind, row.planned_at, row.zone_name, sentence)
