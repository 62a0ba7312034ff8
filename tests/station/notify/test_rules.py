"""What one letter says, when it is tried again, and why it was not taken."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.notify import faults, letters
from station.notify.letters import LONGEST_BODY, MOST_ATTEMPTS, Due


def test_a_letter_that_fails_is_tried_at_growing_distances_and_then_no_more() -> None:
    rests = [letters.rest(attempts) for attempts in range(1, MOST_ATTEMPTS + 1)]

    assert rests[-1] is None
    known = [each for each in rests if each is not None]
    assert known == sorted(known) and known[0] == timedelta(minutes=1)


def test_what_has_come_together_for_a_channel_is_one_letter() -> None:
    due = [Due(1, 7, "Báo động", "Thôn Đông im lặng."), Due(2, 8, "Khác", "b"), Due(3, 7, "Báo động", "Thôn Tây.")]

    first, second = letters.letters(due, station_name="Đài xã")

    assert (first.channel_id, first.delivery_ids, first.title) == (7, (1, 3), "Đài xã: 2 tin")
    assert "Thôn Đông im lặng." in first.body and "Thôn Tây." in first.body
    assert (second.delivery_ids, second.title, second.body) == ((2,), "Đài xã: Khác", "b")


@given(st.lists(st.tuples(st.integers(1, 3), st.text(max_size=400), st.text(max_size=3000)), max_size=30))
def test_every_notice_is_in_exactly_one_letter_that_a_telephone_can_show(told: list[tuple[int, str, str]]) -> None:
    due = [Due(number, channel, title, body) for number, (channel, title, body) in enumerate(told)]

    found = letters.letters(due, station_name="Đài")

    assert sorted(number for each in found for number in each.delivery_ids) == list(range(len(due)))
    assert all(len(each.body) <= LONGEST_BODY for each in found)


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("Failed to send JSON notification: Bad Request, error=401.", "sai tên, mật khẩu"),
        ("Failed to send: error=503.", "báo lỗi 503"),
        ("[Errno 111] Connection refused", "không mở cổng"),
        ("Read timed out. (read timeout=4.0)", "không trả lời kịp"),
        ("[Errno -3] Temporary failure in name resolution", "không tìm thấy máy chủ"),
        ("(535, b'Authentication failed')", "sai tên, mật khẩu"),
        ("something new", "không nhận tin"),
    ],
)
def test_a_reason_is_told_in_words_and_without_the_address(told: str, reason: str) -> None:
    assert reason in faults.sentence(["POST http://u:bi-mat@h/x", told])
    assert "bi-mat" not in faults.sentence(["POST http://u:bi-mat@h/x", told])
