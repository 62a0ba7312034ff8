"""What may be handed to a voice: words only."""

import unicodedata

from content.voices.port import VoiceError


def speakable(voice: str, text: str) -> str:
    """Drop control characters and lone surrogates; refuse a text without a letter or digit."""
    clean = "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in text)
    if not any(c.isalnum() for c in clean):
        raise VoiceError(f"Không có chữ nào để giọng {voice} đọc.", permanent=True)
    return " ".join(clean.split())
