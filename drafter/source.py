"""YAML text -> a plain tree with a place for every node. The only door to PyYAML.

Scalars stay text: `0571`, `1.10`, `no` and `12:30` arrive as typed, because a structure, not YAML, says what a value
is. What clerks do not need and what makes files dangerous is refused: anchors, aliases, tags, several documents,
deep nesting, huge files. The tree is built from libyaml's events in one pass.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from yaml import events as e
from yaml.error import Mark

from drafter.catalogue import os_reason
from drafter.place import Place
from drafter.problems import Problem, problem
from drafter.source_faults import LOOSE_KEY, TIGHT_ITEM, Fault, explained, loose_colon, loose_keys

MAX_BYTES = 5 * 1024 * 1024
MAX_DEPTH = 32

_Loader: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_LOOSE_ITEM = re.compile(r"-(?![-\d])")
_THOUSANDS = re.compile(r"\d{3}(?!\d)")
_NO_COLON = re.compile(r"\s*[,}]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")


class Scalar(NamedTuple):
    """One value as typed. `line` and `column` count from 1; `start` and `end` are offsets into the source's text."""

    text: str
    line: int
    column: int
    start: int = 0
    end: int = 0
    quoted: bool = False


class Sequence(NamedTuple):
    """A YAML list. `start` and `end` are offsets; `end` is 0 for one in lines, after the bracket for one in [ ]."""

    items: list[Node]
    line: int
    column: int
    start: int = 0
    end: int = 0


class Mapping(NamedTuple):
    """A YAML mapping; `keys` holds each key's own place. `start` and `end` as in a list, the brackets being { }."""

    entries: dict[str, Node]
    keys: dict[str, Scalar]
    line: int
    column: int
    start: int = 0
    end: int = 0


Node = Scalar | Sequence | Mapping


@dataclass(slots=True)
class Source:
    """A file that was read: its name as shown to the user, its text and its tree (None where it could not be read).

    `sheet` is the worksheet's name, empty for a CSV file, where the tree was made from a spreadsheet's cells.
    """

    file: str
    text: str = ""
    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)
    sheet: str | None = None

    def place(self, node: Node) -> Place:
        """Where a node stands."""
        return Place(self.file, node.line, node.column, self.sheet)

    def key_place(self, mapping: Mapping, key: str) -> Place:
        """Where a mapping's key stands."""
        return self.place(mapping.keys[key])


def read(path: Path, shown: str | None = None) -> Source:
    """Reads the YAML file at `path`; all that is wrong with it stands in the result's `problems`."""
    source = Source(shown or str(path))
    start = Place(source.file, 1, 1)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
            size = max(path.stat().st_size, len(data))
    except OSError as error:
        source.problems.append(problem("Y115", start, reason=os_reason(error)))
        return source
    if len(data) > MAX_BYTES:
        source.problems.append(problem("Y103", start, size=_megabytes(size), limit=_megabytes(MAX_BYTES)))
        return source
    text = _decode(data, source)
    return source if text is None else parse(text, source.file)


def parse(text: str, file: str) -> Source:
    """Parses YAML text that came from `file`."""
    source = Source(file, text)
    control = _CONTROL.search(text)
    if control:
        place = _place_at(source, control.start())
        source.problems.append(problem("Y110", place, char=f"U+{ord(control[0]):04X}"))
        return source
    try:
        source.root = _Builder(source).document()
    except yaml.YAMLError as error:
        source.problems.extend(explained(_fault(source, error)))
    except _RefusedError as refused:
        source.problems.extend(refused.problems)
    if source.root is None and not source.problems:
        source.problems.append(problem("Y112", Place(file, 1, 1)))
    return source


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.0f} MB"


def _decode(data: bytes, source: Source) -> str | None:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        source.problems.append(problem("Y102", Place(source.file, line, column), guess=_encoding_guess(data)))
        return None


