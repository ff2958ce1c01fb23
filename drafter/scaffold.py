"""Scaffold (脚手架): a new plan's facts file, every fact labelled, explained, in order and still empty."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from drafter import amendment, fact_paths
from drafter import source as yaml_source
from drafter.fact_paths import PathError as PathError
from drafter.kinds import KINDS
from drafter.lengths import LENGTHS
from drafter.structure import Field, Section, Structure

SCHEMA_FILE = "facts.schema.json"
EDITOR_LINE = f"# yaml-language-server: $schema={SCHEMA_FILE}\n"

_HEAD = """\
{editor}# {title}：{about}
# 在冒号后面填写，冒号是半角的，后面空一格；“必填”的填齐才能导出，选填的空着，有关的话就不写。
# 列表的每一项以“- ”开头，照样子可以增减。填完用 drafter check 检查，用 drafter export 导出。
structure: {id}
"""

Assignments = Mapping[str, str]
"""Values given on the command line, by path: `工作重点[1].任务`."""

Written = tuple[str, ...]
"""A value as YAML: what stands behind its key, then the lines below, which are indented with it."""


class _Values(NamedTuple):
    """The values of a new facts file by path, how many items its lists need for them, and what else was brought.

    `brought` are the paths that another plan's values have and those of the lists and groups around them.
    """

    written: Mapping[str, Written]
    counts: Mapping[str, int]
    brought: frozenset[str] = frozenset()


def facts_text(
    structure: Structure,
    given: Assignments,
    carried: Mapping[str, Written] | None = None,
    lengths: Written = (),
) -> str:
    """The text of a new facts file, with what is `carried` over from another plan and the values `given` before it.

    `lengths` is what that plan asks of its sections.
    PathError where a path in `given` names no fact of the structure.
    """
    for path in given:
        fact_paths.resolve(structure, path)
    carried = carried or {}
    written = dict(carried) | {path: _as_written(value) for path, value in given.items()}
    brought = frozenset(around for path in carried for around, _ in _around(path)) | carried.keys()
    values = _Values(written, _counts(written), brought)
    head = _HEAD.format(editor=EDITOR_LINE, title=structure.title, about=structure.about, id=structure.id)
    helps = _section_helps(structure)
    parts = [head]
    if lengths:
        parts.append(f"\n# 预计的字数，用 drafter check 对照\n{LENGTHS}:{_value(lengths, '')}\n")
    for field in structure.facts:
        parts.append("\n" + "".join(f"# 【写法】{told}\n" for told in helps.get(field.name, ())))
        parts.append("".join(_lines(field, field.name, "", values)))
    return "".join(parts)


def _counts(paths: Iterable[str]) -> dict[str, int]:
    """How many items each list must have to hold the values at these paths."""
    counts: dict[str, int] = {}
    for path in paths:
        for around, number in _around(path):
            if number:
                counts[around] = max(counts.get(around, 0), int(number))
    return counts


def _around(path: str) -> Iterator[tuple[str, str]]:
    """The paths of the lists, with the item's number there, and of the groups and items that a path leads through."""
    for step in re.finditer(r"\[(\d+)\]|\.", path):
        yield path[: step.start()], step[1] or ""


def _section_helps(structure: Structure) -> dict[str, list[str]]:
    """Guidance for each section, by the fact before which it is told."""
    helps: dict[str, list[str]] = {}
    seen = set(_facts_in(structure, "".join(pattern.source for pattern in structure.heading)))
    for section, each in _with_lists(structure.sections):
        words = "".join(pattern.source for pattern in section.heading)
        used = each or _used(structure, section, seen)
        seen.update(_facts_in(structure, _printed(section)))
        if section.help and used:
            name = f"{words}：" if words and "{" not in words else ""
            helps.setdefault(used, []).append(name + section.help)
    return helps


def _with_lists(sections: Iterable[Section], around: str | None = None) -> Iterator[tuple[Section, str | None]]:
    """Every section with the outermost list that it or a section around it is repeated over."""
    for section in sections:
        each = around or section.each
        yield section, each
        yield from _with_lists(section.sections, each)


def _used(structure: Structure, section: Section, seen: Collection[str]) -> str | None:
    """The fact that a section stands or falls with, else the first that it prints, else the first below it.

    Better one that nothing before it prints: a closing is not explained at the name of the unit.
    """
    printed = _facts_in(structure, _printed(section))
    own = section.each or section.when or next((name for name in printed if name not in seen), None)
    listed = section.points.each if section.points else None
    below = (found for inner in section.sections if (found := _used(structure, inner, seen)))
    return own or listed or next(below, None) or next(iter(printed), None)


def _printed(section: Section) -> str:
    return "".join(pattern.source for pattern in (*section.heading, section.body) if pattern)


