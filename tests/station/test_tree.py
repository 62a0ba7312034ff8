"""The tree of zones, and trees that are none."""

import pytest

from station import tree
from station.tree import ZoneLoop

PARENTS = {1: None, 2: 1, 3: 1, 4: 2}


def test_what_is_sent_to_a_zone_is_heard_in_all_below_it() -> None:
    assert tree.spread([2], PARENTS) == {2, 4}
    assert tree.below(PARENTS)[1] == {1, 2, 3, 4}
    assert tree.path(4, PARENTS) == (4, 2, 1)


@pytest.mark.parametrize("loop", [{1: 1}, {1: 2, 2: 1}, {1: None, 2: 4, 3: 2, 4: 3}])
def test_a_loop_of_zones_is_one_sentence_and_never_hangs(loop: dict[int, int | None]) -> None:
    with pytest.raises(ZoneLoop, match="không thể nằm trong chính nó"):
        tree.below(loop)
    with pytest.raises(ZoneLoop):
        tree.spread([1], loop)
