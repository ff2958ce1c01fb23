"""The frame (框架) of a document: titles, what stands about it, who is addressed, who signs and when, attachments.

A file may hold several documents: a notice and the scheme it issues, or the document and what is attached to it. Each
begins with a title; `parts` tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from drafter.outline.phrases import (
    COLLECTED,
    DATE,
    GENRE,
    IS_ORGAN,
    IS_PERSON,
    LABEL,
    LATE_META,
    META,
    REMARK,
    SALUTATION,
    SPOKEN,
    is_note,
    is_section,
)
from drafter.outline.records import Record, Records, Say, told
from drafter.outline.result import Role

__all__ = ["framed", "parts"]

_LONGEST_TITLE, _LONGEST_OFFICIAL_TITLE, _MOST_TITLE_LINES = 60, 110, 5
_LONGEST_SIGNATURE = 30
_LONGEST_SALUTATION, _LONGEST_CALL = 160, 12
_SUBTITLE = re.compile(r"[—–-]{1,2}\s?[^\s—–-]")
_ATTACHED = re.compile(r"附\s?(?:件|表|录)?\s?(?:[一二三四五六七八九十]{1,2}|\d{0,2})\s*[：]\s*\S")
_SIGNED_AND_DATED = re.compile(rf"(\S.{{1,28}}?)\s+[（(]?({DATE.pattern})[）)]?$")
_KEY = re.compile(r"[^\s：]{1,2}\s{0,4}[^\s：]{0,2}：")
_PERIOD = re.compile(r"年度|学年|学期|季度|\d{4}年?\s?[-—–~至]+\s?\d{4}年")
_IN_FIGURES = re.compile(r"\d{4}[-/]\d{1,2}[-/]\d{1,2}")  # under a title, it is the site that dates so
_ISSUED = re.compile(r"《([^《》]{6,60})》")
_ALL_ON_ONE_LINE = 120
_TITLE_BEFORE_TEXT = re.compile(r"\s*([^\s。，；：]{6,40}?)(?=\s)")


def framed(found: Records) -> Records:
    """Says what belongs to the frame: by the file's styles, then at the ends and the openings of documents."""
    found = told(found, dict(_styled(found)))
    found = told(found, dict(_endings(found)))
    return told(found, _openings(found))


def _styled(found: Records) -> Iterator[tuple[int, Say]]:
    """What a style of that very name says. Word gives some of them unasked, so the words must bear it out."""
    for index, each in enumerate(found):
        for role, is_borne_out in _BORNE_OUT if each.is_free else ():
            if each.source.style == role and is_borne_out(each):
                yield index, Say(role, 0.99)


_BORNE_OUT: tuple[tuple[Role, Callable[[Record], bool]], ...] = (
    ("meta", lambda each: len(each.body) <= 80),
    ("note", lambda each: is_note(each.body)),
    ("attachment", lambda each: bool(each.is_open)),
    ("signature", lambda each: each.is_open and len(each.body) <= 2 * _LONGEST_SIGNATURE),
    ("date", lambda each: bool(DATE.search(each.body)) and len(each.body) <= 2 * _LONGEST_SIGNATURE),
    ("salutation", lambda each: each.body[-1:] in "：，！" and "如下" not in each.body),
)


# ---- endings: signature, date, remarks, attachments ------------------------------------------------------------------


def _endings(found: Records) -> Iterator[tuple[int, Say]]:
    attached = 0
    for index, each in enumerate(found):
        if not each.is_free:
            continue
        attached = _attached(each, attached)
        if attached or LABEL.match(each.body):
            yield index, Say("attachment", 0.95)
        elif _is_remark(each):
            yield index, Say("meta", 0.95)
        elif is_date(each) and (_is_signed(found, index) or not _inside(found, index)):
            yield from _signed(found, index)
        elif _is_signed_and_dated(each) and not _inside(found, index):
            yield index, Say("signature", 0.85)


def _attached(each: Record, before: int) -> int:
    """The number of the attachment that the line names under 附件：, 0 where it names none."""
    body = each.body
    if _ATTACHED.match(body) and each.is_open:
        return max(each.mark.value, 1)
    if (
        before
        and each.is_open
        and each.mark.kind in ("1", "（1）")
        and each.mark.value == before + 1
        and len(body) < 60
    ):
        return before + 1
    return 0


