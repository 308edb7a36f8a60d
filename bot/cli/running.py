"""`run`, `preview`, `sync`, `health`: commands that deal with Discord, or something like it."""

from __future__ import annotations

import asyncio
from importlib.util import find_spec

import click

PORT = click.IntRange(0, 65535)


@click.command()
def run() -> None:
    """Be in Discord, until SIGTERM or Ctrl-C; needs DISCORD_TOKEN or DISCORD_TOKEN_FILE."""
    from bot.cli.session import run_bot
    from bot.ops.logging import set_up_logging
    from bot.settings import BotSettings, read_settings

    settings = read_settings(BotSettings)
    set_up_logging(settings.level, settings.log_format, [settings.token])
    asyncio.run(run_bot(settings))


@click.command()
def sync() -> None:
    """Tell Discord about the bot's commands now; `run` does so by itself whenever they have changed."""
    from bot.cli.session import sync_bot
    from bot.settings import BotSettings, read_settings

    count = asyncio.run(sync_bot(read_settings(BotSettings)))
    click.echo(f"Discord knows {count} commands")


@click.command()
def health() -> None:
    """Ask the bot that runs on this machine whether it is well; needs the HTTP_PORT that it was started with."""
    from bot.ops.health import ask_health
    from bot.settings import Settings, SettingsFault, read_settings

    port = read_settings(Settings).http_port
    if port is None:
        raise SettingsFault(["HTTP_PORT: is not set; the bot answers health checks only when it is"])
    click.echo(ask_health(port))


@click.command()
@click.option("--port", type=PORT, default=0, help="Port on 127.0.0.1; 0, the default, takes any free one.")
@click.option("--no-open", is_flag=True, help="Do not open a browser.")
def preview(port: int, no_open: bool) -> None:
    """Be in a page of the local browser, which needs no token and no network, until Ctrl-C."""
    asyncio.run(_preview(port, opens_browser=not no_open))


async def _preview(port: int, *, opens_browser: bool) -> None:
    from bot.ops.exits import Stop
    from bot.ops.serving import stop_on_signals
    from bot.settings import Settings, read_settings

    if find_spec("simcord") is None:
        raise Stop("The preview needs simcord: pip install 'simcord[preview]'")
    from simcord import SetupError

    from bot.preview.page import serve_page

    def ready(url: str) -> None:
        click.echo(url)
        click.echo("The bot is in that page, for you alone. Ctrl-C ends it.", err=True)
        if opens_browser:
            _open(url)

    settings = read_settings(Settings)
    with stop_on_signals() as stop:
        try:
            await serve_page(settings.facts_dir, prefix=settings.bot_prefix, port=port, stop=stop, ready=ready)
        except SetupError as error:
            raise Stop(f"The page cannot be shown: {error}") from None


def _open(url: str) -> None:
    """Open a browser window where there can be one; a text browser would take the terminal away."""
    import os
    import sys
    import webbrowser

    if sys.platform in {"darwin", "win32"} or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(url)