def _facts_in(structure: Structure, words: str) -> list[str]:
    """The facts that the wording names, in the order in which they are asked for."""
    tags = " ".join(re.findall(r"\{[{%].*?[}%]\}", words))
    return [field.name for field in structure.facts if re.search(rf"(?<!\w){field.name}(?!\w)", tags)]


def _lines(field: Field, path: str, indent: str, values: _Values) -> Iterator[str]:
    """A field's comment, key and value, empty where none is given, at `indent`; nothing of what is computed."""
    if field.computed:
        return
    yield f"{indent}# {explained(field)}\n"
    yield from _keyed(field, path, indent, indent, values)


def _keyed(field: Field, path: str, first: str, indent: str, values: _Values) -> Iterator[str]:
    """The key and its value; `first` opens the line (`- ` for the first field of a list's item)."""
    if field.is_list:
        yield f"{first}{field.name}:\n"
        for number in range(1, _item_count(field, path, values) + 1):
            yield from _item(field, f"{path}[{number}]", indent + "  ", values)
    elif field.kind == "group":
        yield f"{first}{field.name}:\n"
        for inner in field.fields:
            yield from _lines(inner, f"{path}.{inner.name}", indent + "  ", values)
    else:
        yield f"{first}{field.name}:{_value(values.written.get(path), indent)}\n"


def _item(field: Field, path: str, indent: str, values: _Values) -> Iterator[str]:
    if field.item:
        yield f"{indent}-{_value(values.written.get(path), indent)}\n"
        return
    for number, inner in enumerate(inner for inner in field.fields if not inner.computed):
        if path.endswith("[1]") or _is_open(inner, path, values):
            yield f"{indent}  # {explained(inner)}\n" if number else f"{indent}# {explained(inner)}\n"
        first = f"{indent}- " if number == 0 else f"{indent}  "
        yield from _keyed(inner, f"{path}.{inner.name}", first, f"{indent}  ", values)


def _is_open(field: Field, item: str, values: _Values) -> bool:
    """True where another plan brought the item but not this field of it, which then explains itself again."""
    return item in values.brought and f"{item}.{field.name}" not in values.brought


def _item_count(field: Field, path: str, values: _Values) -> int:
    """As many items as are asked for at least, or as many as values were given for."""
    return max(1, field.at_least or 1, values.counts.get(path, 0))


def explained(field: Field) -> str:
    """A field in one line: its label, whether it must be given, what it takes, its help and example."""
    need = "不填由程序算" if field.computed else "必填" if field.required else "选填"
    label = f"{field.label}（{need}，{_kind(field)}）"
    parts = [field.help, f"例：{field.example}" if field.example else ""]
    told = "。".join(part.rstrip("。") for part in parts if part)
    return f"{label}：{told}" if told else label


def _kind(field: Field) -> str:
    words = KINDS[field.kind].label
    if field.kind == "list" and field.item:
        words = f"列表，每项是{KINDS[field.item.kind].label}" + ("，也可以写成一行：甲、乙" if field.joined else "")
    if field.choices:
        words = "从这些里选：" + "、".join(field.choices)
    limits = {"至少": field.at_least, "最多": field.at_most}
    unit = "项" if field.is_list else "字"
    told = "，".join(f"{word}{number}{unit}" for word, number in limits.items() if number is not None)
    return f"{words}，{told}" if told else words


def _as_written(text: str) -> Written:
    """A value given on the command line, as YAML; several paragraphs as a block of lines."""
    lines = text.split("\n")
    if len(lines) > 1 and all(line and line == line.strip() for line in lines):
        return ("|", *lines)
    return (amendment.scalar(text) if text else "",)


def _value(written: Written | None, indent: str) -> str:
    first, *below = written or ("",)
    return (f" {first}" if first else "") + "".join(f"\n{indent}  {line}" if line else "\n" for line in below)


# ---- values in a file that is there ---------------------------------------------------------------------------------


def with_values(text: str, structure: Structure, given: Assignments) -> str:
    """A facts file's text with the values at the given paths replaced or added; everything else stays as it is.

    PathError where a path names no fact, or an item that cannot be the next one.
    """
    for path in given:
        fact_paths.resolve(structure, path)
    for path, value in given.items():
        edit, _ = amendment.amended(yaml_source.parse(text, ""), structure.facts, path, value)
        text = edit.applied(text)
    return text


def example_text(file: Path, structure: Structure, given: Assignments) -> str:
    """The text of a structure's worked example, with the values at the given paths replaced."""
    text = file.read_text("utf-8-sig")
    if not text.startswith(EDITOR_LINE):
        text = EDITOR_LINE + text
    return with_values(text, structure, given)
