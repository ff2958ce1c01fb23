"""Contents (内容): paragraphs, points, notes on who is responsible, and tables, out of the lines under a heading."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby, pairwise

from drafter.capturing.marks import counted
from drafter.capturing.parts import Content, Entry, Items, Label, Note, Rows, Words
from drafter.numbering import mark

__all__ = ["contents"]

_STOPS = "。；"
_LONGEST_NOTE = 400
_NOTE = re.compile(r"（([^（）]+(?:（[^（）]*）[^（）]*)*)）")
_NOTE_AT_END = re.compile(r"(?<=[。！？；])（([^（）]+(?:（[^（）]*）[^（）]*)*)）$")
_LABELLED = re.compile(r"([^\W\d_][^\W_]{1,7})：(.+)")
_DONE_BY = re.compile(r"(.{2,60}?)(牵头|配合|参与|负责|协助|完成)")
_DOERS = {
    "牵头": "牵头单位",
    "配合": "配合单位",
    "参与": "参与单位",
    "负责": "责任单位",
    "协助": "协助单位",
    "完成": "完成时限",
}
_RESPONSIBLE = re.compile(r"单位|部门|科室|处室|股室|领导|责任人|负责人|联系人|时限|时间|期限")
_INLINE = (
    ("一是", re.compile(r"[一二三四五六七八九十]{1,3}是")),
    ("一要", re.compile(r"[一二三四五六七八九十]{1,3}要")),
    ("第一，", re.compile(r"第[一二三四五六七八九十]{1,3}，")),
    ("①", re.compile(r"[①-⑳]")),
    ("（1）", re.compile(r"（\d{1,2}）")),
)


def contents(entries: Sequence[Entry], body: str, plain: Collection[int], at: int) -> Iterator[Content]:
    """What stands under a heading, in order; `body` follows it in line `at`. Lines in `plain` are nothing but words."""
    words = [body] if body else []
    last = at
    for found in _groups(entries, plain):
        if isinstance(found, Entry):
            words.append(found.text)
            last = found.at
            continue
        yield from _paragraphs(words, plain=last in plain)
        words = []
        yield found
    yield from _paragraphs(words, plain=last in plain)


def _groups(entries: Sequence[Entry], plain: Collection[int]) -> Iterator[Content | Entry]:
    """Each line that is but words, and what several lines are together."""
    for (form, is_plain), several in groupby(entries, key=lambda entry: (_form(entry), entry.at in plain)):
        lines = list(several)
        made: Content | None = None
        if not is_plain and form.startswith("row"):
            made = _rows([line.line.cells or line.text.split("\t") for line in lines])
        elif not is_plain and form.startswith("item"):
            yield from _items(lines)
            continue
        elif not is_plain and form == "note" and len(lines) == 1:
            made = _own_note(lines[0].text)
        yield from [made] if made else lines


def _form(entry: Entry) -> str:
    line = entry.line
    if line.row or ("\t" in line.text and line.role == "paragraph"):
        return f"row {line.row}"
    found = counted(line.number or "") if line.role in ("point", "list_item") else None
    if found:
        return f"item {found.style}"
    return "note" if line.role == "note" else ""


# ---- points ---------------------------------------------------------------------------------------------------------


def _items(lines: Sequence[Entry]) -> Iterator[Content | Entry]:
    """Points that are counted from one on, at least two of them; other lines stay as they are."""
    run: list[Entry] = []
    style = ""
    for line in lines:
        found = counted(line.line.number or "")
        follows = found and found.number == len(run) + 1 and line.text.startswith(line.line.number or "")
        if not follows:
            yield from _listed(run, style)
            run = []
            follows = found and found.number == 1 and line.text.startswith(line.line.number or "")
        if follows and found:
            style = found.style
            run.append(line)
        else:
            yield line
    yield from _listed(run, style)


def _listed(run: Sequence[Entry], style: str) -> Iterator[Content | Entry]:
    texts = [line.text[len(line.line.number or "") :] for line in run]
    if len(run) < 2 or any(text != text.strip() or not text for text in texts):
        yield from run
        return
    yield _with_stops(style, texts, inline=False)


def _with_stops(style: str, texts: Sequence[str], *, inline: bool) -> Items:
    """The points without the stops that a structure can put between them, where these are all alike."""
    *others, last = texts
    for stop in _STOPS:
        if last.endswith("。") and all(text.endswith(stop) for text in others):
            bare = tuple(text[:-1] for text in texts)
            if not any(text[-1:] in "，、；：。！？”’…" for text in bare):
                return Items(style, bare, stop, inline)
    return Items(style, tuple(texts), "", inline)


# ---- paragraphs -----------------------------------------------------------------------------------------------------


def _paragraphs(lines: Sequence[str], *, plain: bool) -> Iterator[Content]:
    """Paragraphs; of the last one its points and its note apart, unless it is to stay `plain`."""
    if not lines:
        return
    *others, last = lines
    note = None if plain else _note_at_end(last)
    if note:
        last = last[: note[1]]
    points = None if plain else _points_inside(last)
    if points and others and points[1] == 0:  # they would be run on behind the paragraph above
        points = None
    if points:
        last = last[: points[1]]
    kept = (*others, last) if last else tuple(others)
    if kept:
        yield Words(kept)
    if points:
        yield points[0]
    if note:
        yield note[0]


def _points_inside(text: str) -> tuple[Items, int] | None:
    """一是……；二是……。 at a paragraph's end, and where it begins."""
    for style, pattern in _INLINE:
        made = mark(style)
        places = [found for found in pattern.finditer(text) if _opens(text, found.start())]
        if made is None or len(places) < 2 or not text.endswith("。"):
            continue
        if any(found[0] != made.printed(number) for number, found in enumerate(places, start=1)):
            continue
        ends = [found.start() for found in places[1:]] + [len(text)]
        texts = [text[found.end() : end] for found, end in zip(places, ends, strict=True)]
        if all(len(each) > 3 and each[-1] in "。；" for each in texts):
            return _with_stops(style, texts, inline=True), places[0].start()
    return None


