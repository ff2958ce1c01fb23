"""Compose (编排): a structure, its wording and the facts become a Document.

The wording brings sentences; the structure says what each is, in which order, and how it is numbered. Headings are
numbered last, over what is really there, so that a section left out leaves no gap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from drafter.document import (
    Attachment,
    AttachmentList,
    Block,
    Column,
    Document,
    Heading,
    Note,
    Paragraph,
    Picture,
    Point,
    Properties,
    Run,
    Signature,
    Table,
    Text,
    Title,
    plain,
    printed,
    texts,
)
from drafter.elements import Elements
from drafter.facts import Facts
from drafter.filling import Values, direct
from drafter.measuring import Counted, Measured, Unknown, measured
from drafter.numbering import NO_MARK, Counters, Mark
from drafter.pieces import counted, fixed, tidy
from drafter.place import Place
from drafter.problems import DraftError, Problem, problem
from drafter.structure import (
    ITEM,
    AttachmentSpec,
    ColumnSpec,
    Level,
    NoteSpec,
    Pattern,
    Points,
    Section,
    Structure,
    TableSpec,
)
from drafter.values import Absent, Items, PictureValue
from drafter.wording import Named, Wording


class Parallel(NamedTuple):
    """Headings made by one repeated section, which expects them to differ by `limit` characters at most."""

    headings: tuple[str, ...]
    limit: int
    place: Place


class Draft(NamedTuple):
    """初稿: the document, and what its structure and its facts file expect of it."""

    document: Document
    measured: tuple[Measured, ...]
    parallels: tuple[Parallel, ...]
    unknown: tuple[Unknown, ...] = ()


class _Unnumbered(NamedTuple):
    """A heading that waits for its number; `mark` is None where its level's own holds."""

    heading: Heading
    mark: Mark | None


_Piece = Block | _Unnumbered


class _Annex(NamedTuple):
    """An attachment that waits for its number."""

    title: Text
    landscape: bool | None
    content: list[Block]


_STOPS = tuple("。！？；：")


def compose(structure: Structure, wording: Wording, facts: Facts) -> Draft:
    """The draft. DraftError where a fact does not fit the wording."""
    return _Composer(structure, wording, facts).draft()


