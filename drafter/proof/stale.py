"""Stale facts (还是上一年的): what a plan made from last year's has not renewed. Office practice, not a standard.

Only a plan whose facts name last year's under `previous` is compared. Values are held against each other as typed, each
with the one of the same path; last year's structure plays no part, so it may have changed since.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PureWindowsPath

from drafter import plan_year, whole_facts
from drafter import source as yaml_source
from drafter.document import Document, Run, texts
from drafter.fact_leaves import Leaf
from drafter.facts import PREVIOUS, UNCHANGED
from drafter.kinds import KINDS
from drafter.limits import short
from drafter.plan_year import DATES
from drafter.problems import Problem, did_you_mean, errors, problem
from drafter.proof import roster
from drafter.proof.word_lists import NO_WORDS, Words
from drafter.source import Mapping, Node, Scalar, Sequence, Source, is_empty
from drafter.structure import Structure
from drafter.whole_facts import WholeFacts

__all__ = ["not_renewed", "problems", "unchanged"]

FACTS = "facts.yaml"
_FIGURES = frozenset(name for name, kind in KINDS.items() if kind.amount) - {"year"}
_WORDS = frozenset(("text", "paragraph"))
_NUMBERED = r"〔\d{4}〕\d+号|第\d+号"
_DOCUMENT = re.compile(rf"《[^》]*》|{_NUMBERED}")
_IS_DOCUMENT = re.compile(rf"《[^》]*》|.*(?:{_NUMBERED}).*")
_DIGIT = re.compile(r"\d")
_SENTENCE = 10
"""A text with so many characters or more is wording, not a label such as 新增."""


def problems(facts: Source, structure: Structure, document: Document, words: Words = NO_WORDS) -> Iterator[Problem]:
    """What is still last year's, in the facts and in the text that was drafted from them; `words` are the unit's."""
    root = facts.root
    if not isinstance(root, Mapping):
        return
    own = whole_facts.read(facts, structure.facts)
    kept = _paths(root.entries.get(UNCHANGED))
    yield from _unknown(kept, own.all, facts, has_previous=PREVIOUS in root.entries)
    node = root.entries.get(PREVIOUS)
    if node is None or is_empty(node):
        return
    year = plan_year.of_plan(own.all)
    last = _last_year(node, facts, structure, year)
    if isinstance(last, Problem):
        yield last
        return
    for unread in last.unread:
        yield problem("N813", facts.place(node), PREVIOUS, reason=unread.message)
    spared = _spared(own, kept)
    stale = list(not_renewed(own.all, last.all, spared | _of_both(own, last)))
    yield from stale
    yield from roster.problems(own, last, words, spared)
    told = {found.path for found in stale if found.severity == "warning"}
    yield from _past_years(document, year, told | spared)


def unchanged(facts: Source, structure: Structure) -> frozenset[str]:
    """The paths of the facts that the clerk has looked at and left as they were, as `unchanged` lists them."""
    root = facts.root
    kept = _paths(root.entries.get(UNCHANGED)) if isinstance(root, Mapping) else []
    return frozenset(_spared(whole_facts.read(facts, structure.facts), kept)) if kept else frozenset()


def _spared(own: WholeFacts, kept: Iterable[Scalar]) -> set[str]:
    return {leaf.path for leaf in own.all if any(leaf.is_in(path.text.strip()) for path in kept)}


# ---- facts ----------------------------------------------------------------------------------------------------------


def not_renewed(own: Iterable[Leaf], last: Iterable[Leaf], spared: Iterable[str] = ()) -> Iterator[Problem]:
    """The facts of `own` that are word for word those of `last`; not those at the paths in `spared`."""
    own, spared = list(own), set(spared)
    known = {(leaf.identity, leaf.text) for leaf in last}
    year = plan_year.of_plan(own)
    for leaf in own:
        if (leaf.identity, leaf.text) in known and leaf.path not in spared:
            code = _code(leaf, year)
            if code:
                words = {"label": leaf.label, "value": short(leaf.text), "name": leaf.name}
                yield problem(code, leaf.place, leaf.path, **words)


def _code(leaf: Leaf, year: int | None) -> str | None:
    """What is to be said of a fact that is as it was; None for what may well stay: names, choices, far dates."""
    kind, text = leaf.field.kind, leaf.text
    if kind in DATES:
        years = plan_year.years_in(text)
        return "N802" if years and (year is None or max(years) < year) else None
    if kind in _FIGURES:
        return "N801"
    if kind == "basis":
        return "N803"
    if kind not in _WORDS or leaf.is_name:
        return None
    if _DIGIT.search(_DOCUMENT.sub("", text)):
        return "N801"
    if _IS_DOCUMENT.fullmatch(text):
        return "N803"
    return "N804" if kind == "paragraph" or len(text) >= _SENTENCE else None


def _of_both(own: WholeFacts, last: WholeFacts) -> set[str]:
    """The paths of facts that stand in one file which both years' plans use: they are for both of them, and no news."""
    files = {Path(file).resolve() for file in {leaf.source.file for leaf in last.lent}}
    return {leaf.path for leaf in own.lent if Path(leaf.source.file).resolve() in files}


# ---- previous and unchanged -----------------------------------------------------------------------------------------


