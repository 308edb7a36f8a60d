"""Checks requests against Discord's own description of its API, where that file is at hand."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

FILE = Path(__file__).resolve().parents[3] / "shared" / "discord" / "openapi.json"
URN = "urn:discord"


class OpenApi:
    """The schemas of request bodies."""

    def __init__(self, file: Path) -> None:
        from referencing import Registry, Resource
        from referencing.jsonschema import DRAFT202012

        document = json.loads(file.read_text(encoding="utf-8"))
        # discord.py sends ids in message references as numbers, which Discord takes.
        document["components"]["schemas"]["SnowflakeType"] = {"type": ["string", "integer"]}
        resource = Resource.from_contents(document, default_specification=DRAFT202012)
        self._registry = Registry().with_resource(URN, resource)
        self._paths = document["paths"]
        # The template with the most literal parts first: `@original` before {message_id}.
        self._templates = sorted(self._paths, key=lambda path: path.count("{"))

    def faults(self, method: str, path: str, body: Any) -> list[str]:
        """Return what is wrong with a request; empty when nothing is."""
        from jsonschema import Draft202012Validator
        from jsonschema.exceptions import best_match

        template = next(
            (it for it in self._templates if method.lower() in self._paths[it] and _matches(it, path)), None
        )
        if template is None:
            return [f"{method} {path}: Discord has no such route"]
        content = self._paths[template][method.lower()].get("requestBody", {}).get("content", {})
        if body is None or "application/json" not in content:
            return []
        pointer = "/".join(
            part.replace("~", "~0").replace("/", "~1")
            for part in ("paths", template, method.lower(), "requestBody", "content", "application/json", "schema")
        )
        schema = {"$ref": f"{URN}#/{quote(pointer, safe='/~@')}"}
        error = best_match(Draft202012Validator(schema, registry=self._registry).iter_errors(body))
        return [f"{method} {path}: {error.json_path}: {error.message}"] if error else []


def _matches(template: str, path: str) -> bool:
    return (
        re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", re.escape(template).replace(r"\{", "{").replace(r"\}", "}")), path)
        is not None
    )


@cache
def openapi() -> OpenApi | None:
    """Return the description; None when the file is not at hand."""
    return OpenApi(FILE) if FILE.is_file() else None
