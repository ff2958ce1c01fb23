"""Sections (章节): parts as a structure's sections, and the facts that these print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from drafter.capturing.grammar import Grammar, runs, words_of
from drafter.capturing.marks import UNNUMBERED, Scheme
from drafter.capturing.names import Names, kind_of, name_of
from drafter.capturing.parts import Content, Items, Note, Part, Rows, Words
from drafter.outline.phrases import is_section
from drafter.structure import NUMBER

__all__ = ["Fact", "Lifting", "Yaml"]

Yaml = Any
"""What a YAML file may hold: text, lists and dictionaries of such."""

NO_STOP = "none"
_LISTS = ("板块", "事项", "条目", "细目")
_CHINESE = "〇一二三四五六七八九十"


class Fact(NamedTuple):
    """A fact: what the structure says of it, its value, and what a clerk is told of it."""

    name: str
    field: Yaml
    value: Yaml
    told: str = ""


class Lifting:
    """Lifts facts out of parts, section by section."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self.names = Names()
        self.facts: list[Fact] = []
        self.parts: set[str] = set()
        self.counts: dict[str, int] = {}

    def fact(self, wanted: str, field: Yaml, value: Yaml, told: str = "") -> str:
        """A new fact; gives the name it got."""
        name = self.names.new(wanted)
        self.facts.append(Fact(name, field, value, told))
        return name

    # ---- parts -------------------------------------------------------------------------------------------------

    def sections(self, part: Part, name: str, depth: int) -> list[Yaml]:
        """What stands under a heading, and the parts below it."""
        made: list[Yaml] = []
        for found in (self.content(each, name) for each in part.contents):
            if made and _follows(made[-1], found):
                made[-1] |= found
            else:
                made.append(found)
        return [*made, *self.siblings(part.parts, name if part.head else "", depth + 1)]

    def siblings(self, parts: Sequence[Part], name: str, depth: int) -> list[Yaml]:
        """Parts of one level: those alike as one list, those with a usual name or of their own kind by themselves."""
        made: list[Yaml] = []
        for shape, several in self.split(parts, depth):
            if shape:
                made.append(self.repeated(shape, several, name, depth))
            else:
                made.extend(self.alone(each, name, depth) for each in several)
        return made

    def split(self, parts: Sequence[Part], depth: int) -> Iterator[tuple[Grammar | None, list[Part]]]:
        """Runs of parts; sections with usual names stand by themselves."""
        run: list[Part] = []
        for part in [*parts, None]:
            if part is not None and not self.is_fixed(part):
                run.append(part)
                continue
            for shape, several in runs(run, self.scheme):
                is_list = shape and (len(several) > 1 or depth > 1 or shape.is_bare)
                yield shape if is_list else None, several
            run = []
            if part is not None:
                yield None, [part]

    def is_fixed(self, part: Part) -> bool:
        """Whether the heading is wording: a section's usual name, counted by the program, with something under it."""
        head = part.head
        if head is None or not (part.contents or part.parts) or head.second:
            return False
        counted = self.scheme.styles.get(head.at, UNNUMBERED) != UNNUMBERED or not head.number
        return counted and is_section(head.words)

    # ---- one by one --------------------------------------------------------------------------------------------

    def alone(self, part: Part, name: str, depth: int) -> Yaml:
        """A part that is a section of its own, below the one of that name."""
        head = part.head
        if head is None or not (part.contents or part.parts):
            return self.bare(part, depth)
        style = self.scheme.styles.get(head.at, UNNUMBERED)
        if self.is_fixed(part):
            name = name_of(head.words, "正文")
            heading: Yaml = head.words
        else:
            name = self.part_name(name, depth)
            told = {"required": True, "help": "这一部分的标题"}
            heading = [f"{{{{ {self.fact(f'{name}标题', told, words_of(head, style))} }}}}"]
            if head.second:
                heading.append(f"{{{{ {self.fact(f'{name}标题下行', {}, head.second)} }}}}")
            heading = heading[0] if len(heading) == 1 else heading
        section: dict[str, Yaml] = {"heading": heading, **self.look(style, depth)}
        if head.body:
            section |= {"run_in": True, "stop": head.stop}
        elif head.stop:
            section["stop"] = head.stop
        inner = self.sections(part, name, depth)
        if inner and not {"each", "heading"} & inner[0].keys():
            section |= inner.pop(0)
        return {**section, "sections": inner} if inner else section

    def bare(self, part: Part, depth: int) -> Yaml:
        """A heading with nothing under it: a list of one, since a section that prints nothing is left out."""
        shape, several = runs([part], self.scheme)[0]
        assert shape is not None  # noqa: S101  nothing stands in the wrong order where there is nothing
        return self.repeated(shape, several, "", depth)

    def part_name(self, name: str, depth: int) -> str:
        """第三部分, or 第三部分第一节 below it, counted over the parts that have such a name."""
        around, unit = (name, "节") if depth > 1 else ("", "部分")
        number = self.counts[around] = self.counts.get(around, 0) + 1
        found = f"{around}第{_chinese(number)}{unit}"
        self.parts.add(found)
        return found

    def look(self, style: str, depth: int) -> dict[str, Yaml]:
        """The number's style, where it is not that of its level."""
        usual = self.scheme.levels[depth - 1][0] if depth <= len(self.scheme.levels) else UNNUMBERED
        return {} if style == usual else {"number": style}

    def content(self, content: Content, name: str) -> dict[str, Yaml]:
        """One piece of content as a section without heading, or as keys of one that has."""
        match content:
            case Words():
                told = "一行是一段"
                return {"text": f"{{{{ {self.fact(name, {'kind': 'paragraph', 'help': told}, _joined(content))} }}}}"}
            case Items():
                field = {"kind": "list", "item": "text" if content.stop else "paragraph"}
                fact = self.fact(f"{name}要点", field, list(content.items))
                return {"points": _points(fact, content.mark, content.stop, inline=content.inline)}
            case Note():
                names = [self.noted(label.name, label.value) for label in content.labels]
                shapes = [(fact, each.before, each.after) for fact, each in zip(names, content.labels, strict=True)]
                return _note(shapes, content.between, own=content.own, bracketed=content.bracketed)
            case Rows():
                return self.table(content, name)

    def noted(self, name: str, value: str) -> str:
        """A fact of a note."""
        wanted = name_of(name, "责任说明")
        return self.fact(wanted, {"kind": kind_of(wanted, [value])}, value)

    def table(self, rows: Rows, name: str) -> dict[str, Yaml]:
        """A table over a list; numbers that count its rows are the program's."""
        own = Names()
        columns: list[Yaml] = []
        fields: dict[str, Yaml] = {}
        places: dict[str, int] = {}
        for index, title in enumerate(rows.titles):
            cells = [row[index] for row in rows.rows]
            if cells == [str(number) for number in range(1, len(cells) + 1)] and NUMBER in title:
                columns.append({"title": title, "number": True})
            elif any(cells):
                field = own.new(name_of(title, f"栏{index + 1}"))
                fields[field] = {"kind": kind_of(field, [cell for cell in cells if cell])}
                places[field] = index
                columns.append({"title": title, "text": f"{{{{ {field} }}}}"})
            else:
                columns.append({"title": title, "text": ""})
        items = [{field: row[index] for field, index in places.items() if row[index]} for row in rows.rows]
        fact = self.fact(f"{name}表", {"kind": "list", "item": fields}, items)
        return {"table": {"each": fact, "columns": columns}}

    # ---- lists -------------------------------------------------------------------------------------------------

    def repeated(self, shape: Grammar, several: Sequence[Part], name: str, depth: int) -> Yaml:
        """Parts of one grammar as a section over a list."""
        is_own = name and name not in self.parts and name not in self.names
        wanted = name if is_own else f"{name}{_LISTS[depth - 1]}"
        items = [self.item(part, shape, depth) for part in several]
        fact = self.fact(wanted, {"kind": "list", "item": _fields(shape, items, depth)}, items)
        return {"each": fact, **self.shaped(shape, depth)}

    def shaped(self, shape: Grammar, depth: int) -> dict[str, Yaml]:
        """A section of a list, but for the name of the list."""
        first = f"{{{{ 标题 }}}}{shape.second.strip()}"
        section: dict[str, Yaml] = {"heading": [first, "{{ 副题 }}"] if shape.second else first}
        section |= self.look(shape.style, depth)
        if shape.run_in:
            section["run_in"] = True
        if shape.run_in or shape.stop:
            section["stop"] = shape.stop
        if shape.is_bare:
            return section
        section["text"] = "{{ 正文 }}"
        if shape.points:
            mark, stop, inline = shape.points
            section["points"] = _points("措施", mark, stop, inline=inline)
        below: list[Yaml] = []
        if shape.note:
            between, own, bracketed = shape.note
            names = [(_field(name), before, after) for name, before, after in shape.labels]
            note = _note(names, between, own=own, bracketed=bracketed)
            if "text" in note:
                below.append(note)
            else:
                section |= note
        if shape.child:
            below.append({"each": _LISTS[depth], **self.shaped(shape.child, depth + 1)})
        return {**section, "sections": below} if below else section

    def item(self, part: Part, shape: Grammar, depth: int) -> dict[str, Yaml]:
        """The facts of one item."""
        head = part.head
        assert head is not None  # noqa: S101  no part without a heading has a grammar
        item: dict[str, Yaml] = {"标题": words_of(head, shape.style).removesuffix(shape.second.strip())}
        if head.second:
            item["副题"] = head.second
        for content in part.contents:
            match content:
                case Words():
                    item["正文"] = _joined(content)
                case Items():
                    item["措施"] = list(content.items)
                case Note():
                    item |= {_field(label.name): label.value for label in content.labels}
                case Rows():  # has no grammar
                    pass
        if part.parts and shape.child:
            item[_LISTS[depth]] = [self.item(inner, shape.child, depth + 1) for inner in part.parts]
        return item


