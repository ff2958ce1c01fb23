"""Grammar (句式): what of a title is fixed wording, and which neighbouring parts are alike enough to be one list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from drafter.capturing.marks import UNNUMBERED, Scheme
from drafter.capturing.parts import Head, Items, Label, Note, Part, Rows, Words
from drafter.outline.phrases import GENRE, IS_ORGAN

__all__ = ["Grammar", "TitleWords", "grammar", "merged", "title_words", "words_of"]

_YEAR = re.compile(r"(?<!\d)((?:19|20|21)\d{2})(?=年)")
_JINJA = re.compile(r"\{[{%#]|[%#}]\}")
_NO_NAME = re.compile(r"[，。；！？：“”《》（）—]")
_BEHIND_ORGAN = re.compile(r"关于|(?<!\d)(?:19|20|21)\d{2}年")


class TitleWords(NamedTuple):
    """A title's lines as patterns (None for one that is all its own), and the unit and the year in them."""

    patterns: tuple[str | None, ...]
    organ: str
    year: str


def title_words(lines: Sequence[str]) -> TitleWords:
    """青岚县水务局2027年工作要点: unit, year, and the rest as wording.

    Of two years, as in 2026年总结和2027年计划, the later one is the document's.
    """
    years = sorted(set(_YEAR.findall("".join(lines))))
    year = years[-1] if years and int(years[-1]) - int(years[0]) <= 1 else ""
    organ = next((found for line in lines if (found := _organ(line))), "")
    return TitleWords(tuple(_pattern(line, organ, year) for line in lines), organ, year)


def _organ(line: str) -> str:
    """The unit that a line of a title is, or opens with."""
    behind = _BEHIND_ORGAN.search(line)
    words = line[: behind.start()] if behind else line
    return words if IS_ORGAN.search(words) and not _NO_NAME.search(words) else ""


def _pattern(line: str, organ: str, year: str) -> str | None:
    """The line with unit and year as facts, where it is of a kind that comes again; else None."""
    if _JINJA.search(line) or not (line == organ or GENRE.search(line)):
        return None
    opens = bool(organ) and line.startswith(organ)
    rest = line[len(organ) :] if opens else line
    named = rest.replace(f"{year}年", "{{ 年度 }}年") if year else rest
    named = named.replace(f"{int(year) - 1}年", "{{ 年度 | year(-1) }}年") if year else named
    return f"{{{{ 单位 }}}}{named}" if opens else named if named != rest else None


class Grammar(NamedTuple):
    """What parts must have in common to be the items of one list.

    `style` is the number's; `second` what parts a heading's two lines, a comma or a blank, empty for one line; `labels`
    what the note says, in order; `child` the grammar of the parts below.
    """

    style: str
    run_in: bool
    stop: str
    second: str
    is_bare: bool
    points: tuple[str, str, bool] | None = None
    labels: tuple[tuple[str, str, str], ...] = ()
    note: tuple[str, bool, bool] | None = None
    child: Grammar | None = None


def words_of(head: Head, style: str) -> str:
    """A heading's words, and its number in front where the program does not count it."""
    return head.number + head.words if style == UNNUMBERED else head.words


def grammar(part: Part, scheme: Scheme) -> Grammar | None:
    """The part's grammar as an item of a list; None where it cannot be one."""
    head = part.head
    if head is None or not _in_order(part):
        return None
    child: Grammar | None = None
    for inner in part.parts:
        own = grammar(inner, scheme)
        child = (merged(child, own) if child else own) if own else None
        if child is None:
            return None
    points = next((each for each in part.contents if isinstance(each, Items)), None)
    note = next((each for each in part.contents if isinstance(each, Note)), None)
    return Grammar(
        scheme.styles.get(head.at, UNNUMBERED),
        bool(head.body),
        head.stop,
        ("，" if head.words.endswith("，") else " ") if head.second else "",
        not part.contents and not part.parts,
        (points.mark, points.stop, points.inline) if points else None,
        tuple(map(_shape, note.labels)) if note else (),
        (note.between, note.own, note.bracketed) if note else None,
        child,
    )


def _shape(label: Label) -> tuple[str, str, str]:
    return label.name, label.before, label.after


def _in_order(part: Part) -> bool:
    """Whether the contents stand as a section prints them: paragraphs, points, a note; each of them once at most."""
    kinds = [type(each) for each in part.contents]
    order = [kind for kind in (Words, Items, Note) if kind in kinds]
    return Rows not in kinds and kinds == order


def merged(one: Grammar, other: Grammar) -> Grammar | None:
    """The grammar of a list that has both; None where there is none."""
    fixed = ("style", "run_in", "stop", "second", "is_bare")
    if any(getattr(one, name) != getattr(other, name) for name in fixed):
        return None
    if (one.points and other.points and one.points != other.points) or (
        one.note and other.note and one.note != other.note
    ):
        return None
    note = one.note or other.note
    labels = _in_one_order(one.labels, other.labels)
    if labels is None or (note and not note[2] and one.labels and other.labels and one.labels != other.labels):
        return None
    child = merged(one.child, other.child) if one.child and other.child else one.child or other.child
    if one.child and other.child and child is None:
        return None
    return one._replace(points=one.points or other.points, labels=labels, note=note, child=child)


Labels = tuple[tuple[str, str, str], ...]


def _in_one_order(one: Labels, other: Labels) -> Labels | None:
    """The parts of both notes in an order that both keep."""
    united = list(one)
    at = 0
    for label in other:
        if label in united:
            found = united.index(label)
            if found < at:
                return None
            at = found + 1
        else:
            united.insert(at, label)
            at += 1
    names = [name for name, _, _ in united]
    return tuple(united) if len(set(names)) == len(names) else None


def runs(parts: Sequence[Part], scheme: Scheme) -> list[tuple[Grammar | None, list[Part]]]:
    """Neighbouring parts that are one list, together with its grammar; others by themselves, without."""
    found: list[tuple[Grammar | None, list[Part]]] = []
    for part in parts:
        own = grammar(part, scheme)
        both = merged(found[-1][0], own) if found and found[-1][0] and own else None
        if both:
            found[-1] = (both, [*found[-1][1], part])
        else:
            found.append((own, [part]))
    return found
