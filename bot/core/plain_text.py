"""Text without what cannot be seen: the first thing that happens to whatever a person typed."""

from __future__ import annotations

import re
import unicodedata

_UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co"})
# Fillers and joiners that show nothing although their category is that of letters or marks.
_FILLERS = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0]")


def plain(text: str) -> str:
    """Return text on one line, composed (NFC), without control, bidirectional, zero-width or other unseen characters.

    For places that know no markup: button labels, choices, author lines.
    """
    spaced = "".join(" " if char.isspace() else char for char in text)
    seen = "".join(char for char in spaced if unicodedata.category(char) not in _UNSEEN_CATEGORIES)
    return unicodedata.normalize("NFC", " ".join(_FILLERS.sub("", seen).split()))
