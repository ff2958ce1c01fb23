"""Scaffold (脚手架): a new plan's facts file, every fact labelled, explained, in order and still empty."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from drafter import source as yaml_source
from drafter.kinds import KINDS
from drafter.place import Place
from drafter.problems import close_match
from drafter.source import Mapping as MappingNode
from drafter.source import Node, Scalar, Sequence, Source
from drafter.structure import Field, Section, Structure

SCHEMA_FILE = "facts.schema.json"
EDITOR_LINE = f"# yaml-language-server: $schema={SCHEMA_FILE}\n"

_HEAD = """\
{editor}# {title}：{about}
# 在冒号后面填写，冒号是半角的，后面空一格；“必填”的填齐才能导出，选填的空着，有关的话就不写。
# 列表的每一项以“- ”开头，照样子可以增减。填完用 drafter check 检查，用 drafter export 导出。
structure: {id}
"""

MAX_ITEMS = 1000
"""So many items a list may be given on the command line: a slip of the keyboard must not fill the disk."""

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


class PathError(ValueError):
    """A path names no fact; `hint` is what was probably meant."""

    def __init__(self, path: str, hint: str | None) -> None:
        super().__init__(path)
        self.path = path
        self.hint = hint


def facts_text(structure: Structure, given: Assignments, carried: Mapping[str, Written] | None = None) -> str:
    """The text of a new facts file, with what is `carried` over from another plan and the values `given` before it.

    PathError where a path in `given` names no fact of the structure.
    """
    for path in given:
        _resolve(structure, path)
    carried = carried or {}
    written = dict(carried) | {path: (yaml_scalar(value),) for path, value in given.items()}
    brought = frozenset(around for path in carried for around, _ in _around(path)) | carried.keys()
    values = _Values(written, _counts(written), brought)
    head = _HEAD.format(editor=EDITOR_LINE, title=structure.title, about=structure.about, id=structure.id)
    helps = _section_helps(structure)
    parts = [head]
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
    for section, each in _with_lists(structure.sections):
        words = "".join(pattern.source for pattern in section.heading)
        used = each or _used(structure, section)
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


def _used(structure: Structure, section: Section) -> str | None:
    """The fact that a section stands or falls with, else the first that it prints, else the first below it."""
    printed = "".join(pattern.source for pattern in (*section.heading, section.body) if pattern)
    own = section.each or section.when or _first_fact(structure, printed)
    listed = section.points.each if section.points else None
    below = (found for inner in section.sections if (found := _used(structure, inner)))
    return own or listed or next(below, None)


def _first_fact(structure: Structure, words: str) -> str | None:
    tags = " ".join(re.findall(r"\{[{%].*?[}%]\}", words))
    used = [field.name for field in structure.facts if re.search(rf"(?<!\w){field.name}(?!\w)", tags)]
    return used[0] if used else None


def _lines(field: Field, path: str, indent: str, values: _Values) -> Iterator[str]:
    """A field's comment, key and value, empty where none is given, at `indent`; nothing of what is computed."""
    if field.computed:
        return
    yield f"{indent}# {_explained(field)}\n"
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
            yield f"{indent}  # {_explained(inner)}\n" if number else f"{indent}# {_explained(inner)}\n"
        first = f"{indent}- " if number == 0 else f"{indent}  "
        yield from _keyed(inner, f"{path}.{inner.name}", first, f"{indent}  ", values)


def _is_open(field: Field, item: str, values: _Values) -> bool:
    """True where another plan brought the item but not this field of it, which then explains itself again."""
    return item in values.brought and f"{item}.{field.name}" not in values.brought


def _item_count(field: Field, path: str, values: _Values) -> int:
    """As many items as are asked for at least, or as many as values were given for."""
    return max(1, field.at_least or 1, values.counts.get(path, 0))


def _explained(field: Field) -> str:
    label = f"{field.label}（{'必填' if field.required else '选填'}，{_kind(field)}）"
    parts = [field.help, f"例：{field.example}" if field.example else ""]
    told = "。".join(part.rstrip("。") for part in parts if part)
    return f"{label}：{told}" if told else label


def _kind(field: Field) -> str:
    words = KINDS[field.kind].label
    if field.kind == "list" and field.item:
        words = f"列表，每项是{KINDS[field.item.kind].label}"
    if field.choices:
        words = "从这些里选：" + "、".join(field.choices)
    limits = {"至少": field.at_least, "最多": field.at_most}
    unit = "项" if field.is_list else "字"
    told = "，".join(f"{word}{number}{unit}" for word, number in limits.items() if number is not None)
    return f"{words}，{told}" if told else words


