"""校对 as an office uses it: whole .txt, .md and .docx files with known errors, and clean ones, by way of the file.

The .json beside a faulty text of tests/proof/field says what is wrong on which line, the codes found there, which lines
are missed so far and why, and which others have a finding.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.field_texts import proofread, texts

FIELD = Path(__file__).parent / "proof" / "field"


def found_in(text: Path) -> dict[str, list[str]]:
    """The codes of what is found and shown, by line."""
    found: dict[str, list[str]] = {}
    for line, each in proofread(text):
        if each.severity != "info":
            found.setdefault(str(line), []).append(each.code)
    return found


@pytest.mark.parametrize("text", texts(FIELD), ids=lambda path: path.stem)
def test_what_is_wrong_is_found(text: Path) -> None:
    """Every line with an error has its findings but for those known to be missed; at most one other line has any."""
    told = json.loads(text.with_suffix(".json").read_text("utf-8"))
    found = found_in(text)
    assert told["errors"].keys() - found.keys() == told["missed"].keys()
    assert found.keys() - told["errors"].keys() == told["others"].keys()
    assert len(told["others"]) <= 1
    for line, codes in told["codes"].items():
        assert set(codes) <= set(found[line]), line


@pytest.mark.parametrize("text", texts(FIELD / "clean"), ids=lambda path: path.stem)
def test_what_is_right_is_left_alone(text: Path) -> None:
    """Clean plans, summaries and schemes of all kinds of offices have neither error nor warning."""
    assert found_in(text) == {}
