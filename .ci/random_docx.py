"""Writes Word documents made of random blocks into a folder, the same ones in every run: food for validators.

Each also tracks the changes from the one before it.

python .ci/random_docx.py FOLDER COUNT
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings

from drafter.document import Document, Properties
from drafter.layout import GBT9704
from drafter.writers import docx, docx_tracked
from tests.random_documents import documents


def write(folder: Path, number: int) -> None:
    """So many documents, every second one with a font of its own for digits."""
    names = count(1)
    before = [Document((), Properties(""))]

    @settings(
        max_examples=number,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(documents)
    def each(document: Document) -> None:
        name = next(names)
        layout = GBT9704._replace(digits="Times New Roman") if name % 2 else GBT9704
        (folder / f"random-{name:03}.docx").write_bytes(docx.write(document, layout))
        (folder / f"tracked-{name:03}.docx").write_bytes(docx_tracked.write(before.pop(), document, layout))
        before.append(document)

    each()


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
