"""Names of months as people type them."""

from __future__ import annotations

_NAMES = "january february march april may june july august september october november december".split()

MONTHS = {name: number for number, name in enumerate(_NAMES, 1)} | {
    name[:3]: number for number, name in enumerate(_NAMES, 1) if name not in ("march", "may")
}
