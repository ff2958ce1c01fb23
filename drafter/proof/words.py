"""Words (用词): the unit's own lists against the text, and the list of old names that comes with the program."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drafter.problems import did_you_mean
from drafter.proof import cells, renamed
from drafter.proof.finding import Finding, at, compiled
from drafter.proof.names import LABELS
from drafter.proof.reading import PROSE, RUNNING, Line, Reading
from drafter.proof.word_lists import NO_WORDS, Row, Words

_NAMED = rf"(?:{LABELS})[：:]([^；;。）)\n]+)"
_OFFICES = "副?(?:书记|县长|市长|区长|镇长|乡长|局长|主任|校长|科长|院长|处长|所长|站长|组长)"


def findings(reading: Reading, words: Words) -> Iterator[Finding]:
    """Organs that are not ours, names of others, people with another office, words that the unit writes otherwise."""
    if words is NO_WORDS:
        return
    if words.organs:
        yield from _organs(reading, words)
    yield from _listed(reading, "P611", words.places)
    yield from _listed(reading, "P614", words.terms)
    yield from _listed(reading, "P613", words.stale)
    yield from _people(reading, words.people)
    yield from renamed.findings(reading, words.renamed, words.stale)


def _organs(reading: Reading, words: Words) -> Iterator[Finding]:
    """The names behind 责任单位： and below a column's head of that kind, each held against the unit's list."""
    known = {name for (name,) in words.organs}
    for match in compiled(_NAMED).finditer(reading.text):
        line, start = reading.at(match.start(1))
        if line.role in PROSE:
            yield from _unknown(line, start, match[1], known)
    people = {name for name, _ in words.people}
    for line in cells.responsible(reading):
        yield from _unknown(line, 0, line.text, known | people)


def _unknown(line: Line, start: int, text: str, known: set[str]) -> Iterator[Finding]:
    for begin, name in cells.organs(text):
        for offset, part in _parts(name, known):
            advice = did_you_mean(part, known) or "核对名称；确实有的，加到 words/organs.yaml 里"
            at_ = start + begin + offset
            yield at("P608", line, at_, at_ + len(part), name=part, advice=advice)


def _parts(name: str, known: set[str]) -> Iterator[tuple[int, str]]:
    """What is not known of 甲科和乙科: those of the two that are not, if one is; 文化和旅游局 is one name."""
    parts = [(part.start(), part[0]) for part in compiled("[^和及与]+").finditer(name)]
    if name in known:
        return
    several = any(part in known for _, part in parts)
    yield from ((offset, part) for offset, part in parts if part not in known) if several else ((0, name),)


def _listed(reading: Reading, code: str, rows: tuple[Row, ...]) -> Iterator[Finding]:
    """Every word of a list that the text has, unless it stands there only as a part of what is right."""
    by_word = {row[0]: row for row in rows if row[0] in reading.text}
    if not by_word:
        return
    pattern = "|".join(map(re.escape, sorted(by_word, key=len, reverse=True)))
    for match in re.finditer(pattern, reading.text):
        row = by_word[match[0]]
        line, start = reading.at(match.start())
        if line.role not in RUNNING | {"title", "signature", "salutation"} or _in_right(line.text, start, row):
            continue
        new = row[1] if len(row) > 1 else ""
        since = f"（{row[2]}起）" if len(row) > 2 and row[2] else ""
        yield at(code, line, start, start + len(match[0]), new=new, since=since)


def _in_right(text: str, start: int, row: Row) -> bool:
    """农业局 stands within 农业农村局 only where the right name is there; a document's title keeps its old names."""
    right = row[1] if len(row) > 1 else ""
    within = right.find(row[0])
    if right and within >= 0 and text.startswith(right, max(start - within, 0)):
        return True
    return text.rfind("《", 0, start) > text.rfind("》", 0, start)


def _people(reading: Reading, rows: tuple[Row, ...]) -> Iterator[Finding]:
    for name, office in rows:
        if name not in reading.text:
            continue
        for match in re.finditer(rf"((?:{_OFFICES}|、)+)(?:同志)?{re.escape(name)}", reading.text):
            given = match[1].strip("、")
            line, start = reading.at(match.start())
            if (
                line.role in RUNNING
                and given
                and not set(given.split("、")) & set(re.split("[、，,]", office))
                and not office.endswith(given)
            ):
                yield at("P615", line, start, start + len(match[0]), name=name, office=office)
