"""Reads what a structure says of the limits of a fact, of its relations to others, and of how it is computed."""

from __future__ import annotations

from drafter import expressions
from drafter.amounts import amount
from drafter.dates import last_day
from drafter.kinds import KINDS
from drafter.problems import did_you_mean, problem
from drafter.source import Mapping, Node, Sequence
from drafter.structure import Computed, Field, Length, Relations, Scope, parts_of
from drafter.structure_keys import Keys

_LENGTH = ("at_least", "at_most")
NOTHING = "none"
"""What `from` says of a fact that no other plan brings."""


class LimitKeys(Keys):
    """Reads limits, relations and computed facts."""

    def bound(self, node: Mapping, key: str, kind: str) -> str:
        """The least or the most that a number may be, written as such a number is."""
        test, read = KINDS[kind].test, KINDS[kind].amount
        text = self.text(node, key)
        if not text or not test or not read:
            return ""
        fault = test(text)
        if fault:
            self.note("S203", node.entries[key], key=key, wanted=f"写成{KINDS[kind].label}", example=fault[1] or "")
        return "" if fault else text

    def length(self, node: Node | None) -> Length | None:
        """字数: {at_least: 200, at_most: 800}."""
        if node is None:
            return None
        if not isinstance(node, Mapping):
            self.wrong(node, "length", "写成 {at_least: 字数, at_most: 字数}", "")
            return None
        self.known(node, _LENGTH)
        return Length(self.count(node, "at_least"), self.count(node, "at_most"))

    def ranked(self, node: Mapping, fields: tuple[Field, ...]) -> str:
        """The field whose choices rank the items."""
        name = self.text(node, "ranked")
        field = next((field for field in fields if field.name == name), None)
        if name and field is None:
            self.note(
                "S205", node.entries["ranked"], name=name, hint=did_you_mean(name, [each.name for each in fields])
            )
            return ""
        if field and not field.choices:
            self.wrong(node.entries["ranked"], "ranked", "写一个有 choices 的字段，choices 由高到低", "")
            return ""
        return name

    def relations(self, node: Mapping) -> Relations | None:
        one_of = "" if isinstance(node.entries.get("one_of"), Sequence) else self.text(node, "one_of")
        found = Relations(one_of, self.one_or_more(node, "sum_of"), self.text(node, "not_after"))
        return found if any(found) else None

    def one_or_more(self, node: Mapping, key: str) -> tuple[str, ...]:
        """A word, or a list of them."""
        return (
            self.words(node, key)
            if isinstance(node.entries.get(key), Sequence)
            else tuple(filter(None, [self.text(node, key)]))
        )

    def computed(self, node: Mapping, kind: str) -> Computed | None:
        value = node.entries.get("computed")
        text = self.text(node, "computed")
        for key in ("places", "unit", "if_exact"):
            if key in node.entries and value is None:
                self.wrong(node.entries[key], key, "与 computed 一起写", "computed: sum(分项.金额)")
        unit = self.text(node, "unit")
        if unit and amount(f"1{unit}") is None:
            self.wrong(node.entries["unit"], "unit", "是计量单位", "unit: 万元")
        if value is None or not text:
            return None
        if not KINDS[kind].test:
            self.wrong(value, "computed", "只用于单个的值", "")
            return None
        place, if_exact = self.words_place(value), self.flag(node, "if_exact")
        return Computed(text, place, self.count(node, "places"), unit, if_exact)

    # ---- carrying over from another plan -----------------------------------------------------------------------

    def carried_from(self, node: Mapping) -> tuple[str, ...] | None:
        """The facts of another structure that a fact is taken from; None where nothing is said, () for `none`."""
        if "from" not in node.entries:
            return None
        self.required(node, "from")
        names = self.one_or_more(node, "from")
        return () if names == (NOTHING,) else names

    def done(self, node: Mapping, choices: tuple[str, ...]) -> str:
        """The choice that says that an item is finished."""
        word = self.text(node, "done")
        if word and word not in choices:
            self.wrong(node.entries["done"], "done", "是 choices 里的一个", "")
            return ""
        return word

    # ---- relations to other facts ------------------------------------------------------------------------------

    def related(self, fields: tuple[Field, ...], node: Node | None, outer: Scope) -> None:
        """Holds what fields say of each other against the facts that are declared."""
        if not isinstance(node, Mapping):
            return
        scope = Scope(outer.fields | {field.name: field for field in fields})
        for field in fields:
            entry = node.entries.get(field.name)
            if isinstance(entry, Mapping):
                self.related_field(field, entry, scope)

    def related_field(self, field: Field, node: Mapping, scope: Scope) -> None:
        found = field.relations or Relations()
        named = {
            "computed": (field.computed.expression,) if field.computed else (),
            "one_of": (found.one_of,) if found.one_of else (),
            "sum_of": found.sum_of,
            "not_after": (found.not_after,) if found.not_after and last_day(found.not_after) is None else (),
        }
        for key, texts in named.items():
            for text in texts:
                self.expression(text, node.entries[key], scope)
        part = node.entries.get("fields" if field.kind == "group" else "item")
        if isinstance(part, Mapping):
            if field.item:
                self.related_field(field.item, part, scope)
            self.related(field.fields, part, scope)

    def expression(self, text: str, node: Node, scope: Scope) -> None:
        place = self.words_place(node)
        try:
            named = list(expressions.references(expressions.parse(text)))
        except expressions.ExpressionError as error:
            place = place._replace(column=place.column + error.offset)
            self.source.problems.append(problem("S214", place, expression=text, reason=error))
            return
        for reference in named:
            known, fields = scope.fields, ""
            for step in filter(lambda step: isinstance(step, str), reference.steps):
                if step not in known:
                    hint = did_you_mean(str(step), known)
                    self.source.problems.append(problem("S205", place, name=f"{fields}{step}", hint=hint))
                    break
                fields += f"{step}."
                known = {part.name: part for part in (*known[str(step)].fields, *parts_of(known[str(step)]))}
