#!/usr/bin/env python3
"""Take docs/screenshot.png: the preview's page, after a member asked something in it. Needs Chromium."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.preview.browser import find_chromium, open_page  # noqa: E402
from tests.preview.channel import Channel, running_preview  # noqa: E402

PICTURE = ROOT / "docs" / "screenshot.png"
QUESTIONS = ("!ballard is it renewed?", "!ballard what did maggie q say about leading a show")


async def take_picture(chromium: str) -> bytes:
    """Return the page as PNG, with each question asked."""
    async with running_preview() as preview, open_page(chromium, width=1200, height=920) as page:
        channel = Channel(page)
        await channel.enter(preview)
        for question in QUESTIONS:
            await channel.ask(question)
        await channel.tidy()
        return await page.picture()


def main() -> None:
    """Take the picture and say where it is."""
    chromium = find_chromium()
    if chromium is None:
        sys.exit("This needs Chromium; on Debian: apt install chromium")
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_bytes(asyncio.run(take_picture(chromium)))
    print(PICTURE.relative_to(ROOT))


if __name__ == "__main__":
    main()
