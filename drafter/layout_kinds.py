"""What the values of a layout file (版式文件) are: numbers with units, 字号, fonts, colours, words. Each kind reads a
value as a clerk writes it and shows it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NoReturn

__all__ = [
    "DISTANCE",
    "INDENT",
    "LINES",
    "NUMBER",
    "PAPER",
    "PITCH",
    "RULE",
    "SIZE",
    "SPACING",
    "Choice",
    "Colour",
    "Flag",
    "FontName",
    "Kind",
    "Measure",
    "NumberForm",
    "NumberPlace",
    "UnfitError",
    "Words",
]


class UnfitError(ValueError):
    """A value that a key cannot have: the problem's code and the words for its blanks."""

    def __init__(self, code: str, **words: Any) -> None:
        super().__init__(code)
        self.code = code
        self.words = words


class Kind:
    """What the values of a key are. `wanted` says what has to be written, for `应当……`, with an example."""

    __slots__ = ()
    wanted: str

    def read(self, text: str) -> object:
        """The value that was written. UnfitError where it is none of this kind."""
        raise NotImplementedError

    def shown(self, value: Any) -> str:
        """The value as a clerk would write it."""
        raise NotImplementedError


_NUMBER = re.compile(r"(?P<number>-?\d{1,6}(?:\.\d{1,6})?)\s*(?P<unit>\D*)")


@dataclass(frozen=True, slots=True)
class Measure(Kind):
    """A number with a unit: `units` says how many of the first one make each of them. `step` is the finest division."""

    wanted: str
    units: Mapping[str, float]
    least: float
    most: float
    step: float = 0.0
    names: Mapping[str, float] = field(default_factory=dict)

    def read(self, text: str) -> object:
        value = self.names.get(text.replace(" ", ""))
        value = self._counted(text) if value is None else value
        if not self.least <= value <= self.most:
            raise UnfitError("L503", value=text, least=self._plain(self.least), most=self._plain(self.most))
        if self.step and value % self.step:
            self._refuse(text)
        return int(value) if self.step == 1 else value

    def _counted(self, text: str) -> float:
        found = _NUMBER.fullmatch(text)
        unit = found["unit"].lower() if found else ""
        if found is None or (unit and unit not in self.units):
            self._refuse(text)
        return round(float(found["number"]) * self.units.get(unit, 1.0), 6)

    def _refuse(self, text: str) -> NoReturn:
        raise UnfitError("L502", wanted=self.wanted, found=f"“{text}”")

    def _plain(self, value: float) -> str:
        return f"{value:g}{next(iter(self.units), '')}"

    def shown(self, value: float) -> str:
        name = next((name for name, size in self.names.items() if size == value), "")
        return f"{name}（{self._plain(value)}）" if name else self._plain(value)


_POINTS = MappingProxyType({"磅": 1.0, "pt": 1.0})
_MILLIMETRES = MappingProxyType({"毫米": 1.0, "mm": 1.0, "厘米": 10.0, "cm": 10.0})
_CHARACTERS = MappingProxyType({"字": 1.0, "字符": 1.0, "个字": 1.0})
_LINES = MappingProxyType({"行": 1.0})

_NUMERALS = "一二三四五六七八"
_WHOLE_SIZES = (26.0, 22.0, 16.0, 14.0, 10.5, 7.5, 5.5, 5.0)
_SMALL_SIZES = (24.0, 18.0, 15.0, 12.0, 9.0, 6.5)


def _size_names() -> Iterator[tuple[str, float]]:
    """字号, as Word's list names them and as they are typed: 三号, 小四, 3号, 小4, 小四号."""
    yield from (("初号", 42.0), ("小初", 36.0), ("小初号", 36.0))
    for number, (numeral, size) in enumerate(zip(_NUMERALS, _WHOLE_SIZES, strict=True), start=1):
        yield from ((f"{numeral}号", size), (f"{number}号", size))
    for number, (numeral, size) in enumerate(zip(_NUMERALS, _SMALL_SIZES, strict=False), start=1):
        yield from ((f"小{mark}{end}", size) for end in ("", "号") for mark in (numeral, number))


_SIZE_NAMES = MappingProxyType(dict(_size_names()))

SIZE = Measure("是字号，如 三号、小四、16磅（精确到半磅）", _POINTS, 5, 100, 0.5, _SIZE_NAMES)
PITCH = Measure("是行距的磅数，如 28磅", _POINTS, 6, 150)
SPACING = Measure("是加在字与字之间的磅数，如 0.5磅、-0.25磅", _POINTS, -2, 20)
RULE = Measure("是线的粗细，如 0.5磅", _POINTS, 0.25, 6)
PAPER = Measure("是纸张的毫米数，如 210毫米", _MILLIMETRES, 50, 558)
DISTANCE = Measure("是毫米数，如 37毫米、3.7厘米", _MILLIMETRES, 0, 500)
INDENT = Measure("是字数，如 2字", _CHARACTERS, 0, 30)
LINES = Measure("是行数，如 1行", _LINES, 0, 20, 1)
NUMBER = Measure("是数", MappingProxyType({}), 0, 1000)


