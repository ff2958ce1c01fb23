"""Roster (名册): people and organs of a plan that the facts shared with other plans no longer have. Office practice.

A unit that keeps its leaders and offices in one file for all its plans renews them there; a plan made from last year's
still names who has left. A list in that file whose name ends as such lists do, 科室 or 领导, is taken for complete.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from drafter.fact_leaves import Leaf
from drafter.joined import parts
from drafter.problems import Problem, did_you_mean, problem
from drafter.proof.word_lists import NO_WORDS, Words
from drafter.shared_facts import Lent
from drafter.source import Mapping, Node, Scalar, Sequence
from drafter.whole_facts import WholeFacts

__all__ = ["ORGANS", "PEOPLE", "problems"]

ORGANS = ("科室", "股室", "处室", "部门", "机构", "单位", "站所", "乡镇", "街道", "学校", "年级组", "教研组")
PEOPLE = ("领导", "班子", "班子成员", "人员", "名册")
"""How the names of lists end that a unit keeps of its organs and of its people."""
_OF_NODE = ("source", "note", "computed")
_WITH = re.compile("会同")
_SHORT_FORM = re.compile(r"（以下简称.*）")
_NOT_ONE = re.compile("^(?:各|有关|相关|其他|全体|所有|本|待|机关各)|等$|等单位$")
_SHORTEST = 3
"""A shorter name is not looked for within words: it may be a part of anything."""


class _Roster(NamedTuple):
    """What shared facts name: every text in them, and those of the lists of organs and of people, by the list's key."""

    texts: frozenset[str]
    organs: dict[str, frozenset[str]]
    people: dict[str, frozenset[str]]
    file: str

    @property
    def names(self) -> frozenset[str]:
        """Those of the lists."""
        return frozenset().union(*self.organs.values(), *self.people.values())


def problems(
    own: WholeFacts, last: WholeFacts, words: Words = NO_WORDS, spared: Collection[str] = ()
) -> Iterator[Problem]:
    """Names in the plan's own facts that are to be looked at, not those at the paths in `spared`."""
    if not own.shared:
        return
    now, then = _roster(own.shared, own), _roster(last.shared, last)
    gone = then.texts - now.texts
    names = {name for name in then.names | _names(last.lent) if name in gone and len(name) >= _SHORTEST}
    unit = next((leaf.text for leaf in own.all if leaf.path == "单位"), "")
    for leaf in own.own:
        if leaf.path not in spared:
            yield from _gone(leaf, gone, names, now)
            yield from _missing(leaf, gone, now, words, unit)


def _gone(leaf: Leaf, gone: Collection[str], names: Collection[str], now: _Roster) -> Iterator[Problem]:
    """Who was in last year's shared facts and is not in this year's."""
    found = [name for name in _named(leaf) if name in gone]
    if not found and leaf.field.kind in ("text", "paragraph"):
        text = leaf.text
        for known in sorted(now.names, key=len, reverse=True):
            text = text.replace(known, "\n")
        found = [name for name in sorted(names) if name in text]
    for name in found:
        yield problem("N806", leaf.place, leaf.path, who=name, file=now.file, name=leaf.name)


def _missing(leaf: Leaf, gone: Collection[str], now: _Roster, words: Words, unit: str) -> Iterator[Problem]:
    """Who is not in a list of this year's: people anywhere, organs that a task is given to.

    Where the unit has a word list of organs, the proofreader asks of them.
    """
    lists = now.people if leaf.field.kind == "person" else now.organs
    of_a_task = leaf.field.kind == "organ" and "]." in leaf.path and not words.organs
    if not lists or not (leaf.field.kind == "person" or of_a_task):
        return
    known = now.texts | {row[0] for row in words.people} | {unit}
    for name in _named(leaf):
        if name not in gone and not _NOT_ONE.search(name) and not _is_known(name, known, unit):
            hint = did_you_mean(name, frozenset().union(*lists.values()))
            told = {"who": name, "lists": "、".join(lists), "file": now.file, "name": leaf.name}
            yield problem("N807", leaf.place, leaf.path, hint=hint, **told)


def _is_known(name: str, known: Collection[str], unit: str) -> bool:
    """局办公室 is the 办公室 of the unit, whose name ends in 局."""
    return name in known or any(
        name.endswith(each) and unit.endswith(name.removesuffix(each)) for each in known if each and each != name
    )


# ---- names ----------------------------------------------------------------------------------------------------------


def _named(leaf: Leaf) -> list[str]:
    """The people or organs that a fact of these kinds names; 甲会同乙 are two."""
    if leaf.field.kind not in ("organ", "person"):
        return []
    if isinstance(leaf.node, Mapping):
        wanted = ("姓名",) if leaf.field.kind == "person" else ("全称", "简称")
        return [text for key in wanted for text in _texts(leaf.node.entries.get(key))]
    text = _SHORT_FORM.sub("", leaf.text)
    return [name for part in _WITH.split(text) for word in parts(part) if (name := word.strip())]


def _names(leaves: Iterable[Leaf]) -> set[str]:
    return {name for leaf in leaves for name in _named(leaf)}


def _roster(shared: Iterable[Lent], plan: WholeFacts) -> _Roster:
    facts = {leaf.steps[0][0] for leaf in plan.all}
    texts: set[str] = set()
    organs: dict[str, frozenset[str]] = {}
    people: dict[str, frozenset[str]] = {}
    file = ""
    for lent in shared:
        file = file or lent.source.file
        for key, node in lent.root.entries.items():
            texts.update(_texts(node))
            own = frozenset(text for item in _listed(node) for text in _texts(item))
            if key in facts or not own:
                continue
            if key.endswith(PEOPLE):
                people[key] = own
            elif key.endswith(ORGANS):
                organs[key] = own
    return _Roster(frozenset(texts), organs, people, file)


def _listed(node: Node) -> list[Node]:
    """What a list is of: its items' names; nothing where it is no list."""
    if isinstance(node, Scalar):
        return [node] if len(list(parts(node.text))) > 1 else []
    return [_name(item) for item in node.items] if isinstance(node, Sequence) else []


def _name(item: Node) -> Node:
    """What an item is called by: its 姓名 or 名称, else the first thing that it says."""
    if not isinstance(item, Mapping) or not item.entries:
        return item
    return next(
        (item.entries[key] for key in ("姓名", "名称") if key in item.entries), next(iter(item.entries.values()))
    )


def _texts(node: Node | None) -> Iterator[str]:
    """Every text in a node, and what it lists between 、; sources and notes are not."""
    match node:
        case Scalar():
            yield from {node.text.strip(), *(part.strip() for part in parts(node.text))} - {""}
        case Sequence():
            for item in node.items:
                yield from _texts(item)
        case Mapping():
            for key, inner in node.entries.items():
                if key not in _OF_NODE:
                    yield from _texts(inner)
        case None:
            return
