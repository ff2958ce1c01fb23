"""Limits (限制): what a kind and a structure allow of one value and of a list. Checkers yield what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter import joined
from drafter.kinds import KINDS
from drafter.problems import Problem, did_you_mean, problem
from drafter.source import Mapping, Node, Scalar, Sequence, Source, is_empty
from drafter.structure import ITEM, Field, Length

_STOPS = ("。", "；", "，", "、")
_PAIRS = {"引号": ("“", "”"), "书名号": ("《", "》")}
_LONGEST_NAME = 8
_WIDE_BRACKETS = ("［", "【", "｛")
_DASHES = "-－—–·• "
_NO_LIMITS = ((), None, None, None, None, "", "")
_DOUBTFUL = re.compile(r"[XxＸ×○〇某【{_*（T\n“”《》]|[。；，、]$")
_PLACEHOLDER_SIGN = re.compile(r"[XxＸ×○〇某【{_*（T]")
_PLACEHOLDER = re.compile(
    r"[XxＸ×]{2,}|(?<![一二三四五六七八九])[○〇]{2,}(?![一二三四五六七八九年])"  # 二〇〇八年 is a year
    r"|某某|【[^】]*】|\{\{|_{3,}|\*{2,}|（\s*）|TODO"
)


def short(text: str) -> str:
    """The beginning of a value, for a message."""
    first = text.split("\n")[0]
    return first if len(first) <= 24 else first[:23] + "…"


def shape_hint(each: Field, node: Node) -> str:
    """What to type where the shape is wrong."""
    if each.is_list and each.fields:
        return "每一项以“- ”开头，后面写“" + each.fields[0].name + ": ……”"
    if isinstance(node, Scalar) and node.text[:1] in _WIDE_BRACKETS:
        return "方括号、花括号和逗号、冒号都要用半角的：[甲, 乙]、{名称: 甲}"
    if each.is_list:
        return f"每一项占一行，以半角的“- ”开头，如：- {short(_first_item(each, node))}"
    if isinstance(node, Mapping) and len(node.entries) == 1 and each.is_scalar:
        return "值里有冒号时，把整个值放进引号里"
    return f"如：{each.example}" if each.example else ""


def _first_item(each: Field, node: Node) -> str:
    """What was probably meant as the first item of a list."""
    words = node.text.lstrip(_DASHES) if isinstance(node, Scalar) else ""
    return next(
        (part.strip() for part in re.split(r"[、；]|[-－—–]+(?!\d)", words) if part.strip()), each.example or "……"
    )


def needs_a_look(each: Field, text: str) -> bool:
    """False for a value of its kind, without limits and without anything that is ever doubtful: most of a long list."""
    limits = (each.choices, each.pattern, each.at_least, each.at_most, each.length, each.least, each.most)
    if limits != _NO_LIMITS or _DOUBTFUL.search(text):
        return True
    test = KINDS[each.kind].test
    return bool(test and test(text)) or (each.name == ITEM and "、" in text)


def faults(each: Field, text: str) -> Iterator[tuple[str, dict[str, object], str | None]]:
    """What is wrong with one value: code, words for the message, hint."""
    if "\n" in text and each.kind != "paragraph":
        yield "F103", {"wanted": "是一行文字", "found": "几行文字", "example": "写成一行"}, None
        return
    test = KINDS[each.kind].test
    fault = test(text) if test else None
    if fault:
        yield "F104", {"fault": fault[0]}, fault[1]
    elif each.least or each.most:
        yield from _bound_faults(each, text)
    if each.choices and text not in each.choices:
        hint = did_you_mean(text, each.choices) or "可以写：" + "、".join(each.choices)
        yield "F107", {}, hint
    if each.pattern and not re.fullmatch(each.pattern, text):
        yield "F109", {"pattern": each.pattern, "example": f"如：{each.example}" if each.example else each.help}, None
    yield from _length_faults(each, text)
    yield from _doubts(each, text)


def _length_faults(each: Field, text: str) -> Iterator[tuple[str, dict[str, object], str | None]]:
    for length in (Length(each.at_least, each.at_most), each.length):
        count = len(text.replace("\n", "")) if length else 0
        if length and length.at_least is not None and count < length.at_least:
            hint = f"再写{length.at_least - count}字"
            yield "F108", {"fault": f"至少要{length.at_least}字", "count": count}, hint
        if length and length.at_most is not None and count > length.at_most:
            hint = f"删去{count - length.at_most}字"
            yield "F108", {"fault": f"最多{length.at_most}字", "count": count}, hint


def _bound_faults(each: Field, text: str) -> Iterator[tuple[str, dict[str, object], str | None]]:
    """A figure that is less or more than the structure allows; of a range both ends count."""
    read = KINDS[each.kind].amount
    figure = read(text) if read else None
    least, most = (read(bound) if read and bound else None for bound in (each.least, each.most))
    if figure is None:
        return
    other = next((bound for bound in (least, most) if bound and bound.unit != figure.unit), None)
    if other:
        yield "F122", {"fault": f"单位要写成“{other.written}”"}, None
        return
    if least and min(figure.low, figure.high) < least.low:
        yield "F122", {"fault": f"不能小于{each.least}"}, None
    if most and max(figure.low, figure.high) > most.low:
        yield "F122", {"fault": f"不能大于{each.most}"}, None


def _doubts(each: Field, text: str) -> Iterator[tuple[str, dict[str, object], str | None]]:
    """What is allowed but seldom meant."""
    if each.name == ITEM and each.kind in ("organ", "person") and "、" in text and len([*joined.parts(text)]) > 1:
        yield "F118", {}, None
    if text.endswith(_STOPS) and each.kind != "paragraph" and "。" not in text[:-1]:
        yield "F114", {"mark": text[-1]}, None
    if _PLACEHOLDER_SIGN.search(text) and _PLACEHOLDER.search(text):
        yield "F115", {}, None
    for name, (opening, closing) in _PAIRS.items():
        opened, shut = text.count(opening), text.count(closing)
        if opened != shut:
            words = {"name": name, "opening": opening, "closing": closing, "opened": opened, "shut": shut}
            yield "F124", words, None


def count_faults(each: Field, node: Sequence, path: str, source: Source, *, gaps: bool) -> Iterator[Problem]:
    """Too few items or too many; with `gaps` those that lack are gaps in the draft."""
    count = len(node.items)
    words, hint = {}, None
    if each.at_least is not None and count < each.at_least and not gaps:
        words, hint = {"fault": f"至少要有{each.at_least}项"}, f"再写{each.at_least - count}项"
    if each.at_most is not None and count > each.at_most:
        words, hint = {"fault": f"最多{each.at_most}项"}, f"删去或者合并{count - each.at_most}项"
    if words:
        yield problem("F105", source.place(node), path, hint=hint, label=each.label, count=count, **words)


def run_together(each: Field, node: Sequence, path: str, source: Source) -> Iterator[Problem]:
    """[甲，乙]: with full-width commas YAML reads one item. A sentence may have commas; names have none."""
    only = node.items[0] if len(node.items) == 1 else None
    if not isinstance(only, Scalar) or only.quoted or "，" not in only.text:
        return
    if any(len(part.strip()) > _LONGEST_NAME for part in only.text.split("，")):
        return
    if node.end and source.text[node.start] == "[":
        hint = "项与项之间用半角逗号，写成 [甲, 乙]；就是一项的，放进引号里"
        yield problem("F118", source.place(only), f"{path}[1]", hint=hint, label=each.label, value=short(only.text))


def repeated(each: Field, node: Sequence, path: str, source: Source) -> Iterator[Problem]:
    """Items that say the same as an earlier one."""
    if not each.unique:
        return
    seen: dict[str, int] = {}
    for number, item in enumerate(node.items, start=1):
        key = _told_apart_by(item, each.unique)
        if not isinstance(key, Scalar) or is_empty(key):
            continue
        text = key.text.strip()
        if text in seen:
            place, line = source.place(key), seen[text]
            yield problem("F110", place, f"{path}[{number}]", label=each.label, value=text, line=line)
        seen.setdefault(text, key.line)


def _told_apart_by(item: Node, unique: str | bool) -> Node | None:
    """What must not be repeated: the item itself or one field of it, without its source and note."""
    key = item.entries.get(unique) if isinstance(item, Mapping) and isinstance(unique, str) else item
    return key.entries.get("value") if isinstance(key, Mapping) else key


def disordered(each: Field, node: Sequence, path: str, source: Source) -> Iterator[Problem]:
    """Items that stand behind one of lower rank, by the field that the structure says ranks them."""
    ranks = next((field.choices for field in each.fields if field.name == each.ranked), ())
    lowest = -1
    for number, item in enumerate(node.items, start=1):
        key = _told_apart_by(item, each.ranked)
        rank = ranks.index(key.text.strip()) if isinstance(key, Scalar) and key.text.strip() in ranks else None
        if rank is not None and rank < lowest:
            words = {"value": ranks[rank], "before": ranks[lowest]}
            yield problem("F123", source.place(key or item), f"{path}[{number}].{each.ranked}", **words)
        lowest = max(lowest, rank if rank is not None else -1)
