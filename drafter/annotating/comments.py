"""What comments say: entries in the file's own comments part, or in a new one, dressed in its own comment styles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from drafter.readers.docx_numbering import value, whole
from drafter.word_package import RefusedError, W, parsed
from drafter.writers.docx_comments import COMMENT_STYLES, COMMENTS_TYPE, comment
from drafter.writers.docx_markup import NAMESPACES
from drafter.writers.letterhead_package import written
from drafter.writers.letterhead_parts import Parts

__all__ = ["Comments"]

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_COMMENTS = f"{W}comments"
_ID, _STYLE_ID, _VALUE, _TYPE = (f"{W}{name}" for name in ("id", "styleId", "val", "type"))
_MARKS = tuple(f"{W}comment{name}" for name in ("RangeStart", "RangeEnd", "Reference"))
_WORN = (f"{W}pStyle", f"{W}rStyle")


class Comments:
    """The comments of a package while new ones are added, with ids that neither it nor its document `root` has."""

    def __init__(self, parts: Parts, root: etree._Element) -> None:
        self._parts = parts
        self._name = parts.related("comments")
        self._root = _comments() if self._name is None else parts.tree(self._name)
        if self._root.tag != _COMMENTS:
            raise RefusedError("unusable", reason="它已经损坏")
        taken = [whole(each.get(_ID), -1) for each in (*self._root.iter(f"{W}comment"), *root.iter(*_MARKS))]
        self._next = max(taken, default=-1) + 1
        self._styles = self._dressed()

    def add(self, paragraphs: Iterable[str]) -> int:
        """A new comment of these paragraphs. Returns its id."""
        id_ = self._next
        self._next += 1
        made = _tree(comment(id_, *paragraphs))
        self._dress(made)
        self._root.append(made)
        return id_

    def reference(self, id_: int) -> etree._Element:
        """The run that refers to the comment."""
        properties = f'<w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="{id_}"/>'
        made = _tree(f"<w:r>{properties}</w:r>")
        self._dress(made)
        return made

    def put(self) -> None:
        """Puts the part into the package, with all that a new one needs."""
        if self._name is None:
            folder = self._parts.main.rpartition("/")[0]
            name = self._parts.add(f"{folder}/comments.xml".lstrip("/"), written(self._root), COMMENTS_TYPE)
            self._parts.relate(f"{_OFFICE}/comments", name)
        else:
            self._parts.put(self._name, self._root)

    def _dress(self, made: etree._Element) -> None:
        """Gives the package's ids to the styles worn in the tree; one that it cannot have is taken off."""
        for worn in list(made.iter(*_WORN)):
            id_ = self._styles.get(worn.get(_VALUE) or "")
            if id_ is None:
                worn.getparent().remove(worn)
            else:
                worn.set(_VALUE, id_)

    def _dressed(self) -> Mapping[str, str]:
        """The id in the package of each of our comment styles, found by the name Word knows it by, or added."""
        name = self._parts.related("styles")
        if name is None:
            return {}
        root = self._parts.tree(name)
        ids: dict[str, str] = {}
        lacking = []
        for style in _tree(f"<w:styles>{COMMENT_STYLES}</w:styles>"):
            known = _alike(root, style)
            ids[style.get(_STYLE_ID)] = known or _free(root, style.get(_STYLE_ID))
            if known is None:
                style.set(_STYLE_ID, ids[style.get(_STYLE_ID)])
                lacking.append(_based(style, root))
        if lacking:
            root.extend(lacking)
            self._parts.put(name, root)
        return ids


def _comments() -> etree._Element:
    return parsed(f"<w:comments {NAMESPACES}/>".encode())


def _tree(xml: str) -> etree._Element:
    """An element of our own making."""
    return parsed(f"<w:p {NAMESPACES}>{xml}</w:p>".encode())[0]


def _same_kind(root: etree._Element, style: etree._Element) -> Iterator[etree._Element]:
    return (each for each in root.iter(f"{W}style") if each.get(_TYPE) == style.get(_TYPE))


def _alike(root: etree._Element, style: etree._Element) -> str | None:
    """The id of the style of the same kind and name; case does not matter to Word."""
    names = ((each, (value(each, "name") or "").lower()) for each in _same_kind(root, style))
    return next((each.get(_STYLE_ID) for each, name in names if name == value(style, "name")), None)


def _free(root: etree._Element, wished: str) -> str:
    taken = {each.get(_STYLE_ID) for each in root.iter(f"{W}style")}
    names = (wished, *(f"{wished}{number}" for number in range(1, len(taken) + 2)))
    return next(name for name in names if name not in taken)


def _based(style: etree._Element, root: etree._Element) -> etree._Element:
    """The style on top of the one that the package's text wears by default, if it has any."""
    default = next((each for each in _same_kind(root, style) if each.get(f"{W}default") in ("1", "true", "on")), None)
    base = style.find(f"{W}basedOn")
    if default is None:
        style.remove(base)
    else:
        base.set(_VALUE, default.get(_STYLE_ID))
    return style
