"""句子: a paragraph cut into sentences without numbers, and which of them stood word for word in another text.

A sentence ends with 。！ or ？, with what closes quotations and brackets behind it, or with its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.numbering import heading_number, point_number

__all__ = ["comparable", "sentences", "unnumbered"]

_SENTENCE = re.compile("[^。！？]*[。！？]+[”’）〕》】]*|[^。！？]+$")


def sentences(paragraph: str) -> Iterator[str]:
    """The sentences of a paragraph without the number or the mark that each opens with, and without blanks around."""
    for found in _SENTENCE.finditer(paragraph):
        words = unnumbered(found[0].strip())
        if words:
            yield words


def unnumbered(words: str) -> str:
    """The words without 一、（二）3. or 一是 in front."""
    return words.removeprefix(heading_number(words) or point_number(words)).strip()


def comparable(words: str) -> str:
    """The words as they are compared: without any blank, narrow or wide."""
    return "".join(words.split())
