"""JSON Schema (draft 2020-12) of a structure's facts file, for editors that complete and check while typing.

It accepts what the loader accepts: to YAML `2027` is an integer and `no` may be a boolean, so a single value may be any
scalar, and wherever one stands, `{value: …, source: …, note: …}` may stand too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from drafter.kinds import KINDS
from drafter.lengths import LENGTHS, WHOLE
from drafter.measuring import all_sections, names_of
from drafter.structure import Field, Structure

Schema = dict[str, Any]

_INTEGER = re.compile(r"[-+]?\d+")
_NUMBER = re.compile(r"[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?")

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_ANY_SCALAR: Schema = {"type": ["string", "number", "boolean"]}
_SCALAR: Schema = {"$ref": "#/$defs/scalar"}
_BLANK: Schema = {"$ref": "#/$defs/blank"}
_NOTHING: Schema = {"not": {"type": ["string", "number", "boolean", "array", "object"]}}
"""Null, said so that no editor offers the word null."""
_DEFS: Schema = {
    "scalar": _ANY_SCALAR,
    "blank": {
        "description": "还没有填",
        "anyOf": [
            _NOTHING,
            {"type": "string", "pattern": r"^\s*$"},
            {"type": "array", "items": _BLANK},
            {"type": "object", "additionalProperties": _BLANK},
        ],
    },
}
"""`blank` is what `drafter new` writes for an optional fact: nothing typed anywhere in it."""

_NAMES: Schema = {
    "use": {
        "title": "沿用的事实",
        "description": "沿用哪一份公用的事实，可以写几份",
        "anyOf": [_ANY_SCALAR, {"type": "array", "items": _ANY_SCALAR}, _NOTHING],
    },
    "layout": {
        "title": "版式文件",
        "description": "版式文件，路径从事实文件所在的文件夹算起",
        "anyOf": [_ANY_SCALAR, _NOTHING],
    },
    "letterhead": {
        "title": "底版",
        "description": "底版（单位自己的 .docx），路径从事实文件所在的文件夹算起",
        "anyOf": [_ANY_SCALAR, _NOTHING],
    },
    "previous": {"description": "上一年的 facts.yaml，写相对的路径", "type": ["string", "null"]},
    "unchanged": {
        "description": "和上一年相同、不用更新的事实，写路径，如 目标[2].数值",
        "anyOf": [{"type": ["string", "null"]}, {"type": "array", "items": {"type": ["string", "null"]}}],
    },
}
"""Keys of a facts file that name other files, and what is rightly still as in one of them."""

_PARTS = {"picture": {"文件": True, "说明": False}} | {
    name: {part.name: part.required for part in kind.parts} for name, kind in KINDS.items() if kind.parts
}
"""Kinds that may also be given in parts, and whether each part must be there."""


def schema(structure: Structure) -> Schema:
    """The schema of facts files for `structure`."""
    own = {"structure": {"title": "结构", "description": "结构的编号", "const": structure.id}, **_NAMES}
    own[LENGTHS] = _lengths(structure)
    return {
        "$schema": DIALECT,
        "$comment": "drafter",
        "title": structure.title,
        "description": structure.about,
        **_object(structure.facts, own),
        "required": ["structure"],
        "if": {"not": {"required": ["use"]}},  # what is missing here may come from another file
        "then": {"required": [field.name for field in structure.facts if field.required and not field.computed]},
        "$defs": _DEFS,
    }


def _lengths(structure: Structure) -> Schema:
    """What may be asked of the whole text and of each section; a section may also be called as it is printed."""
    bounds = {"至少": _ANY_SCALAR, "至多": _ANY_SCALAR}
    each: Schema = {
        "anyOf": [_ANY_SCALAR, {"type": "object", "properties": bounds, "additionalProperties": False}, _NOTHING]
    }
    names = dict.fromkeys(
        (WHOLE, *(name for section in all_sections(structure.sections) for name in names_of(section)))
    )
    sections: Schema = {"type": "object", "properties": dict.fromkeys(names, each), "additionalProperties": each}
    told = "预计的字数，如 3000～4000、不超过500、至少800；写每章的标题，全文写“全文”"
    return {"title": LENGTHS, "description": told, "anyOf": [_ANY_SCALAR, sections, _NOTHING]}


def _object(fields: tuple[Field, ...], first: Schema) -> Schema:
    properties = first | {field.name: _field(field) for field in fields}
    required = [field.name for field in fields if field.required and not field.computed]
    shape: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return shape | ({"required": required} if required else {})


def _field(field: Field) -> Schema:
    """What an editor tells of a field, and what it accepts.

    The example is told, and offered as a value; it stands inside the shape, because an editor types the example of a
    property into the file together with the property's name, and nobody's fact is to be an example.
    """
    told: Schema = {"title": field.label, "description": _description(field)}
    if field.required and not field.computed:
        return told | _shape(field)
    return told | _or_blank(_shape(field)) | _opening(field)


def _or_blank(shape: Schema) -> Schema:
    return {"anyOf": [shape, _BLANK]}


def _description(field: Field) -> str:
    need = "必填" if field.required else "选填"
    words = "，".join(part for part in (need, KINDS[field.kind].label, field.help) if part)
    return f"{words}。例：{field.example}" if field.example else words


def _opening(field: Field) -> Schema:
    """What an editor types behind the name of an optional list or group: its first item, its required fields, empty."""
    first = {inner.name: "" for inner in field.fields if inner.required} or {each.name: "" for each in field.fields[:1]}
    if field.is_list:
        return {"defaultSnippets": [{"label": "- ……", "body": [first if field.fields else ""]}]}
    return {"defaultSnippets": [{"label": "……", "body": first}]} if field.kind == "group" else {}


def _shape(field: Field) -> Schema:
    if field.is_list:
        return _array(field)
    if field.kind == "group":
        return _object(field.fields, {})
    return _scalar(field)


_SHEET: Schema = {
    "pattern": r"\.([xX][lL][sS][xX]|[cC][sS][vV])\s*$",
    "properties": {
        "file": {"title": "电子表格", "description": ".xlsx 或 .csv，路径从事实文件所在的文件夹算起"},
        "sheet": {"title": "工作表", "description": "有几个工作表时写明是哪一个"},
        "columns": {"title": "表头", "description": "事实的名称: 表头上的字", "type": "object"},
        "value": {"title": "电子表格", "description": "文件名，来源另写"},
        "source": {"title": "来源", "description": "这个事实的来源"},
        "note": {"title": "备注", "description": "备注，不印出来"},
    },
    "additionalProperties": False,
}
"""A list's rows in a spreadsheet: its name alone, or with the sheet and the columns. Each keyword holds for the type
that it is about, so that of rows in place the mistakes are still told one by one."""


def _array(field: Field) -> Schema:
    """Rows in place, or a spreadsheet in their stead; a list that may be joined, in one line."""
    if field.joined:
        return {"anyOf": [_SCALAR, _array(field._replace(joined=False))]}
    items = _shape(_item(field)) if field.item else _object(field.fields, {})
    limits = {"minItems": field.at_least, "maxItems": field.at_most}
    rows = {"items": items} | {key: value for key, value in limits.items() if value is not None}
    return {"type": ["array", "string", "object"], **rows, **_SHEET}


def _item(field: Field) -> Field:
    """A list's items, with the example that stands at the list."""
    assert field.item is not None  # noqa: S101  # a list of single values
    return field.item._replace(example=field.item.example or field.example)


