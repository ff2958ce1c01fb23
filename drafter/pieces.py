"""Pieces (片段): rendered wording turned into runs with origins, and the punctuation between them put in order.

Only the wording's own characters are ever removed; what comes from a fact stays, character for character.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from drafter.document import NUMBERING, Origin, Run, Text, plain
from drafter.place import Place
from drafter.values import END, MISSING, OPEN, SHUT

LINE_OPEN = "\x04"
LINE_SHUT = "\x05"

_MARKS = re.compile(f"({OPEN}\\d+{SHUT}|{END}|{LINE_OPEN}\\d+{LINE_SHUT})")
_INNER_STOP = re.compile(r"[。！？](?=.*[^。！？”’）〕》】])")  # of a fact: with it the fact would be dropped by half
_SENTENCE = re.compile(r"[^。！？]*(?:[。！？]+[”’）〕》】]*|$)")

Origins = Callable[[int | None, int], Origin]
"""Makes the origin of a stretch from its fact's number (None for wording) and its line in the wording."""


def line_mark(line: int) -> str:
    """Tells that what follows stands in line `line` of the wording."""
    return f"{LINE_OPEN}{line}{LINE_SHUT}"


def paragraphs(rendered: str, origins: Origins) -> list[Text]:
    """The paragraphs of rendered wording, one a line, without the sentences in which a fact is missing."""
    texts: list[Text] = []
    line = 1
    for row in rendered.split("\n"):
        runs, line = _runs(row, origins, line)
        text = tidy(_without_missing(runs))
        if plain(text).strip():
            texts.append(text)
    return texts


def one_line(rendered: str, origins: Origins, *, goes_on: bool = False) -> Text | None:
    """A pattern's single line; None where a fact in it is missing or nothing is left."""
    if MISSING in rendered:
        return None
    runs, _ = _runs(rendered.replace("\n", ""), origins, 1)
    text = tidy(tuple(runs), goes_on=goes_on)
    return text if plain(text).strip() else None


def _runs(row: str, origins: Origins, line: int) -> tuple[list[Run], int]:
    runs: list[Run] = []
    number: int | None = None
    for part in _MARKS.split(row):
        if part.startswith(OPEN):
            number = int(part[1:-1])
        elif part == END:
            number = None
        elif part.startswith(LINE_OPEN):
            line = int(part[1:-1])
        elif part:
            runs.append(Run(part, origins(number, line)))
    return runs, line


def _without_missing(runs: list[Run]) -> Text:
    words = "".join([run.text for run in runs])
    if MISSING not in words:
        return tuple(runs)
    sealed = "".join([_INNER_STOP.sub("·", run.text) if _is_fact(run) else run.text for run in runs])
    dropped = [match.span() for match in _SENTENCE.finditer(sealed) if MISSING in match[0]]
    return _without(tuple(runs), dropped)


def _without(text: Text, dropped: Iterable[tuple[int, int]]) -> Text:
    """`text` without the characters in the spans `dropped`."""
    gone = {index for start, end in dropped for index in range(start, end)}
    kept: list[Run] = []
    offset = 0
    for run in text:
        words = "".join([char for index, char in enumerate(run.text, start=offset) if index not in gone])
        offset += len(run.text)
        if words:
            kept.append(Run(words, run.origin))
    return tuple(kept)


# ---- punctuation ----------------------------------------------------------------------------------------------------

_STRENGTH = {"、": 0, "，": 1, "：": 2, "；": 3, "。": 4, "！": 5, "？": 5}
_SUSPECT = re.compile(
    r"^[\s，、；：。！？]|[，、；：。！？][，、；：。！？]|[“‘（《〔【][，、；：。！？”’）》〕】]|[，、；：][”’）》〕】]"
    r"|[。！？][”’]+。|[\s，、]$"
)
# What follows is seldom needed and stays text until then; `re` keeps what it has compiled.
_EMPTY_PAIR = r"“”|‘’|（）|《》|〔〕|【】"
_AFTER_OPENING = r"(?:^|(?<=[“‘（《〔【]))[，、；：。！？]+|^\s+"
_BEFORE_CLOSING = r"[，、；：]+(?=[”’）》〕】])|[，、]+$|\s+$"
_CLUSTER = r"[，、；：。！？]{2,}"
_STOP_AFTER_QUOTE = r"(?<=[。！？][”’])。|(?<=[。！？][”’][”’])。"

_NEXT_LINE = "\x07"  # stands for what follows: no mark, no blank, nothing a user can type


def tidy(text: Text, *, goes_on: bool = False) -> Text:
    """The text with doubled and dangling marks of the wording removed and neighbours of one origin joined.

    A text that `goes_on` on the next line, as a heading in two lines does, may end with a comma.
    """
    if len(text) == 1 and _is_fact(text[0]):
        return text
    after = _NEXT_LINE if goes_on else ""
    words = plain(text) + after
    while _SUSPECT.search(words):
        owned = "".join([("f" if _is_fact(run) else "w") * len(run.text) for run in text])
        spans = list(_surplus(words, owned))
        if not spans:
            break
        text = _without(text, spans)
        words = plain(text) + after
    return _merged(text)


def _is_fact(run: Run) -> bool:
    return run.origin is not None and run.origin.path is not None


def _surplus(words: str, owned: str) -> Iterator[tuple[int, int]]:
    """The wording's marks that are too many. `owned` has `f` for each character of a fact, `w` for the wording's."""
    for match in re.finditer(_EMPTY_PAIR, words):
        if owned[match.start() : match.end()] == "ww":
            yield match.span()
    for pattern in (_AFTER_OPENING, _BEFORE_CLOSING, _STOP_AFTER_QUOTE):
        for match in re.finditer(pattern, words):
            yield from ((index, index + 1) for index in range(*match.span()) if owned[index] == "w")
    for match in re.finditer(_CLUSTER, words):
        yield from _weaker(match[0], match.start(), owned)


def _weaker(cluster: str, start: int, owned: str) -> Iterator[tuple[int, int]]:
    """Of marks side by side a fact's own stay; without any, the strongest does (？！ may stand together)."""
    if set(cluster) <= {"！", "？"}:
        return
    indices = range(start, start + len(cluster))
    own = [index for index in indices if owned[index] == "f"]
    keep = own or [max(indices, key=lambda index: (_STRENGTH[cluster[index - start]], -index))]
    yield from ((index, index + 1) for index in indices if index not in keep)


def _merged(text: Text) -> Text:
    merged: list[Run] = []
    for run in text:
        if merged and merged[-1].origin == run.origin:
            merged[-1] = Run(merged[-1].text + run.text, run.origin)
        else:
            merged.append(run)
    return tuple(merged)


def fixed(words: str, place: Place | None = None) -> Text:
    """Text of the structure's own, such as a bracket around a note."""
    return (Run(words, Origin(wording=place)),) if words else ()


def counted(mark: str, place: Place | None) -> Text:
    """A number or a mark of the program's own counting, as the structure asks for it at `place`."""
    return (Run(mark, Origin(wording=place, source=NUMBERING)),) if mark else ()
