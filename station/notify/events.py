"""What may be told through a channel; a short list of things that somebody has to act on."""

from enum import StrEnum


class Event(StrEnum):
    """The kinds of news that a channel may be asked to carry."""

    PREFLIGHT = "preflight"
    CUT_OFF = "cut_off"
    ALARM = "alarm"
    BREAK_IN = "break_in"


EVENT_NAMES: dict[str, str] = {
    Event.PREFLIGHT: "Kiểm tra trước giờ phát thấy mục đỏ",
    Event.CUT_OFF: "Bản tin đến hạn chót chưa duyệt, bị thay hoặc bỏ",
    Event.ALARM: "Báo động: im lặng, tiếng lạ, đầu ra hỏng",
    Event.BREAK_IN: "Phát khẩn bắt đầu, phát khẩn bị dừng",
}
