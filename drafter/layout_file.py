"""Reads a layout file (版式文件) strictly: every key is known, every value fits, the page has room for text.

The file states only what deviates from GB/T 9704-2012 (`layout.GBT9704`). What other roles have in common with body
text in the standard (font, size, line pitch, letter spacing), they keep in common with it where a file changes the body
and says nothing of them. Every deviation is told as information, with the clause that it deviates from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any, TypeVar

from drafter import source as yaml_source
from drafter.layout import GBT9704, Font, Layout, Look
from drafter.layout_keys import FONTS, Key, Path, chinese_names, keys, label, source_of, value_at
from drafter.layout_kinds import FontName, Kind, UnfitError
from drafter.place import Place
from drafter.problems import Problem, close_match, errors, problem
from drafter.source import Mapping as MappingNode
from drafter.source import Node, Scalar, Sequence
from drafter.typefaces import typeface

__all__ = ["load"]

_SHARED = ("font", "size", "pitch", "spacing")
"""What other looks have in common with the body's."""
_LEAST_CHARACTERS, _LEAST_LINES = 10, 5
_LEAST_BETWEEN_INDENTS = 5
_POINTS_PER_MM = 72 / 25.4
_T = TypeVar("_T")


def load(path: FilePath, shown: str | None = None) -> tuple[Layout | None, tuple[Problem, ...]]:
    """The layout in the file at `path` and all that is to say about it; None where an error makes it unusable."""
    source = yaml_source.read(path, shown)
    root = source.root
    if not isinstance(root, MappingNode):
        if root is not None:
            source.problems.append(problem("Y116", source.place(root)))
        return None, tuple(source.problems)
    reader = _Reader(source.file, root)
    reader.mapping(root, "")
    layout = reader.layout()
    problems = [*source.problems, *reader.problems]
    if not errors(problems):
        problems += reader.impossible(layout)
    if errors(problems):
        return None, tuple(problems)
    return layout, (*problems, *reader.deviations(layout))


