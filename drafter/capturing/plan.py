"""The plan (计划) that a document is captured as: its frame and its parts as one structure and the facts for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from drafter.capturing.frame import Attached, Frame, Issued, frame
from drafter.capturing.grammar import title_words
from drafter.capturing.marks import Scheme, scheme
from drafter.capturing.names import kind_of
from drafter.capturing.parts import Entry, Part
from drafter.capturing.sections import Fact, Lifting, Yaml
from drafter.capturing.tree import AS_IT_IS, tree
from drafter.capturing.writing import Heads
from drafter.outline.phrases import CLOSING

__all__ = ["Plan", "plain_plan", "plan"]

_NO_TITLE = "none"
TITLE_LINE = -1
"""Stands in `forms` for the title as a whole: in words of its own instead of patterns."""


_BEHIND = ("meta", "signature", "date", "attachment", "salutation")


class Plan(NamedTuple):
    """A structure, as its file says it, and the facts; `parts` is the text that the sections were made from."""

    structure: dict[str, Yaml]
    facts: tuple[Fact, ...]
    part: Part
    scheme: Scheme


def plan(entries: Sequence[Entry], forms: Mapping[int, int], heads: Heads) -> Plan:
    """The richest plan that `forms` allows."""
    found = frame(entries, forms)
    entries, closing = _parted(found.entries)
    part = tree(entries, forms)
    pages = [tree(each.entries, forms) for each in found.attached]
    own = {at for at, form in forms.items() if form >= AS_IT_IS}
    levels = scheme([part.parts, *(page.parts for page in pages)], own)
    lifting = _Elements(levels, forms)
    elements = lifting.elements(found)
    named = "引言" if part.parts else "正文"
    sections = [*lifting.sections(part, named, 0), *lifting.closing(closing)] or [lifting.nothing()]
    last = lifting.last(found, pages)
    marks = [{"mark": mark, "run_on": True} if run_on else mark for mark, run_on in levels.levels]
    structure: dict[str, Yaml] = {"title": heads.title, "about": heads.about, **elements}
    if marks:
        structure["numbering"] = marks
    structure["facts"] = {fact.name: fact.field for fact in lifting.facts}
    structure["sections"] = sections
    return Plan({**structure, **last}, tuple(lifting.facts), part, levels)


def _parted(entries: Sequence[Entry]) -> tuple[Sequence[Entry], Sequence[Entry]]:
    """The text, and the lines behind it that belong to none of its parts."""
    count = len(entries)
    while count > 0 and (entries[count - 1].line.role in _BEHIND or CLOSING.match(entries[count - 1].text)):
        count -= 1
    return entries[:count], entries[count:]


def plain_plan(entries: Sequence[Entry], heads: Heads) -> Plan:
    """Every line as a paragraph of one fact."""
    fact = Fact("正文", {"kind": "paragraph"}, "\n".join([entry.text for entry in entries]))
    structure = {
        "title": heads.title,
        "about": heads.about,
        "heading": _NO_TITLE,
        "facts": {fact.name: fact.field},
        "sections": [{"text": "{{ 正文 }}"}],
    }
    return Plan(structure, (fact,), Part(None), Scheme((), {}))


class _Elements(Lifting):
    """Lifts the elements around the text, too."""

    def __init__(self, levels: Scheme, forms: Mapping[int, int]) -> None:
        super().__init__(levels)
        self.forms = forms
        self.known: dict[str, str] = {}

    def elements(self, found: Frame) -> dict[str, Yaml]:
        """What stands in front of the text."""
        made: dict[str, Yaml] = {}
        if found.issued:
            made["notice"] = self.notice(found.issued)
        if found.opening:
            text = "\n".join(entry.text for entry in found.opening)
            made["opening"] = _print(self.fact("题前文字", {"kind": "paragraph"}, text, "标题上面的文字"))
        made["heading"] = self.title(found.title)
        if found.status:
            made["status"] = _print(self.fact("稿次", {}, found.status.text[1:-1], "印在标题下面的括号里"))
        if found.under_title:
            lines = [self.signing(entry, "题下文字") for entry in found.under_title]
            made["signature"] = {**dict(zip(("organ", "date"), lines, strict=False)), "place": "title"}
        if found.salutation:
            made["salutation"] = self.salutation(found.salutation)
        return made

    def title(self, lines: tuple[Entry, ...]) -> Yaml:
        """The title's patterns, with unit and year as facts of their own where it names them."""
        if not lines:
            return _NO_TITLE
        words = title_words([entry.text for entry in lines])
        patterns = words.patterns if self.forms.get(TITLE_LINE, 0) == 0 else (None,) * len(lines)
        used = "".join(pattern or "" for pattern in patterns)
        if "{{ 单位 }}" in used:
            kind = kind_of("单位", [words.organ])
            told = "印在标题里，全称或规范化简称"
            self.known[words.organ] = self.fact("单位", {"kind": kind, "required": True}, words.organ, told)
        if "{{ 年度" in used:
            self.fact("年度", {"kind": "year", "required": True}, words.year, "四位数字，印在标题里")
        made = [
            pattern or _print(self.fact("文稿标题", {"required": True}, entry.text, "标题，一行一个"))
            for pattern, entry in zip(patterns, lines, strict=True)
        ]
        return made[0] if len(made) == 1 else made

    def signing(self, entry: Entry, wanted: str) -> Yaml:
        """A unit or a date that signs; a unit that the title names, too, is the same fact."""
        name = self.known.get(entry.text)
        if name:
            return _print(name)
        wanted = {"signature": "落款单位", "date": "成文日期"}.get(entry.line.role, wanted)
        return _print(self.fact(wanted, {}, entry.text, "署名" if wanted == "落款单位" else ""))

    def salutation(self, entry: Entry) -> str:
        """主送机关 or another call, its colon in the structure."""
        colon = "：" if entry.text.endswith("：") and len(entry.text) > 1 else ""
        name = self.fact("称谓", {}, entry.text.removesuffix(colon), "主送机关或称谓，不写冒号" if colon else "称谓")
        return _print(name) + colon

    def notice(self, issued: Issued) -> dict[str, Yaml]:
        """印发通知, its facts in one group."""
        own: dict[str, str] = {}
        heads = [f"标题{'' if number == 0 else number + 1}" for number in range(len(issued.title))]
        own |= {name: entry.text for name, entry in zip(heads, issued.title, strict=True)}
        made: dict[str, Yaml] = {"when": "印发通知", "heading": [_print(f"印发通知.{name}") for name in heads]}
        if issued.salutation:
            colon = "：" if issued.salutation.text.endswith("：") else ""
            own["主送机关"] = issued.salutation.text.removesuffix(colon)
            made["salutation"] = _print("印发通知.主送机关") + colon
        own["正文"] = "\n".join(entry.text for entry in issued.entries)
        made["text"] = _print("印发通知.正文")
        signs = {"organ": ("署名", issued.signature), "date": ("日期", issued.date)}
        own |= {name: entry.text for name, entry in signs.values() if entry}
        made["signature"] = {key: _print(f"印发通知.{name}") for key, (name, entry) in signs.items() if entry}
        fields = {name: {"kind": "paragraph"} if name == "正文" else {"required": True} for name in own}
        self.fact("印发通知", {"kind": "group", "fields": fields}, own, "印发这份文稿的通知")
        return made

    def last(self, found: Frame, pages: Sequence[Part]) -> dict[str, Yaml]:
        """What stands behind the text."""
        made: dict[str, Yaml] = {}
        names = ["附件"] if len(pages) == 1 else [f"附件{number}" for number in range(1, len(pages) + 1)]
        attachments = [self.attachment(*each) for each in zip(found.attached, pages, names, strict=True)]
        signs = {"organ": found.signature, "date": found.date}
        signed = {key: self.signing(entry, "") for key, entry in signs.items() if entry}
        if signed:
            made["signature"] = signed
        if found.remark:
            made["remark"] = _print(self.fact("附注", {}, found.remark.text[1:-1], "不写括号"))
        if attachments:
            made["attachments"] = attachments
        return made

    def attachment(self, attached: Attached, page: Part, name: str) -> dict[str, Yaml]:
        """An attachment with its pages."""
        title = self.fact(f"{name}标题", {"required": True}, attached.title, "附件说明和附件里的是同一个")
        return {"title": _print(title), "sections": self.sections(page, name, 0)}

    def closing(self, entries: Sequence[Entry]) -> list[Yaml]:
        """Paragraphs behind the last part."""
        if not entries:
            return []
        text = "\n".join(entry.text for entry in entries)
        return [{"text": _print(self.fact("结尾", {"kind": "paragraph", "help": "正文后面的各行"}, text))}]

    def nothing(self) -> dict[str, Yaml]:
        """A section for a document that is all frame."""
        return {"text": _print(self.fact("正文", {"kind": "paragraph"}, "", "没有就不填"))}


def _print(name: str) -> str:
    return f"{{{{ {name} }}}}"
