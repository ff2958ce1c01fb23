"""The structures that come with the program, beside one another: each has wording and guidance of its own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from drafter.library import Library
from drafter.structure_file import load

ROOT = Path(__file__).parent.parent
LIBRARY = Library((ROOT,))
STRUCTURES = LIBRARY.structures()

_TAG = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|\n", re.DOTALL)
_SET_PHRASE = re.compile("习近平新时代中国特色社会主义思想")
"""Written out in full wherever it stands; nobody may vary it."""
LONGEST_SHARED = 11


def own_words(template: Path) -> Iterator[str]:
    """What a template says between its tags, without punctuation."""
    text = _SET_PHRASE.sub("\n", template.read_text("utf-8"))
    return (re.sub(r"\W", "", words) for words in _TAG.split(text))


def test_no_sentence_of_ours_stands_in_two_structures() -> None:
    """A leader who reads two of our documents in a week must not read one sentence twice."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for template in (ROOT / "templates").glob("*/*.j2"):
        for words in own_words(template):
            for start in range(len(words) - LONGEST_SHARED):
                found[words[start : start + LONGEST_SHARED + 1]].add(template.parent.name)
    assert len(found) > 500  # they do say something
    assert not {run: sorted(ids) for run, ids in found.items() if len(ids) > 1}


@pytest.mark.parametrize("id_", STRUCTURES)
def test_every_chapter_says_how_to_write_it(id_: str) -> None:
    """What belongs here, how long, what leaders look for: told for the chapter or for what stands in it."""
    structure, _ = load(STRUCTURES[id_], LIBRARY)
    assert structure
    silent = [each for each in structure.sections if not any(part.help for part in (each, *each.sections))]
    assert not [each.heading or each.body for each in silent]
