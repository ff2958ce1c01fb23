"""Splitting (分发): a plan's tasks by the unit that leads them, and the questionnaire for each of these units.

The list that is split is the structure's first one whose items have a 牵头单位, lists inside other lists included.
Office practice: one unit leads a task and answers for it; those that help do not fill in anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from drafter.facts import Facts
from drafter.place import Place
from drafter.problems import DraftError, Problem, errors, problem
from drafter.questionnaire import NUMBER, Questionnaire, Row, within_a_cell
from drafter.source import Mapping as MappingNode
from drafter.source import Source
from drafter.structure import Field, Structure
from drafter.values import Group, Items, Value, values_of

__all__ = ["LEAD", "Division", "Split", "Task", "division", "file_names", "plan_name", "shown", "split"]

LEAD = "牵头单位"
"""The field by which a list is split."""
_NOWHERE = Place("", 1, 1)
_ANSWERS = (
    Field("进展情况", "paragraph", _NOWHERE, "进展情况", help="做了什么、做到哪一步，写数和时间"),
    Field("完成结果", "paragraph", _NOWHERE, "完成结果", help="完成多少、有什么效果；没有完成的，写预计何时完成"),
    Field("存在问题", "paragraph", _NOWHERE, "存在问题", help="没有就不填；要上级帮助解决的，写明是什么"),
)
"""What a unit is asked where the structure has no fields for it."""
_TAG = re.compile(r"\{[{%].*?[}%]\}")
_MISSING = ("F101", "F105")


class Division(NamedTuple):
    """How a structure's plans are split: the fields on the way to the list, the columns told and those to fill in.

    `way` ends in the list; the lists in it name a task, each by its `keys` field. `own` are those columns to fill in
    that are fields of the list.
    """

    way: tuple[Field, ...]
    keys: tuple[Field, ...]
    told: tuple[Field, ...]
    asked: tuple[Field, ...]

    @property
    def own(self) -> tuple[Field, ...]:
        """The columns to fill in that have a place in the facts."""
        return tuple(field for field in self.asked if field in self.way[-1].fields)

    @property
    def names(self) -> tuple[str, ...]:
        """The heads of the columns that name a task: the outer lists' labels, then the key's own."""
        lists = [field.label for field in self.way if field.is_list]
        return (*lists[:-1], self.keys[-1].label)


class Task(NamedTuple):
    """任务: one item of the list, its path, the names that tell it from others, its leading unit and its values."""

    path: str
    number: int
    names: tuple[str, ...]
    unit: str
    values: Mapping[str, object]


class Split(NamedTuple):
    """A plan split: every task that has a unit, the units in the order of their first tasks, and what is to say."""

    division: Division
    plan: str
    tasks: tuple[Task, ...]
    problems: tuple[Problem, ...]

    @property
    def units(self) -> tuple[str, ...]:
        """The units that lead something."""
        return tuple(dict.fromkeys(task.unit for task in self.tasks))

    def row(self, task: Task) -> Row:
        """The task's grey cells."""
        told = (shown(task.values[field.name]) for field in self.division.told)
        return Row(task.path, (str(task.number), *map(within_a_cell, (*task.names, *told))))

    @property
    def heads(self) -> tuple[tuple[str, ...], tuple[tuple[str, Field], ...]]:
        """The heads of the grey columns and, with their fields, of those to fill in; no two are alike."""
        division = self.division
        words = [*division.names, *(field.label for field in (*division.told, *division.asked))]
        fields = (*division.keys, *division.told, *division.asked)
        heads = [
            "".join((word if words.count(word) == 1 and word != NUMBER else field.name).split())
            for word, field in zip(words, fields, strict=True)
        ]
        grey = len(fields) - len(division.asked)
        return (NUMBER, *heads[:grey]), tuple(zip(heads[grey:], division.asked, strict=True))

    def questionnaire(self, unit: str) -> Questionnaire:
        """What `unit` is sent; columns that are blank for all its tasks are left out."""
        told, asked = self.heads
        rows = [self.row(task) for task in self.tasks if task.unit == unit]
        names = len(self.division.keys)
        used = [at for at in range(len(told)) if at <= names or any(row.told[at] for row in rows)]
        kept = tuple(Row(row.path, tuple(row.told[at] for at in used)) for row in rows)
        return Questionnaire(self.plan, unit, tuple(told[at] for at in used), names, asked, kept)


# ---- the structure --------------------------------------------------------------------------------------------------


def division(structure: Structure) -> Division | None:
    """How plans of this structure are split; None where no list has a 牵头单位."""
    way = _way(structure.facts)
    if way is None:
        return None
    keys = tuple(_key(each) for each in way if each.is_list)
    asked = _asked(way[-1])
    beside = {LEAD, keys[-1].name, *(field.name for field in asked)}
    told = tuple(field for field in way[-1].fields if field.name not in beside and field.kind != "picture")
    return Division(way, keys, told, asked)


def _way(fields: tuple[Field, ...]) -> tuple[Field, ...] | None:
    """The fields that lead to the first list with a 牵头单位, the list last."""
    for each in fields:
        if each.is_list and any(inner.name == LEAD and inner.is_scalar for inner in each.fields):
            return (each,)
        below = _way(each.fields)
        if below:
            return (each, *below)
    return None


