"""JSON Schema: an editor accepts whatever the program accepts, and tells of every fact what the structure tells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from drafter import facts as fact_reading
from drafter.kinds import KINDS
from drafter.library import Library
from drafter.problems import Problem, errors
from drafter.schema import schema
from drafter.source import Mapping, Node, Scalar, Sequence, parse
from drafter.structure import Field, Structure
from drafter.structure_file import load
from tests.structures import structure_from

ROOT = Path(__file__).parent.parent
LIBRARY = Library((ROOT,))
STRUCTURES = tuple(LIBRARY.structures())

EVERY_KIND = """\
title: 各种事实
about: 每个种类一项
heading: 简报
facts:
  必填: {required: true}
  正文: paragraph
  整数: integer
  百分数: percent
  年份: {kind: year, required: true}
  时限: deadline
  状态: {kind: choice, choices: [草案, '0571', '1.10', 'True', '1e3', no]}
  编号: {pattern: '[A-Z]-\\d+'}
  单位: {kind: organ, required: true, example: 青岚县水务局}
  依据: {kind: basis, required: true}
  文件: {kind: list, item: basis}
  要点: {kind: list, item: text, at_least: 2, at_most: 3, unique: true, required: true}
  参加单位: {kind: list, item: organ, joined: true, at_most: 3, required: true}
  附件: {kind: list, item: text, at_least: 1}
  任务:
    kind: list
    required: true
    item: {名称: {required: true}, 做法: {kind: list, item: text}, 状态: {kind: choice, choices: [完成]}}
  负责人: {kind: group, required: true, fields: {姓名: {kind: person, required: true}, 电话: text}}
  联系: {kind: group, fields: {电话: {required: true}, 地址: {kind: group, fields: {楼: text}}}}
  台账: {kind: table, item: {地点: {required: true}, 数量: quantity}}
sections:
  - text: 简报
"""


@pytest.fixture(scope="module")
def every_kind(tmp_path_factory: pytest.TempPathFactory) -> Structure:
    """A structure with facts of many kinds, required and optional."""
    return structure_from(EVERY_KIND, tmp_path_factory.mktemp("structure"))


# ---- facts that the loader accepts ----------------------------------------------------------------------------------

ANY = st.sampled_from(
    ["甲局", "0571", "1.10", "no", "true", "12:30", "2027-01-05", "1e3", "'  '", '"2027"', "95%", ".5"]
)
BLANK = st.sampled_from(["", "~", "null", "''", "' '", "{}", "[]"])
BY_KIND = {
    "integer": ["12", "'1,200'", "'12'", "012"],
    "percent": ["95%", "约95%以上"],
    "year": ["2027", "'2027'"],
    "deadline": ["2027年底前", "长期坚持"],
    "quantity": ["126公里", "30余处"],
    "person": ["张三"],
}


def one(field: Field) -> st.SearchStrategy[str]:
    """A single value as somebody may type it, most often right, alone or with its source."""
    own = st.sampled_from([*field.choices, *BY_KIND.get(field.kind, ["甲局", "乙局", "丙局"])])
    typed = st.one_of(own, own, own, ANY)
    if field.kind == "basis":
        parts = st.tuples(typed, typed | BLANK).map(lambda both: f"{{名称: {both[0]}, 文号: {both[1]}}}")
        typed = typed | parts | typed.map(lambda name: f"{{名称: {name}}}")
    wrapped = st.tuples(typed | BLANK, ANY | BLANK).map(lambda both: f"{{value: {both[0]}, source: {both[1]}}}")
    return st.one_of(typed, typed, wrapped)


def written(field: Field) -> st.SearchStrategy[str]:
    """A fact's value in one line of YAML."""
    if field.is_list:
        item = one(field.item) if field.item else group(field.fields)
        line = st.sampled_from(["甲局", "甲局、乙局", "0571", "'甲局；乙局'"]) if field.joined else st.nothing()
        full = st.lists(item, min_size=field.at_least or 1, max_size=field.at_most or 3).map(", ".join)
        return full.map(lambda items: f"[{items}]") | line | (st.nothing() if field.required else BLANK)
    value = group(field.fields) if field.kind == "group" else one(field)
    return value if field.required else st.one_of(value, value, BLANK)


@st.composite
def group(draw: st.DrawFn, fields: tuple[Field, ...]) -> str:
    """A group in one line, optional fields there or not."""
    given_fields = [field for field in fields if field.required or draw(st.booleans())]
    return "{" + ", ".join(f"{field.name}: {draw(written(field))}" for field in given_fields) + "}"