def _encoding_guess(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "，看起来是 UTF-16"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "，看起来是 GBK（ANSI）"


def _place_at(source: Source, offset: int) -> Place:
    line = source.text.count("\n", 0, offset) + 1
    return Place(source.file, line, offset - source.text.rfind("\n", 0, offset))


class _RefusedError(Exception):
    def __init__(self, *found: Problem) -> None:
        self.problems = found


class _Builder:
    """Builds the tree from YAML events, depth by depth."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.parser = _Loader(source.text)
        self.next_event: Callable[[], Any] = self.parser.get_event
        self.depth = 0
        self.has_comments = " #" in source.text
        self.sound_keys: set[str] = set()

    def document(self) -> Node | None:
        """The tree of the only document; None for an empty one."""
        root: Node | None = None
        while not self.parser.check_event(e.StreamEndEvent):
            event = self.next_event()
            if isinstance(event, e.DocumentStartEvent):
                if root is not None:
                    raise self._refused("Y113", event)
                root = self._node(self.next_event())
        return root if not (isinstance(root, Scalar) and not root.text and not root.quoted) else None

    def _node(self, event: e.Event) -> Node:
        if isinstance(event, e.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, e.AliasEvent):
            raise self._refused("Y108", event, mark=f"*{event.anchor}", name="别名")
        assert isinstance(event, e.CollectionStartEvent)  # noqa: S101  # the events left that begin a node
        if event.anchor or event.tag:
            raise self._marked(event)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self._refused("Y109", event, limit=MAX_DEPTH)
        node = self._sequence(event) if isinstance(event, e.SequenceStartEvent) else self._mapping(event)
        self.depth -= 1
        return node

    def _scalar(self, event: e.ScalarEvent) -> Scalar:
        if event.anchor or event.tag:
            raise self._marked(event)
        start, end = _start(event), _end(event)
        text, style, line = event.value, event.style, start.line
        if line != end.line and style != "|":
            text = self._unfolded(event)
        control = _CONTROL.search(text) if style == '"' else None  # only escapes can bring what the text had not
        if control:
            raise self._refused("Y110", event, char=f"U+{ord(control[0]):04X}")
        if self.has_comments and not style and self.source.text.startswith(" #", end.index):
            self._warn_of_comment(end)
        return Scalar(text, line + 1, start.column + 1, start.index, end.index, bool(style))

    def _warn_of_comment(self, end: Mark) -> None:
        """A # glued to the next word was most likely meant as text; YAML drops it and what follows."""
        rest = self.source.text[end.index : end.index + 40].split("\n")[0].strip()
        if rest[1:2].strip():
            place = Place(self.source.file, end.line + 1, end.column + 2)
            self.source.problems.append(problem("Y118", place, rest=rest))

    def _unfolded(self, event: e.ScalarEvent) -> str:
        """Folded lines joined again; YAML puts a blank at every fold, Chinese text wants none."""
        raw = self.source.text[_start(event).index : _end(event).index]
        if event.style in ("'", '"'):
            raw = raw[1:-1].replace("''", "'") if event.style == "'" else raw[1:-1]
        lines = [line.strip() for line in raw.split("\n")[event.style == ">" :]]
        if not event.style:
            self._refuse_hidden_keys(event, lines)
        return _joined(lines) if _same_characters(event.value, lines) else event.value

    def _refuse_hidden_keys(self, event: e.ScalarEvent, lines: list[str]) -> None:
        """Lines that YAML took for the rest of a value, but that look like a key or a list's item of their own."""
        skipped = 1 if self.depth else 0  # a value's own first line may well say 注意：……
        first = _start(event).line + skipped
        rows = self.source.text.split("\n")[first : first + len(lines) - skipped]
        if any(map(LOOSE_KEY.match, lines[skipped:])):
            raise _RefusedError(*loose_keys(self.source.file, rows, first + 1))
        tight = bool(skipped and TIGHT_ITEM.match(lines[0]))
        before = len(self.source.problems)
        for number, (row, line) in enumerate(zip(rows, lines[skipped:], strict=True), start=first + 1):
            if _LOOSE_ITEM.match(line):
                place = Place(self.source.file, number, row.find("-") + 1)
                self.source.problems.append(problem("Y119" if tight else "Y117", place, line=line[:20]))
        if tight and len(self.source.problems) > before:
            place = Place(self.source.file, _start(event).line + 1, _start(event).column + 1)
            self.source.problems.append(problem("Y119", place, line=lines[0][:20]))

    def _sequence(self, event: e.CollectionStartEvent) -> Sequence:
        items: list[Node] = []
        while not isinstance(inner := self.next_event(), e.SequenceEndEvent):
            items.append(self._node(inner))
        if event.flow_style:
            self._note_thousands(items)
        mark = _start(event)
        return Sequence(items, mark.line + 1, mark.column + 1, mark.index, _flow_end(event, inner))

    def _mapping(self, event: e.CollectionStartEvent) -> Mapping:
        mark, next_event, node = _start(event), self.next_event, self._node
        mapping = Mapping({}, {}, mark.line + 1, mark.column + 1, mark.index)
        entries, keys = mapping.entries, mapping.keys
        while not isinstance(inner := next_event(), e.MappingEndEvent):
            key, value = node(inner), node(next_event())
            if entries and event.flow_style:
                self._note_lost_part(key, next(reversed(entries.values())))
            name = self._key_name(key, mapping)
            if name is not None and isinstance(key, Scalar):
                entries[name] = value
                keys[name] = key
        end = _flow_end(event, inner)
        return mapping._replace(end=end) if end else mapping

    def _note_thousands(self, items: list[Node]) -> None:
        """1,200 in [ ] is two items, 1 and 200; whoever means two numbers puts a blank between them."""
        for one, other in pairwise(items):
            if isinstance(one, Scalar) and isinstance(other, Scalar) and not (one.quoted or other.quoted):
                tight = self.source.text[one.end : other.start] == ","
                if tight and one.text[-1:].isdecimal() and _THOUSANDS.match(other.text):
                    self._note("Y121", other, -1, value=_around_comma(one, other))

    def _note_lost_part(self, key: Node, before: Node) -> None:
        """In { }, what has no colon is the rest of the value before it."""
        if not (isinstance(key, Scalar) and isinstance(before, Scalar)) or "：" in key.text:
            return
        if _NO_COLON.match(self.source.text, key.end):
            name = f"内容里的逗号用全角“，”，或者把整个值放进引号里；“{key.text}”是另一项的名称时，在它后面写“: ”"
            hint = None if key.text[:1].isdecimal() else name
            self._note("Y121", key, value=_around_comma(before, key), hint=hint)

    def _key_name(self, key: Node, mapping: Mapping) -> str | None:
        """The key's name; None, with its problem noted, for what is no key or is there already."""
        if isinstance(key, Scalar) and key.text in self.sound_keys and key.text not in mapping.entries:
            return key.text
        if isinstance(key, Mapping):
            reason = "值以花括号 { 开头时，要把整个值放进引号里"
            raise _RefusedError(problem("Y104", self.source.place(key), reason=reason))
        if not isinstance(key, Scalar):
            self._note("Y116", key)
            return None
        loose = not key.quoted and ("：" in key.text or ":" in key.text) and self._note_loose(key)
        name = key.text.strip("\u3000\xa0 ")
        if name != key.text:
            before = key.text[:1] != name[:1]
            hint = None if before else "删去它"
            self._note("Y114", key, 0 if before else len(name), key=name, where="前面" if before else "后面", hint=hint)
        elif not loose and not key.quoted:
            self.sound_keys.add(name)
        if name in mapping.entries:
            self._note("Y107", key, key=name, line=mapping.keys[name].line)
            return None
        return name

    def _note_loose(self, key: Scalar) -> bool:
        """A wrong colon in what became one key, and in { } the full-width commas that made one of several."""
        start = 0
        for part in key.text.split("，"):
            match = LOOSE_KEY.match(part)
            if not match:
                return start > 0
            if start:
                self._note("Y120", key, start - 1)
            place = Place(self.source.file, key.line, key.column + start + match.start("colon"))
            self.source.problems.append(loose_colon(match, place))
            start += len(part) + 1
        return True

    def _note(self, code: str, node: Node, offset: int = 0, **words: Any) -> None:
        place = Place(self.source.file, node.line, node.column + offset)
        self.source.problems.append(problem(code, place, **words))

    def _marked(self, event: e.ScalarEvent | e.CollectionStartEvent) -> _RefusedError:
        if event.anchor:
            return self._refused("Y108", event, mark=f"&{event.anchor}", name="锚点")
        return self._refused("Y108", event, mark=str(event.tag).replace("tag:yaml.org,2002:", "!!"), name="标签")

    def _refused(self, code: str, event: e.Event, **words: Any) -> _RefusedError:
        mark = _start(event)
        place = Place(self.source.file, mark.line + 1, mark.column + 1)
        return _RefusedError(problem(code, place, **words))


def _around_comma(one: Scalar, other: Scalar) -> str:
    """What stands beside the comma between two scalars, enough of it to be found."""
    return f"{one.text[-12:]},{other.text[:12]}"


def _start(event: e.Event) -> Mark:
    return event.start_mark  # type: ignore[return-value]  # every event that a parser gives has its marks


def _end(event: e.Event) -> Mark:
    return event.end_mark  # type: ignore[return-value]  # as above


def _flow_end(opening: e.CollectionStartEvent, closing: e.Event) -> int:
    """The offset after the closing bracket; 0 for a collection in lines, whose end YAML puts somewhere below."""
    return _end(closing).index if opening.flow_style else 0


def _same_characters(value: str, lines: list[str]) -> bool:
    """False where the lines hold what is not the value's own, such as a comment: then YAML's value stands."""
    return "".join("".join(lines).split()) == "".join(value.split())


def _joined(lines: list[str]) -> str:
    text = ""
    for line in lines:
        if not line:
            text += "\n"
        elif text and not text.endswith("\n") and not (_is_wide(text[-1]) or _is_wide(line[0])):
            text += " " + line
        else:
            text += line
    return text.strip("\n")


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF" or char in "“”‘’—…·"


def _fault(source: Source, error: yaml.YAMLError) -> Fault:
    """What libyaml said, and where."""
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    words = str(getattr(error, "problem", "") or getattr(error, "reason", "") or error)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    began = (context.line, context.column) if context else None
    return Fault(source.file, source.text.split("\n"), words, line, column, began)


def loose_key(source: Source, scalar: Scalar) -> Problem | None:
    """The problem of a scalar that stands where a mapping belongs because its colon is wrong, or None."""
    lines = [] if scalar.quoted else [scalar.text]
    return next(loose_keys(source.file, lines, scalar.line, scalar.column), None)


def is_empty(node: Node) -> bool:
    """Nothing typed: no text, or a list or mapping without entries."""
    if isinstance(node, Scalar):
        text = node.text
        return not text or text.isspace() or (text in ("~", "null") and not node.quoted)
    return not (node.items if isinstance(node, Sequence) else node.entries)


def is_blank(node: Node) -> bool:
    """Nothing typed anywhere in it, as `drafter new` writes it."""
    if isinstance(node, Scalar):
        return is_empty(node)
    return all(map(is_blank, node.items if isinstance(node, Sequence) else node.entries.values()))


def not_a_mapping(source: Source) -> Iterator[Problem]:
    """The problem of a facts file that is not `名称: 值` at all."""
    root = source.root
    loose = loose_key(source, root) if isinstance(root, Scalar) else None
    if loose:
        yield loose
    elif root is not None:
        yield problem("Y116", source.place(root))


def control_character(text: str) -> int | None:
    """Where the first control character in `text` stands, or None."""
    match = _CONTROL.search(text)
    return match.start() if match else None
