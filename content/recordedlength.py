"""Whether a person's recording can be of its text, judged by their lengths; pure."""

# Nobody reads an announcement faster than nine syllables a second, or slower than one.
_LEAST_MS_PER_SYLLABLE, _MOST_MS_PER_SYLLABLE = 110, 1000
_SLACK_MS = 3000
TOO_SHORT = "Bản ghi ngắn hơn hẳn văn bản; hãy nghe lại xem đã đọc đủ chưa."
TOO_LONG = "Bản ghi dài hơn hẳn văn bản; hãy nghe lại xem có phần thừa không."


def warnings_for(milliseconds: float, syllables: int) -> tuple[str, ...]:
    """Compare the length of a recording with the length of its text; a person's reading is never refused for it."""
    if not syllables:
        return ()
    if milliseconds < syllables * _LEAST_MS_PER_SYLLABLE:
        return (TOO_SHORT,)
    return (TOO_LONG,) if milliseconds > syllables * _MOST_MS_PER_SYLLABLE + _SLACK_MS else ()
