"""批注: Word's comments on words of the text (ECMA-376 part 1, 17.13.4), and the parts and styles they need.

The body is written as if there were no comments; then `Comments.placed` parts its runs where a commented stretch begins
and ends. So a comment never changes how a text is set. It needs a character that is no blank to stand on. No date is
written: it would tell two equal drafts apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from drafter.document import Document, Table, Text, texts
from drafter.writers.docx_markup import NAMESPACES, RUN_OF_TEXT, TEXT_CLOSES, TEXT_OPENS, XML, run
from drafter.writers.docx_package import Member, member

__all__ = ["COMMENTS_TYPE", "COMMENT_STYLES", "Comments", "are_in", "comment"]

COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
COMMENT_STYLES = (
    '<w:style w:type="paragraph" w:styleId="CommentText"><w:name w:val="annotation text"/><w:basedOn w:val="Normal"/>'
    '<w:uiPriority w:val="99"/><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    '<w:ind w:left="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr>'
    '<w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/>'
    '<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/>'
    "</w:rPr></w:style>"
)
_STYLED = '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
_BLANKS = frozenset(" \t\n\r\u3000")  # set where a writer needs them, not only where the text has them
_ATOM = re.compile(r"<[^>]*>|&[a-z]+;|[^<]")
_ROW_ENDS, _CELL_ENDS = "</w:tr>", "</w:tc>"


def are_in(document: Document) -> bool:
    """Whether any run of the document has a comment."""
    return any(run.comment for text in texts(document) for run in text)


class Comments:
    """The comments of one document while its body is written; their ids count from 0 in the order of the body."""

    def __init__(self) -> None:
        self._said: list[str] = []

    def placed(self, xml: str, *told: Text) -> str:
        """The runs in `xml`, which print `told` in this order, with the comments on `told`.

        Raises `ValueError` if they print anything else, blanks aside.
        """
        if not any(each.comment for text in told for each in text):
            return xml
        marks, length = self._marks(told)
        read = 0

        def parted(found: re.Match[str]) -> str:
            nonlocal read
            opens, content = found.groups()
            before, after = f"{TEXT_CLOSES}</w:r>", f"{opens}{TEXT_OPENS}"
            pieces = [opens]
            for atom in _ATOM.findall(content):
                if atom[0] == "<" or atom in _BLANKS:
                    pieces.append(atom)
                    continue
                starts, ends = marks.get(read, _NO_MARKS)
                read += 1
                pieces += (f"{before}{starts}{after}" if starts else "", atom, f"{before}{ends}{after}" if ends else "")
            return f"{''.join(pieces)}</w:r>".replace(f"{after}{before}", "")

        commented = RUN_OF_TEXT.sub(parted, xml)
        if read != length:
            raise ValueError(f"{read} characters are written of {length}")
        return commented

    def in_table(self, xml: str, table: Table) -> str:
        """The caption and the table in `xml`, with their comments; a cell merged with the one above has none."""
        caption, opens, body = xml.partition("<w:tbl>")
        *rows, end = body.split(_ROW_ENDS)
        cells = ([column.title for column in table.columns], *table.rows)
        written = [self._in_row(row, each) for row, each in zip(rows, cells, strict=True)] if opens else []
        return f"{self.placed(caption, table.caption)}{opens}{_ROW_ENDS.join((*written, end))}"

    def _in_row(self, xml: str, row: Iterable[Text]) -> str:
        *cells, end = xml.split(_CELL_ENDS)
        written = [
            cell if "<w:vMerge/>" in cell else self.placed(cell, text) for cell, text in zip(cells, row, strict=True)
        ]
        return _CELL_ENDS.join((*written, end))

    def _marks(self, told: Iterable[Text]) -> tuple[dict[int, tuple[str, str]], int]:
        """What stands before and after a character that is no blank, by its index, and how many such there are."""
        owners = [
            (index, each.comment)
            for index, text in enumerate(told)
            for each in text
            for char in each.text
            if char not in _BLANKS
        ]
        marks: dict[int, tuple[str, str]] = {}
        first = 0
        for (_, comment), stretch in groupby(owners):
            last = first + sum(1 for _ in stretch) - 1
            if comment:
                starts, ends = self._around(comment)
                marks[last] = ("", ends)
                marks[first] = (starts, marks.get(first, _NO_MARKS)[1])
            first = last + 1
        return marks, len(owners)

    def _around(self, comment: str) -> tuple[str, str]:
        id_ = len(self._said)
        self._said.append(comment)
        ends = f'<w:commentRangeEnd w:id="{id_}"/>{_STYLED}<w:commentReference w:id="{id_}"/></w:r>'
        return f'<w:commentRangeStart w:id="{id_}"/>', ends

    def part(self) -> Member:
        """word/comments.xml."""
        told = "".join(map(comment, range(len(self._said)), self._said))
        xml = f"{XML}<w:comments {NAMESPACES}>{told}</w:comments>"
        return member("word/comments.xml", xml.encode("utf-8"))


_NO_MARKS = ("", "")


def comment(id_: int, *paragraphs: str) -> str:
    """A w:comment of the program's that says these paragraphs."""
    first, *others = paragraphs
    told = "".join(map(_paragraph, others))
    opening = _paragraph(first, f"{_STYLED}<w:annotationRef/></w:r>")
    return f'<w:comment w:id="{id_}" w:author="drafter" w:initials="drafter">{opening}{told}</w:comment>'


def _paragraph(words: str, opening: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>{opening}{run(words)}</w:p>'