_WORDS: Mapping[str, tuple[str, ...]] = {
    "both": ("两端对齐",),
    "left": ("左对齐", "居左"),
    "center": ("居中",),
    "right": ("右对齐", "居右"),
    "outer": ("外侧",),
    "heading": ("同标题",),
    "bold": ("加粗",),
    "body": ("同正文",),
}


@dataclass(frozen=True, slots=True)
class Choice(Kind):
    """One of a few words, in English or Chinese."""

    choices: tuple[str, ...]

    @property
    def wanted(self) -> str:  # type: ignore[override]  # follows from the choices
        return "是 " + "、".join(map(self.shown, self.choices)) + " 之一"

    def read(self, text: str) -> object:
        found = next((word for word in self.choices if text in (word, *_WORDS.get(word, ()))), None)
        if found is None:
            raise UnfitError("L502", wanted=self.wanted, found=f"“{text}”")
        return found

    def shown(self, value: str) -> str:
        chinese = _WORDS.get(value, ())
        return f"{value}（{chinese[0]}）" if chinese else value


@dataclass(frozen=True, slots=True)
class Flag(Kind):
    """true or false."""

    wanted: str = "是 true 或 false"

    def read(self, text: str) -> object:
        if text not in ("true", "false"):
            raise UnfitError("L502", wanted=self.wanted, found=f"“{text}”")
        return text == "true"

    def shown(self, value: bool) -> str:
        return "true" if value else "false"


_LONGEST_FONT = 31


@dataclass(frozen=True, slots=True)
class FontName(Kind):
    """The name of any font; Word knows none of 32 characters or more (ECMA-376 part 1, 17.3.2.26, as Word keeps it)."""

    wanted: str = "是字体的名称，如 仿宋_GB2312"

    def read(self, text: str) -> object:
        if len(text) > _LONGEST_FONT:
            raise UnfitError("L508", name=f"{text[:12]}…", count=len(text), limit=_LONGEST_FONT)
        return text

    def shown(self, value: str | None) -> str:
        return value or "与周围的文字相同"


@dataclass(frozen=True, slots=True)
class Colour(Kind):
    """RRGGBB, or one of the few colours that documents have."""

    wanted: str = "是颜色，如 红、黑 或 FF0000"

    def read(self, text: str) -> object:
        named = {"红": "FF0000", "红色": "FF0000", "黑": "000000", "黑色": "000000"}.get(text, text.removeprefix("#"))
        if not re.fullmatch("[0-9A-Fa-f]{6}", named):
            raise UnfitError("L502", wanted=self.wanted, found=f"“{text}”")
        return named.upper()

    def shown(self, value: str) -> str:
        return {"FF0000": "红", "000000": "黑"}.get(value, value)


@dataclass(frozen=True, slots=True)
class Words(Kind):
    """A line of text."""

    wanted: str = "是一行文字，不超过40字"

    def read(self, text: str) -> object:
        if len(text) > 40:
            raise UnfitError("L502", wanted=self.wanted, found=f"{len(text)}字")
        return text

    def shown(self, value: str) -> str:
        return value


@dataclass(frozen=True, slots=True)
class NumberForm(Kind):
    """页码的样子: what stands before and after the number, written with a 1 for it."""

    wanted: str = "是页码的样子，其中有一个 1，如 — 1 —、-1-、第1页"

    def read(self, text: str) -> object:
        before, one, after = text.partition("1")
        if not one or "1" in after or len(text) > 20:
            raise UnfitError("L502", wanted=self.wanted, found=f"“{text}”")
        return before, after

    def shown(self, value: tuple[str, str]) -> str:
        return f"{value[0]}1{value[1]}"


_PLACES: Mapping[str, tuple[str, str]] = {
    "outer": ("right", "left"),
    "center": ("center", "center"),
    "right": ("right", "right"),
}


@dataclass(frozen=True, slots=True)
class NumberPlace(Kind):
    """页码的位置, on odd and on even pages."""

    words: Choice = Choice(tuple(_PLACES))

    @property
    def wanted(self) -> str:  # type: ignore[override]  # as above
        return self.words.wanted

    def read(self, text: str) -> object:
        return _PLACES[str(self.words.read(text))]

    def shown(self, value: tuple[str, str]) -> str:
        return self.words.shown(next(word for word, sides in _PLACES.items() if sides == value))
