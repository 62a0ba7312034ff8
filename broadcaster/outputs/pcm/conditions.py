"""How each output is, as far as its transmitter can know: what the child says, and what is wrong with the child."""

from broadcaster.outputs.port import Health

GONE = Health(False, "Tiến trình âm thanh vừa dừng; đang khởi động lại.")
BEHIND = Health(False, "Máy quá tải: không kịp giải mã tiếng cho đầu ra này.")
OPENING = Health(False, "Đang mở đầu ra.")


class Conditions:
    """A child that lags or is gone outweighs what it said of its outputs before."""

    def __init__(self) -> None:
        self.is_lagging = False  # the child says that it decodes too late
        self.is_choked = False  # the child takes nothing more
        self._told: dict[int, Health] = {}
        self._unopened = OPENING

    def tell(self, output_id: int, health: Health) -> None:
        """Take in what the child says of an output."""
        self._told[output_id] = health

    def forget(self, output_id: int) -> None:
        """An output is closed."""
        self._told.pop(output_id, None)

    def lose(self) -> None:
        """The child is gone; what it said counts no more."""
        self.is_lagging = self.is_choked = False
        self._told.clear()
        self._unopened = GONE

    def of(self, output_id: int) -> Health:
        """Say how an output is."""
        if self.is_lagging or self.is_choked:
            return BEHIND
        return self._told.get(output_id, self._unopened)
