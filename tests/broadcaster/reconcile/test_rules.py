"""Each kind of lie is made in an honest book, and caught."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from broadcaster.happening import Happening
from broadcaster.reconcile.rules import differences, unexplained
from broadcaster.reconcile.values import Book, Decision, Event, Kind, Row
from tests.broadcaster.reconcile.honest_book import (
    APPROVED,
    BREAK_IN,
    CLIP,
    FIRST,
    HONEST,
    ORDER,
    PROGRAMME,
    SECOND,
    THIRD,
    after,
    aired,
    heard,
    telling,
)


def missed(reason: str) -> Row:
    return replace(SECOND, events=(Event(Happening.MISSED, after(14), 0, reason),))


def late(reason: str) -> Row:
    events = aired(after(14 + 4))
    return replace(SECOND, events=(replace(events[0], reason=reason), events[1]))


def cut(reason: str) -> Row:
    return replace(SECOND, events=(aired(after(14))[0], Event(Happening.ENDED, after(14 + 2.4), 100, reason)))


def broken(reason: str, resumed_at: int) -> Row:
    paused = Event(Happening.PAUSED, after(14 + 2.4), 100, reason)
    resumed = Event(Happening.RESUMED, after(14 + 7.2), resumed_at, "")
    return replace(SECOND, events=(aired(after(14))[0], paused, resumed, aired(after(14))[1]))


LIES: dict[str, tuple[Callable[[], Book], Kind]] = {
    "a row was changed": (lambda: replace(HONEST, broken={"as_run": 2}), Kind.CHAIN),
    "an occurrence has no rows": (lambda: replace(HONEST, rows=(THIRD,), hearings=HONEST.hearings[2:]), Kind.NO_ROWS),
    "an item has no row": (lambda: replace(HONEST, rows=(FIRST, THIRD)), Kind.NO_ROWS),
    "a break-in has no rows": (lambda: replace(HONEST, rows=(FIRST, SECOND)), Kind.NO_ROWS),
    "an occurrence that was never booked": (
        lambda: replace(HONEST, expected=(BREAK_IN,)),
        Kind.NO_OCCURRENCE,
    ),
    "a zone for which it was not": (lambda: telling(replace(SECOND, zone_id=8)), Kind.NO_OCCURRENCE),
    "claimed before it was booked": (
        lambda: telling(replace(SECOND, claimed_at=after(-7200))),
        Kind.NO_OCCURRENCE,
    ),
    "sent without an approval": (lambda: telling(replace(SECOND, approval_id=None)), Kind.NOT_ALLOWED),
    "another clip than the approved one": (lambda: telling(replace(SECOND, clip_sha256="d" * 64)), Kind.NOT_ALLOWED),
    "approved after it was sent": (
        lambda: replace(HONEST, decisions=(replace(APPROVED, at=after(30)),)),
        Kind.NOT_ALLOWED,
    ),
    "sent on after the withdrawal": (
        lambda: replace(
            HONEST, decisions=(APPROVED, Decision(6, "announcement/3", False, True, after(15), frozenset()))
        ),
        Kind.NOT_ALLOWED,
    ),
    "sent on after the break-in was ended": (
        lambda: replace(HONEST, expected=(PROGRAMME, replace(BREAK_IN, ended_at=after(62)))),
        Kind.NOT_ALLOWED,
    ),
    "a booking that nobody made": (
        lambda: replace(HONEST, deeds=HONEST.deeds - {("book", "programme/1")}),
        Kind.AUDIT,
    ),
    "an approval that nobody gave": (
        lambda: replace(HONEST, deeds=HONEST.deeds - {("approved", "announcement/3")}),
        Kind.AUDIT,
    ),
    "missed without a reason": (lambda: telling(missed("")), Kind.OUTCOME),
    "late without a reason": (lambda: telling(late("")), Kind.OUTCOME),
    "interrupted without a reason": (lambda: telling(cut("")), Kind.OUTCOME),
    "no end": (lambda: telling(replace(SECOND, events=SECOND.events[:1]), HONEST.hearings[1]), Kind.NO_END),
    "frames left out": (lambda: telling(broken("", 300)), Kind.GAP),
    "silence between items": (
        lambda: telling(replace(SECOND, planned_at=after(20), events=aired(after(20)))),
        Kind.GAP,
    ),
    "frames sent twice": (lambda: telling(broken("máy bị đứng", 60)), Kind.DOUBLE),
    "an item claimed twice": (
        lambda: replace(HONEST, rows=(*HONEST.rows, replace(SECOND, as_run_id=4, events=missed("x").events))),
        Kind.DOUBLE,
    ),
    "two sounds at once": (
        lambda: telling(replace(THIRD, planned_at=after(20), claimed_at=after(17), events=aired(after(20)))),
        Kind.DOUBLE,
    ),
    "sound over a higher one": (
        lambda: telling(replace(THIRD, planned_at=after(16), claimed_at=after(13), events=aired(after(26)))),
        Kind.OUTRANKED,
    ),
    "heard twice": (lambda: telling(SECOND, replace(HONEST.hearings[1], repeated=100)), Kind.DOUBLE),
    "written but not heard": (lambda: telling(SECOND, heard(2, after(14), 300)), Kind.HEARING),
    "heard but not written": (lambda: telling(cut("bị thu hồi"), HONEST.hearings[1]), Kind.HEARING),
    "missed but heard": (lambda: telling(missed("chưa duyệt"), HONEST.hearings[1]), Kind.HEARING),
    "heard at another time": (lambda: telling(SECOND, heard(2, after(16))), Kind.HEARING),
    "an ear that says nothing": (lambda: replace(HONEST, hearings=HONEST.hearings[::2]), Kind.HEARING),
    "sound in nobody's name": (
        lambda: replace(HONEST, hearings=(*HONEST.hearings, heard(None, after(100), 60))),
        Kind.UNCLAIMED,
    ),
}


def test_an_honest_book_agrees_in_everything() -> None:
    assert differences(HONEST) == []


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_is_caught(lie: str) -> None:
    make, kind = LIES[lie]

    found = unexplained(differences(make()))

    assert kind in {each.kind for each in found}, found


@pytest.mark.parametrize(
    "book",
    [
        telling(missed("chưa được duyệt")),
        telling(late("máy chủ bận")),
        telling(cut("bản tin ở trạng thái «Thu hồi»")),
        telling(broken("máy bị đứng", 300)),
        telling(SECOND, replace(heard(2, after(16), 300), deaf=timedelta(seconds=5))),
        replace(HONEST, hearings=()),
        replace(HONEST, rows=(THIRD,), hearings=HONEST.hearings[2:], expected=(
            replace(PROGRAMME, changed_at=after(10)), BREAK_IN
        )),
    ],
    ids=["missed", "late", "withdrawn", "stalled", "a deaf ear", "no ear at all", "edited since"],
)  # fmt: skip
def test_what_has_a_reason_is_told_with_it_and_is_no_lie(book: Book) -> None:
    found = differences(book)

    assert found
    assert unexplained(found) == []


def test_what_gave_way_to_a_higher_sound_needs_no_reason_in_the_log() -> None:
    joined = replace(SECOND, planned_at=after(68), claimed_at=after(65), events=aired(after(68), begin=180))

    beside_it = telling(joined)
    alone = replace(beside_it, rows=(FIRST, joined), expected=(PROGRAMME,), hearings=beside_it.hearings)

    assert not [each for each in unexplained(differences(beside_it)) if "bỏ qua khung" in each.sentence]
    assert [each for each in unexplained(differences(alone)) if "bỏ qua khung" in each.sentence]


@pytest.mark.parametrize(("reason", "unexplained_gaps"), [("trình phát bị dừng", 0), ("", 1)])
def test_a_higher_sound_has_its_zone_also_while_a_reason_of_its_own_keeps_it_silent(
    reason: str, unexplained_gaps: int
) -> None:
    joined = replace(SECOND, planned_at=after(66), claimed_at=after(65), events=aired(after(66), begin=250))
    stopped, on = Event(Happening.PAUSED, after(66), 250, reason), Event(Happening.RESUMED, after(70), 417, "")
    broken_in = replace(THIRD, events=(aired(after(60))[0], stopped, on, aired(after(60))[1]))

    book = replace(telling(joined), rows=(FIRST, joined, broken_in))

    found = [each for each in unexplained(differences(book)) if "«Tin 2» bỏ qua khung" in each.sentence]
    assert len(found) == unexplained_gaps


def test_an_item_begun_anew_by_the_log_itself_is_not_sent_twice() -> None:
    moved = Event(Happening.MOVED, after(26), 0, "bị tiếng ưu tiên hơn ngắt")
    stopped = Event(Happening.PAUSED, after(14 + 4.8), 200, "bị tiếng ưu tiên hơn ngắt")
    again = telling(replace(SECOND, events=(aired(after(14))[0], stopped, moved, *aired(after(26)))))
    written_before = telling(replace(SECOND, events=(aired(after(14))[0], moved, stopped, *aired(after(26)))))

    begun_after = telling(replace(SECOND, events=(moved, aired(after(14))[0], stopped, *aired(after(26)))))

    kinds = {each.kind for book in (again, written_before, begun_after) for each in differences(book)}

    assert Kind.DOUBLE not in kinds and Kind.GAP not in kinds


def test_the_siren_of_a_break_in_needs_no_approval_and_a_siren_of_nobody_does() -> None:
    siren = replace(THIRD, announcement_id=-1, approval_id=None)
    book = replace(telling(siren), house_clips=frozenset({CLIP}))

    elsewhere = telling(replace(SECOND, announcement_id=-1, approval_id=None))

    assert unexplained(differences(book)) == []
    assert unexplained(differences(replace(elsewhere, house_clips=frozenset({CLIP}))))


RELAYED = replace(SECOND, clip_sha256="relay:4", announcement_id=-401, approval_id=None)
FULL_RELAY = Decision(0, "relay:4", True, False, after(-600), frozenset({"relay:4"}))


def test_a_relay_needs_the_last_word_about_its_source_to_be_an_approval() -> None:
    unapproved = telling(RELAYED)
    approved = replace(unapproved, decisions=(APPROVED, FULL_RELAY))
    taken_back = replace(FULL_RELAY, is_approval=False, is_withdrawal=True, at=after(-60))

    assert unexplained(differences(unapproved))
    assert differences(approved) == []
    assert unexplained(differences(replace(approved, decisions=(APPROVED, FULL_RELAY, taken_back))))


def test_of_sound_from_outside_only_silence_is_a_difference() -> None:
    book = replace(telling(RELAYED), decisions=(APPROVED, FULL_RELAY))

    with_pauses = replace(book, hearings=(*HONEST.hearings[::2], heard(2, after(17), 100)))
    silent = replace(book, hearings=(*HONEST.hearings[::2], heard(2, after(14), 0)))

    assert differences(with_pauses) == []
    assert Kind.HEARING in {each.kind for each in unexplained(differences(silent))}


def test_an_order_without_approval_stands_on_the_officer_alone() -> None:
    unapproved = telling(replace(THIRD, approval_id=None))

    allowed = replace(unapproved, unapproved_orders=frozenset({ORDER}))

    assert unexplained(differences(unapproved))
    assert differences(allowed) == []


def test_what_a_crash_left_to_be_estimated_is_explained_only_within_reason() -> None:
    estimated = cut("trình phát bị dừng")

    near = telling(estimated, heard(2, after(14), 300))
    far = telling(estimated, heard(2, after(14), 400))

    assert unexplained(differences(near)) == []
    assert unexplained(differences(far))