def _value(written: Written | None, indent: str) -> str:
    first, *below = written or ("",)
    return (f" {first}" if first else "") + "".join(f"\n{indent}  {line}" if line else "\n" for line in below)


def yaml_scalar(text: str) -> str:
    """`text` as a YAML value that reads back as exactly this text: plain where that is safe, else quoted."""
    root = yaml_source.parse(f"k: {text}\n", "").root
    node = root.entries.get("k") if isinstance(root, MappingNode) else None
    plain = isinstance(node, Scalar) and node.text == text and not node.quoted and text not in ("~", "null")
    return text if plain and "#" not in text else json.dumps(text, ensure_ascii=False)


# ---- paths ----------------------------------------------------------------------------------------------------------

_STEP = re.compile(r"([^.\[\]]+)((?:\[\d+\])*)")


def _steps(path: str) -> list[str | int]:
    steps: list[str | int] = []
    for part in path.split("."):
        match = _STEP.fullmatch(part)
        if not match:
            raise PathError(path, "写成 名称、名称[1] 或 名称[1].字段，项的序号从1开始")
        steps.append(match[1])
        steps += [int(number) for number in re.findall(r"\d+", match[2])]
    return steps


def _resolve(structure: Structure, path: str) -> Field:
    """The single value that `path` names. PathError where it names none."""
    field = Field("", "group", Place(structure.file, 1, 1), "", fields=structure.facts)
    for step in _steps(path):
        field = _inside(field, step, path)
    if not field.is_scalar:
        raise PathError(
            path, f"“{field.label}”是{KINDS[field.kind].label}，要写到具体的一项，如 {path}{_deeper(field)}"
        )
    return field


def _deeper(field: Field) -> str:
    if field.kind == "group":
        return f".{field.fields[0].name}" if field.fields else ""
    return "[1]" + (f".{field.fields[0].name}" if field.fields else "")


def _inside(field: Field, step: str | int, path: str) -> Field:
    if isinstance(step, int):
        if not field.is_list:
            raise PathError(path, f"“{field.label}”不是列表")
        if not 1 <= step <= MAX_ITEMS:
            raise PathError(path, f"项的序号从1开始，最多到{MAX_ITEMS}")
        return field.item or Field(field.name, "group", field.place, field.label, fields=field.fields)
    if field.is_list:
        raise PathError(path, f"“{field.label}”是列表，要写明第几项，如 {field.name}[1]")
    for inner in field.fields:
        if inner.name == step:
            return inner
    names = [inner.name for inner in field.fields]
    match = close_match(step, names)
    raise PathError(path, f"是否想写“{match}”？" if match else "可以写：" + "、".join(names))


# ---- values in a file that is there ---------------------------------------------------------------------------------


def with_values(text: str, structure: Structure, given: Assignments) -> str:
    """A facts file's text with the values at the given paths replaced; everything else stays as it is."""
    for path in given:
        _resolve(structure, path)
    for path, value in given.items():
        source = yaml_source.parse(text, "")
        node = _node(source, path)
        written = yaml_scalar(value)
        if node is None:
            text = _added(text, path, written)
        elif node.start == node.end:
            text = f"{text[: node.start]} {written}{text[node.end :]}"
        else:
            end = "\n" if text[node.start : node.end].endswith("\n") else ""
            text = text[: node.start] + written + end + text[node.end :]
    return text


def _node(source: Source, path: str) -> Scalar | None:
    node: Node | None = source.root
    for step in _steps(path):
        if isinstance(step, str):
            node = node.entries.get(step) if isinstance(node, MappingNode) else None
        elif isinstance(node, Sequence) and step <= len(node.items):
            node = node.items[step - 1]
        else:
            node = None
    if isinstance(node, MappingNode):
        node = node.entries.get("value")
    return node if isinstance(node, Scalar) else None


def _added(text: str, path: str, written: str) -> str:
    if len(_steps(path)) > 1:
        raise PathError(path, "示例里没有这一项；先建好文件夹，再在 facts.yaml 里添加")
    return f"{text.rstrip()}\n{path}: {written}\n"


def example_text(file: Path, structure: Structure, given: Assignments) -> str:
    """The text of a structure's worked example, with the values at the given paths replaced."""
    text = file.read_text("utf-8-sig")
    if not text.startswith(EDITOR_LINE):
        text = EDITOR_LINE + text
    return with_values(text, structure, given)