def _is_remark(each: Record) -> bool:
    """附注 in round brackets; （一） and a note on who is responsible are none."""
    return bool(REMARK.match(each.body)) and not each.mark.kind and not is_note(each.body)


def is_date(each: Record) -> bool:
    """Whether the line is a date and nothing else, in brackets or not."""
    bare = each.body.strip("（）() ")
    return bool(DATE.fullmatch(bare)) and len(bare) <= 20


def _is_signed_and_dated(each: Record) -> bool:
    match = _SIGNED_AND_DATED.fullmatch(each.body)
    return bool(
        match and len(each.body) <= 60 and (IS_ORGAN.search(match[1].strip()) or IS_PERSON.match(match[1].strip()))
    )


def _inside(found: Sequence[Record], index: int) -> bool:
    """Whether the document's own text goes on right below."""
    for each in found[index + 1 : index + 12]:
        if each.role == "noise" or is_date(each):
            continue
        if each.role in ("attachment", "meta") or _is_remark(each) or META.match(each.body) or LABEL.match(each.body):
            return False
        return not _may_be_title(each)
    return False


def _is_signed(found: Sequence[Record], date: int) -> bool:
    """Whether an organ's name stands right above the date, and above that a sentence ends."""
    if date < 2 or not (found[date - 1].is_free and _may_sign(found[date - 1])):
        return False
    return bool(IS_ORGAN.search(found[date - 1].body)) and found[date - 2].last in "。！："


def _signed(found: Sequence[Record], date: int) -> Iterator[tuple[int, Say]]:
    """The date, and the lines above it that sign."""
    yield date, Say("date")
    names = 0
    for index in range(date - 1, max(date - 7, -1), -1):
        each = found[index]
        if each.role == "noise":
            continue
        if not (each.is_free and _may_sign(each)) or (names and not _is_name(each)):
            return
        names += 1
        yield (
            index,
            Say(
                "signature", 0.97 if _is_name(each) else 0.75, "" if _is_name(each) else "在日期上面，但不像单位或姓名"
            ),
        )


def _may_sign(each: Record) -> bool:
    body = each.body
    return (
        each.is_open
        and len(body) <= _LONGEST_SIGNATURE
        and (not each.mark.kind or each.mark.doubtful)
        and not is_section(body)
        and (not any(mark in body for mark in "。；，：《") or bool(IS_PERSON.match(body)))
        and (_is_name(each) or not GENRE.search(body))
    )


def _is_name(each: Record) -> bool:
    body = re.sub(r"[（(](?:盖章|公章|印章|章|签字|签名|代章)[）)]$", "", each.body).strip()
    return bool(IS_ORGAN.search(body) or IS_PERSON.match(body))


# ---- openings: titles and what stands between them and the text ------------------------------------------------------


def _openings(found: Records) -> dict[int, Say]:
    said: dict[int, Say] = {}
    names = _issued(found)
    index, ended = 0, True
    while index < len(found):
        each = found[index]
        if each.role == "noise" or index in said:
            index += 1
            continue
        again = each.is_free and (_same(each.body) in names or _is_collected(each))
        if (ended or again or each.source.style == "title") and (block := _opening(found, index, again=again)):
            said.update(block)
            if any(saying.role == "title" for saying in block.values()):
                names.update(_same(found[place].body) for place, saying in block.items() if saying.role == "title")
                index, ended = max(block) + 1, False
                continue
        if index not in said and each.is_free:
            said.update(_later(each, index))
        ended = _ends(found, index, said) or (ended and (index in said or each.say is not None))
        index += 1
    said.update(_unsigned(found, said))
    return said


def _is_collected(each: Record) -> bool:
    return bool(COLLECTED.match(each.body)) and each.is_open and not each.mark.kind


def _same(words: str) -> str:
    return re.sub(r"[\s《》“”\"（）()]", "", words)


