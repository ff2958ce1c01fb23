"""The styles of a draft among those of a unit's own Word file (底版).

A role whose style the unit's file has, by the name that Word knows it by, keeps the unit's look; the others bring their
own. Word's Normal is no role: blank lines, and what our styles are based on, get a style of ours instead, so that no
indent and no spacing of the unit's Normal slips into a heading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy

from lxml import etree

from drafter.writers.letterhead_package import W

__all__ = ["adopted", "numbered", "shared"]

_NORMAL = "Normal"
_BASE = ("GongwenBase", "公文基准")
_DEEPEST = 11  # so many styles Word lets be based on one another
_UNUSED = "Footer"  # headers and footers are the unit's


def shared(ours: etree._Element, theirs: etree._Element) -> tuple[str, ...]:
    """The names of the paragraph styles of roles whose look is the unit's."""
    names = {_name(style).lower() for style in _paragraph_styles(theirs.iter(f"{W}style"))}
    roles = [style for style in _paragraph_styles(_worn(ours)) if style.get(f"{W}default") is None]
    return tuple(_name(style) for style in roles if _name(style).lower() in names)


def _paragraph_styles(styles: Iterable[etree._Element]) -> Iterator[etree._Element]:
    return (style for style in styles if style.get(f"{W}type") == "paragraph")


def adopted(ours: etree._Element, theirs: etree._Element) -> Mapping[str, str]:
    """Adds our styles to `theirs` where it has none of that name; returns the id there of every style of ours."""
    own = [_based(style) for style in _worn(ours)]
    kinds = {_name(style).lower(): (style.get(f"{W}type"), _id(style)) for style in theirs.iter(f"{W}style")}
    taken = {_id(style).lower() for style in theirs.iter(f"{W}style")}
    ids: dict[str, str] = {}
    lacking: list[etree._Element] = []
    for style in own:
        kind, id_ = kinds.get(_name(style).lower(), (None, ""))
        if kind == style.get(f"{W}type"):
            ids[_id(style)] = id_
        else:
            ids[_id(style)] = _free(_id(style), taken)
            lacking.append(_renamed(style) if kind else style)
    ids |= _run_in_heads(own, theirs, ids)
    known = {_id(style) for style in theirs.iter(f"{W}style")}
    added = [style for style in lacking if ids[_id(style)] not in known]
    theirs.extend([_rewired(style, ids, {_id(each) for each in added}) for style in added])
    return {**ids, _NORMAL: ids[_BASE[0]]}


def numbered(styles: etree._Element) -> frozenset[str]:
    """The ids of the paragraph styles that Word numbers by itself, on their own or by what they are based on."""
    based = {_id(style): _reference(style, "basedOn") for style in styles.iter(f"{W}style")}
    found = {_id(style) for style in styles.iter(f"{W}style") if style.find(f"{W}pPr/{W}numPr") is not None}
    for _ in range(_DEEPEST):
        found |= {id_ for id_, base in based.items() if base in found}
    return frozenset(found)


def _worn(ours: etree._Element) -> list[etree._Element]:
    return [style for style in ours.iter(f"{W}style") if _id(style) != _UNUSED]


def _id(style: etree._Element) -> str:
    return style.get(f"{W}styleId") or ""


def _name(style: etree._Element) -> str:
    found = style.find(f"{W}name")
    return "" if found is None else found.get(f"{W}val") or ""


def _based(style: etree._Element) -> etree._Element:
    """A copy of a style of ours; of Normal, the style that stands for it in another file."""
    copy = deepcopy(style)
    if _id(style) == _NORMAL:
        copy.set(f"{W}styleId", _BASE[0])
        copy.set(f"{W}customStyle", "1")
        copy.find(f"{W}name").set(f"{W}val", _BASE[1])
    copy.attrib.pop(f"{W}default", None)
    for reference in copy.iter(f"{W}basedOn", f"{W}next"):
        if reference.get(f"{W}val") == _NORMAL:
            reference.set(f"{W}val", _BASE[0])
    return copy


def _renamed(style: etree._Element) -> etree._Element:
    """The style under another name, because a style of another kind has its own."""
    style.find(f"{W}name").set(f"{W}val", f"{_name(style)}（公文）")
    return style


def _free(wished: str, taken: set[str]) -> str:
    names = (wished, *(f"{wished}{number}" for number in range(2, len(taken) + 3)))
    name = next(each for each in names if each.lower() not in taken)
    taken.add(name.lower())
    return name


def _run_in_heads(own: list[etree._Element], theirs: etree._Element, ids: Mapping[str, str]) -> dict[str, str]:
    """For the words of run-in headings, what the unit's file links with its own headings."""
    links = {_id(style): _reference(style, "link") for style in theirs.iter(f"{W}style")}
    characters = {_id(style) for style in theirs.iter(f"{W}style") if style.get(f"{W}type") == "character"}
    heads = {_id(style): links.get(ids[_reference(style, "link")]) for style in own if _is_linked_words(style)}
    return {id_: link for id_, link in heads.items() if link in characters}


def _is_linked_words(style: etree._Element) -> bool:
    return style.get(f"{W}type") == "character" and bool(_reference(style, "link"))


def _reference(style: etree._Element, tag: str) -> str:
    found = style.find(f"{W}{tag}")
    return "" if found is None else found.get(f"{W}val") or ""


def _rewired(style: etree._Element, ids: Mapping[str, str], added: set[str]) -> etree._Element:
    """The style under its new id, with references to the ids there; a link holds between two styles of ours only."""
    for tag in ("basedOn", "next", "link"):
        found = style.find(f"{W}{tag}")
        if found is None:
            continue
        if tag == "link" and found.get(f"{W}val") not in added:
            style.remove(found)
        else:
            found.set(f"{W}val", ids.get(found.get(f"{W}val"), found.get(f"{W}val")))
    style.set(f"{W}styleId", ids[_id(style)])
    return style
