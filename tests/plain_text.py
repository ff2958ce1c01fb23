"""A plain text as a Document, well enough to try the proofreader on it, for tests and benchmarks alone."""

from __future__ import annotations

import re

from drafter.document import (
    Block,
    Date,
    Document,
    Heading,
    Origin,
    Paragraph,
    Properties,
    Remark,
    Run,
    Salutation,
    Signature,
    Text,
    Title,
)
from drafter.numbering import heading_number
from drafter.place import Place

_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}[ 　]*[、，．.]|[（(][一二三四五六七八九十]{1,3}[）)]")
_DATE = re.compile(r"[（(]?(?:\d{4}[年./-](?=\d)|[一二][〇○零OＯo一二三四五六七八九0]{3}年)[^，。]{2,12}[）)]?")
_ORGAN = re.compile(r".*(?:局|委员会|委|办公室|办公厅|厅|院|府|学校?|中心|公司|小学|党委|工会)")


def document(text: str, file: str = "text.txt") -> Document:
    """One block a line. The first lines are the title, a short line above a date is the signature."""
    rows = [(number, row.strip(" 　\t")) for number, row in enumerate(text.split("\n"), start=1)]
    rows = [(number, row) for number, row in rows if row]
    blocks: list[Block] = []
    for position, (number, row) in enumerate(rows):
        following = rows[position + 1][1] if position + 1 < len(rows) else ""
        before = blocks[-1] if blocks else None
        origin = Origin(Place(file, number, 1 + _indent(text, number)))
        blocks.append(_block(row, (Run(row, origin),), before, following))
    title = next((block for block in blocks if isinstance(block, Title)), None)
    return Document(
        tuple(blocks), Properties("".join(run.text for line in (title.lines if title else ()) for run in line))
    )


def _indent(text: str, number: int) -> int:
    row = text.split("\n")[number - 1]
    return len(row) - len(row.lstrip(" 　\t"))


def _block(row: str, text: Text, before: Block | None, following: str) -> Block:
    """What a line of a plain text is."""
    if _DATE.fullmatch(row) and before is not None and not isinstance(before, Title):
        return Date(text)
    if _DATE.fullmatch(following) and _ORGAN.fullmatch(row) and before is not None:
        return Signature(text)
    if before is None or (isinstance(before, Title) and _goes_on(row)):
        return Title((text,))
    if isinstance(before, (Date, Remark)) and re.fullmatch(
        r"[^。；]{6,60}(?:方案|计划|意见|办法|要点|报告|规定|措施)", row
    ):
        return Title((text,))
    if (
        row.endswith(("：", ":"))
        and isinstance(before, (Title, Paragraph))
        and re.match(r"各|.*(?:府|局|院|委)[：:]", row)
    ):
        return Salutation(text)
    if re.fullmatch(r"（[^）]*(?:公开|删减|印发)[^）]*）", row):
        return Remark(text)
    number = heading_number(row) or (_HEADING.match(row) or [""])[0]
    if number and not re.match(r"[（(]?\d", number):
        return Heading(1 if number[0] not in "（(" else 2, "", (text,))
    return Paragraph(text)


def _goes_on(row: str) -> bool:
    """A title's second line: short, and neither a sentence nor a number."""
    return len(row) < 30 and not re.search(r"[。；，：]|号$", row) and not _HEADING.match(row)
