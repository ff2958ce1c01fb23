"""新增的段落: new lines as facts that nobody had filled in, or as wording of this plan alone; lines parted and joined.

New wording goes where the paragraphs around it come from: into the same template, or as a section of its own behind
theirs. It stands there verbatim; drafting again tells whether it is printed in its place and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from drafter import fact_paths
from drafter import source as yaml_source
from drafter.document import Run
from drafter.numbering import heading_number
from drafter.place import Place
from drafter.source import Mapping, Node, is_empty
from drafter.source import Sequence as SequenceNode
from drafter.structure import Field, Structure
from drafter.syncing.actions import Action, Add, Insert, Put, Reword, value_at
from drafter.syncing.bench import Work
from drafter.syncing.lines import Line, is_number
from drafter.syncing.list_items import behind, dash_of, start_of
from drafter.syncing.new_items import NewLines
from drafter.syncing.ways import Ways
from drafter.syncing.wording_edits import BRACES, changed_lines, relative

__all__ = ["STAND_IN", "joining_ways", "splitting_ways", "stand_ins", "wording_ways"]

STAND_IN = "待定内容"
_FREE_KINDS = ("text", "paragraph")
_NEW_LINE, _NEW_PARAGRAPH, _JOINED = "加上一行", "另起一段：", "接到上一段："
_FURTHER = 6  # lines of a template


def stand_ins(structure: Structure, work: Work) -> Iterator[tuple[str, Action]]:
    """For every free text that nobody has filled in, its path and what would make it say something."""
    for field in structure.facts:
        node = fact_paths.node_at(work.facts.root, field.name)
        if field.computed is None and (node is None or is_empty(node)):
            if field.kind in _FREE_KINDS and not field.choices:
                yield field.name, Put(field.name, STAND_IN)
            elif field.kind == "list" and field.item and field.item.kind in _FREE_KINDS:
                yield f"{field.name}[1]", Insert(f"{field.name}[1]", STAND_IN)
            elif field.kind == "list" and field.fields and all(map(_is_free, _needed(field))):
                yield f"{field.name}[1]", Add(f"{field.name}[1]", {each.name: STAND_IN for each in _needed(field)})


def _needed(field: Field) -> list[Field]:
    return [each for each in field.fields if each.required] or list(field.fields[:1])


def _is_free(field: Field) -> bool:
    return field.kind in _FREE_KINDS and not field.choices


# ---- wording ---------------------------------------------------------------------------------------------------


def wording_ways(own: Sequence[Line], wanted: Sequence[Line], new: NewLines, ways: Ways) -> Iterator[Action]:
    """Where the first of the new lines could stand as wording."""
    words = wanted[new.others[0]].words
    if any(brace in words for brace in BRACES) or wanted[new.others[0]].is_row:
        return
    before = own[new.before] if new.before is not None else None
    after = own[new.after] if new.after is not None else None
    if not heading_number(words):
        yield from _in_template(before, words, ways, last=True)
        yield from _in_template(after, words, ways, last=False)
    if new.before is not None:
        yield from _as_section(own[: new.before + 1], words, ways)


def _in_template(line: Line | None, words: str, ways: Ways, *, last: bool) -> Iterator[Action]:
    """A line of the template that brought the paragraph before or after the new one."""
    places = [run.origin.wording for cell in line.cells for run in cell if run.origin] if line else []
    place = next((each for each in (reversed(places) if last else places) if each), None)
    file = relative(place.file) if place else None
    text = ways.wording_text(place.file, file) if place and file and file.endswith(".j2") else None
    if place is None or file is None or text is None:
        return
    rows = text.split("\n")
    first = place.line if last else place.line - 1
    for at in dict.fromkeys((*range(first, min(first + _FURTHER, len(rows)) if last else first + 1), len(rows))):
        yield Reword(file, at + 1, "\n".join([*rows[:at], words, *rows[at:]]), "", words, _NEW_LINE)


def _as_section(own: Sequence[Line], words: str, ways: Ways) -> Iterator[Action]:
    """A section behind the one that brought the nearest line above, or behind one that this one is in."""
    place = next(filter(None, (_structure_place(line) for line in reversed(own))), None)
    file = relative(place.file) if place else None
    text = ways.wording_text(place.file, file) if place and file else None
    if place is None or file is None or text is None:
        return
    root = yaml_source.parse(text, file).root
    at = sum(len(row) + 1 for row in text.split("\n")[: place.line - 1]) + place.column - 1
    for item in _sections_around(root, at, text):
        line_end = text.find("\n", behind(item, text))
        line_end = len(text) if line_end < 0 else line_end
        begin = dash_of(text, item)
        blanks = text[text.rfind("\n", 0, begin) + 1 : begin]
        if not blanks.strip(" "):
            made = f"{text[:line_end]}\n{blanks}- {_section(words)}{text[line_end:]}"
            yield Reword(file, text.count("\n", 0, line_end) + 2, made, "", words, _NEW_LINE)


def _structure_place(line: Line) -> Place | None:
    for run in (run for cell in line.cells for run in cell if run.origin and not is_number(run)):
        place = run.origin.wording if run.origin else None
        if place and (relative(place.file) or "").endswith(".yaml"):
            return place
    return None


def _sections_around(node: Node | None, at: int, text: str) -> list[Node]:
    """The sections that an offset lies in, innermost first."""
    sections = node.entries.get("sections") if isinstance(node, Mapping) else None
    if not isinstance(sections, SequenceNode) or sections.end:
        return []
    own = next((each for each in sections.items if start_of(each) <= at <= behind(each, text)), None)
    return [*_sections_around(own, at, text), own] if own else []


def _section(words: str) -> str:
    """A section that prints the words: a heading where they open with a number, and what follows it."""
    number = heading_number(words)
    head, stop, body = words[len(number) :].partition("。")
    if not number:
        return f"{{text: {_quoted(words)}}}"
    if not body:
        return f"{{heading: {_quoted(head + stop)}}}"
    return f"{{heading: {_quoted(head)}, run_in: true, text: {_quoted(body)}}}"


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


# ---- parted and joined --------------------------------------------------------------------------------------------


def splitting_ways(line: Line, offset: int, ways: Ways) -> Iterator[Action]:
    """How a paragraph could be parted at an offset: in the fact, or in the template, that the words are from."""
    at = 0
    for run in line.cells[0]:
        if at <= offset <= at + len(run.text):
            yield from _parted(run, offset - at, ways)
        at += len(run.text)


def _parted(run: Run, offset: int, ways: Ways) -> Iterator[Action]:
    path, place = (run.origin.path, run.origin.wording) if run.origin else (None, None)
    node = value_at(ways.work, path) if path else None
    if path and node and run.origin and run.origin.kind == "paragraph" and node.text.count(run.text) == 1:
        yield Put(path, node.text.replace(run.text, f"{run.text[:offset]}\n{run.text[offset:]}"))
    file = relative(place.file) if place and path is None else None
    text = ways.wording_text(place.file, file) if place and file and file.endswith(".j2") else None
    if place and file and text is not None:
        for number, changed in changed_lines(text, place.line, place.column, run.text, offset, offset, "\n"):
            yield Reword(file, number, changed, "", run.text[offset:] or run.text, _NEW_PARAGRAPH)


def joining_ways(line: Line, following: Line, ways: Ways) -> Iterator[Action]:
    """How two paragraphs could become one."""
    last, first = line.cells[0][-1], following.cells[0][0]
    path = last.origin.path if last.origin else None
    node = value_at(ways.work, path) if path else None
    if path and node and first.origin and first.origin.path == path:
        yield Put(path, node.text.replace(f"{last.text}\n{first.text}", last.text + first.text))
    before, after = (run.origin.wording if run.origin else None for run in (last, first))
    file = relative(before.file) if before and after and before.file == after.file else None
    text = ways.wording_text(before.file, file) if before and file and file.endswith(".j2") else None
    if before and after and file and text is not None and after.line > before.line:
        rows = text.split("\n")
        upper, lower = rows[: after.line - 1], rows[after.line - 1 :]
        while upper and not upper[-1].strip():
            upper.pop()
        joined = "\n".join([*upper[:-1], upper[-1] + lower[0], *lower[1:]])
        yield Reword(file, len(upper), joined, "", following.words, _JOINED)
