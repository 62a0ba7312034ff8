"""One word about what was heard."""

import pytest

from broadcaster.ear.proof import PROOF_NAMES, Proof, proof
from broadcaster.queries import HeardOf


@pytest.mark.parametrize(
    ("sent", "frames", "repeated", "deaf_ms", "expected"),
    [
        (500, 500, 0, 0, Proof.WHOLE),
        (500, 475, 0, 0, Proof.WHOLE),
        (500, 474, 0, 0, Proof.LACKING),
        (500, 0, 0, 0, Proof.NOTHING),
        (20, 0, 0, 0, Proof.NOTHING),
        (0, 0, 0, 0, Proof.WHOLE),
        (500, 250, 0, 6000, Proof.DEAF),
        (500, 0, 0, 12000, Proof.DEAF),
        (500, 526, 0, 0, Proof.MORE),
        (0, 26, 0, 0, Proof.MORE),
        (500, 500, 26, 0, Proof.REPEATED),
    ],
)
def test_what_was_heard_of_what_was_sent(sent: int, frames: int, repeated: int, deaf_ms: int, expected: Proof) -> None:
    assert proof(sent, HeardOf(None, None, frames, repeated, 0, deaf_ms)) is expected


def test_without_an_ear_nothing_is_said() -> None:
    assert proof(500, None) is Proof.UNKNOWN
    assert set(PROOF_NAMES) == set(Proof)
