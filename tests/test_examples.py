"""Every structure with its example through every writer: found by themselves, so a new structure is tested at once."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.table import Table

import drafter
from drafter import pipeline
from drafter.document import Document, Heading, Point, Title, plain, printed
from drafter.library import Library
from drafter.problems import Problem
from drafter.writers import WRITERS

ROOT = Path(__file__).parent.parent
STRUCTURES = tuple(Library((ROOT,)).structures())
GOLDEN_SUFFIX = {"text": "txt", "markdown": "md"}

Golden = Callable[[str | Path, str], None]


@cache
def made(id_: str) -> tuple[Document, tuple[Problem, ...]]:
    """The example's document and what was found."""
    draft, problems = pipeline.make(ROOT / "examples" / id_, proofread=True)
    return draft.document, problems


def outline(document: Document) -> str:
    """One line for each block: its role, its number and how it begins."""
    lines = []
    for block in document.blocks:
        role = type(block).__name__ + (str(block.level) if isinstance(block, Heading) else "")
        number = block.number if isinstance(block, (Heading, Point)) else ""
        words = " / ".join(plain(text).replace("\t", "|") for text in printed(block)).removeprefix(number)
        lines.append(f"{role:<15} {number or '-':<4} {words[:20]}\n")
    return "".join(lines)


def test_every_structure_has_an_example() -> None:
    """A structure comes with a worked example, none is left of one that is gone; any other folder tells a story."""
    examples = {path.parent.name for path in (ROOT / "examples").glob("*/facts.yaml")}
    assert sorted(examples) == sorted(STRUCTURES)
    stories = {path.parent.name for path in (ROOT / "examples").glob("*/README.md")}
    assert {folder.name for folder in (ROOT / "examples").iterdir()} == examples | stories
    assert not examples & stories


@pytest.mark.parametrize("id_", STRUCTURES)
def test_the_example_is_without_fault(id_: str) -> None:
    """An example shows how it is done: no error, no warning, and every fact printed."""
    assert drafter.check(ROOT / "examples" / id_) == ()
    assert made(id_)[1] == ()


@pytest.mark.parametrize("id_", STRUCTURES)
def test_the_outline_is_as_accepted(id_: str, golden: Golden) -> None:
    """The example's outline is the accepted one: tests/golden/<id>.outline."""
    golden(f"{id_}.outline", outline(made(id_)[0]))


@pytest.mark.parametrize("format_", GOLDEN_SUFFIX)
@pytest.mark.parametrize("id_", STRUCTURES)
def test_the_text_is_as_accepted(id_: str, format_: str, golden: Golden) -> None:
    """The example's full text and Markdown are the accepted ones: tests/golden/<id>.txt and .md."""
    golden(f"{id_}.{GOLDEN_SUFFIX[format_]}", pipeline.render(made(id_)[0], format_).decode())


@pytest.mark.parametrize("id_", STRUCTURES)
def test_the_word_document_opened_again_has_the_same_text(id_: str, tmp_path: Path) -> None:
    """python-docx reads from the exported file what the text writer prints: every paragraph, every cell, in order."""
    file = drafter.export(drafter.draft(ROOT / "examples" / id_), tmp_path / "plan.docx")
    lines: list[str] = []
    for block in docx.Document(str(file)).iter_inner_content():
        if isinstance(block, Table):
            lines += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
        elif block.text:  # an empty paragraph is the space that GB/T 9704 leaves
            broken = block.text.split("\n")  # by the author or, a long title, by the writer
            lines += ["".join(broken)] if block.style and block.style.name == "Title" else broken
    printed_title = printed(made(id_)[0].blocks[0])
    expected = pipeline.render(made(id_)[0], "text").decode().splitlines()[len(printed_title) :]
    assert lines == ["".join(map(plain, printed_title)), *expected]


@pytest.mark.parametrize("id_", STRUCTURES)
def test_the_word_document_has_its_properties(id_: str) -> None:
    """Title, author and subject of the file are the document's, and no clock or user is in it."""
    data = pipeline.render(made(id_)[0], "docx")
    properties = docx.Document(io.BytesIO(data)).core_properties
    own = made(id_)[0].properties
    assert (properties.title, properties.author, properties.subject) == (own.title, own.author, own.subject)
    title = [block for block in made(id_)[0].blocks if isinstance(block, Title)][-1]  # behind a notice, the scheme's
    assert own.title == "".join(map(plain, printed(title)))


_DIGESTS = """
import hashlib, json, sys
from pathlib import Path
from drafter import pipeline
from drafter.writers import WRITERS
documents = {id_: pipeline.make(Path(sys.argv[1], id_))[0].document for id_ in sys.argv[2:]}
print(json.dumps({
    f"{id_} {name}": [hashlib.sha256(pipeline.render(document, name)).hexdigest() for _ in range(2)]
    for id_, document in documents.items() for name in WRITERS
}))
"""


def test_identical_facts_give_identical_bytes(tmp_path: Path) -> None:
    """Every format, twice in a process and in processes with other hash seeds, time zones and folders: the same."""
    answers = []
    for seed, zone, folder in (("1", "Asia/Shanghai", tmp_path), ("20", "America/Lima", ROOT)):
        env = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone}
        command = [sys.executable, "-c", _DIGESTS, str(ROOT / "examples"), *STRUCTURES]
        ended = subprocess.run(command, capture_output=True, check=True, env=env, cwd=folder)
        answers.append(json.loads(ended.stdout))
    here = {
        f"{id_} {name}": [hashlib.sha256(pipeline.render(made(id_)[0], name)).hexdigest()] * 2
        for id_ in STRUCTURES
        for name in WRITERS
    }
    assert len(here) == len(STRUCTURES) * len(WRITERS)
    assert answers == [here, here]


DRAFTS = sorted((Path(__file__).parent / "cases" / "drafts").iterdir())


@pytest.mark.parametrize("folder", DRAFTS, ids=lambda folder: folder.name)
def test_a_structure_serves_another_field_with_fewer_facts(folder: Path, golden: Golden) -> None:
    """Facts of quite another department, many optional ones left out: nothing to mend, and the text as accepted."""
    assert drafter.check(folder) == ()
    golden(folder / "draft.txt", pipeline.render(drafter.draft(folder), "text").decode())