@st.composite
def files(draw: st.DrawFn, fields: tuple[Field, ...]) -> str:
    """A facts file."""
    given_fields = [field for field in fields if field.required or draw(st.booleans())]
    return "structure: plan\n" + "".join(f"{field.name}: {draw(written(field))}\n" for field in given_fields)


_CORE: dict[str, Callable[[str], object]] = {
    r"~|null|Null|NULL|": lambda _: None,
    r"true|True|TRUE": lambda _: True,
    r"false|False|FALSE": lambda _: False,
    r"[-+]?\d+": int,
    r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?": float,
}


def as_an_editor_reads(node: Node | None) -> Any:
    """The tree as YAML 1.2 has it (its core schema, chapter 10.3.2), which is what editors validate."""
    match node:
        case Scalar(text=text, quoted=False):
            made = next((make for pattern, make in _CORE.items() if re.fullmatch(pattern, text)), str)
            return made(text)
        case Scalar(text=text):
            return text
        case Sequence(items=items):
            return [as_an_editor_reads(item) for item in items]
        case Mapping(entries=entries):
            return {key: as_an_editor_reads(value) for key, value in entries.items()}
        case None:
            return None


RIGHT = {
    "必填": "甲",
    "年份": "2027",
    "单位": "甲局",
    "依据": "《办法》",
    "要点": "[一, 二]",
    "参加单位": "甲局、乙局",
    "任务": "[{名称: 一}]",
    "负责人": "{姓名: 张三}",
}


@given(st.data())
def test_an_editor_accepts_whatever_the_loader_accepts(every_kind: Structure, data: st.DataObject) -> None:
    """Facts without an error are without a complaint, however typed: plain, quoted, blank, with their source."""
    text = accepted(data.draw(files(every_kind.facts)), every_kind)
    read = as_an_editor_reads(parse(text, "facts.yaml").root)
    assert [error.message for error in Draft202012Validator(schema(every_kind)).iter_errors(read)] == []


def accepted(text: str, structure: Structure) -> str:
    """The file without the facts that the loader refuses; right ones in place of those that it must have."""
    wrong = {re.split(r"[.\[]", found.path)[0] for found in refused(text, structure) if found.path}
    lines = [line for line in text.splitlines() if line.split(":")[0] not in wrong]
    text = "\n".join([*lines, *(f"{name}: {RIGHT[name]}" for name in wrong if name in RIGHT)]) + "\n"
    assert refused(text, structure) == ()
    return text


def refused(text: str, structure: Structure) -> tuple[Problem, ...]:
    """What the loader says against a facts file."""
    source = parse(text, "facts.yaml")
    return errors([*source.problems, *fact_reading.read(source, structure).problems])


@pytest.mark.parametrize("used", ["水务局", "[水务局, 青岚县]", ""])
def test_facts_in_common_may_be_named(every_kind: Structure, used: str) -> None:
    """`use` is a word or a list of words, as are the names of a layout and a letterhead."""
    checked = Draft202012Validator(schema(every_kind) | {"required": []})
    assert checked.is_valid(as_an_editor_reads(parse(f"use: {used}\nlayout: 版式.yaml\nletterhead:\n", "").root))
    assert not checked.is_valid({"use": {"单位": "甲"}})


# ---- what an editor tells -------------------------------------------------------------------------------------------


def described(fields: tuple[Field, ...], shape: dict[str, Any]) -> Iterator[tuple[Field, dict[str, Any]]]:
    """Every field with the part of the schema that is about it."""
    for field in fields:
        own = shape["properties"][field.name]
        yield field, own
        if field.fields:
            inner = own if "items" in own or "properties" in own else own["anyOf"][0]
            yield from described(field.fields, inner["items"] if field.is_list else inner)


@pytest.mark.parametrize("id_", STRUCTURES)
def test_every_fact_is_explained(id_: str) -> None:
    """Label, need, kind, help and example of each fact; each choice among the values offered."""
    structure, _ = load(LIBRARY.structures()[id_], LIBRARY)
    assert structure is not None
    made = schema(structure)
    Draft202012Validator.check_schema(made)
    assert (made["title"], made["description"]) == (structure.title, structure.about)
    told = list(described(structure.facts, made))
    assert len(told) > 10
    for field, own in told:
        assert own["title"] == field.label
        words = ("必填" if field.required else "选填", KINDS[field.kind].label, field.help, field.example)
        assert all(word in own["description"] for word in words)
        text = str(own)
        assert "examples" not in own
        assert not field.example or not field.is_scalar or field.choices or f"'examples': ['{field.example}']" in text
        assert not field.choices or str(list(field.choices)) in text