def _key(each: Field) -> Field:
    """What tells the list's items apart: the field that may not be repeated, else the first required text."""
    scalars = [field for field in each.fields if field.is_scalar and field.name != LEAD]
    unique = next((field for field in scalars if field.name == each.unique), None)
    return unique or next((field for field in scalars if field.required), (scalars or list(each.fields))[0])


def _asked(each: Field) -> tuple[Field, ...]:
    """The columns to fill in: what no other plan can bring, else the usual three."""
    known = [field for field in each.fields if field.is_scalar or (field.item and field.item.is_scalar)]
    own = tuple(field for field in known if field.carried_from == () and not field.computed)
    names = {field.name: field for field in known}
    return own or tuple(names.get(field.name, field) for field in _ANSWERS)


# ---- the plan -------------------------------------------------------------------------------------------------------


def split(source: Source, facts: Facts, structure: Structure) -> Split:
    """The plan's tasks by unit. DraftError where it cannot be split, or has errors where its tasks stand."""
    how = division(structure)
    if how is None:
        place = Place(source.file, 1, 1)
        if isinstance(source.root, MappingNode) and "structure" in source.root.entries:
            place = source.place(source.root.entries["structure"])
        raise DraftError([*source.problems, problem("X751", place, title=structure.title)])
    wrong = [found for found in errors([*source.problems, *facts.problems]) if _stops(found, how)]
    if wrong:
        raise DraftError(wrong)
    tasks = tuple(
        task._replace(number=number) for number, task in enumerate(_tasks(facts.values, how.way, how.keys), start=1)
    )
    if not any(task.unit for task in tasks):
        raise DraftError([_nothing(source, how, facts)])
    alone = (
        problem("X753", _place(source, task), f"{task.path}.{LEAD}", name=task.names[-1])
        for task in tasks
        if not task.unit
    )
    return Split(how, plan_name(structure, facts), tuple(task for task in tasks if task.unit), tuple(alone))


def _stops(found: Problem, how: Division) -> bool:
    """An error in the list that is split; what is only not filled in yet stops nothing, but a task must have a name."""
    top = how.way[0].name
    if found.path is not None and re.split(r"[.\[]", found.path)[0] != top:
        return False
    return found.code not in _MISSING or bool(found.path and found.path.endswith(f".{how.keys[-1].name}"))


def _nothing(source: Source, how: Division, facts: Facts) -> Problem:
    top = how.way[0]
    told = (found.place for found in facts.problems if found.path == top.name and found.place)
    return problem("X752", next(told, Place(source.file, 1, 1)), top.name, label=how.way[-1].label)


def _place(source: Source, task: Task) -> Place:
    from drafter.fact_paths import node_at

    node = node_at(source.root, task.path)
    return source.place(node) if node else Place(source.file, 1, 1)


def _tasks(
    values: Mapping[str, object], way: tuple[Field, ...], keys: tuple[Field, ...], path: str = "", *names: str
) -> Iterator[Task]:
    """The items at the end of the way, in order."""
    each, *rest = way
    path = f"{path}.{each.name}" if path else each.name
    value = values.get(each.name)
    if isinstance(value, Group):
        yield from _tasks(values_of(value), tuple(rest), keys, path, *names)
    for number, item in enumerate(value if isinstance(value, Items) else (), start=1):
        if not isinstance(item, Group):
            continue
        inner, at = values_of(item), f"{path}[{number}]"
        name = shown(inner.get(keys[0].name))
        if rest:
            yield from _tasks(inner, tuple(rest), keys[1:], at, *names, name)
        else:
            yield Task(at, 0, (*names, name), shown(inner.get(LEAD)), inner)


def plan_name(structure: Structure, facts: Facts) -> str:
    """Which plan this is: its kind, and the facts that its title names."""
    tags = " ".join(tag for pattern in structure.heading for tag in _TAG.findall(pattern.source))
    words = (
        str(value)
        for field in structure.facts
        if isinstance(value := facts.values.get(field.name), Value) and re.search(rf"(?<!\w){field.name}(?!\w)", tags)
    )
    return f"{structure.title}（{structure.id}）：{'，'.join(words)}"


def shown(value: object) -> str:
    """A value as a cell shows it: a list's items one a line, a group's parts with colons between them."""
    match value:
        case Value():
            return str(value)
        case Items():
            return "\n".join(text for item in value if (text := shown(item)))
        case Group():
            return "：".join(text for inner in values_of(value).values() if (text := shown(inner)))
        case _:
            return ""


# ---- files ----------------------------------------------------------------------------------------------------------


def file_names(units: tuple[str, ...]) -> dict[str, str]:
    """A file name for every unit: its own, without what file systems do not allow, and no two alike."""
    found: dict[str, str] = {}
    for unit in units:
        name = "".join(char for char in unit if char not in '<>:"/\\|?*' and char.isprintable())
        name = name.encode()[:200].decode(errors="ignore").strip(" .") or "单位"
        taken = {other.casefold() for other in found.values()}
        number, stem = 2, name
        while f"{name}.xlsx".casefold() in taken:
            name, number = f"{stem}{number}", number + 1
        found[unit] = f"{name}.xlsx"
    return found
