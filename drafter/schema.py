"""JSON Schema (draft 2020-12) of a structure's facts file, for editors that complete and check while typing.

It accepts what the loader accepts: to YAML `2027` is an integer and `no` may be a boolean, so a single value may be any
scalar, and wherever one stands, `{value: …, source: …, note: …}` may stand too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from drafter.kinds import KINDS
from drafter.structure import Field, Structure

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_SCALAR: Schema = {"$ref": "#/$defs/scalar"}
_BLANK: Schema = {
    "description": "还没有填",
    "anyOf": [
        {"type": "null"},
        {"type": "string", "pattern": r"^\s*$"},
        {"type": "array", "items": {"$ref": "#/$defs/blank"}},
        {"type": "object", "additionalProperties": {"$ref": "#/$defs/blank"}},
    ],
}
"""What `drafter new` writes for an optional fact: nothing typed anywhere in it."""


_FILES: Schema = {
    "layout": {"description": "版式文件，路径从事实文件所在的文件夹算起", "type": ["string", "null"]},
    "letterhead": {
        "description": "底版（单位自己的 .docx），路径从事实文件所在的文件夹算起",
        "type": ["string", "null"],
    },
    "previous": {"description": "上一年的 facts.yaml，写相对的路径", "type": ["string", "null"]},
    "unchanged": {
        "description": "和上一年相同、不用更新的事实，写路径，如 目标[2].数值",
        "anyOf": [{"type": ["string", "null"]}, {"type": "array", "items": {"type": ["string", "null"]}}],
    },
}
"""Keys of a facts file that name other files, and what is rightly still as in one of them."""


def schema(structure: Structure) -> Schema:
    """The schema of facts files for `structure`."""
    return {
        "$schema": DIALECT,
        "$comment": "drafter",
        "title": structure.title,
        "description": structure.about,
        **_object(structure.facts, {"structure": {"const": structure.id, "description": "结构的编号"}, **_FILES}),
        "required": ["structure", *(field.name for field in structure.facts if field.required)],
        "$defs": {"scalar": {"type": ["string", "number", "boolean"]}, "blank": _BLANK},
    }


def _object(fields: tuple[Field, ...], first: Schema) -> Schema:
    properties = first | {field.name: _field(field) for field in fields}
    required = [field.name for field in fields if field.required]
    shape: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return shape | ({"required": required} if required else {})


def _field(field: Field) -> Schema:
    told: Schema = {"title": field.label, "description": _description(field)}
    if field.example:
        told["examples"] = [field.example]
    shape = _shape(field)
    return told | (shape if field.required else _or_blank(shape))


def _or_blank(shape: Schema) -> Schema:
    return {"anyOf": [shape, {"$ref": "#/$defs/blank"}]}


def _description(field: Field) -> str:
    need = "必填" if field.required else "选填"
    return "，".join(part for part in (need, KINDS[field.kind].label, field.help) if part)


def _shape(field: Field) -> Schema:
    if field.is_list:
        return _array(field)
    if field.kind == "group":
        return _object(field.fields, {})
    return _scalar(field)


def _array(field: Field) -> Schema:
    items = _shape(field.item) if field.item else _object(field.fields, {})
    limits = {"minItems": field.at_least, "maxItems": field.at_most}
    return {"type": "array", "items": items} | {key: value for key, value in limits.items() if value is not None}


def _scalar(field: Field) -> Schema:
    value: Schema = {"enum": list(_as_yaml_reads(field.choices))} if field.choices else _SCALAR
    return _or_wrapped({"anyOf": [value, _basis()]} if field.kind == "basis" else value)


def _as_yaml_reads(choices: Iterable[str]) -> Iterator[object]:
    """Each choice, and the number or boolean that YAML makes of it."""
    for choice in choices:
        yield choice
        if re.fullmatch(r"true|false|-?(?:0|[1-9]\d*)(?:\.\d+)?", choice):
            yield json.loads(choice)


def _or_wrapped(value: Schema) -> Schema:
    """The value, or {value: …, source: …, note: …}."""
    wrapped: Schema = {
        "type": "object",
        "properties": {
            "value": value,
            "source": {"description": "这个事实的来源"},
            "note": {"description": "备注，不印出来"},
        },
        "required": ["value"],
        "additionalProperties": False,
    }
    return {"anyOf": [value, wrapped]}


def _basis() -> Schema:
    word = _or_wrapped(_SCALAR)
    properties = {"名称": word, "文号": _or_blank(word)}
    return {"type": "object", "properties": properties, "required": ["名称"], "additionalProperties": False}


def text(structure: Structure) -> str:
    """The schema as the text of a file."""
    return json.dumps(schema(structure), ensure_ascii=False, indent=2) + "\n"