class _Composer(Elements):
    """Walks the structure's sections; what stands around them comes from `Elements`."""

    def __init__(self, structure: Structure, wording: Wording, facts: Facts) -> None:
        super().__init__(structure, wording, facts)
        self.counted: list[Counted] = []
        self.parallels: list[Parallel] = []

    def draft(self) -> Draft:
        values, spec = self.facts.values, self.structure
        title = self.title(values)
        body = self.numbered(self.sections(spec.sections, values, 0))
        notice = self.notice(spec.notice, values) if spec.notice else []
        signed = self.signature(spec.signature, values)
        signature = [] if notice else [*signed, *self.remark(values)]
        under_title = spec.signature is not None and spec.signature.under_title
        attachments = self.attachments(values)
        text = (
            *([title] if title.lines or title.status else []),
            *(signature if under_title else ()),
            *self.salutation(spec.salutation, values),
            *body,
        )
        below = () if under_title else signature
        blocks = (
            *(self.letterhead(spec.letterhead, values) if spec.letterhead else ()),
            *notice,
            *(Paragraph(text) for text in (self.paragraphs(spec.opening, values) if spec.opening else ())),
            *text,
            *_listed(attachments),
            *below,
            *_numbered_attachments(attachments),
            *(self.imprint(spec.imprint, values) if spec.imprint else ()),
        )
        document = Document(blocks, self.properties(title, signed or notice))
        whole = sum(map(_characters, (*text, *below)))
        rows, unknown = measured(spec, self.counted, whole, self.facts.lengths)
        return Draft(document, rows, tuple(self.parallels), unknown)

    def properties(self, title: Title, signature: Iterable[Block]) -> Properties:
        author = next((plain(block.organ) for block in signature if isinstance(block, Signature)), "")
        return Properties("".join(map(plain, title.lines)), author, self.structure.title)

    # ---- sections ----------------------------------------------------------------------------------------------

    def sections(self, sections: Iterable[Section], values: Values, level: int) -> list[_Piece]:
        return [piece for section in sections for piece in self.section(section, values, level)]

    def section(self, section: Section, values: Values, level: int) -> list[_Piece]:
        if section.when and isinstance(values[section.when], Absent):
            return []
        if section.each is None:
            return self.once(section, values, level)
        repeated = [self.once(section, inner, level) for inner in self.items(section.each, values)]
        if section.parallel is not None:
            self.expect_parallel(section, repeated, section.parallel)
        return [piece for pieces_ in repeated for piece in pieces_]

    def expect_parallel(self, section: Section, repeated: list[list[_Piece]], limit: int) -> None:
        firsts = [pieces_[0] for pieces_ in repeated if pieces_ and isinstance(pieces_[0], _Unnumbered)]
        words = tuple("".join(map(plain, first.heading.lines)) for first in firsts)
        self.parallels.append(Parallel(words, limit, _given_at(firsts[:1], section.place)))

    def once(self, section: Section, values: Values, level: int) -> list[_Piece]:
        position = len(self.counted)
        lines = self.lines(section.heading, values)
        content = self.content(section, values, level + bool(lines))
        if section.heading and (not lines or (not content and _declares_content(section))):
            return []
        if lines:
            content = self.headed(section, lines, content, level + 1)
        if content:
            self.count(section, "".join(map(plain, lines)), content, position)
        return content

    def headed(self, section: Section, lines: tuple[Text, ...], content: list[_Piece], level: int) -> list[_Piece]:
        """The content under its heading; run in where the first piece is a paragraph that can follow it."""
        first = content[0] if content else None
        if section.run_in and isinstance(first, Paragraph):
            stop = "" if plain(lines[-1])[-1:] in _STOPS else section.stop
            heading = Heading(level, "", lines, stop, first.lead + first.text)
            return [_Unnumbered(heading, section.mark), *content[1:]]
        stop = "" if section.run_in else section.stop
        return [_Unnumbered(Heading(level, "", lines, stop), section.mark), *content]

    def content(self, section: Section, values: Values, level: int) -> list[_Piece]:
        """What stands under the section's heading, in order."""
        found: list[_Piece] = []
        if section.body:
            found += [Paragraph(text) for text in self.paragraphs(section.body, values)]
        if section.points:
            found = self.with_points(found, section.points, values)
        if section.note:
            found = self.with_note(found, section.note, values)
        if section.table:
            found += self.table(section.table, values)
        if section.pictures:
            found += self.pictures(section.pictures, section, values)
        return found + self.sections(section.sections, values, level)

    def count(self, section: Section, heading: str, content: list[_Piece], position: int) -> None:
        """Notes how long a section is, before the sections inside it."""
        characters = sum(_content_characters(piece) for piece in content)
        place = _given_at(content, section.place)
        self.counted.insert(position, Counted(section, heading, _opening(content[0]), characters, place))

    # ---- points, notes, tables ---------------------------------------------------------------------------------

    def with_points(self, found: list[_Piece], points: Points, values: Values) -> list[_Piece]:
        filled = [part for inner in self.items(points.each, values) if any(part := self.filled(points, inner))]
        if not filled:
            return found
        self.refuse_too_many(points, len(filled))
        mark = points.mark if len(filled) > 1 or not points.mark.counter else NO_MARK  # nobody writes 一是 alone
        stops = [points.stop] * (len(filled) - 1) + ["。" if points.stop else ""]
        made = [
            self.point(points, mark.printed(number), *part, stop)
            for number, (part, stop) in enumerate(zip(filled, stops, strict=True), start=1)
        ]
        if not points.inline:
            return [*found, *(_own_paragraph(point) for point in made)]
        run_together = tidy(tuple(run for point in made for run in _inline(point, points.place)))
        return _appended(_closed(found, points.place), run_together)

    def refuse_too_many(self, points: Points, count: int) -> None:
        if count > points.mark.limit:
            raise DraftError([_too_many(points.each, count, points.mark, points.place)])

    def filled(self, points: Points, values: Values) -> tuple[Text | None, list[Text]]:
        """A point's lead sentence and its text; both empty where the facts in them are missing."""
        lead = self.line(points.lead, values) if points.lead else None
        return lead, self.paragraphs(points.text, values)

    def point(self, points: Points, number: str, lead: Text | None, texts: list[Text], stop: str) -> Point:
        closed = tidy((*lead, *fixed("。" if texts else stop, points.place))) if lead else ()
        text = tidy((*_run_on(texts, points.place), *fixed(stop, points.place))) if texts else ()
        return Point(number, closed, text)

    def with_note(self, found: list[_Piece], note: NoteSpec, values: Values) -> list[_Piece]:
        parts = self.lines(note.parts, values)
        if not parts:
            return found
        runs: list[Run] = list(fixed("（"))
        for index, part in enumerate(parts):
            runs += fixed(note.between if index else "")
            runs += part
        text = tidy((*runs, *fixed("）")))
        return [*found, Note(text)] if note.own else _appended(found, text)

    def pictures(self, name: str, section: Section, values: Values) -> list[_Piece]:
        """The pictures of a fact that is one or a list of them."""
        given = values[name]
        found: list[_Piece] = []
        for value in given if isinstance(given, Items) else (given,):
            if isinstance(value, PictureValue):
                origins = self.origins(Pattern("", section.place))
                caption = direct((Named(ITEM),), {ITEM: value.caption}, origins) or ()
                found.append(Picture(value.content, value.kind, value.width, value.height, caption))
        return found

    def table(self, spec: TableSpec, values: Values) -> list[_Piece]:
        cells = [self.cell_maker(column, spec.place) for column in spec.columns]
        found = self.rows(spec.each, values)
        rows = tuple(
            tuple([cell(number, inner) for cell in cells])
            for number, inner in enumerate(_together(found, spec.group) if spec.group else found, start=1)
        )
        kept = [index for index, column in enumerate(spec.columns) if _has_place(column, index, rows)]
        if not kept:
            return []
        heads = [spec.columns[index] for index in kept]
        columns = tuple(Column(fixed(column.title, spec.place), column.kind, column.merge) for column in heads)
        body = (*rows, *self.total(spec, values))
        if len(kept) < len(spec.columns):
            body = tuple(tuple([row[index] for index in kept]) for row in body)
        caption = self.line(spec.caption, values) if spec.caption else None
        return [Table(columns, body, caption or ())]

    def total(self, spec: TableSpec, values: Values) -> Iterator[tuple[Text, ...]]:
        """The last row, unless a fact in it is missing."""
        cells = [self.line(cell, values) if cell else () for cell in spec.total]
        if cells and None not in cells:
            yield tuple(cell or () for cell in cells)

    def cell_maker(self, column: ColumnSpec, place: Place) -> Callable[[int, Values], Text]:
        """Makes the column's cell from a row's number and values."""
        if column.text is None:
            return lambda number, _: counted(str(number), place)
        line = self.line_maker(column.text)
        return lambda _, values: line(values) or ()

    # ---- attachments ---------------------------------------------------------------------------------------------

    def attachments(self, values: Values) -> list[_Annex]:
        return [found for spec in self.structure.attachments for found in self.attachment(spec, values)]

    def attachment(self, spec: AttachmentSpec, values: Values) -> Iterator[_Annex]:
        section = spec.content
        if section.when and isinstance(values[section.when], Absent):
            return
        for inner in self.items(section.each, values) if section.each else (values,):
            position = len(self.counted)
            title = self.line(spec.title, inner)
            content = self.content(section, inner, 0)
            if title and content:
                self.count(section, plain(title), content, position)
                yield _Annex(title, spec.landscape, self.numbered(content))

    # ---- numbers -----------------------------------------------------------------------------------------------

    def numbered(self, found: list[_Piece]) -> list[Block]:
        scheme = self.structure.numbering
        running = frozenset(number for number, level in enumerate(scheme, start=1) if level.run_on)
        counters = Counters(running)
        return [self.with_number(piece, counters, scheme) for piece in found]

    def with_number(self, piece: _Piece, counters: Counters, scheme: tuple[Level, ...]) -> Block:
        if not isinstance(piece, _Unnumbered):
            return piece
        level = piece.heading.level
        mark = piece.mark or (scheme[level - 1].mark if level <= len(scheme) else NO_MARK)
        if not mark.counter:
            counters.pass_over(level)
            return replace(piece.heading, number=mark.before)
        number = counters.next(level)
        if number > mark.limit:
            first = piece.heading.lines[0]
            place = first[0].origin.wording if first[0].origin else None
            raise DraftError([_too_many(plain(first), number, mark, place)])
        return replace(piece.heading, number=mark.printed(number))


