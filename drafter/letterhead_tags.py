"""The tags of a unit's own Word file (底版), such as `{{ 单位 }}`: held against the declared facts, and filled.

They are filled by docxtpl, which is an extra: without it only `{{ body }}` can be in the file. The file may come from
anywhere, so a tag may name facts and filters and nothing else; what is filled in is text and never markup.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from importlib.util import find_spec

from drafter.problems import DraftError, Problem, errors, in_order, problem
from drafter.structure import Pattern, Structure
from drafter.values import MISSING
from drafter.wording import PlainEnvironment, Wording
from drafter.wording_check import load_pattern
from drafter.writers.letterhead_places import Letterhead, Tag, as_bytes, with_parts

__all__ = ["filled", "names", "problems"]


def problems(letterhead: Letterhead, structure: Structure) -> Iterator[Problem]:
    """What keeps the letterhead's tags from being filled, whatever the facts."""
    if letterhead.tags and find_spec("docxtpl") is None:
        yield problem("L531", letterhead.tags[0].place, tag=str(letterhead.tags[0]))
    for tag in letterhead.tags:
        yield from _loaded(tag, structure)[1]


def names(letterhead: Letterhead) -> frozenset[str]:
    """The facts that the tags print."""
    return frozenset(tag.words.partition("|")[0].partition(".")[0].strip() for tag in letterhead.tags)


def filled(
    letterhead: Letterhead, structure: Structure, values: Mapping[str, object]
) -> tuple[Letterhead, tuple[Problem, ...]]:
    """The letterhead with its tags filled, and which of them stay empty. DraftError where one cannot be filled.

    The tags must have no `problems`.
    """
    found = [each for tag in letterhead.tags for each in _tried(tag, structure, values)]
    if errors(found):
        raise DraftError(found)
    return _through_docxtpl(letterhead, values), in_order(found)


def _loaded(tag: Tag, structure: Structure) -> tuple[tuple[Pattern, Wording], tuple[Problem, ...]]:
    pattern = Pattern(str(tag), tag.place)
    wording, found = load_pattern(pattern, structure)
    return (pattern, wording), tuple(each._replace(place=tag.place) for each in found)


def _tried(tag: Tag, structure: Structure, values: Mapping[str, object]) -> Iterator[Problem]:
    (pattern, wording), _ = _loaded(tag, structure)
    try:
        text = wording.fill(pattern, values)
    except DraftError as error:
        yield from (each._replace(place=tag.place) for each in error.problems)
        return
    if MISSING in text or not text:
        yield problem("L533", tag.place, tag=str(tag))


def _through_docxtpl(letterhead: Letterhead, values: Mapping[str, object]) -> Letterhead:
    """DraftError for what the sandbox refuses, such as a tag hidden where no text is, and what docxtpl cannot do."""
    from docxtpl import DocxTemplate

    buffer = io.BytesIO()
    try:
        template = DocxTemplate(io.BytesIO(as_bytes(letterhead)))
        template.render(dict(values), PlainEnvironment(), autoescape=True)
        template.save(buffer)
        with zipfile.ZipFile(buffer) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except Exception as error:  # docxtpl raises whatever Jinja, lxml and python-docx do
        place = letterhead.package.place()
        if type(error).__module__.startswith("jinja2"):
            fault = "它不在正文的文字里，或者里面不只是事实和过滤器"
            raise DraftError([problem("L532", place, tag="藏着的标记", fault=fault)]) from error
        raise DraftError([problem("L522", place, reason="里面的标记填不了，可能已经损坏")]) from error
    return with_parts(letterhead, parts)
