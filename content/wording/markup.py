"""Takes the Markdown and the HTML out of a text: what was meant for the eye is not read aloud."""

import re

from content.wording.draft import Draft

_SUSPECT = re.compile(r"[*_`#<&|\\>=]|--")
_RULED_LINE = re.compile(r"^[|:\- =_*~]{3,}$", re.MULTILINE)
_LINE_MARK = re.compile(r"^ {0,3}(?:#{1,6} +|(?:> ?){1,8})", re.MULTILINE)
_TAG = re.compile(
    r"</?(?:a|b|i|u|p|br|div|span|strong|em|h[1-6]|ul|ol|li|table|thead|tbody|tr|td|th|font|sup|sub|img|hr)"
    r"(?: [^<>\n]{0,200})?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(nbsp|amp|lt|gt|quot);")
_ENTITIES = {"nbsp": " ", "amp": "&", "lt": "<", "gt": ">", "quot": '"'}
_NEW_LINE_TAGS = ("<br", "<p", "<li", "<tr", "<div", "<h", "</p", "</div", "</h")
_EMPHASIS = re.compile(
    r"(?<!\\)\*{2,3}(?!\*)|(?<![\w*\\])\*(?=[^\s*])|(?<=[^\s*\\])\*(?![\w*])"
    r"|(?<![\w_\\])_(?=[^\W_])|(?<=[^\W_])_(?![\w_])|`{1,3}|\\(?=[-.*#_()\[\]])"
)


def _tag(match: re.Match[str]) -> str:
    return "\n" if match[0].lower().startswith(_NEW_LINE_TAGS) else ""


def strip_markup(draft: Draft) -> Draft:
    """Remove headings' hashes, emphasis, quotes, rules, tags and entities, keeping every word."""
    if _SUSPECT.search(draft.text) is None:
        return draft
    draft = draft.rebuild(_RULED_LINE, lambda match: "")
    draft = draft.rebuild(_TAG, _tag)
    draft = draft.rebuild(_ENTITY, lambda match: _ENTITIES[match[1]])
    draft = draft.rebuild(_LINE_MARK, lambda match: "")
    return draft.rebuild(_EMPHASIS, lambda match: "")
