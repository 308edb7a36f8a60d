"""Settings from the environment and .env, read once and handed to whoever needs them."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, HttpUrl, SecretStr, StringConstraints, ValidationError
from pydantic import ValidationInfo as Info
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.ops.exits import ExitCode, Stop
from bot.ops.places import DATA_DIR, FACTS_DIR

if TYPE_CHECKING:
    from sqlalchemy import URL

NO_TOKEN = "is not set, nor is DISCORD_TOKEN_FILE; the bot needs its token in one of them"


class SettingsFault(Stop):
    """Settings cannot be used; the message has a line for each variable that is wrong, and no secret."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines), ExitCode.USAGE)


def _secret_in(value: Any) -> Any:
    """Return what a secret file holds instead of its path."""
    if not isinstance(value, str):
        return value
    try:
        return Path(value).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{value} cannot be read: {getattr(error, 'strerror', 'not UTF-8 text')}") from None


def _token(value: SecretStr | None) -> SecretStr | None:
    if value is None:
        return None
    token = value.get_secret_value().strip()
    if not token or not token.isascii() or any(char.isspace() for char in token):
        raise ValueError("holds no token: it is one word of letters, digits, dots, dashes and underscores")
    return SecretStr(token)


def _token_given(value: SecretStr | None, info: Info) -> SecretStr | None:
    """Refuse two tokens, or none; a DISCORD_TOKEN that is itself wrong has been reported already."""
    direct = info.data.get("discord_token", value)
    if value and "discord_token" in info.data and direct:
        raise ValueError("is set beside DISCORD_TOKEN; set one of them")
    if not value and not direct and "discord_token" in info.data:
        raise ValueError(NO_TOKEN)
    return value


def _api_base(url: HttpUrl | None) -> HttpUrl | None:
    """Complete the address of a whole host, or of its /api, to that of the API version that the bot speaks."""
    if url is None:
        return None
    path = (url.path or "").rstrip("/")
    path = {"": "/api/v10", "/api": "/api/v10"}.get(path, path)
    return HttpUrl.build(
        scheme=url.scheme,
        username=url.username,
        password=url.password,
        host=url.host or "",
        port=url.port,
        path=path.lstrip("/"),
    )


def _database_url(value: SecretStr | None) -> SecretStr | None:
    """Refuse an address that no database can have."""
    if value is not None:
        from bot.storage.urls import parse_database_url  # late: `health` has no use for a database

        parse_database_url(value.get_secret_value())
    return value


def _upper(value: Any) -> Any:
    return value.upper() if isinstance(value, str) else value


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


Token = Annotated[SecretStr | None, AfterValidator(_token)]
Prefix = Annotated[str, StringConstraints(pattern=r"^[^\s/@#<`*_~|>\\][^\s<@`*_~|>\\]{0,4}$")]


class Settings(BaseSettings):
    """All that can be set; each field is the variable of the same name in capitals.

    Attributes:
        discord_token_file: What that file holds, not its path.
        database_url: None for a SQLite file in `data_dir`.
        discord_api_url: A rate-limit proxy or a Discord-compatible server, with the path of its API.
        http_port: For /healthz on 127.0.0.1; no port, no server.
    """

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    discord_token: Token = None
    discord_token_file: Annotated[Token, BeforeValidator(_secret_in)] = None
    data_dir: Path = DATA_DIR
    database_url: Annotated[SecretStr | None, AfterValidator(_database_url)] = None
    facts_dir: Path = FACTS_DIR
    bot_prefix: Prefix = "!"
    discord_api_url: Annotated[HttpUrl | None, AfterValidator(_api_base), Field(repr=False)] = None
    log_format: Annotated[Literal["text", "json"], BeforeValidator(_lower)] = "text"
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_upper)] = "INFO"
    http_port: Annotated[int, Field(ge=1, le=65535)] | None = None

    @property
    def level(self) -> int:
        """The log level as `logging` counts."""
        return logging.getLevelNamesMapping()[self.log_level]

    @property
    def database(self) -> URL:
        """Where the database is, with the driver that the bot uses."""
        from bot.storage.urls import file_url, parse_database_url

        return (
            parse_database_url(self.database_url.get_secret_value()) if self.database_url else file_url(self.data_dir)
        )


class BotSettings(Settings):
    """Settings of a process that logs in to Discord: the token must be there."""

    discord_token_file: Annotated[
        Token, BeforeValidator(_secret_in), AfterValidator(_token_given), Field(validate_default=True)
    ] = None

    @property
    def token(self) -> str:
        """The bot's token."""
        secret = self.discord_token or self.discord_token_file
        assert secret is not None
        return secret.get_secret_value()


AnySettings = TypeVar("AnySettings", bound=Settings)


def read_settings(kind: type[AnySettings]) -> AnySettings:
    """Return the settings of a kind. Raises SettingsFault that names every variable which is wrong."""
    try:
        return kind()
    except ValidationError as error:
        lines = [_fault_line(item["loc"], item["msg"]) for item in error.errors(include_input=False)]
        raise SettingsFault(lines) from None
    except UnicodeDecodeError:
        raise SettingsFault([".env: is not UTF-8 text"]) from None


def _fault_line(loc: tuple[int | str, ...], message: str) -> str:
    name = str(loc[0]).upper() if loc else "settings"
    message = message.removeprefix("Value error, ").removeprefix("Input ")
    if message == NO_TOKEN:
        name = "DISCORD_TOKEN"
    if name == "BOT_PREFIX":
        message = "should be 1-5 characters without spaces or Discord's markup, such as ! or ?"
    return f"{name}: {message}"
