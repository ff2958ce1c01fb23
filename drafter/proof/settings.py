"""Settings (校对设置): proof.yaml says which rules count how much, what is allowed, what is silenced and why.

    rules: {P203: off, P115: warning}
    allow: {names: [白水河水库], terms: [其它业务收入]}
    silence:
      - {rule: P601, text: 2025年建成的, reason: 是去年的基数}

It is looked for as structures are: in the plan folder, the folders above it, the user's folder; the nearest counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from drafter.place import Place
from drafter.problems import Problem, did_you_mean
from drafter.proof.catalogue import FORM
from drafter.proof.catalogue_content import CONTENT
from drafter.proof.word_lists import NO_WORDS, Words
from drafter.proof.word_lists import load as load_words
from drafter.source import Mapping, Node, Scalar, Sequence, Source
from drafter.source import read as read_yaml

if TYPE_CHECKING:
    from drafter.library import Library
    from drafter.proof.finding import Finding

FILE = "proof.yaml"
Level = Literal["error", "warning", "info", "off"]
_LEVELS: dict[str, Level] = {
    "off": "off",
    "information": "info",
    "info": "info",
    "warning": "warning",
    "error": "error",
}
_KEYS = ("rules", "allow", "silence")
_ALLOW = ("names", "terms")
_SILENCE = ("rule", "text", "place", "reason")
_RULES = FORM | CONTENT


class Silence(NamedTuple):
    """One finding that is left alone: by its rule and its text, or its place (a fact's path, or `file:line`)."""

    rule: str
    text: str
    at: str
    reason: str
    place: Place


class Settings(NamedTuple):
    """设置 of the proofreader; `problems` are what is wrong with the files they were read from."""

    severities: tuple[tuple[str, Level], ...] = ()
    names: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    silences: tuple[Silence, ...] = ()
    words: Words = NO_WORDS
    problems: tuple[Problem, ...] = ()

    def severity(self, code: str) -> Level | None:
        """What the unit wants of a rule, or None where it says nothing."""
        return next((level for rule, level in self.severities if rule == code), None)

    def allows(self, found: Finding) -> bool:
        """True where the finding touches a term that is allowed, or is about a name that is."""
        text = found.line.text
        terms = self.terms + (self.names if found.code.startswith("P6") else ())
        return any(_touches(text, term, found.start, found.end) for term in terms if term in text)

    def silenced(self, found: Finding) -> Silence | None:
        """The entry that silences the finding, if one does."""
        return next((each for each in self.silences if each.rule == found.code and _meant(each, found)), None)


PLAIN = Settings()
"""Without a proof.yaml and without word lists."""


def _touches(text: str, term: str, start: int, end: int) -> bool:
    at = text.find(term)
    while at >= 0:
        if at < end and start < at + len(term):
            return True
        at = text.find(term, at + 1)
    return False


def _meant(silence: Silence, found: Finding) -> bool:
    if silence.text:
        return _touches(found.line.text, silence.text, found.start, found.end)
    place = found.line.place_at(found.start)
    return silence.at == found.line.path_at(found.start) or (
        place is not None and silence.at in (f"{place.file}:{place.line}", f"{Path(place.file).name}:{place.line}")
    )


# ---- reading --------------------------------------------------------------------------------------------------------


def load(library: Library) -> Settings:
    """The settings and word lists that `library` finds."""
    path = library.file(FILE)
    words, told = load_words(library)
    if path is None:
        return PLAIN if words is NO_WORDS and not told else Settings(words=words, problems=told)
    return _Reader(read_yaml(path)).settings(words, told)


def told(problem: str, place: Place, hint: str | None = None, **words: Any) -> Problem:
    """A problem of the proofreader's own files."""
    entry = _RULES[problem]
    return Problem(
        problem, entry.severity, entry.message.format(**words), hint or entry.hint.format(**words) or None, place
    )


class _Reader:
    """Walks proof.yaml and notes what is wrong with it."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = list(source.problems)

    def settings(self, words: Words, before: tuple[Problem, ...]) -> Settings:
        """The whole file."""
        root = self.mapping(self.source.root, FILE, _KEYS, "rules: {P101: off}") if self.source.root else None
        if root is None:
            return Settings(words=words, problems=(*before, *self.problems))
        allow = root.entries.get("allow")
        allowed = self.mapping(allow, "allow", _ALLOW, "allow: {names: [白水河水库]}") if allow else None
        found = Settings(
            tuple(self.severities(root)),
            tuple(self.texts(allowed, "names")),
            tuple(self.texts(allowed, "terms")),
            tuple(self.silences(root)),
            words,
        )
        return found._replace(problems=(*before, *self.problems))

    def mapping(self, node: Node, key: str, known: tuple[str, ...], example: str) -> Mapping | None:
        """A mapping with known keys only."""
        if not isinstance(node, Mapping):
            self.note("P902", self.source.place(node), key=key, wanted="是“名称: 值”的写法", example=f"如：{example}")
            return None
        for name in node.entries:
            if known and name not in known:
                place = self.source.key_place(node, name)
                self.note("P901", place, did_you_mean(name, known), key=name, known="、".join(known))
        return node

    def severities(self, root: Mapping) -> Iterator[tuple[str, Level]]:
        node = root.entries.get("rules")
        rules = self.mapping(node, "rules", (), "rules: {P101: off}") if node else None
        if rules is None:
            return
        for code, value in rules.entries.items():
            text = value.text if isinstance(value, Scalar) else ""
            if code not in _RULES:
                self.note("P903", self.source.key_place(rules, code), did_you_mean(code, _RULES), code=code)
            elif text not in _LEVELS:
                hint = did_you_mean(text, _LEVELS) or "可以写 off、information、warning、error"
                self.note("P902", self.source.place(value), hint, key=code, wanted="是轻重的一级", example="")
            else:
                yield code, _LEVELS[text]

    def texts(self, node: Mapping | None, key: str) -> Iterator[str]:
        found = node.entries.get(key) if node else None
        if found is None:
            return
        if not isinstance(found, Sequence):
            self.note("P902", self.source.place(found), key=key, wanted="是列表", example=f"如：{key}: [白水河水库]")
            return
        yield from (item.text.strip() for item in found.items if isinstance(item, Scalar) and item.text.strip())

    def silences(self, root: Mapping) -> Iterator[Silence]:
        found = root.entries.get("silence")
        if found is not None and not isinstance(found, Sequence):
            self.note("P902", self.source.place(found), key="silence", wanted="是列表", example="每一项以“- ”开头")
        for item in found.items if isinstance(found, Sequence) else ():
            entry = self.mapping(item, "silence 的每一项", _SILENCE, "{rule: P101, text: 甲,乙, reason: 原文如此}")
            if entry is None:
                continue
            words = {name: node.text.strip() for name, node in entry.entries.items() if isinstance(node, Scalar)}
            place = self.source.place(item)
            rule = words.get("rule", "")
            if rule not in _RULES and rule:
                self.note("P903", place, did_you_mean(rule, _RULES), code=rule)
            elif not rule or not words.get("reason") or not (words.get("text") or words.get("place")):
                self.note("P904", place)
            else:
                yield Silence(rule, words.get("text", ""), words.get("place", ""), words["reason"], place)

    def note(self, problem: str, place: Place, hint: str | None = None, **words: Any) -> None:
        """Notes a problem."""
        self.problems.append(told(problem, place, hint, **words))
