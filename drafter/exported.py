"""导出过的文字 (exported): what a plan's last exports said, so that the leader's edits can be told from the plan's own.

The texts lie deflated in `.drafter/exported.json` of the plan folder, the newest last. In the Word file itself the
least that does it, a digest of every line in custom properties, would make the writer a third slower and a file of
tables a fifth bigger (measured); nor would every office program keep it.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterator
from pathlib import Path

from drafter import saving
from drafter.document import Document, Table, plain, printed

__all__ = ["note", "texts", "words"]

_FILE = Path(".drafter") / "exported.json"
_MOST = 12
_MOST_CHARACTERS = 400_000
_MOST_UNFOLDED = 20_000_000  # bytes: the file may be anybody's


def words(document: Document) -> Iterator[str]:
    """Every paragraph and every row of the document as printed, cells split by tab."""
    for block in document.blocks:
        if not isinstance(block, Table):
            yield from map(plain, printed(block))
            continue
        if block.caption:
            yield plain(block.caption)
        for row in (tuple(column.title for column in block.columns), *block.rows):
            yield "\t".join(map(plain, row))


def note(folder: Path, document: Document) -> None:
    """Remembers what an export said. A folder that may not be written remembers nothing."""
    packed = base64.b64encode(zlib.compress("\n".join(words(document)).encode(), 1)).decode()
    known = [*(each for each in _read(folder) if each != packed), packed][-_MOST:]
    while len(known) > 1 and sum(map(len, known)) > _MOST_CHARACTERS:
        del known[0]
    try:
        (folder / _FILE).parent.mkdir(exist_ok=True)
        saving.write_whole(json.dumps(known, indent=1).encode(), folder / _FILE)
    except OSError:
        return


def texts(folder: Path) -> list[list[str]]:
    """What the folder's exports said, line by line, the newest first."""
    found = []
    for packed in reversed(_read(folder)):
        try:
            unfolding = zlib.decompressobj()
            unfolded = unfolding.decompress(base64.b64decode(packed), _MOST_UNFOLDED).decode()
            found += [unfolded.split("\n")] if unfolding.eof else []
        except (ValueError, zlib.error):
            continue
    return found


def _read(folder: Path) -> list[str]:
    try:
        known = json.loads((folder / _FILE).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return []
    return [each for each in known if isinstance(each, str)] if isinstance(known, list) else []