def _last_year(node: Node, facts: Source, structure: Structure, year: int | None) -> WholeFacts | Problem:
    """Last year's facts, or the problem why they cannot be compared with."""
    name = node.text.strip() if isinstance(node, Scalar) else "……"
    hint = None
    opened = _opened(name, facts) if isinstance(node, Scalar) else "要写一个文件名"
    if isinstance(opened, Path):
        hint = did_you_mean(opened.name, _names(opened.parent))
        opened = "没有这个文件"
    if isinstance(opened, str):
        return problem("N811", facts.place(node), PREVIOUS, hint=hint, name=name, reason=opened)
    last = whole_facts.read(opened, structure.facts)
    before = plan_year.of_plan(last.all)
    if year is not None and before is not None and before >= year:
        reason = f"那是{before}年的，不早于本年度（{year}年）"
        return problem("N811", facts.place(node), PREVIOUS, name=name, reason=reason)
    return last


def _opened(name: str, facts: Source) -> Source | Path | str:
    """The file that `previous` names: read, or its path if it is not there, or why it cannot be used."""
    name = name.replace("\\", "/")
    if name.startswith("/") or PureWindowsPath(name).drive:
        return "要写相对的路径，不从盘符或“/”开始"
    file = Path(facts.file).parent / name
    try:
        file = file / FACTS if file.is_dir() else file
        if not file.is_file():
            return file
        if file.resolve() == Path(facts.file).resolve():
            return "它就是本文件"
    except (OSError, RuntimeError, ValueError):  # a name too long for any file, or links that go round in a circle
        return file
    source = yaml_source.read(file, os.path.normpath(file))
    wrong = next(iter(errors(source.problems)), None)
    if wrong and wrong.place:
        return f"它的第{wrong.place.line}行有错：{wrong.message}"
    return source if isinstance(source.root, Mapping) else "它不是事实文件"


def _names(folder: Path) -> list[str]:
    try:
        return [each.name for each in folder.iterdir()]
    except OSError:
        return []


def _paths(node: Node | None) -> list[Scalar]:
    """The paths listed under `unchanged`; what is no text there is left to `_unknown`."""
    nodes = node.items if isinstance(node, Sequence) else [node]
    return [
        each if isinstance(each, Scalar) else Scalar("", each.line, each.column)
        for each in nodes
        if each is not None and not is_empty(each)
    ]


def _unknown(kept: Iterable[Scalar], own: tuple[Leaf, ...], facts: Source, *, has_previous: bool) -> Iterator[Problem]:
    """What is listed under `unchanged` and names nothing."""
    for path in kept:
        name = path.text.strip()
        reason = hint = None
        if not has_previous:
            reason = "不起作用：没有写 previous"
        elif not name:
            name, reason = "……", "要写成路径"
        elif not any(leaf.is_in(name) for leaf in own):
            reason = "没有对应的事实，或者那一项没有填"
            hint = did_you_mean(name, dict.fromkeys(step for leaf in own for step in _ways(leaf)))
        if reason:
            yield problem("N812", facts.place(path), UNCHANGED, hint=hint, name=name, reason=reason)


def _ways(leaf: Leaf) -> Iterator[str]:
    """The fact's path and those of all that it is in, with numbers and with names."""
    for count in range(len(leaf.steps), 0, -1):
        yield "".join(step[-1] for step in leaf.steps[:count])
        yield "".join(step[0] for step in leaf.steps[:count])


# ---- years in the text ----------------------------------------------------------------------------------------------

_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_SPARED = re.compile(
    r"《[^》]*》|〔\d{4}〕|“[^”]*”|\d{4}年?(?:\d+月)?[—–\-~～至到]{1,2}\d{4}年"
    r"|(?:比|较|同|自|从|由|截至|截止到?|于|在)20\d\d年|20\d\d年(?:以来|起|版|修订|同期|度?的基础)"
)
"""Years that are explained: in the names of documents, of programmes, and those that a sentence looks back on."""
_IN_WORDING = "措辞里写死的年份，改成由事实来填，如 {{{{ 年度 }}}}"
_IN_FACT = "改成本年度的；说的就是那一年的，在 unchanged 下面加一行“- {path}”"


def _past_years(document: Document, year: int | None, spared: set[str | None]) -> Iterator[Problem]:
    """Years before the plan's that nothing explains; of a fact only where nothing else was said of it."""
    if year is None:
        return
    for run in dict.fromkeys(run for text in texts(document) for run in text if "年" in run.text):
        origin = run.origin
        if origin is None or origin.path in spared - {None}:
            continue
        for past in _unexplained(run, year):
            advice = (_IN_FACT if origin.path else _IN_WORDING).format(path=origin.path)
            place = origin.fact if origin.path else origin.wording
            yield problem("N805", place, origin.path, year=past, own=year, advice=advice)


def _unexplained(run: Run, year: int) -> Iterator[int]:
    kind = run.origin.kind if run.origin else None
    if kind in ("basis", "year", "period") or (kind in DATES and plan_year.belongs(kind, run.text, year)):
        return
    spared = [found.span() for found in _SPARED.finditer(run.text)]
    for found in _YEAR.finditer(run.text):
        inside = any(start <= found.start() < end for start, end in spared)
        if int(found[1]) < year and not inside:
            yield int(found[1])
