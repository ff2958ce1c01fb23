"""Reads what a structure says of its facts."""

from __future__ import annotations

import re
from typing import Literal

from drafter.kinds import KINDS
from drafter.place import Place
from drafter.problems import did_you_mean
from drafter.source import Mapping, Node, Scalar, Sequence
from drafter.structure import ITEM, NUMBER, Field
from drafter.structure_limits import LimitKeys

_NAME = re.compile(r"[^\W\d]\w*")
_RESERVED = {ITEM, NUMBER, "structure", "use", "previous", "unchanged", "layout", "letterhead"}
_JINJA = {"true", "false", "none", "and", "or", "not", "in", "is", "if", "else", "loop", "self"}
_LIMITS = ("at_least", "at_most", "length", "pattern", "unique", "ranked", "joined", "one_of", "sum_of", "not_after")
_COMPUTED = ("computed", "places", "unit", "if_exact")
_CARRIED = ("from", "done")
FIELD = ("kind", "required", "label", "help", "example", "item", "fields", "choices", *_LIMITS, *_COMPUTED, *_CARRIED)


class FactKeys(LimitKeys):
    """Reads fields."""

    def fields(self, node: Node | None, key: str = "facts") -> tuple[Field, ...]:
        if node is None:
            return ()
        if not isinstance(node, Mapping):
            self.wrong(node, key, "写成“名称: 说明”", "如 单位: {kind: organ, required: true}")
            return ()
        return tuple(self.field(name, node.keys[name], value) for name, value in node.entries.items())

    def field(self, name: str, key: Scalar, node: Node) -> Field:
        self.fact_name(name, key)
        return self.described(name, self.source.place(key), node)

    def described(self, name: str, place: Place, node: Node) -> Field:
        """The field that a kind alone, or a group of keys, describes."""
        if isinstance(node, Scalar):
            node = Mapping({"kind": node} if node.text else {}, {}, node.line, node.column)
        if isinstance(node, Sequence):
            self.wrong(node, name, "写成种类，或者花括号里的一组说明", "如 {kind: list, item: text}")
            return Field(name, "text", place, name)
        self.known(node, FIELD)
        kind = self.kind(node.entries.get("kind"))
        item, fields = self.parts(name, kind, node)
        choices = self.choices(node, kind)
        return Field(
            name=name,
            kind=kind,
            place=place,
            label=self.text(node, "label") or name,
            required=self.flag(node, "required"),
            help=self.text(node, "help"),
            example=self.text(node, "example"),
            item=item,
            fields=fields,
            choices=choices,
            at_least=None if KINDS[kind].amount else self.count(node, "at_least"),
            at_most=None if KINDS[kind].amount else self.count(node, "at_most"),
            pattern=self.regex(node),
            unique=self.unique(node, fields),
            least=self.bound(node, "at_least", kind),
            most=self.bound(node, "at_most", kind),
            length=self.length(node.entries.get("length")),
            ranked=self.ranked(node, fields),
            relations=self.relations(node),
            computed=self.computed(node, kind),
            joined=self.joined(node, item),
            carried_from=self.carried_from(node),
            done=self.done(node, choices),
        )

    def choices(self, node: Mapping, kind: str) -> tuple[str, ...]:
        """The words to choose from: `choices` of a choice, or of any kind the list of words that `one_of` gives."""
        if kind == "choice":
            self.required(node, "choices")
        words = isinstance(node.entries.get("one_of"), Sequence)
        return self.words(node, "one_of") if words else self.words(node, "choices")

    def fact_name(self, name: str, key: Scalar) -> None:
        if name in _RESERVED or name.lower() in _JINJA:
            self.note("S210", key, name=name, reason="这个名称另有用处")
        elif not _NAME.fullmatch(name):
            self.note("S210", key, name=name, reason="只能用汉字、字母、数字和下划线，且不能以数字开头")

    def kind(self, node: Node | None) -> str:
        if node is None:
            return "text"
        kind = node.text if isinstance(node, Scalar) else ""
        if kind in KINDS:
            return kind
        self.note("S204", node, kind=kind, hint=did_you_mean(kind, KINDS) or "可以写 " + "、".join(KINDS))
        return "text"

    def parts(self, name: str, kind: str, node: Mapping) -> tuple[Field | None, tuple[Field, ...]]:
        """What a list's, table's or group's parts are."""
        key = "fields" if kind == "group" else "item"
        part = node.entries.get(key)
        other = node.entries.get("item" if kind == "group" else "fields")
        if other is not None:
            self.wrong(other, name, f"用 {key} 说明它的字段", "")
        if part is None:
            if kind in ("group", "table"):
                self.note("S202", node, key=key, example=f"{key}: {{名称: text}}")
            return (
                (Field(ITEM, "text", self.source.place(node), name, required=True), ())
                if kind == "list"
                else (None, ())
            )
        if kind not in ("list", "group", "table"):
            self.wrong(part, key, "只用于 list、table 和 group", "")
            return None, ()
        if kind == "list" and (isinstance(part, Scalar) or (isinstance(part, Mapping) and self.is_field(part))):
            inner = self.described(ITEM, self.source.place(part), part)
            return inner._replace(label=name, required=True), ()
        return None, self.fields(part, key)

    @staticmethod
    def is_field(node: Mapping) -> bool:
        """A mapping that describes one value, not a group of fields: its kind is named by a word we know."""
        kind = node.entries.get("kind")
        return isinstance(kind, Scalar) and kind.text in KINDS

    def unique(self, node: Mapping, fields: tuple[Field, ...]) -> str | Literal[True] | None:
        value = node.entries.get("unique")
        if value is None:
            return None
        if not isinstance(value, Scalar):
            self.wrong(value, "unique", "是 true 或一个字段的名称", "unique: 名称")
            return None
        if value.text in ("true", "false"):
            return True if value.text == "true" else None
        names = [field.name for field in fields]
        if value.text not in names:
            self.note("S205", value, name=value.text, hint=did_you_mean(value.text, names))
            return None
        return value.text

    def joined(self, node: Mapping, item: Field | None) -> bool:
        if not self.flag(node, "joined"):
            return False
        if item is None or not item.is_scalar or item.kind == "paragraph":
            self.wrong(
                node.entries["joined"],
                "joined",
                "只用于每项是一行文字的 list",
                "{kind: list, item: organ, joined: true}",
            )
            return False
        return True

    def regex(self, node: Mapping) -> str | None:
        expression = self.text(node, "pattern")
        if not expression:
            return None
        try:
            re.compile(expression)
        except re.error as error:
            self.note("S213", node.entries["pattern"], reason=str(error))
            return None
        return expression