class _Reader:
    """Walks the file's tree; notes what it states and what is wrong with it."""

    def __init__(self, file: str, root: MappingNode) -> None:
        self.file = file
        self.root = root
        self.stated: dict[str, Place] = {}
        self.values: dict[Path, Any] = {}
        self.alternatives: dict[str, str] = {}
        self.problems: list[Problem] = []

    # ---- reading -----------------------------------------------------------------------------------------------

    def mapping(self, node: MappingNode, prefix: str) -> None:
        known = _inside(prefix)
        for name, value in node.entries.items():
            key = f"{prefix}{name}"
            if key == FONTS:
                self.fonts(value)
            elif name not in known:
                self.unknown(node.keys[name], known)
            elif key in keys():
                self.value(keys()[key], value, node.keys[name])
            elif isinstance(value, MappingNode):
                self.mapping(value, f"{key}.")
            else:
                wanted = f"写成一组“键: 值”，如 {name}: {{{_inside(f'{key}.')[0]}: …}}"
                self.note("L502", value, key=key, wanted=wanted, found=_found(value))

    def unknown(self, key: Scalar, known: tuple[str, ...]) -> None:
        chinese = {called: name for called, name in chinese_names().items() if name in known}
        match = close_match(key.text, (*known, *chinese))
        meant = chinese.get(match, match) if match else None
        hint = f"是否想写“{meant}”？" if meant else "可以写 " + "、".join(known)
        self.note("L501", key, key=key.text, hint=hint)

    def value(self, key: Key, node: Node, at: Scalar) -> None:
        text = node.text.strip() if isinstance(node, Scalar) else ""
        if not text or not isinstance(node, Scalar) or "\n" in text:
            self.note("L502", node if text else at, key=key.name, wanted=key.kind.wanted, found=_found(node))
            return
        value = self.read(key.kind, node, key.name)
        if value is not None:
            self.stated[key.name] = self.place(node)
            self.values.update(key.set_to(value))

    def read(self, kind: Kind, node: Scalar, key: str) -> object | None:
        """What the scalar says; None, with its problem noted, where a value of this kind cannot be that."""
        try:
            return kind.read(node.text.strip())
        except UnfitError as unfit:
            self.note(unfit.code, node, **{"key": key, **unfit.words})
            return None

    def fonts(self, node: Node) -> None:
        """字体: 替代字体, for computers that lack the first."""
        if not isinstance(node, MappingNode):
            self.note("L502", node, key=FONTS, wanted="写成“字体: 替代字体”", found=_found(node))
            return
        for name, value in node.entries.items():
            if not isinstance(value, Scalar) or not value.text.strip():
                self.note("L502", value, key=name, wanted=FontName().wanted, found=_found(value))
            elif self.read(FontName(), node.keys[name], FONTS) and self.read(FontName(), value, name):
                self.alternatives[name] = value.text.strip()

    def note(self, code: str, node: Node, *, hint: str | None = None, **words: Any) -> None:
        self.problems.append(problem(code, self.place(node), hint=hint, **words))

    def place(self, node: Node) -> Place:
        return Place(self.file, node.line, node.column)

    # ---- the layout --------------------------------------------------------------------------------------------

    def layout(self) -> Layout:
        """The standard's layout with what the file states and what follows from that."""
        values = _following_body(self.values) | self.values
        layout = _rebuilt(GBT9704._replace(name=self.file), (), values)
        return layout._replace(fonts=_fonts(layout, self.alternatives))

    def deviations(self, layout: Layout) -> Iterator[Problem]:
        """Every stated value that is not the standard's."""
        for name, place in self.stated.items():
            key = keys()[name]
            value, standard = key.value_in(layout), key.value_in(GBT9704)
            if name == "name" or value == standard or _is_tolerated(name, value, standard):
                continue
            words = {"value": key.kind.shown(value), "standard": key.kind.shown(standard), "source": source_of(name)}
            yield problem("L510", place, key=name, label=f"（{label(name)}）" if label(name) else "", **words)

    # ---- what cannot be set ------------------------------------------------------------------------------------

    def impossible(self, layout: Layout) -> Iterator[Problem]:
        """Values that fit each for itself, but not together."""
        wide, high = _type_area(layout)
        body = layout.body
        too_narrow = wide < _LEAST_CHARACTERS * (body.size + body.spacing)
        if too_narrow or high < _LEAST_LINES * body.pitch:
            edges = ("left", "right", "width") if too_narrow else ("top", "bottom", "height")
            place = self.blame(*(f"page.{edge}" for edge in edges), "body.")
            left = f"{max(wide / _POINTS_PER_MM, 0):.0f}毫米×{max(high / _POINTS_PER_MM, 0):.0f}毫米"
            yield problem("L504", place, left=left, characters=_LEAST_CHARACTERS, lines=_LEAST_LINES)
            return
        for name, look in _looks(layout):
            yield from self.impossible_look(name, look, wide)
        yield from self.impossible_page_number(layout)

    def impossible_look(self, name: str, look: Look, wide: float) -> Iterator[Problem]:
        if look.pitch < look.size:
            place = self.blame(f"{name}.pitch", f"{name}.size", "body.pitch", "body.size")
            yield problem("L505", place, key=name, pitch=f"{look.pitch:g}", size=f"{look.size:g}")
        room = wide / max(look.size + look.spacing, 1.0) - look.left - look.right - look.first_line
        if room < _LEAST_BETWEEN_INDENTS:
            yield problem("L506", self.blame(f"{name}.", "page.", "body."), key=name, room=max(int(room), 0))

    def impossible_page_number(self, layout: Layout) -> Iterator[Problem]:
        number, bottom = layout.page_number, layout.page.bottom
        needed = number.drop + number.look.pitch / _POINTS_PER_MM
        if needed > bottom:
            place = self.blame("page.bottom", "page_number.")
            yield problem("L507", place, bottom=f"{bottom:g}", drop=f"{number.drop:g}", needed=f"{needed:.1f}")

    def blame(self, *begun: str) -> Place:
        """Where the file states a key of one of these names, or one that begins so; its beginning if it does not."""
        places = (place for words in begun for name, place in self.stated.items() if name.startswith(words))
        return next(places, self.place(self.root))


