"""The keys of a layout file (版式文件): every key with what it is called and where its default comes from.

The keys are read off the named tuples of `layout`, so a role that is added there can be written in a file at once; what
is said of single keys here only makes the messages about them better.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from drafter.layout import GBT9704, Layout, Look, Page
from drafter.layout_kinds import (
    DISTANCE,
    INDENT,
    LINES,
    NUMBER,
    PAPER,
    PITCH,
    RULE,
    SIZE,
    SPACING,
    Choice,
    Colour,
    Flag,
    FontName,
    Kind,
    Measure,
    NumberForm,
    NumberPlace,
    Words,
)

__all__ = ["FONTS", "Key", "Path", "chinese_names", "keys", "label", "source_of", "value_at"]

Path = tuple[str, ...]
"""The names of the fields that lead from a `Layout` to a value: `("heading2", "bold")`."""

FONTS = "fonts"
"""The key of the fonts that stand in for missing ones; its own keys are names of fonts."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key as written (`page_number.font`), what it says, and the paths of the values in a `Layout` that it sets.

    A key with several paths has a tuple of values.
    """

    name: str
    kind: Kind
    paths: tuple[Path, ...]

    def value_in(self, layout: Layout) -> object:
        """What the layout says under this key."""
        values = tuple(value_at(layout, path) for path in self.paths)
        return values if len(values) > 1 else values[0]

    def set_to(self, value: Any) -> Iterator[tuple[Path, object]]:
        """The paths with the values that they get."""
        yield from zip(self.paths, value if len(self.paths) > 1 else (value,), strict=True)


def value_at(layout: object, path: Path) -> Any:
    """What stands at the end of a path."""
    for name in path:
        layout = getattr(layout, name)
    return layout


_PAIRED = (
    Key("page_number.form", NumberForm(), (("page_number", "before"), ("page_number", "after"))),
    Key("page_number.place", NumberPlace(), (("page_number", "odd"), ("page_number", "even"))),
)
# What follows from other values, what a key of `_PAIRED` says, and what no writer would heed.
_HIDDEN = re.compile(
    r"fonts|page\.grid|page_number\.(before|after|odd|even|align|first_line|keep_next)|.*\.(tight|new_page)"
)


@lru_cache(maxsize=1)
def keys() -> Mapping[str, Key]:
    """Every key with a single value, by name. A role's look is written at the role itself where it has but one."""
    found = {key.name: key for key in _walk(Layout, "", ()) if not _HIDDEN.fullmatch(key.name)}
    return MappingProxyType(found | {key.name: key for key in _PAIRED})


def _walk(owner: type[Any], prefix: str, path: Path) -> Iterator[Key]:
    for name, type_ in get_type_hints(owner).items():
        inner = (*path, name)
        if isinstance(type_, type) and issubclass(type_, tuple):
            yield from _walk(type_, prefix if name == "look" else f"{prefix}{name}.", inner)
        elif not _is_ignored(owner, inner):
            yield Key(f"{prefix}{name}", _kind(owner, name, type_), (inner,))


def _is_ignored(owner: type[Any], path: Path) -> bool:
    """Blank lines before and after are made only for the roles that have some in the standard."""
    return owner is Look and path[-1] in ("before", "after") and not value_at(GBT9704, path)


_MEASURES: Mapping[str, Measure] = {
    "size": SIZE,
    "pitch": PITCH,
    "spacing": SPACING,
    **dict.fromkeys(("first_line", "left", "right", "date_shift", "seal_right"), INDENT),
    **dict.fromkeys(("rule", "outer_rule", "inner_rule"), RULE),
    **dict.fromkeys(("row_height", "margin", "padding", "drop", "top", "rule_gap"), DISTANCE),
}


def _kind(owner: type[Any], name: str, type_: Any) -> Kind:
    if get_origin(type_) is Literal:
        return Choice(get_args(type_))
    if type_ is bool:
        return Flag()
    if type_ is int:
        return LINES
    if type_ is not float:
        return FontName() if name == "digits" or name.endswith("font") else Colour() if name == "colour" else Words()
    if owner is Page:
        return PAPER if name in ("width", "height") else DISTANCE
    return _MEASURES.get(name, NUMBER)


# ---- what keys are called, and where their defaults come from --------------------------------------------------------