def _issued(found: Sequence[Record]) -> set[str]:
    """The names that a notice gives to what it issues."""
    early = [each.told for each in found[:40] if "印发" in each.told or "附件" in each.told or "转发" in each.told]
    return {_same(name) for text in early for name in _ISSUED.findall(text)}


def _ends(found: Sequence[Record], index: int, said: dict[int, Say]) -> bool:
    """Whether a document may end with this line, so that another begins below."""
    say = said.get(index) or found[index].say
    if say is None:
        return False
    return say.role in ("signature", "date") or bool(say.role == "attachment" and LABEL.match(found[index].body))


def _opening(found: Sequence[Record], start: int, *, again: bool) -> dict[int, Say]:
    """What each line means from `start` down to the text; nothing where no document begins here."""
    said: dict[int, Say] = {}
    titles: list[str] = []
    whole = _whole_document(found, start)
    if whole is not None:
        return {start: whole}
    for index in range(start, len(found)):
        each = found[index]
        if each.role == "noise":
            continue
        if each.say is not None and each.role not in ("title", "date", "signature", "meta", "salutation"):
            break
        saying = each.say or _answers(found, said, index, titles) or _opens(found, index, titles)
        if saying is None or (saying.role in ("signature", "date") and not titles):
            break
        said[index] = saying
        if saying.role == "title":
            titles.append(each.body)
        if saying.role == "salutation":
            break
    if titles and (start == 0 or again or _text_follows(found, max(said))):
        return said
    return {} if titles else {index: say for index, say in said.items() if say.role in ("meta", "salutation")}


def _answers(found: Sequence[Record], said: dict[int, Say], index: int, titles: list[str]) -> Say | None:
    """What stands below a key such as 发文字号： and is its value, where a page breaks its own table so."""
    each = found[index]
    above = said.get(index - 1)
    if above is None or above.role != "meta" or found[index - 1].body[-1:] != "：":
        return None
    is_value = each.is_open and len(each.body) <= _LONGEST_TITLE and _same(each.body) not in map(_same, titles)
    return Say("meta", 0.8) if is_value and not GENRE.search(each.body) else None


def _text_follows(found: Sequence[Record], last: int) -> bool:
    """Whether anything but noise stands below a title: what nothing follows begins no document."""
    return any(found[index].role != "noise" for index in range(last + 1, len(found)))


def _opens(found: Sequence[Record], index: int, titles: list[str]) -> Say | None:
    each = found[index]
    body = each.body
    if each.is_row:
        return None
    if META.match(body) or _is_remark(each):
        return Say("meta", 0.95)
    if body[:1] == "（" and body[-1:] == "）" and len(body) <= 40 and titles:
        if is_date(each):
            return Say("date", 0.9)
        return Say("title", 0.85) if _PERIOD.search(body) else Say("meta", 0.85)
    if titles and is_date(each):
        return Say("meta", 0.8) if _IN_FIGURES.fullmatch(body) else Say("date", 0.95)
    if _addresses(each, titles):
        return Say("salutation", 0.95)
    if titles and _signs_under_title(found, index, titles):
        return Say("signature", 0.85)
    if each.source.style == "title" and not each.mark.kind:
        return Say("title", 0.99)
    if len(titles) < _MOST_TITLE_LINES and _may_be_title(each) and not _is_heading_below(found, index, titles):
        return _as_title(each, titles)
    return None


def _as_title(each: Record, titles: list[str]) -> Say:
    if (
        not titles
        or not GENRE.search(titles[-1])
        or _SUBTITLE.match(each.body)
        or _same(each.body) in map(_same, titles)
    ):
        sure = GENRE.search(each.body) or each.source.align == "center" or "——" in each.body
        return Say("title", 0.97 if sure or titles else 0.85)
    return Say("title", 0.6, "上面的标题像是已经完整了，这一行是不是标题要看一看")


def _may_be_title(each: Record) -> bool:
    body = each.body
    longest = _LONGEST_OFFICIAL_TITLE if "关于" in body and GENRE.search(body) else _LONGEST_TITLE
    if len(body) > longest or each.is_row or is_section(body) or is_note(body):
        return False
    if each.mark.kind and not each.mark.doubtful and not (_SUBTITLE.match(body) and each.mark.kind == "•"):
        return False
    if not each.is_open:
        return body[-1] in "！？" and len(body) <= 35
    return not _KEY.match(body) and "。" not in body and "；" not in body


