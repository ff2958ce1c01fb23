"""Replies (反馈): the file beside a plan's facts with what units answered and the facts have no place for.

An item is known by its task, the names of the lists around it included, and the unit that answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from drafter import facts as fact_reading
from drafter.facts_file import FactsFile
from drafter.place import Place
from drafter.problems import DraftError, errors
from drafter.splitting import LEAD, Division, shown
from drafter.structure import Field, Structure
from drafter.values import Group, Items, values_of

__all__ = ["FILE", "LIST", "REPLIES", "Reply", "beside", "known", "lists", "replies"]

REPLIES = "反馈.yaml"
"""The file's name."""
LIST, FILE = "反馈", "交回的文件"
"""Its list, and the field that says which questionnaires an item came from."""

Known = Mapping[tuple[str, ...], tuple[int, Mapping[str, object]]]
"""The items' numbers and values, by the task's names and the unit."""


class Reply(NamedTuple):
    """反馈的一项: the task, the unit that answered, the files that it answered in, and the answers by their fields."""

    task: str
    unit: str
    files: str
    answers: Mapping[str, str]


def lists(how: Division) -> tuple[str, ...]:
    """The fields that name the task: the lists that it stands in."""
    return tuple(field.name for field in how.way if field.is_list)


def beside(facts: Path, structure: Structure, how: Division) -> FactsFile:
    """The file beside the facts file, held against a structure of its own: a list of what was answered."""
    place = Place(structure.file, 1, 1)
    asked = tuple(field._replace(kind="paragraph", item=None, choices=(), required=False) for field in how.asked)
    named = tuple(Field(name, "text", place, name) for name in (*lists(how), LEAD))
    fields = (*named, *asked, Field(FILE, "paragraph", place, FILE))
    own = structure._replace(facts=(Field(LIST, "list", place, LIST, fields=fields),))
    return FactsFile(facts.parent / REPLIES, own)


def known(file: FactsFile) -> Known:
    """What the file has; nothing where there is none. DraftError where it has errors."""
    if not file.path.exists():
        return {}
    source = file.read()
    found = fact_reading.read(source, file.structure)
    wrong = errors([*source.problems, *found.problems])
    if wrong:
        raise DraftError(wrong)
    items = found.values[LIST]
    names = [field.name for field in file.structure.facts[0].fields]
    names = names[: names.index(LEAD) + 1]
    return {
        tuple(shown(values.get(name)) for name in names): (number, values)
        for number, item in enumerate(items if isinstance(items, Items) else (), start=1)
        if isinstance(item, Group)
        for values in (values_of(item),)
    }


def replies(facts: Path, structure: Structure, how: Division) -> tuple[Reply, ...]:
    """Every item of the file beside the facts file, with what was answered; none where there is nothing in the file.

    DraftError as in `known`.
    """
    file = beside(facts, structure, how)
    if not file.path.exists() or _is_blank(file.path):
        return ()
    asked = [field.name for field in how.asked]
    return tuple(
        Reply(
            names[-2], names[-1], shown(values.get(FILE)), {name: shown(values[name]) for name in asked if values[name]}
        )
        for names, (_, values) in known(file).items()
    )


def _is_blank(path: Path) -> bool:
    """Whether there are but comments in the file."""
    return all(not line.strip() or line.lstrip().startswith(b"#") for line in path.read_bytes().splitlines())