_ROLES: Mapping[str, str] = {
    "page": "页面",
    "letterhead": "版头",
    "letterhead.line": "版头的份号、密级、紧急程度",
    "letterhead.organ": "发文机关标志",
    "letterhead.number": "发文字号",
    "title": "标题",
    "status": "稿次",
    "heading1": "一级标题",
    "heading2": "二级标题",
    "heading3": "三级标题",
    "heading4": "四级标题",
    "body": "正文",
    "lead": "段首句",
    "note": "责任说明",
    "salutation": "主送机关",
    "table": "表格",
    "table.head": "表头",
    "table.cell": "表格文字",
    "caption": "表题",
    "picture_caption": "图题",
    "attachment_label": "附件标记",
    "attachment_list": "附件说明",
    "signature": "署名",
    "date": "成文日期",
    "remark": "附注",
    "imprint": "版记",
    "imprint.line": "版记的文字",
    "byline": "题下署名和日期",
    "page_number": "页码",
}
_FIELDS: Mapping[str, str] = {
    "font": "字体",
    "size": "字号",
    "pitch": "行距",
    "align": "对齐",
    "spacing": "字距",
    "bold": "加粗",
    "first_line": "首行缩进",
    "left": "左缩进",
    "right": "右缩进",
    "before": "前面的空行",
    "after": "后面的空行",
    "keep_next": "与下段同页",
    "form": "样子",
    "place": "位置",
    "drop": "离版心的距离",
    "rule": "线的粗细",
    "row_height": "最小行高",
    "margin": "格子左右的空白",
    "padding": "格子上下的空白",
    "colour": "颜色",
    "top": "离版心上边的距离",
    "rule_gap": "红线离发文字号的距离",
    "signer_font": "签发人姓名的字体",
    "blank_before_number": "发文字号前的空行",
    "blank_after_rule": "红线后的空行",
    "outer_rule": "首末分隔线的粗细",
    "inner_rule": "中间分隔线的粗细",
    "name": "版式的名称",
    "run_in": "接排标题",
    "digits": "数字和字母的字体",
    "date_shift": "日期比署名右移",
    "seal_right": "盖章时日期的右空",
    "seal_before": "盖章时署名前的空行",
    "upright_lines": "竖排表格的最高行数",
    "page.width": "纸宽",
    "page.height": "纸高",
    "page.top": "上边距",
    "page.bottom": "下边距",
    "page.left": "左边距",
    "page.right": "右边距",
    "page_number.left": "左空",
    "page_number.right": "右空",
}


def label(name: str) -> str:
    """What a key, or a role of several, is called in Chinese; nothing where that is not known here."""
    if name in _ROLES:
        return _ROLES[name]
    role, _, field = name.rpartition(".")
    called = (_ROLES.get(role), _FIELDS.get(name) or _FIELDS.get(field))
    return "，".join(part for part in called if part)


def chinese_names() -> Mapping[str, str]:
    """The keys that Chinese names stand for: 标题 is `title`, 字体 is `font`."""
    named = {"字体的替代": FONTS, **{called: key.rpartition(".")[2] for key, called in _FIELDS.items()}}
    return named | {called: key.rpartition(".")[2] for key, called in _ROLES.items()}


# The clause of GB/T 9704-2012 behind the default of a key, or of all keys that begin so; the longest one holds. Where
# there is none, the standard is silent and the default is office practice.
_CLAUSES: Mapping[str, str] = {
    "page": "5.2.1",
    "page.width": "5.1",
    "page.height": "5.1",
    "letterhead.line": "7.2.1",
    "letterhead.organ": "7.2.4",
    "letterhead.organ.size": "",
    "letterhead.colour": "7.2.4",
    "letterhead.top": "7.2.4",
    "letterhead.number": "7.2.5",
    "letterhead.blank_before_number": "7.2.5",
    "letterhead.signer_font": "7.2.6",
    "letterhead.rule_gap": "7.2.7",
    "letterhead.blank_after_rule": "7.3.1",
    "title": "7.3.1",
    "title.after": "7.3.2",
    "heading1": "7.3.3",
    "heading2": "7.3.3",
    "heading3": "7.3.3",
    "heading3.font": "7.3.3",
    "heading4": "7.3.3",
    "heading4.font": "7.3.3",
    "body": "7.3.3",
    "salutation": "7.3.2",
    "attachment_list": "7.3.4",
    "attachment_label": "7.3.7",
    "attachment_label.size": "7.3.7",
    "signature": "7.3.5.2",
    "date": "7.3.5.2",
    "date_shift": "7.3.5.2",
    "seal_right": "7.3.5.1",
    "remark": "7.3.6",
    "imprint": "7.4.1",
    "imprint.line": "7.4.2",
    "imprint.line.font": "7.4.2",
    "page_number": "7.5",
}
# 28 characters and 22 lines a page (5.2.3) make letter spacing and line pitch; 3号仿宋 is for all that has no font of
# its own (5.2.2). The standard says nothing of bold, of justified lines and of headings at a page's end.
_OF_BODY: Mapping[str, str] = {"pitch": "5.2.3", "spacing": "5.2.3", "font": "5.2.2", "size": "5.2.2"}
_SILENT = ("bold", "keep_next")


def source_of(name: str) -> str:
    """Where the default of a key comes from: a clause of the standard, office practice, or only this program."""
    role, _, field = name.rpartition(".")
    if role not in _ROLES and name not in _FIELDS:
        return "程序默认"
    clause = "" if field in _SILENT else _clause(name, role, field)
    return f"GB/T 9704—2012 第{clause}条" if clause else "办公惯例"


def _clause(name: str, role: str, field: str) -> str:
    parts = name.split(".")
    begun = [".".join(parts[:count]) for count in range(len(parts), 0, -1)]
    clause = next((_CLAUSES[key] for key in begun if key in _CLAUSES), "")
    if name in _CLAUSES or not isinstance(look := _look(role), Look):
        return clause
    if field in _OF_BODY and getattr(look, field) == getattr(GBT9704.body, field):
        return _OF_BODY[field] if clause or field in ("pitch", "spacing") else ""
    return "" if field in ("pitch", "spacing") or (field, look.align) == ("align", "both") else clause


def _look(role: str) -> object:
    path = tuple(role.split(".")) if role else ()
    found = value_at(GBT9704, path)
    return getattr(found, "look", found)
