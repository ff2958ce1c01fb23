"""The few pieces of HTML that every element of ours is made of. A document's text comes between tags through here."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["BREAK", "attribute", "classed", "em", "escaped"]

BREAK: Final = "<br>"
"""A line break inside a paragraph."""

# What the HTML standard (13.2.3.5) calls an error in a file, surrogates and NUL among it, becomes U+FFFD as in Word.
_UNSAFE: Final = re.compile('\r\n|[\n\r&<>"]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]')
_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_IN_TEXT: Final = _ENTITIES | dict.fromkeys(("\n", "\r", "\r\n"), BREAK)
_IN_ATTRIBUTE: Final = _ENTITIES | dict.fromkeys(("\n", "\r", "\r\n"), " ")


def escaped(text: str) -> str:
    """The text as the content of an element; a line break in it becomes one on the page."""
    if _UNSAFE.search(text) is None:
        return text
    return _UNSAFE.sub(lambda found: _IN_TEXT.get(found[0], "\ufffd"), text)


def attribute(value: str) -> str:
    """A value as it may stand between the double quotes of an attribute, or in a title, which know no line break."""
    return _UNSAFE.sub(lambda found: _IN_ATTRIBUTE.get(found[0], "\ufffd"), value)


def classed(name: str, content: str, tag: str = "p") -> str:
    """An element of a class; `content` is HTML already."""
    return f'<{tag} class="{name}">{content}</{tag}>'


def em(count: float) -> str:
    """So many characters (字) of the element's own size, as CSS writes it."""
    return f"{count:g}em" if count else "0"