def _scalar(field: Field) -> Schema:
    value = _choices(field.choices) if field.choices else _SCALAR
    if field.example and not field.choices:
        value = value | {"examples": [field.example]}
    if field.kind in _PARTS:
        value = {"anyOf": [value, _in_parts(_PARTS[field.kind])]}
    return _or_wrapped(value, required=field.required)


def _choices(choices: tuple[str, ...]) -> Schema:
    """Each choice, and what YAML makes of it where it takes it for something else than text."""
    return {"enum": list(_as_yaml_reads(choices))}


def _as_yaml_reads(choices: Iterable[str]) -> Iterator[object]:
    for choice in choices:
        yield choice
        if choice.lower() in ("true", "false"):
            yield choice.lower() == "true"
        elif _INTEGER.fullmatch(choice):
            yield int(choice)
        elif _NUMBER.fullmatch(choice):
            yield float(choice)


def _or_wrapped(value: Schema, *, required: bool = True) -> Schema:
    """The value, or {value: …, source: …, note: …}."""
    wrapped: Schema = {
        "type": "object",
        "properties": {
            "value": value if required else _or_blank(value),
            "source": {"title": "来源", "description": "这个事实的来源"},
            "note": {"title": "备注", "description": "备注，不印出来"},
        },
        "required": ["value"],
        "additionalProperties": False,
    }
    return {"anyOf": [value, wrapped, _COMPUTED]}


_COMPUTED: Schema = {
    "type": "object",
    "properties": {
        "computed": {"title": "算式", "description": "如 sum(项目.投资)、甲 - 乙、share(部分, 总数)"},
        "places": {"title": "小数位数", "description": "保留几位小数"},
        "unit": {"title": "单位", "description": "用什么单位，如 万元"},
        "source": {"title": "来源", "description": "这个事实的来源"},
        "note": {"title": "备注", "description": "备注，不印出来"},
    },
    "required": ["computed"],
    "additionalProperties": False,
}
"""A value that is computed from other facts."""


def _in_parts(parts: Mapping[str, bool]) -> Schema:
    word = _or_wrapped(_SCALAR)
    properties = {
        name: {"title": name} | (word if required else _or_blank(_or_wrapped(_SCALAR, required=False)))
        for name, required in parts.items()
    }
    needed = [name for name, required in parts.items() if required]
    return {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}


def text(structure: Structure) -> str:
    """The schema as the text of a file."""
    return json.dumps(schema(structure), ensure_ascii=False, indent=2) + "\n"
