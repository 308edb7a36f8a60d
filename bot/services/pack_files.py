"""Packs as files that can be checked and imported: each small enough, and read back before anybody gets it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.core.curation.exporting import halves, with_written_ids
from bot.core.curation.limits import MAX_FILE_BYTES
from bot.core.curation.uploads import PackUpload
from bot.core.errors import DataFault, Fault, UserError
from bot.core.knowledge.facts import Pack
from bot.core.quiz.lists import ListReading

"""Of one file, in and out."""

Reader = Callable[[str, bytes], PackUpload | ListReading]
Writer = Callable[[Pack], str]


@dataclass(frozen=True, slots=True)
class PackFiles:
    """Files by their names. `left_out` says of which facts no file can hold what they say, and why."""

    texts: tuple[tuple[str, str], ...]
    left_out: tuple[Fault, ...] = ()


def pack_files(pack: Pack, stem: str, read: Reader, write: Writer) -> PackFiles:
    """Return a pack as one file, or as several that hold some of its facts each.

    Raises:
        UserError: something beside the facts is such that no file can hold it.
    """
    found = _texts(pack, read, write)
    texts = [text for text, _ in found]
    names = [f"{stem}.yaml"] if len(texts) == 1 else [f"{stem}-{at}.yaml" for at in range(1, len(texts) + 1)]
    return PackFiles(tuple(zip(names, texts, strict=True)), tuple(fault for _, faults in found for fault in faults))


def _texts(pack: Pack, read: Reader, write: Writer) -> list[tuple[str, tuple[Fault, ...]]]:
    text = write(with_written_ids(pack))
    if len(text.encode()) > MAX_FILE_BYTES and len(pack.facts) > 1:
        return [found for half in halves(pack) for found in _texts(half, read, write)]
    try:
        upload = read(f"{pack.id}.yaml", text.encode())
    except DataFault as fault:
        raise UserError(f"I cannot write {pack.title} into a file: {fault.faults[0]}") from None
    assert isinstance(upload, PackUpload)
    return [(write(upload.pack), upload.faults)]