def _fields(shape: Grammar, items: Sequence[dict[str, Yaml]], depth: int) -> dict[str, Yaml]:
    """What a structure says of the items of a list."""
    fields: dict[str, Yaml] = {"标题": {"required": True}}
    if shape.second:
        fields["副题"] = {"kind": "text"}
    if any("正文" in item for item in items):
        fields["正文"] = {"kind": "paragraph"}
    elif not shape.is_bare:
        fields["正文"] = {"kind": "paragraph", "help": "没有就不填"}
    if shape.points:
        fields["措施"] = {"kind": "list", "item": "text" if shape.points[1] else "paragraph"}
    for name, _, _ in shape.labels:
        field = _field(name)
        fields[field] = {"kind": kind_of(field, [item[field] for item in items if field in item])}
    if shape.child:
        inner = [each for item in items for each in item.get(_LISTS[depth], [])]
        fields[_LISTS[depth]] = {"kind": "list", "item": _fields(shape.child, inner, depth + 1)}
    return fields


def _field(name: str) -> str:
    """A note's part as a field, told apart from the other fields of an item."""
    found = name_of(name, "责任说明")
    return f"{found}说明" if found in ("标题", "副题", "正文", "措施", *_LISTS) else found


def _points(fact: str, mark: str, stop: str, *, inline: bool) -> dict[str, Yaml]:
    made: dict[str, Yaml] = {"each": fact, "mark": mark}
    if stop != "。":
        made["stop"] = stop or NO_STOP
    return made | ({"inline": True} if inline else {})


def _note(labels: Sequence[tuple[str, str, str]], between: str, *, own: bool, bracketed: bool) -> dict[str, Yaml]:
    """A note's key; without brackets it is a paragraph."""
    parts = [f"{before}{{{{ {name} }}}}{after}" for name, before, after in labels]
    if not bracketed:
        return {"text": between.join(parts)}
    if between == "；" and not own:
        return {"note": parts}
    return {"note": {"parts": parts, "between": between, **({"own": True} if own else {})}}


_ORDER = ("text", "points", "note", "table")


def _follows(section: dict[str, Yaml], found: dict[str, Yaml]) -> bool:
    """Whether a section prints what was found behind all that it has."""
    return max(map(_ORDER.index, section)) < min(map(_ORDER.index, found))


def _joined(words: Words) -> str:
    return "\n".join(words.lines)


def _chinese(number: int) -> str:
    return _CHINESE[number] if number <= 10 else str(number)
