"""Names (名称) for facts: out of the document's own words where these can be names, and each only once."""

from __future__ import annotations

import re

from drafter.kinds import KINDS
from drafter.structure import ITEM, NUMBER

__all__ = ["Names", "kind_of", "name_of"]

_NOT_IN_NAMES = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]+")
_RESERVED = frozenset((ITEM, NUMBER, "structure", "use", "previous", "unchanged", "layout", "letterhead", "字数"))
_WORDS = frozenset("true false none and or not in is if else loop self null yes no on off y n".split())
_LONGEST = 12


def name_of(words: str, otherwise: str) -> str:
    """The words as the name of a fact; `otherwise` where they cannot be one."""
    bare = _NOT_IN_NAMES.sub("", words)
    fits = bare and not bare[0].isdigit() and len(bare) <= _LONGEST
    return bare if fits and bare not in _RESERVED and bare.lower() not in _WORDS else otherwise


class Names:
    """Gives every name once; one that is taken gets a number."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._numbers: dict[str, int] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._taken

    def new(self, wanted: str) -> str:
        """The name, with a number behind it where it is taken."""
        number, name = self._numbers.get(wanted, 1), wanted
        while name in self._taken:
            number += 1
            name = f"{wanted}{'_' if wanted[-1].isdigit() else ''}{number}"
        self._numbers[wanted] = number
        self._taken.add(name)
        return name


_BY_NAME = (("organ", ("单位", "部门", "科室", "处室", "股室")), ("deadline", ("时限", "期限", "完成时间")))


def kind_of(name: str, values: list[str]) -> str:
    """The kind of a fact of that name, if every value is one; else text."""
    kind = next((kind for kind, ends in _BY_NAME if name.endswith(ends)), "text")
    test = KINDS[kind].test
    return kind if test and not any(test(value) for value in values) else "text"
