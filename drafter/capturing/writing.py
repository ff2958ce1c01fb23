"""Writing (写出): structure and facts as YAML that reads back as these very characters."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from drafter import amendment, fact_paths
from drafter.capturing.candidates import Candidate
from drafter.capturing.sections import Fact, Yaml
from drafter.fact_paths import Step

__all__ = ["Heads", "candidates_text", "facts_text", "plain_facts_text", "structure_text"]

_STRUCTURE = """\
# {about}
# 事实的值在 facts.yaml 里，这里只有章节、标题、编号和固定的字；怎样改，见“写一个自己的结构”。
"""
_FACTS = """\
{editor}# {about}
# 明年用的时候改这里的值，不用改别的；正文里的数字、日期、文件、单位列在 candidates.yaml 里，逐个核对。
structure: {id}
"""


class Heads(NamedTuple):
    """What the files say of themselves: the structure's id and title, what it was made from, and the editor's line."""

    id: str
    title: str
    about: str
    editor: str = ""


def structure_text(structure: dict[str, Yaml], heads: Heads) -> str:
    """The structure's file."""
    return _STRUCTURE.format(about=heads.about) + "".join(f"{line}\n" for line in _mapping(structure, ""))


def facts_text(facts: Sequence[Fact], heads: Heads) -> str:
    """The facts' file, with what a clerk is told of them."""
    parts = [_FACTS.format(editor=heads.editor, about=heads.about, id=amendment.scalar(heads.id))]
    for fact in facts:
        told = f"# {fact.told}\n" if fact.told else ""
        parts.append("\n" + told + "".join(f"{line}\n" for line in _entry(fact.name, fact.value, "")))
    return "".join(parts)


def plain_facts_text(values: Mapping[str, str], id_: str) -> str:
    """The facts at these paths, and nothing else; the paths of a list's items come in order."""
    root: dict[str, Yaml] = {"structure": id_}
    for path, value in values.items():
        _put(root, fact_paths.steps(path), value)
    return "".join(f"{line}\n" for line in _mapping(root, ""))


def _put(root: Yaml, way: Sequence[Step], value: str) -> None:
    node = root
    for step, below in zip(way, [*way[1:], None], strict=True):
        inner: Yaml = value if below is None else {} if isinstance(below, str) else []
        if isinstance(step, str):
            node = node.setdefault(step, inner)
            continue
        if step > len(node):
            node.append(inner)
        node = node[step - 1]


_CANDIDATES = """\
# 正文里到了明年可能要改的数字、日期、文件、单位、地名、人名，逐个核对；改在 facts.yaml 里改，本文件只供查看。
# 事实：在 facts.yaml 里的位置；段、字：第几段第几个字。
"""


def candidates_text(found: Sequence[Candidate]) -> str:
    """The list of what may go stale inside paragraphs."""
    rows = (
        f"- {{文字: {_quoted(each.text)}, 种类: {each.kind}, 事实: {_quoted(each.path)}, "
        f"段: {each.paragraph}, 字: {each.character}}}\n"
        for each in found
    )
    return _CANDIDATES + ("".join(rows) or "[]\n")


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


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