def _is_heading_below(found: Sequence[Record], index: int, titles: list[str]) -> bool:
    """Whether an open line under a complete title is the first heading of a text without introduction."""
    if not titles or not (GENRE.search(titles[-1]) or len(titles) > 1):
        return False
    each = found[index]
    if GENRE.search(each.body) or _SUBTITLE.match(each.body) or _same(each.body) in map(_same, titles):
        return False
    return each.source.align != "center"


def _signs_under_title(found: Sequence[Record], index: int, titles: list[str]) -> bool:
    """题下署名: an organ or a person under a title that is complete."""
    each = found[index]
    if not (_may_sign(each) and _is_name(each)):
        return False
    following = next((other for other in found[index + 1 : index + 4] if other.role != "noise"), None)
    dated = following is not None and is_date(following)
    if IS_PERSON.match(each.body):
        return True
    return dated or bool(
        GENRE.search(titles[-1]) and not (following and _may_be_title(following) and GENRE.search(following.body))
    )


def _addresses(each: Record, titles: list[str]) -> bool:
    body = each.body
    if SPOKEN.match(body) and (body[-1:] == "：" or len(body) <= _LONGEST_CALL):
        return True
    if body[-1:] != "：" or len(body) > _LONGEST_SALUTATION or each.mark.kind:
        return False
    words = body[:-1]
    if "如下" in words or "：" in words or "。" in words or is_section(words):
        return False
    return bool(SALUTATION.search(words)) and (bool(titles) or len(words) <= 60)


def _whole_document(found: Sequence[Record], index: int) -> Say | None:
    """A document all on one line is its title's line; None where this is no such line."""
    each = found[index]
    if len(each.body) < _ALL_ON_ONE_LINE or each.mark.kind or "一、" not in each.told or "二、" not in each.told:
        return None
    match = _TITLE_BEFORE_TEXT.match(each.told)
    if match and GENRE.search(match[1]):
        return Say("title", 0.6, "整篇文章都在这一行里，请先分成段落")
    return None


def title_end(each: Record) -> int:
    """Where the title ends in a line that goes on after it; 0 where the line is all title."""
    if each.role != "title" or len(each.body) < _ALL_ON_ONE_LINE:
        return 0
    match = _TITLE_BEFORE_TEXT.match(each.told)
    return match.end(1) if match else 0


def _later(each: Record, index: int) -> Iterator[tuple[int, Say]]:
    """What may stand between the text's own lines, wherever that is."""
    if SPOKEN.match(each.body) and (each.body[-1:] == "：" or len(each.body) <= _LONGEST_CALL):
        yield index, Say("salutation", 0.8)
    elif LATE_META.match(each.body) and len(each.body) <= 120:
        yield index, Say("meta", 0.85)


def _unsigned(found: Sequence[Record], said: dict[int, Say]) -> Iterator[tuple[int, Say]]:
    """A signature without a date: the last line of all, a name and nothing else."""
    last = next((index for index in range(len(found) - 1, -1, -1) if not _is_beside(found, said, index)), None)
    if last is None or last in said or not found[last].is_free or last < 2:
        return
    each = found[last]
    if _may_sign(each) and _is_name(each) and not each.mark.kind:
        yield last, Say("signature", 0.8)


def _is_beside(found: Sequence[Record], said: dict[int, Say], index: int) -> bool:
    say = said.get(index) or found[index].say
    return say is not None and say.role in ("noise", "meta")


# ---- the documents of a file -----------------------------------------------------------------------------------------


def parts(found: Sequence[Record]) -> tuple[range, ...]:
    """The documents of a file as ranges of records; each begins with a title, but for the first."""
    starts, in_text = [0], False
    for index, each in enumerate(found):
        if each.role == "title":
            if in_text:
                starts.append(index)
            in_text = False
        elif each.role not in ("noise", "meta", "date", "signature"):
            in_text = True
    return tuple(range(start, end) for start, end in zip(starts, [*starts[1:], len(found)], strict=True))
