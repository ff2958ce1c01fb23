"""Structures (结构): the facts a recurring report asks for, its sections in order, and how they are numbered.

Plain frozen data; `structure_file` reads it from YAML, `wording` compiles its patterns, `compose` follows it. The types
are named tuples, here and in other rooms that every command opens: making a dataclass takes 0.7 ms at each start, a
named tuple 0.1 (measured). Blocks of a Document stay dataclasses, so that a note is never equal to a salutation.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from drafter.kinds import KINDS
from drafter.numbering import Mark
from drafter.place import Place

ITEM = "本项"
"""The name under which wording finds the current item of an `each`."""
NUMBER = "序号"
"""The name under which wording finds the current item's number, from 1."""


class Length(NamedTuple):
    """字数: at least and at most so many characters. Of a section the printed ones count, headings excluded."""

    at_least: int | None
    at_most: int | None


class Computed(NamedTuple):
    """算式 of a computed fact, the decimals it is rounded to (None: none are lost) and the unit it is printed in.

    With `if_exact` there is no such fact where an operand is no exact figure (8.5%以内, 全覆盖) or divides by zero.
    """

    expression: str
    place: Place
    places: int | None = None
    unit: str = ""
    if_exact: bool = False


class Relations(NamedTuple):
    """What a value must be in relation to others: among a list's values, the sum of others, no later than another."""

    one_of: str = ""
    sum_of: tuple[str, ...] = ()
    not_after: str = ""


class Field(NamedTuple):
    """字段: what a structure says of one fact.

    `item` describes the items of a list of scalars; `fields` those of a group, a table or a list of groups.
    `at_least` and `at_most` count items for lists and tables, characters for words; `least` and `most` bound the figure
    of a number's kind, as typed. `length` counts the characters of any single value. `ranked` names the field whose
    `choices` say in which order a list's items stand. `carried_from` names the facts of another structure whose values
    this one takes when a plan is carried over into it (None: the one of its own name); items whose `done` field has
    that value are not carried on. `joined`: the list may be written as one line, 甲、乙.
    """

    name: str
    kind: str
    place: Place
    label: str
    required: bool = False
    help: str = ""
    example: str = ""
    item: Field | None = None
    fields: tuple[Field, ...] = ()
    choices: tuple[str, ...] = ()
    at_least: int | None = None
    at_most: int | None = None
    pattern: str | None = None
    unique: str | Literal[True] | None = None
    least: str = ""
    most: str = ""
    length: Length | None = None
    ranked: str = ""
    relations: Relations | None = None
    computed: Computed | None = None
    joined: bool = False
    carried_from: tuple[str, ...] | None = None
    done: str = ""

    @property
    def is_list(self) -> bool:
        """True for what an `each` can repeat over."""
        return self.kind in ("list", "table")

    @property
    def is_scalar(self) -> bool:
        """True for a single value."""
        return KINDS[self.kind].test is not None


class Pattern(NamedTuple):
    """句式或模板: Jinja text and where it begins. Each is itself only, however equal another one's text."""

    source: str
    place: Place


class Points(NamedTuple):
    """要点 over a list: mark, optional lead sentence, text, own paragraphs or inline."""

    each: str
    mark: Mark
    text: Pattern
    place: Place
    lead: Pattern | None = None
    inline: bool = False
    stop: str = "。"


class NoteSpec(NamedTuple):
    """责任说明: parts joined by `between` in round brackets; `own` makes it a paragraph of its own."""

    parts: tuple[Pattern, ...]
    between: str = "；"
    own: bool = False


class ColumnSpec(NamedTuple):
    """一栏: `text` is None for the column of serial numbers; with `merge`, equal neighbours are shown as one cell."""

    title: str
    text: Pattern | None
    kind: Literal["text", "number", "date", "serial"]
    merge: bool = False


class TableSpec(NamedTuple):
    """由列表生成的表格.

    `each` is a list or, as in 板块.事项, the lists inside another one's items. Rows alike in the field `group` stand
    together. `total` are the cells of a last row, None for those that stay empty.
    """

    each: str
    columns: tuple[ColumnSpec, ...]
    place: Place
    caption: Pattern | None = None
    group: str = ""
    total: tuple[Pattern | None, ...] = ()