def _together(rows: Iterable[Values], name: str) -> list[Values]:
    """The rows with equal values of `name` side by side, in the order in which each value first appears."""
    groups: dict[str, list[Values]] = {}
    for row in rows:
        groups.setdefault(str(row[name]), []).append(row)
    return [row for group in groups.values() for row in group]


def _has_place(column: ColumnSpec, index: int, rows: Sequence[Sequence[Text]]) -> bool:
    """Whether a column is printed: not if it prints facts and no row has any; a blank one is there to be written in."""
    if column.text is None or "{" not in column.text.source:
        return bool(rows)
    return any(row[index] for row in rows)


def _given_at(found: Iterable[_Piece], otherwise: Place) -> Place:
    """Where the first fact that is printed here was typed: the place a clerk can mend."""
    blocks = [piece.heading if isinstance(piece, _Unnumbered) else piece for piece in found]
    for text in texts(Document(tuple(blocks), Properties(""))):
        for run in text:
            if run.origin and run.origin.fact:
                return run.origin.fact
    return otherwise


def _listed(attachments: list[_Annex]) -> tuple[Block, ...]:
    return (AttachmentList(tuple(annex.title for annex in attachments)),) if attachments else ()


def _numbered_attachments(attachments: list[_Annex]) -> Iterator[Block]:
    """The attachments' pages; a single one has no number (GB/T 9704-2012, 7.3.4 and 7.3.7)."""
    for number, annex in enumerate(attachments, start=1):
        yield Attachment(number if len(attachments) > 1 else None, annex.title, annex.landscape)
        yield from annex.content