def _is_tolerated(name: str, value: Any, standard: Any) -> bool:
    """天头 and 订口 may be one millimetre more or less (GB/T 9704-2012, 5.2.1)."""
    return name in ("page.top", "page.left") and abs(value - standard) <= 1


def _inside(prefix: str) -> tuple[str, ...]:
    """The keys that may stand under a prefix, in the order of the layout."""
    names = [name[len(prefix) :].partition(".")[0] for name in keys() if name.startswith(prefix)]
    return tuple(dict.fromkeys(names if prefix else (*names, FONTS)))


def _found(node: Node) -> str:
    if isinstance(node, Sequence):
        return "列表"
    if isinstance(node, MappingNode):
        return "一组“键: 值”"
    text = node.text.strip()
    return "几行文字" if "\n" in text else f"“{text[:20]}”" if text else "空的"


# ---- from values to a layout ----------------------------------------------------------------------------------------


def _looks(layout: Layout) -> Iterator[tuple[str, Look]]:
    """Every look of the layout by the name of its keys."""
    for key in keys().values():
        path = key.paths[0][:-1]
        if key.paths[0][-1] == "font" and isinstance(look := value_at(layout, path), Look):
            yield key.name.rpartition(".")[0], look


def _following_body(stated: Mapping[Path, Any]) -> dict[Path, Any]:
    """What changes with the body: shared values of other looks, and the page's grid, whose pitch is the body's."""
    changed = {field: stated[("body", field)] for field in _SHARED if ("body", field) in stated}
    followed: dict[Path, Any] = {}
    for key in keys().values():
        path = key.paths[0]
        field = path[-1]
        owner = value_at(GBT9704, path[:-1])
        if field in changed and isinstance(owner, Look) and getattr(owner, field) == getattr(GBT9704.body, field):
            followed[path] = changed[field]
    if "pitch" in changed:
        followed[("page", "grid")] = changed["pitch"]
    return followed


def _rebuilt(owner: _T, path: Path, values: Mapping[Path, Any]) -> _T:
    """`owner`, which stands at `path`, with every value of `values` that lies in it."""
    changes: dict[str, Any] = {}
    for inner, value in values.items():
        if inner[: len(path)] == path and len(inner) == len(path) + 1:
            changes[inner[-1]] = value
        elif inner[: len(path)] == path:
            name = inner[len(path)]
            changes[name] = changes.get(name) or _rebuilt(getattr(owner, name), (*path, name), values)
    return owner._replace(**changes)  # type: ignore[attr-defined,no-any-return]  # every owner is a tuple of layout's


_ON_WINDOWS = {
    "仿宋": Font("仿宋", "FangSong", "modern", fixed=True),
    "楷": Font("楷体", "KaiTi", "modern", fixed=True),
    "小标宋": Font("宋体", "SimSun"),
    "黑": Font("黑体", "SimHei", "modern", fixed=True),
    "宋": Font("宋体", "SimSun"),
}
"""The font of every Windows that stands in for one whose kind, or else whose name, holds these words."""


def _fonts(layout: Layout, alternatives: Mapping[str, str]) -> tuple[Font, ...]:
    """Every font that the layout names, the standard's first, with what stands in for it."""
    kinds = (key for key in keys().values() if isinstance(key.kind, FontName) and key.name != "digits")
    named = dict.fromkeys(str(value) for key in kinds if (value := key.value_in(layout)))
    fonts = {font.name: font for font in GBT9704.fonts if font.name in named}
    fonts |= {name: _font(name) for name in named if name not in fonts}
    return tuple(font._replace(alternative=alternatives.get(name, font.alternative)) for name, font in fonts.items())


def _font(name: str) -> Font:
    kind = typeface(name)
    called = kind.kind if kind else name
    like = next((font for words, font in _ON_WINDOWS.items() if words in called), Font(""))
    return like._replace(name=name, alternative=like.alternative if name == like.name else like.name)


def _type_area(layout: Layout) -> tuple[float, float]:
    """Width and height of the type area (版心) in points."""
    page = layout.page
    wide, high = page.width - page.left - page.right, page.height - page.top - page.bottom
    return wide * _POINTS_PER_MM, high * _POINTS_PER_MM