def _opens(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in "。；：！？"


# ---- notes ----------------------------------------------------------------------------------------------------------


def _own_note(text: str) -> Note | None:
    bracketed = _NOTE.fullmatch(text)
    inside = bracketed[1] if bracketed else text
    found = _labels(inside)
    if found is None and not bracketed:
        return None
    labels, between = found or ((Label("责任说明", "", inside),), "；")
    return Note(labels, between, bracketed=bool(bracketed))


def _note_at_end(text: str) -> tuple[Note, int] | None:
    """（牵头单位：……；完成时限：……） at a paragraph's end, and where it begins."""
    found = _NOTE_AT_END.search(text, max(len(text) - _LONGEST_NOTE, 0))
    labels = _labels(found[1]) if found else None
    if found is None or labels is None:
        return None
    return Note(*labels, own=False), found.start()


def _labels(inside: str) -> tuple[tuple[Label, ...], str] | None:
    """What a note says, part by part, and the mark between the parts; None where it is not in parts."""
    for between in ("；", "，", "。"):
        labels = [_label(part) for part in inside.split(between)]
        known = tuple(label for label in labels if label)
        names = {label.name for label in known}
        if len(known) == len(labels) == len(names):
            return known, between
    return None


def _label(part: str) -> Label | None:
    labelled = _LABELLED.fullmatch(part)
    if labelled and _RESPONSIBLE.search(labelled[1]):
        return Label(labelled[1], f"{labelled[1]}：", labelled[2])
    done = _DONE_BY.fullmatch(part)
    if done and not any(stop in part for stop in "：，；。"):
        return Label(_DOERS[done[2]], "", done[1], done[2])
    return None


# ---- tables ---------------------------------------------------------------------------------------------------------


def _rows(texts: Sequence[Sequence[str]]) -> Rows | None:
    """A table with a head and rows of one length; None where cells went lost, or nothing is under the head."""
    rows = [tuple(cell.strip() for cell in cells) for cells in texts]
    titles, *others = rows
    if not others or len(titles) < 2 or not all(titles) or len(set(titles)) < len(titles):
        return None
    if any(len(above) != len(below) for above, below in pairwise(rows)):
        return None
    return Rows(titles, tuple(others))
