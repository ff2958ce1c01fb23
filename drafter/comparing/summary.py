"""小结: a comparison in lines for people, at a glance: ＋ added, － dropped, ～ changed, ＝ as it was.

Where nothing but years has moved on, sections, goals and tasks are only named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.comparing.changes import ChangeKind, Comparison, Item, Listed, Said, Section
from drafter.differences import stretches, tokens

__all__ = ["CHANGES", "MARKS", "lines", "marked", "share"]

MARKS: dict[ChangeKind, str] = {"added": "＋", "dropped": "－", "changed": "～", "same": "＝"}
CHANGES: dict[ChangeKind, str] = {"added": "新增", "dropped": "删去", "changed": "有改动", "same": "没有改动"}
_AROUND = 14  # characters that are shown beside a change
_LONGEST = 60


def lines(comparison: Comparison) -> Iterator[str]:
    """All of it: what the comparison comes to, then every section of the new document and every one dropped."""
    yield f"{comparison.old_title or '旧稿'} → {comparison.new_title or '新稿'}"
    yield _counted(comparison.sections)
    yield share(comparison)
    for section in comparison.sections:
        yield ""
        yield from _section(section, "")


def share(comparison: Comparison) -> str:
    """How much is carried over, in words."""
    count, all_ = len(comparison.carried), comparison.sentences
    return f"沿用旧稿原句：{all_}句中{count}句（{comparison.carried_share:.1%}）"


def _counted(sections: Sequence[Section]) -> str:
    years = sum(section.only_year for section in sections)
    counts = [(CHANGES[kind], sum(each.change == kind for each in sections)) for kind in CHANGES]
    told = "，".join(f"{words}{count}" for words, count in counts if count)
    return f"共{len(sections)}个部分：{told}" + (f"（其中{years}个只换了年份）" if years else "")


def _section(section: Section, indent: str) -> Iterator[str]:
    yield f"{indent}{MARKS[section.change]} {section.heading}{_remark(section)}"
    if section.change == "same" or section.only_year:
        return
    inner = [item.heading for item in section.items if isinstance(item, Section)]
    shown = [item for item in section.items if not (isinstance(item, Listed) and item.name in inner)]
    quiet = [item for item in shown if _is_quiet(item)]
    for item in shown:
        if item not in quiet:
            yield from _item(item, f"{indent}    ")
    yield from _quiet(quiet, f"{indent}    ")


def _remark(section: Section) -> str:
    told = []
    if section.only_year:
        told.append("只换了年份")
    if section.old_heading is not None:
        told.append(f"原为“{section.old_heading}”")
    if section.moved:
        told.append("换了位置")
    return f"（{'，'.join(told)}）" if told else ""


def _is_quiet(item: Item) -> bool:
    moved = not isinstance(item, Listed) and item.moved
    return not moved and (item.change == "same" or item.only_year)


def _item(item: Item, indent: str) -> Iterator[str]:
    if isinstance(item, Section):
        yield from _section(item, indent)
    elif isinstance(item, Listed):
        yield from _listed(item, indent)
    else:
        yield from _said(item, indent)


def _listed(item: Listed, indent: str) -> Iterator[str]:
    """A goal or a task in one line: what its fields say, or how they changed."""
    told = []
    for field in item.fields:
        if field.change == "same" or field.only_year or (field.old or field.new) == item.name:
            continue
        if field.change == "changed":
            by = f"，{field.difference}" if field.difference else ""
            told.append(f"{field.name} {_short(field.old)} → {_short(field.new)}{by}")
        else:
            mark = "" if item.change == field.change else MARKS[field.change]
            told.append(f"{mark}{field.name} {_short(field.new if field.old is None else field.old)}")
    yield (
        f"{indent}{MARKS[item.change]} {item.name}：{'，'.join(told)}"
        if told
        else f"{indent}{MARKS[item.change]} {item.name}"
    )


def _short(words: str | None) -> str:
    words = (words or "").replace("\n", " ")
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


def _said(item: Said, indent: str) -> Iterator[str]:
    if item.moved:
        yield f"{indent}～ {_short(item.new)}（换了位置）"
    elif item.old is None or item.new is None:
        yield f"{indent}{MARKS[item.change]} {item.new if item.old is None else item.old}"
    else:
        yield f"{indent}～ {marked(item.old, item.new)}"
        for figure in item.figures:
            if figure.difference:
                yield f"{indent}    {figure.old} → {figure.new}  {figure.difference}"


def marked(old: str, new: str) -> str:
    """A changed sentence in one line: 管网【126公里→150公里】, 【＋added】, 【－dropped】; the rest is cut short."""
    before, after = tokens(old), tokens(new)
    parts = stretches(before, after, before)
    told = []
    for number, part in enumerate(parts):
        words, new_words = "".join(before[part.start : part.end]), "".join(after[part.new_start : part.new_end])
        if part.same:
            told.append(_cut(new_words, first=number == 0, last=number == len(parts) - 1))
        elif words and new_words:
            told.append(f"【{words}→{new_words}】")
        else:
            told.append(f"【＋{new_words}】" if new_words else f"【－{words}】")
    return "".join(told)


def _cut(words: str, *, first: bool, last: bool) -> str:
    if first and last:
        return words
    if first:
        return words if len(words) <= _AROUND else "…" + words[-_AROUND:]
    if last:
        return words if len(words) <= _AROUND else words[:_AROUND] + "…"
    return words if len(words) <= 2 * _AROUND else f"{words[:_AROUND]}…{words[-_AROUND:]}"


def _quiet(items: Sequence[Item], indent: str) -> Iterator[str]:
    """What did not change, by name; sentences are counted."""
    for only_year, told in ((True, "只换了年份"), (False, "没有改动")):
        own = [item for item in items if (item.change != "same") is only_year]
        names = [item.name if isinstance(item, Listed) else item.heading for item in own if not isinstance(item, Said)]
        count = sum(isinstance(item, Said) for item in own)
        words = [*names, *([f"{'另有' if names else ''}{count}句（行）"] if count else [])]
        if words:
            yield f"{indent}＝ {told}：{'、'.join(words)}"
