"""Writing (写出): structure and facts as YAML that reads back as these very characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter import amendment
from drafter.capturing.sections import Fact, Yaml

__all__ = ["facts_text", "structure_text"]

_STRUCTURE = """\
# {about}
# 事实的值在 facts.yaml 里，这里只有章节、标题、编号和固定的字；怎样改，见“写一个自己的结构”。
"""
_FACTS = """\
{editor}# {about}
# 明年用的时候改这里的值，不用改别的；正文里的数字、日期、文件、单位列在 candidates.yaml 里，逐个核对。
structure: {id}
"""


def structure_text(structure: dict[str, Yaml], about: str) -> str:
    """The structure's file."""
    return _STRUCTURE.format(about=about) + "".join(f"{line}\n" for line in _mapping(structure, ""))


def facts_text(facts: Sequence[Fact], about: str, id_: str, editor: str) -> str:
    """The facts' file, with what a clerk is told of them."""
    parts = [_FACTS.format(editor=editor, about=about, id=amendment.scalar(id_))]
    for fact in facts:
        told = f"# {fact.told}\n" if fact.told else ""
        parts.append("\n" + told + "".join(f"{line}\n" for line in _entry(fact.name, fact.value, "")))
    return "".join(parts)


def _mapping(mapping: dict[str, Yaml], indent: str) -> Iterator[str]:
    for key, value in mapping.items():
        yield from _entry(key, value, indent)


def _entry(key: str, value: Yaml, indent: str) -> Iterator[str]:
    """A key with its value."""
    name = amendment.scalar(key)
    if isinstance(value, dict):
        yield f"{indent}{name}:" if value else f"{indent}{name}: {{}}"
        yield from _mapping(value, indent + "  ")
    elif isinstance(value, list):
        yield f"{indent}{name}:"
        yield from _items(value, indent + "  ")
    elif isinstance(value, bool):
        yield f"{indent}{name}: {'true' if value else 'false'}"
    else:
        yield from _worded(f"{indent}{name}:", value, indent)


def _items(items: Sequence[Yaml], indent: str) -> Iterator[str]:
    for item in items:
        if isinstance(item, dict):
            first, *others = _mapping(item, indent + "  ")
            yield f"{indent}- {first.removeprefix(indent + '  ')}"
            yield from others
        else:
            yield from _worded(f"{indent}-", item, indent)


def _worded(opening: str, text: str, indent: str) -> Iterator[str]:
    """A text behind a key or a dash; several paragraphs as a block of lines."""
    if "\n" not in text:
        yield f"{opening} {amendment.scalar(text, flow=not text)}"
        return
    yield f"{opening} |"
    yield from (f"{indent}  {line}" for line in text.split("\n"))
