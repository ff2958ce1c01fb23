"""校对 as an office uses it: whole .txt, .md and .docx files with known errors, and clean ones, by way of the file.

In tests/proof/field a .word is the plain text of a Word file (see `word_text`). The .json beside a faulty text says
what is wrong on which line, the codes found there, which lines are missed so far, and which others have a finding.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drafter import reading
from drafter.problems import Problem
from tests.word_text import source_lines, word_document

FIELD = Path(__file__).parent / "proof" / "field"
SUFFIXES = (".txt", ".md", ".word")


def texts(folder: Path) -> list[Path]:
    """The texts of a folder."""
    return sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES)


def found_in(text: Path, folder: Path) -> dict[str, list[Problem]]:
    """What `drafter check` shows of the file, by line of the text; a .word becomes a .docx first."""
    words = text.read_text("utf-8")
    file = folder / f"{text.stem}{'.docx' if text.suffix == '.word' else text.suffix}"
    file.write_bytes(word_document(words) if text.suffix == ".word" else words.encode())
    lines = source_lines(words) if text.suffix == ".word" else range(1, words.count("\n") + 2)
    found: dict[str, list[Problem]] = {}
    for each in reading.proofread(file):
        if each.severity != "info":
            assert each.place is not None
            found.setdefault(str(lines[each.place.line - 1]), []).append(each)
    return found


@pytest.mark.parametrize("text", texts(FIELD), ids=lambda path: path.stem)
def test_what_is_wrong_is_found(text: Path, tmp_path: Path) -> None:
    """Every line with an error has its findings but for those known to be missed; at most one other line has any."""
    told = json.loads(text.with_suffix(".json").read_text("utf-8"))
    found = found_in(text, tmp_path)
    assert told["errors"].keys() - found.keys() == told["missed"].keys()
    assert found.keys() - told["errors"].keys() == told["others"].keys()
    assert len(told["others"]) <= 1
    for line, codes in told["codes"].items():
        assert set(codes) <= {each.code for each in found[line]}, line


@pytest.mark.parametrize("text", texts(FIELD / "clean"), ids=lambda path: path.stem)
def test_what_is_right_is_left_alone(text: Path, tmp_path: Path) -> None:
    """Clean plans, summaries and schemes of all kinds of offices have neither error nor warning."""
    assert [str(each) for every in found_in(text, tmp_path).values() for each in every] == []
