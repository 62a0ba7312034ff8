"""Which packet leaves in which 20 ms, and how often a session reports."""

import struct
from itertools import pairwise

import pytest

from broadcaster.outputs.rtp import interval, packets
from broadcaster.outputs.rtp.formats import FORMATS
from broadcaster.outputs.rtp.interval import Session
from broadcaster.outputs.rtp.packets import Report
from broadcaster.outputs.rtp.reporter import Reporter
from broadcaster.outputs.rtp.stream import MOST_SLOTS, PAUSE_SLOTS, UNFED_SLOTS, Stream

PCMU = FORMATS["pcmu"]
OURS, THEIRS = 0x11111111, 0x22222222


def stream(*, pausing: bool = False) -> Stream:
    made = Stream(PCMU, ssrc=OURS, sequence=0xFFFE, timestamp=0xFFFFFF00)
    made.pausing = pausing
    return made


def block(letter: str) -> list[bytes]:
    return [letter.encode() * 160] * 6


def sent(source: Stream, slots: range) -> list[bytes]:
    """Return what leaves while play-out goes on."""
    source.queue(slots.start, None)
    source.queue(slots.stop, None)
    return [packet for slot in slots if (packet := source.packet(slot))]


def letters(sounds: list[bytes]) -> str:
    return "".join("." if packet[12:] == PCMU.silence else chr(packet[12]) for packet in sounds)


def test_silence_fills_every_slot_that_has_no_sound() -> None:
    source = stream()
    source.queue(103.2, block("a"))

    assert letters(sent(source, range(100, 112))) == "...aaaaaa..."


def test_blocks_follow_without_a_seam_though_their_times_are_rounded() -> None:
    source = stream()
    for number, letter in enumerate("abcd"):
        source.queue(100.5 + 6 * number + (0.4 if number % 2 else -0.4), block(letter))

    assert letters(sent(source, range(100, 126))) == "aaaaaabbbbbbccccccdddddd.."


def test_a_late_block_loses_its_beginning_and_nothing_else() -> None:
    source = stream()
    before = sent(source, range(100, 104))
    source.queue(102.0, block("a"))

    assert letters(before + sent(source, range(104, 110))) == "....aaaa.."


def test_timestamps_and_numbers_run_on_through_silence_and_around_their_end() -> None:
    source = stream()
    source.queue(102.0, block("a"))

    heads = [struct.unpack("!BBHII", packet[:12]) for packet in sent(source, range(100, 112))]

    assert {(after[2] - before[2]) & 0xFFFF for before, after in pairwise(heads)} == {1}
    assert {(after[3] - before[3]) & 0xFFFFFFFF for before, after in pairwise(heads)} == {160}
    assert {head[4] for head in heads} == {OURS}


def test_who_sends_silence_marks_only_its_first_packet() -> None:
    source = stream()
    source.queue(200.0, block("a"))

    marks = [packet[1] >> 7 for packet in sent(source, range(100, 210))]

    assert marks == [1] + [0] * 109


def test_who_pauses_marks_each_beginning_and_keeps_its_clock() -> None:
    source = stream(pausing=True)
    source.queue(300.0, block("a"))

    packets_sent = sent(source, range(100, 306))
    heads = [struct.unpack("!BBHII", packet[:12]) for packet in packets_sent]

    assert letters(packets_sent) == "." * PAUSE_SLOTS + "aaaaaa"
    assert [head[1] >> 7 for head in heads] == [1] + [0] * (PAUSE_SLOTS - 1) + [1] + [0] * 5
    assert (heads[PAUSE_SLOTS][3] - heads[0][3]) & 0xFFFFFFFF == 200 * 160
    assert (heads[PAUSE_SLOTS][2] - heads[0][2]) & 0xFFFF == PAUSE_SLOTS


def test_nothing_leaves_before_play_out_speaks_nor_after_it_has_stopped() -> None:
    source = stream()
    before = [source.packet(slot) for slot in range(90, 100)]
    source.queue(100.0, block("a"))

    after = [packet for slot in range(100, 300) if (packet := source.packet(slot))]
    source.queue(300.0, block("b"))
    again = source.packet(300)

    assert before == [None] * 10
    assert letters(after) == "aaaaaa" + "." * (UNFED_SLOTS - 5)
    assert again and (again[1] >> 7, chr(again[12])) == (1, "b")


def test_what_piles_up_is_dropped_beyond_two_seconds() -> None:
    source = stream()
    for _ in range(100):
        source.queue(100.0, block("a"))

    assert letters(sent(source, range(100, 400))).count("a") <= MOST_SLOTS + 2 * 6


@pytest.mark.parametrize(
    ("members", "initial", "wanted"),
    [
        (1, True, 2.5),  # half the minimum before the first report
        (1, False, 5.0),
        (3, False, 5.0),
        (1000, False, 5.0),  # a single sender has a quarter of the reports' share to itself
    ],
)
def test_the_interval_is_five_seconds_or_what_the_bandwidth_allows(members: int, initial: bool, wanted: float) -> None:
    session = Session(members, bytes_per_second=10_000, average_report_bytes=100, initial=initial)

    assert interval.mean_interval(session) == wanted
    assert interval.interval(session, chance=0.0) == pytest.approx(wanted * 0.5 / 1.21828, rel=1e-5)


def test_a_thin_session_reports_seldom() -> None:
    session = Session(3, bytes_per_second=200, average_report_bytes=100, initial=False)

    assert interval.mean_interval(session) == pytest.approx(100 * 3 / (200 * 0.05))


def reporter() -> Reporter:
    return Reporter(10_000, "cname", lambda: 0.5, now=0.0)


def test_a_report_waits_for_its_time_and_then_goes_out_with_a_name() -> None:
    ours = reporter()
    told = Report(OURS, 1.0, 160, packets=10, octets=1600)

    first_due = ours.due
    compound = ours.report(told, now=first_due)

    assert first_due == pytest.approx(2.5 / 1.21828, rel=1e-5)
    assert ours.due - first_due == pytest.approx(5 / 1.21828, rel=1e-5)
    assert compound is not None and list(packets.sources(compound)) == [(200, OURS), (202, OURS)]


def test_who_sent_nothing_lately_reports_as_a_receiver() -> None:
    ours = reporter()
    told = Report(OURS, 1.0, 160, packets=10, octets=1600)
    kinds = []
    for _ in range(4):
        compound = ours.report(told, now=ours.due) or b""
        kinds.append(next(packets.sources(compound))[0])

    assert kinds == [200, 200, 201, 201]


def test_another_with_our_number_is_noticed() -> None:
    ours = reporter()

    assert not ours.hear(packets.empty_receiver_report(THEIRS), OURS, now=1.0)
    assert ours.hear(packets.empty_receiver_report(OURS), OURS, now=1.0)
    assert ours.members == 2


def test_who_says_good_bye_or_nothing_is_counted_no_more() -> None:
    ours = reporter()
    for ssrc in (THEIRS, THEIRS + 1):
        ours.hear(packets.empty_receiver_report(ssrc), OURS, now=1.0)
    ours.hear(packets.bye(THEIRS), OURS, now=2.0)
    after_bye = ours.members

    ours.report(Report(OURS, 1.0, 160, 10, 1600), now=60.0)

    assert (after_bye, ours.members) == (2, 1)


def test_good_bye_is_the_end_of_a_last_report() -> None:
    last = reporter().farewell(Report(OURS, 1.0, 160, 10, 1600)) or b""

    assert list(packets.sources(last)) == [(200, OURS), (202, OURS), (203, OURS)]