class Section(NamedTuple):
    """章节. `mark` is None where the level's own numbering holds."""

    place: Place
    heading: tuple[Pattern, ...] = ()
    each: str | None = None
    when: str | None = None
    run_in: bool = False
    stop: str = ""
    mark: Mark | None = None
    body: Pattern | None = None
    points: Points | None = None
    note: NoteSpec | None = None
    table: TableSpec | None = None
    pictures: str | None = None
    sections: tuple[Section, ...] = ()
    length: Length | None = None
    parallel: int | None = None
    help: str = ""


class SignatureSpec(NamedTuple):
    """署名和成文日期, at the end or under the title; sealed if `seal` says so or names a fact that is given."""

    organ: Pattern | None
    date: Pattern | None
    under_title: bool = False
    seal: str | bool = False


class AttachmentSpec(NamedTuple):
    """附件: a title and a section's content. `landscape` is None where the writer may decide."""

    title: Pattern
    content: Section
    landscape: bool | None = None


class StatusSpec(NamedTuple):
    """稿次 such as 征求意见稿: under the title, or in brackets behind its last line."""

    text: Pattern
    behind: bool = False


class LetterheadSpec(NamedTuple):
    """版头: printed where its organ is. `signers` names a list of persons."""

    organ: Pattern
    number: Pattern | None = None
    signers: str | None = None
    serial: Pattern | None = None
    secrecy: Pattern | None = None
    urgency: Pattern | None = None


class NoticeSpec(NamedTuple):
    """印发通知: stands before the document, which then begins a new page and is not signed again."""

    when: str
    heading: tuple[Pattern, ...]
    body: Pattern
    salutation: Pattern | None = None
    signature: SignatureSpec | None = None


class ImprintSpec(NamedTuple):
    """版记: printed where at least one of its parts is."""

    copies: Pattern | None = None
    organ: Pattern | None = None
    date: Pattern | None = None


class Level(NamedTuple):
    """一级编号: the mark of a heading level, and whether it runs on through the document."""

    mark: Mark
    run_on: bool = False


class Structure(NamedTuple):
    """结构. `id` is the file's stem, `file` its name as shown to the user.

    `opening` are paragraphs above the title. Without a `heading` the document has no title.
    """

    id: str
    file: str
    title: str
    about: str
    heading: tuple[Pattern, ...]
    numbering: tuple[Level, ...]
    facts: tuple[Field, ...]
    sections: tuple[Section, ...]
    salutation: Pattern | None = None
    signature: SignatureSpec | None = None
    attachments: tuple[AttachmentSpec, ...] = ()
    status: StatusSpec | None = None
    letterhead: LetterheadSpec | None = None
    notice: NoticeSpec | None = None
    remark: Pattern | None = None
    imprint: ImprintSpec | None = None
    opening: Pattern | None = None


def parts_of(each: Field) -> tuple[Field, ...]:
    """The fields of what `each` may be given in parts, such as a person's 姓名 and 职务."""
    return tuple(
        Field(part.name, part.kind, each.place, f"{each.label}的{part.name}", required=part.required)
        for part in KINDS[each.kind].parts
    )


class Scope(NamedTuple):
    """What names mean at a place of the wording: the innermost fields first."""

    fields: dict[str, Field]

    def inside(self, each: Field) -> Scope:
        """The scope within an `each` over the list `each`: its items' fields, 本项 and 序号 added."""
        inner = {field.name: field for field in each.fields}
        item = each.item or Field(ITEM, "group", each.place, each.label, required=True, fields=each.fields)
        number = Field(NUMBER, "integer", each.place, NUMBER, required=True)
        return Scope(self.fields | inner | {ITEM: item, NUMBER: number})

    def within(self, path: str) -> Scope:
        """The scope within lists inside lists, such as 板块.事项."""
        scope = self
        for name in path.split("."):
            scope = scope.inside(scope.fields[name])
        return scope


def scope_of(fields: tuple[Field, ...]) -> Scope:
    """The outermost scope: a structure's own facts."""
    return Scope({field.name: field for field in fields})
