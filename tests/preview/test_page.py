"""Somebody tries the bot in a browser, on a machine without token and network."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator

import pytest

from tests.preview.browser import find_chromium, open_page
from tests.preview.channel import Channel, running_preview

CHROMIUM = find_chromium()
NO_CHROMIUM = "NOTICE: there is no Chromium here, so nobody tried the page"


@pytest.fixture
async def channel() -> AsyncIterator[Channel]:
    assert CHROMIUM
    async with running_preview() as preview, open_page(CHROMIUM) as page:
        channel = Channel(page)
        await channel.enter(preview)
        yield channel


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)
async def test_a_question_typed_into_the_page_is_answered_and_a_button_under_it_works(channel: Channel) -> None:
    assert "Ask me, for example" in await channel.last()
    answer = await channel.ask("!ballard who plays harry bosch")
    assert "Titus Welliver" in answer
    assert "4 October 2025" in answer
    topic = next(label for label in await channel.buttons() if label)
    assert await channel.press(topic) != answer


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)
async def test_asking_goes_on_after_a_pause(channel: Channel) -> None:
    for _ in range(3):
        assert "Titus Welliver" in await channel.ask("!ballard who plays harry bosch")


async def test_the_page_is_on_this_machine_only_and_ctrl_c_ends_it(capfd: pytest.CaptureFixture[str]) -> None:
    async with running_preview() as preview:
        assert preview.url.startswith("http://127.0.0.1:")
        assert await preview.stop() == 0
    assert capfd.readouterr().err == "The bot is in that page, for you alone. Ctrl-C ends it.\n"


async def test_a_port_that_is_taken_is_one_line_not_a_traceback(capfd: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        async with running_preview("--port", str(taken.getsockname()[1])) as preview:
            assert preview.url == ""
            assert await preview.stop() == 1
    assert "port" in capfd.readouterr().err.splitlines()[0]
