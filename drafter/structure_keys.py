"""Reading a structure's YAML key by key: what is there, what is wrong with it, and where."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from drafter.place import Place
from drafter.problems import did_you_mean, problem
from drafter.source import Mapping, Node, Scalar, Sequence, Source
from drafter.structure import Pattern, Scope


class Keys:
    """Reads values from one file's tree, noting every problem in its `source`."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def note(self, code: str, node: Node, *, hint: str | None = None, **words: Any) -> None:
        """Notes the problem `code` at a node."""
        self.source.problems.append(problem(code, self.source.place(node), hint=hint, **words))

    def wrong(self, node: Node, key: str, wanted: str, example: str) -> None:
        """Notes that what `key` has is not what it should be."""
        self.note("S203", node, key=key, wanted=wanted, example=example)

    def known(self, node: Mapping, keys: Iterable[str]) -> None:
        """Notes every key that is not among `keys`, with a close match."""
        for key in node.entries:
            if key not in keys:
                hint = did_you_mean(key, keys) or "可以写 " + "、".join(keys)
                self.note("S201", node.keys[key], key=key, hint=hint)

    def required(self, node: Mapping, key: str) -> None:
        """Notes that `key` is absent or empty."""
        value = node.entries.get(key)
        if (
            value is None
            or (isinstance(value, Scalar) and not value.text.strip())
            or (isinstance(value, Sequence) and not value.items)
        ):
            self.note("S202", node.keys.get(key, node), key=key, example="")

    def text(self, node: Mapping, key: str) -> str:
        """One line of text; empty where there is none."""
        value = node.entries.get(key)
        if value is None:
            return ""
        if not isinstance(value, Scalar):
            self.wrong(value, key, "是一行文字", "")
            return ""
        return value.text.strip("\n ")

    @staticmethod
    def text_of(node: Mapping, key: str) -> str:
        """The text of a single value; empty where there is none, or a list."""
        value = node.entries.get(key)
        return value.text if isinstance(value, Scalar) else ""

    def verbatim(self, node: Mapping, key: str) -> str:
        """One line of text with the blanks that it was given in quotation marks."""
        self.text(node, key)  # notes what is no text
        return self.text_of(node, key).strip("\n")

    def flag(self, node: Mapping, key: str) -> bool:
        """true or false; False where nothing is said."""
        value = node.entries.get(key)
        if value is None:
            return False
        if not isinstance(value, Scalar) or value.text not in ("true", "false"):
            self.wrong(value, key, "是 true 或 false", f"{key}: true")
            return False
        return value.text == "true"

    def count(self, node: Mapping, key: str) -> int | None:
        """A whole number, or None."""
        value = node.entries.get(key)
        if value is None:
            return None
        if not isinstance(value, Scalar) or not value.text.isdecimal() or len(value.text) > 6:
            self.wrong(value, key, "是整数", f"{key}: 3")
            return None
        return int(value.text)

    def words(self, node: Mapping, key: str) -> tuple[str, ...]:
        """A list of words."""
        value = node.entries.get(key)
        if value is None:
            return ()
        if not isinstance(value, Sequence) or not all(isinstance(item, Scalar) for item in value.items):
            self.wrong(value, key, "是列表", f"{key}: [甲, 乙]")
            return ()
        return tuple(item.text for item in value.items if isinstance(item, Scalar))

    def pattern(self, node: Mapping, key: str) -> Pattern | None:
        """A pattern, or None where there is none."""
        value = node.entries.get(key)
        return None if value is None else self.pattern_of(value, key)

    def pattern_of(self, node: Node, key: str) -> Pattern | None:
        """The pattern that a node is; None, with its problem noted, where it is none."""
        if not isinstance(node, Scalar):
            self.wrong(node, key, "是一行文字；以花括号开头时要放进引号里", f'{key}: "{{{{ 单位 }}}}"')
            return None
        if "\n" in node.text.strip("\n"):
            self.wrong(node, key, "只有一行；几段话请写成模板，用 wording", "")
            return None
        return Pattern(node.text.strip("\n"), self.words_place(node))

    def words_place(self, node: Node) -> Place:
        """Where a value's words begin: behind its quotation mark, if it has one."""
        place = self.source.place(node)
        quoted = isinstance(node, Scalar) and self.source.text.startswith(("'", '"'), node.start)
        return place._replace(column=place.column + 1) if quoted else place

    def patterns(self, node: Node | None, key: str) -> tuple[Pattern, ...]:
        """One pattern or a list of them."""
        if node is None:
            return ()
        items = node.items if isinstance(node, Sequence) else [node]
        return tuple(found for item in items if (found := self.pattern_of(item, key)))

    def lines(self, node: Mapping, key: str) -> tuple[Pattern, ...]:
        """A heading's pattern, or its two patterns where it breaks into two lines."""
        return self.patterns(node.entries.get(key), key)

    def mappings(self, node: Node | None, key: str) -> Iterable[Mapping]:
        """The items of a list, each a group of keys."""
        if node is None:
            return
        if not isinstance(node, Sequence):
            self.wrong(node, key, "是列表，每一项以“- ”开头", "")
            return
        for item in node.items:
            if isinstance(item, Mapping):
                yield item
            else:
                self.wrong(item, key, "每一项都写成一组说明", "如 - heading: 总体要求")

    # ---- names -------------------------------------------------------------------------------------------------

    def each(self, node: Mapping, scope: Scope, key: str = "each") -> str | None:
        """The list that `key` names, or None."""
        name = self.declared(node, key, scope)
        if name is None:
            return None
        if not scope.fields[name].is_list:
            self.note("S206", node.entries[key], name=name)
            return None
        return name

    def rows(self, node: Mapping, scope: Scope) -> str | None:
        """The list that a table's `each` names, or the lists inside another one's items, as in 板块.事项; or None."""
        value = node.entries.get("each")
        if not isinstance(value, Scalar) or "." not in value.text:
            return self.each(node, scope)
        known = scope.fields
        for name in value.text.split("."):
            if name not in known:
                self.note("S205", value, name=name, hint=did_you_mean(name, known))
                return None
            if not known[name].is_list:
                self.note("S206", value, name=name)
                return None
            known = {field.name: field for field in known[name].fields}
        return value.text

    def declared(self, node: Mapping, key: str, scope: Scope) -> str | None:
        """The name of a declared fact, or None."""
        value = node.entries.get(key)
        if value is None:
            return None
        name = value.text if isinstance(value, Scalar) else ""
        if name in scope.fields:
            return name
        self.note("S205", value, name=name, hint=did_you_mean(name, scope.fields))
        return None