def _too_many(label: str, count: int, mark: Mark, place: Place | None) -> Problem:
    return problem("F116", place, label=label, count=count, mark=mark.printed(1), limit=mark.limit)


def _declares_content(section: Section) -> bool:
    return any((section.body, section.points, section.table, section.pictures, section.sections))


def _appended(found: list[_Piece], text: Text) -> list[_Piece]:
    """`text` at the end of the last paragraph, or as a paragraph where there is none."""
    if found and isinstance(found[-1], Paragraph):
        last = found[-1]
        return [*found[:-1], replace(last, text=tidy((*last.text, *text)))]
    if found and isinstance(found[-1], Point):
        point = found[-1]
        return [*found[:-1], replace(point, text=tidy((*point.text, *text)))]
    return [*found, Paragraph(text)]


def _closed(found: list[_Piece], place: Place) -> list[_Piece]:
    """The same, with a full stop where the last paragraph ends with a word: points that follow are other sentences."""
    last = found[-1] if found else None
    if not isinstance(last, Paragraph) or not plain(last.text)[-1:].isalnum():
        return found
    return [*found[:-1], replace(last, text=(*last.text, *fixed("。", place)))]


def _own_paragraph(point: Point) -> Block:
    """A point without a mark is a paragraph that opens with its lead sentence."""
    return point if point.number else Paragraph(point.text, point.lead)


def _inline(point: Point, place: Place) -> Text:
    return (*counted(point.number, place), *point.lead, *point.text)


def _run_on(texts: list[Text], place: Place) -> Text:
    """Several paragraphs in one, each closed with a full stop where it is not closed already."""
    first, *others = texts
    return (*first, *(run for text in others for run in (*fixed("。", place), *text)))


def _opening(piece: _Piece) -> str:
    words = _words(piece)
    return words if len(words) <= 10 else words[:9] + "…"


def _words(piece: _Piece) -> str:
    block = piece.heading if isinstance(piece, _Unnumbered) else piece
    return "".join(map(plain, printed(block)))


def _characters(piece: _Piece) -> int:
    """Printed characters; those of tables do not count."""
    return 0 if isinstance(piece, Table) else len(_words(piece))


def _content_characters(piece: _Piece) -> int:
    """Printed characters without a heading's own words."""
    return len(plain(piece.heading.body)) if isinstance(piece, _Unnumbered) else _characters(piece)
