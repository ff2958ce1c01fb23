"""Lengths (字数): how long a facts file wants the whole text and single sections of it to be.

    字数:
      全文: 3000～4000
      工作目标: 不超过500
      工作重点: {至少: 1200, 至多: 2000}

One line, `字数: 3000～4000`, is asked of the whole text. A structure that declares a fact of that name keeps it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from drafter.place import Place
from drafter.problems import Problem, did_you_mean, problem
from drafter.source import Mapping, Node, Scalar, Source, is_blank
from drafter.structure import Field, Length

__all__ = ["LENGTHS", "WHOLE", "Asked", "asked"]

LENGTHS = "字数"
"""The key of a facts file that says how long the text is to be."""
WHOLE = "全文"
"""What the whole text is called there."""
_LEAST, _MOST = "至少", "至多"
_NUMBER = r"(\d{1,3}(?:,\d{3})+|\d{1,6})字?"
_RANGE = re.compile(rf"{_NUMBER}(?:[~\-–—―〜]{{1,2}}|至|到){_NUMBER}")
_AT_MOST = re.compile(rf"(?:不超过|不得超过|不多于|至多|最多|≤){_NUMBER}|(?:控制在|在)?{_NUMBER}(?:以内|以下|之内)")
_AT_LEAST = re.compile(rf"(?:不少于|不得少于|不低于|至少|最少|≥){_NUMBER}|{_NUMBER}以上")
_ABOUT = re.compile(rf"(?:大?约){_NUMBER}|{_NUMBER}左右")


class Asked(NamedTuple):
    """The length asked of the section called `name`; where its name stands (`key`) and where the length."""

    name: str
    length: Length
    key: Place
    place: Place

    @property
    def path(self) -> str:
        """The entry's path in the facts file."""
        return f"{LENGTHS}.{self.name}"


def asked(source: Source, root: Mapping, fields: Iterable[Field], problems: list[Problem]) -> tuple[Asked, ...]:
    """What the facts file asks for; what cannot be read of it goes into `problems`."""
    node = root.entries.get(LENGTHS)
    if node is None or is_blank(node) or any(each.name == LENGTHS for each in fields):
        return ()
    reader = _Reader(source, problems)
    if isinstance(node, Scalar):
        return tuple(reader.entry(WHOLE, root.keys[LENGTHS], node))
    if not isinstance(node, Mapping):
        reader.misplaced(node, LENGTHS, LENGTHS)
        return ()
    entries = [(name, each) for name, each in node.entries.items() if not is_blank(each)]
    return tuple(found for name, each in entries for found in reader.entry(name, node.keys[name], each))


class _Reader:
    """Reads entries and notes what is wrong with them."""

    def __init__(self, source: Source, problems: list[Problem]) -> None:
        self.source = source
        self.problems = problems

    def entry(self, name: str, key: Scalar, node: Node) -> Iterator[Asked]:
        path = f"{LENGTHS}.{name}"
        if isinstance(node, Mapping):
            length = self.bounds(name, node, path)
        elif isinstance(node, Scalar):
            length = self.checked(name, node, path, _length(_plain(node.text)))
        else:
            self.misplaced(node, name, path)
            return
        if length:
            yield Asked(name, length, self.source.place(key), self.source.place(node))

    def bounds(self, name: str, node: Mapping, path: str) -> Length | None:
        """{至少: 1200, 至多: 2000}, either of which may be left out."""
        found: dict[str, int | None] = {}
        sound = True
        for key, value in node.entries.items():
            if key not in (_LEAST, _MOST):
                hint = did_you_mean(key, (_LEAST, _MOST)) or f"可以写：{_LEAST}、{_MOST}"
                self.note("F102", self.source.key_place(node, key), f"{path}.{key}", key=key, hint=hint)
                sound = False
            elif not isinstance(value, Scalar):
                self.misplaced(value, key, f"{path}.{key}")
                sound = False
            elif not is_blank(value):
                number = re.fullmatch(_NUMBER, _plain(value.text))
                length = self.checked(name, value, path, number and Length(_int(number[1]), None))
                sound = sound and length is not None
                found[key] = _int(number[1]) if number else None
        length = Length(found.get(_LEAST), found.get(_MOST))
        return self.checked(name, node, path, length) if sound and any(length) else None

    def checked(self, name: str, node: Scalar | Mapping, path: str, length: Length | None) -> Length | None:
        """The length, unless it is none or no text can have it."""
        typed = f"“{node.text.strip()}”" if isinstance(node, Scalar) else ""
        fault = "看不懂" if length is None else _fault(length)
        if not fault:
            return length
        self.note("F126", self.source.place(node), path, label=name, value=typed, fault=fault)
        return None

    def misplaced(self, node: Node, label: str, path: str) -> None:
        wanted = "是一个数" if label in (_LEAST, _MOST) else "是一行文字，或者每章一行"
        found = "一组字段" if isinstance(node, Mapping) else "列表"
        example = f"如：{_LEAST}: 1200" if label in (_LEAST, _MOST) else f"如：{LENGTHS}: {{{WHOLE}: 3000～4000}}"
        self.note("F103", self.source.place(node), path, label=label, wanted=wanted, found=found, example=example)

    def note(self, code: str, place: Place, path: str, *, hint: str | None = None, **words: object) -> None:
        self.problems.append(problem(code, place, path, hint=hint, **words))


def _plain(text: str) -> str:
    """Half-width, without blanks: a clerk types ３０００～４０００ as well."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _length(text: str) -> Length | None:
    """What a line asks for; about so many is a tenth more or less (office practice)."""
    if found := _RANGE.fullmatch(text):
        return Length(_int(found[1]), _int(found[2]))
    if found := _AT_MOST.fullmatch(text):
        return Length(None, _int(found[1] or found[2]))
    if found := _AT_LEAST.fullmatch(text):
        return Length(_int(found[1] or found[2]), None)
    if found := _ABOUT.fullmatch(text):
        number = _int(found[1] or found[2])
        return Length(-(-number * 9 // 10), number * 11 // 10)
    return None


def _int(digits: str) -> int:
    return int(digits.replace(",", ""))


def _fault(length: Length) -> str:
    least, most = length
    if 0 in (least, most):
        return "不能是0"
    return f"的下限{least}大于上限{most}" if least and most and least > most else ""
