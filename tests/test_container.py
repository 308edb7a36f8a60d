"""The container: what can be checked without a Docker engine."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cli import COMMANDS
from bot.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
UID = "10001"


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def service(compose) -> dict[str, Any]:
    return compose["services"]["bot"]


@pytest.fixture(scope="module")
def instructions() -> list[tuple[str, str]]:
    """Return the Dockerfile as instructions with their arguments, lines joined and comments gone."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    lines = re.sub(r"\\\n\s*", " ", re.sub(r"(?m)^#.*\n", "", text)).splitlines()
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in lines if line.strip()]


def arguments(instructions: list[tuple[str, str]], name: str) -> list[str]:
    return [argument for instruction, argument in instructions if instruction == name]


def variables(instructions: list[tuple[str, str]]) -> dict[str, str]:
    return dict(pair.split("=", 1) for argument in arguments(instructions, "ENV") for pair in argument.split())


def test_the_compose_file_follows_the_schema():
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"]
    result = subprocess.run(check, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_container_may_do_little(service):
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["init"] is True
    assert not {"ports", "privileged", "cap_add", "network_mode", "user", "devices"} & service.keys()


def test_the_container_has_time_to_stop_and_starts_again_a_limited_number_of_times(service):
    assert service["stop_grace_period"] == "30s"
    policy, limit = service["restart"].split(":")
    assert policy == "on-failure"
    assert int(limit) < 1000


def test_the_token_is_a_file_and_stands_in_no_variable(compose, service):
    assert service["secrets"] == ["discord_token"]
    assert service["environment"]["DISCORD_TOKEN_FILE"] == "/run/secrets/discord_token"
    assert "DISCORD_TOKEN" not in service["environment"]
    assert "env_file" not in service
    file = compose["secrets"]["discord_token"]["file"]
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert f"{Path(file).parent.name}/" in ignored


def test_only_the_data_can_be_written_and_it_outlives_the_container(compose, service, instructions):
    data_dir = variables(instructions)["DATA_DIR"]
    writable = [volume.split(":") for volume in service["volumes"] if not volume.endswith(":ro")]
    assert writable == [["data", data_dir]]
    assert "data" in compose["volumes"]


def test_the_container_sets_only_what_the_bot_reads(service, instructions):
    known = {name.upper() for name in Settings.model_fields}
    assert service["environment"].keys() <= known
    others = {name for name in variables(instructions) if name != "PATH" and not name.startswith("PYTHON")}
    assert others <= known


def test_the_base_is_pinned_to_a_release_and_slim(instructions):
    bases = {argument.split()[0] for argument in arguments(instructions, "FROM")}
    assert len(bases) == 1
    assert re.fullmatch(r"python:3\.\d+\.\d+-slim-[a-z]+", bases.pop())


def test_the_image_holds_hash_locked_wheels_only(instructions):
    (install,) = [argument for argument in arguments(instructions, "RUN") if "pip install" in argument]
    assert {"--require-hashes", "--only-binary=:all:", "--no-cache-dir"} <= set(install.split())
    assert "/requirements.lock" in install


def test_the_bot_is_not_root_in_the_container(instructions):
    assert arguments(instructions, "USER") == [f"{UID}:{UID}"]
    order = [name for name, _ in instructions]
    assert order.index("USER") > max(at for at, name in enumerate(order) if name in {"RUN", "COPY"})


def test_commands_are_in_exec_form_and_exist(instructions):
    (entry,), (command,) = arguments(instructions, "ENTRYPOINT"), arguments(instructions, "CMD")
    assert yaml.safe_load(entry) == ["python", "-m", "bot"]
    assert set(yaml.safe_load(command)) <= COMMANDS.keys()


def test_health_is_asked_by_the_bot_itself(instructions):
    (check,) = arguments(instructions, "HEALTHCHECK")
    assert yaml.safe_load(check.split("CMD ", 1)[1]) == ["python", "-m", "bot", "health"]
    assert int(variables(instructions)["HTTP_PORT"]) > 1024


def test_what_is_copied_is_sent_to_the_builder(instructions):
    sent = {
        line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line.startswith("!")
    }
    copied = [argument.split()[0] for argument in arguments(instructions, "COPY") if not argument.startswith("--from")]
    assert set(copied) == sent
    assert all((ROOT / path).exists() for path in copied)


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locks_hold_versions_and_hashes_and_no_address(name):
    lock = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in lock
    assert not re.search(r"(?m)^-", lock)
    packages = re.split(r"(?m)^(?=\S)", lock)
    assert all("--hash=sha256:" in package for package in packages if package.strip() and not package.startswith("#"))


def test_the_image_needs_no_simulated_discord():
    assert "simcord" not in (ROOT / "requirements.lock").read_text(encoding="utf-8")
