"""The frame (框架): which lines a structure's own elements print around the text, in the order in which it prints them.

What stands in another order belongs to the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from drafter.capturing.parts import Entry
from drafter.outline import Role

__all__ = ["Attached", "Frame", "Issued", "frame"]

_LABEL = re.compile(r"附件(\d{0,2})")
_MOST_TITLES = 6

Entries = tuple[Entry, ...]


class Attached(NamedTuple):
    """附件: its title, as it stands in the list of attachments and on its own page, and what is on the page."""

    title: str
    entries: Entries


class Issued(NamedTuple):
    """印发通知: a notice in front of the document that it issues."""

    title: Entries
    salutation: Entry | None
    entries: Entries
    signature: Entry | None
    date: Entry | None


class Frame(NamedTuple):
    """框架: the lines of each element, empty or None where there is none."""

    issued: Issued | None
    opening: Entries
    title: Entries
    status: Entry | None
    under_title: Entries
    salutation: Entry | None
    entries: Entries
    signature: Entry | None
    date: Entry | None
    remark: Entry | None
    attached: tuple[Attached, ...]


class _Reader:
    """Takes lines from both ends, as long as they are what is asked for."""

    def __init__(self, entries: Sequence[Entry], forms: Mapping[int, int]) -> None:
        self.entries = list(entries)
        self.forms = forms

    def is_free(self, index: int, *roles: Role) -> bool:
        """Whether there is such a line, and it may be more than plain words."""
        inside = -len(self.entries) <= index < len(self.entries)
        return inside and self.entries[index].line.role in roles and not self.forms.get(self.entries[index].at)

    def first(self, *roles: Role, most: int = 1) -> Entries:
        """The lines of these roles at the beginning, and takes them away."""
        count = 0
        while count < most and self.is_free(count, *roles):
            count += 1
        taken = tuple(self.entries[:count])
        del self.entries[:count]
        return taken

    def last(self, *roles: Role) -> Entry | None:
        """The last line, if it is of these roles, and takes it away."""
        return self.entries.pop() if len(self.entries) > 0 and self.is_free(-1, *roles) else None


def frame(entries: Sequence[Entry], forms: Mapping[int, int]) -> Frame:
    """The document's frame. Lines that `forms` wants plainer belong to no element."""
    reader = _Reader(entries, forms)
    attached = _attached(reader)
    remark = _remark(reader)
    date = reader.last("date")
    signature = reader.last("signature")
    opening = _opening(reader)
    title = reader.first("title", most=_MOST_TITLES)
    if title and remark is None and signature is None and date is None and not opening and not attached:
        issued = _issued(reader, title)
        if issued:
            return issued
    status = _status(reader) if title else None
    signed = bool(signature or date)
    under = _under_title(reader, signed=signed) if title and not (signed and (remark or attached)) else ()
    if under and signed:
        reader.entries += [each for each in (signature, date) if each]
        signature = date = None
    salutation = (reader.first("salutation") or (None,))[0] if title else None
    return Frame(
        None, opening, title, status, under, salutation, tuple(reader.entries), signature, date, remark, attached
    )


def _opening(reader: _Reader) -> Entries:
    count = 0
    while reader.is_free(count, "meta"):
        count += 1
    return reader.first("meta", most=count) if count and reader.is_free(count, "title") else ()


def _status(reader: _Reader) -> Entry | None:
    """（征求意见稿） right under the title."""
    if reader.is_free(0, "meta") and _bracketed(reader.entries[0].text):
        return reader.first("meta")[0]
    return None


def _bracketed(text: str) -> bool:
    return text[:1] == "（" and text[-1:] == "）" and len(text) > 2 and text[1:-1] == text[1:-1].strip()


def _under_title(reader: _Reader, *, signed: bool) -> Entries:
    """One line or two between title and text that say who wrote it, when, or under which number."""
    count = 0
    while reader.is_free(count, "signature", "date", "meta") and reader.entries[count].text[-1] not in "。；":
        count += 1
    if count > 2 or (signed and any(each.line.role == "meta" for each in reader.entries[:count])):
        return ()
    return reader.first("signature", "date", "meta", most=count)


def _remark(reader: _Reader) -> Entry | None:
    if reader.is_free(-1, "meta") and _bracketed(reader.entries[-1].text):
        return reader.last("meta")
    return None


# ---- a notice in front ----------------------------------------------------------------------------------------------


def _issued(reader: _Reader, title: Entries) -> Frame | None:
    """The notice, if the lines are one, and the document that it issues."""
    lines = reader.entries
    second = next((index for index, each in enumerate(lines) if reader.is_free(index, "title")), None)
    if not second or any(each.line.role != "paragraph" for each in lines[1 : second - 3]):
        return None
    notice = _Reader(lines[:second], reader.forms)
    remark = _remark(notice)
    date = notice.last("date")
    signature = notice.last("signature")
    salutation = (notice.first("salutation") or (None,))[0]
    if not notice.entries or any(each.line.role != "paragraph" for each in notice.entries) or not (signature or date):
        return None
    rest = _Reader(lines[second:], reader.forms)
    own = rest.first("title", most=_MOST_TITLES)
    issued = Issued(title, salutation, tuple(notice.entries), signature, date)
    return Frame(issued, (), own, _status(rest), (), None, tuple(rest.entries), None, None, remark, ())


# ---- attachments ----------------------------------------------------------------------------------------------------


def _attached(reader: _Reader) -> tuple[Attached, ...]:
    """The attachments, taken away with their pages, where list and pages are as a structure prints them."""
    entries = reader.entries
    pages = [
        index
        for index, each in enumerate(entries)
        if reader.is_free(index, "attachment") and _LABEL.fullmatch(each.text)
    ]
    if not pages:
        return ()
    ends = [*pages[1:], len(entries)]
    found = [_page(entries[start:end]) for start, end in zip(pages, ends, strict=True)]
    titles = [each.title for each in found if each]
    labels = ["附件"] if len(pages) == 1 else [f"附件{number}" for number in range(1, len(pages) + 1)]
    is_sound = len(titles) == len(pages) and labels == [entries[index].text for index in pages]
    list_end = _list_end(reader, pages[0])
    printed = _as_listed(titles)
    if not is_sound or [each.text for each in entries[list_end - len(printed) : list_end]] != printed:
        return ()
    if any(reader.forms.get(each.at) for each in entries[list_end - len(printed) : list_end]):
        return ()
    del entries[pages[0] :]
    del entries[list_end - len(printed) : list_end]
    return tuple(each for each in found if each)


def _page(entries: Sequence[Entry]) -> Attached | None:
    """Label, title, content."""
    return Attached(entries[1].text, tuple(entries[2:])) if len(entries) > 2 else None


def _list_end(reader: _Reader, end: int) -> int:
    """Where the list of attachments ends: above the signature, the date and a remark."""
    while end > 0 and reader.is_free(end - 1, "meta", "date", "signature"):
        end -= 1
    return end


def _as_listed(titles: Sequence[str]) -> list[str]:
    if len(titles) == 1:
        return [f"附件：{titles[0]}"]
    return [f"{'附件：' if number == 1 else ''}{number}.{title}" for number, title in enumerate(titles, start=1)]
