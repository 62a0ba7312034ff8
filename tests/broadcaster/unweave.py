"""The listening end of titles in a stream, written from what players do."""


def unwoven(stream: bytes, interval: int) -> tuple[bytes, list[str | None]]:
    """Take sound and titles apart; None is "as before". What is not yet whole at the end is left out."""
    sound, titles = bytearray(), list[str | None]()
    while len(stream) > interval:
        length = stream[interval] * 16
        text = stream[interval + 1 : interval + 1 + length]
        if len(text) < length:
            break
        sound += stream[:interval]
        titles.append(_title(text) if length else None)
        stream = stream[interval + 1 + length :]
    else:
        sound += stream
    return bytes(sound), titles


def _title(text: bytes) -> str:
    return text.rstrip(b"\0").decode().removeprefix("StreamTitle='").removesuffix("';")
