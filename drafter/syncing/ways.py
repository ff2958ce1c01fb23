"""办法: what could be done about an edit inside a run: a value the fact would have, or a place in the wording."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from drafter import fact_paths
from drafter.document import Origin, Run
from drafter.fact_paths import PathError
from drafter.library import Library
from drafter.source import is_empty
from drafter.structure import Field, Structure
from drafter.syncing.actions import Action, Put, Reword, value_at
from drafter.syncing.bench import Work
from drafter.syncing.edits import Change, Edit
from drafter.syncing.lines import Line
from drafter.syncing.lists import item_of, owner_of
from drafter.syncing.verdict import Spot, edited
from drafter.syncing.wording_edits import changed_lines, relative

__all__ = ["Found", "Trial", "Ways", "run_of"]


class Found(NamedTuple):
    """A change in a cell: which line and cell of the draft, which line of the edited text, and its other changes."""

    spot: Spot
    wanted: int
    change: Change


class Trial(NamedTuple):
    """Edits that one value, or one piece of wording, would account for; each of `ways` is one way to do it."""

    edits: dict[Spot, tuple[Edit, ...]]
    founds: tuple[Found, ...]
    ways: tuple[tuple[Action, ...], ...]
    reason: str = ""


class Ways(NamedTuple):
    """What can be done in a plan as `work` has it."""

    structure: Structure
    library: Library
    work: Work

    def value_trial(self, own: Sequence[Line], path: str, edits: Sequence[tuple[Found, Edit]]) -> Trial:
        """All edits of one fact together: they must agree."""
        by_spot: dict[Spot, tuple[Edit, ...]] = defaultdict(tuple)
        for found, edit in edits:
            by_spot[found.spot] += (edit,)
        founds = tuple(dict.fromkeys(found for found, _ in edits))
        printed = {
            (run.text, edited(run.text, [edit for edit in each if edit.run == index]))
            for spot, each in by_spot.items()
            for index in {edit.run for edit in each}
            for run in (own[spot[0]].cells[spot[1]][index],)
        }
        trial = Trial(dict(by_spot), founds, ())
        origin = run_of(own, edits[0][0].spot, edits[0][1]).origin
        refusal = self.refusal(path, origin)
        if refusal:
            return trial._replace(reason=refusal)
        values = {value for old, new in printed for value in self.values(path, old, new)[:1]}
        if len(values) > 1:
            given = "；".join(f"“{value}”" for value in sorted(values))
            return trial._replace(reason=f"同一条事实（{path}）在几处改得不一样：{given}")
        old, new = next(iter(printed))
        ways = [(Put(path, value),) for value in self.values(path, old, new)]
        if len(by_spot) < _times(own, path):
            ways = [*((Put(other, way[0].value),) for way in ways for other in self.instead_of(path)), *ways]
        return trial._replace(ways=(*ways, *(self.with_siblings(way[0]) for way in ways)))

    def instead_of(self, path: str) -> list[str]:
        """Facts of the same kind that nobody filled in: one may be meant to stand in its place here (落款单位)."""
        kind = field.kind if (field := self.field(path)) and "[" not in path else ""
        unset = [each for each in self.structure.facts if each.kind == kind and each.computed is None]
        root = self.work.facts.root
        return [each.name for each in unset if (node := fact_paths.node_at(root, each.name)) is None or is_empty(node)]

    def refusal(self, path: str, origin: Origin | None) -> str:
        """Why a fact cannot be changed here; nothing where it can."""
        if self.is_computed(path):
            return f"{path} 是算出来的，请改它的算式用到的事实"
        if origin and origin.fact and (origin.fact.sheet is not None or origin.fact.file != self.work.facts.file):
            return f"{path} 写在“{origin.fact.file}”第{origin.fact.line}行，请在那里改"
        if value_at(self.work, path) is None:
            return f"{path} 不是照原样印的，请在事实文件里改"
        return ""

    def values(self, path: str, old: str, new: str) -> list[str]:
        """What the fact would have to say for `new` to be printed instead of `old`."""
        node = value_at(self.work, path)
        typed = node.text if node else ""
        if typed.count(old) == 1:
            return [typed.replace(old, new)]
        return [new]

    def with_siblings(self, put: Action) -> tuple[Action, ...]:
        """The same value for all items of the list that had the same one: 时限 of goals that are printed together."""
        item = item_of(put.path) if isinstance(put, Put) else None
        node = value_at(self.work, put.path) if isinstance(put, Put) else None
        if not isinstance(put, Put) or item is None or node is None or item == put.path:
            return ()
        owner, rest = owner_of(item)[0], put.path[len(item) :]
        paths = [f"{owner}[{number}]{rest}" for number in range(1, self.count(owner) + 1)]
        same = [each for each in paths if (other := value_at(self.work, each)) and other.text == node.text]
        return tuple(Put(each, put.value) for each in same) if len(same) > 1 else ()

    def count(self, owner: str) -> int:
        """How many items a list has."""
        node = fact_paths.node_at(self.work.facts.root, owner)
        return len(getattr(node, "items", ()))

    def wording_trial(self, own: Sequence[Line], found: Found, edit: Edit) -> Trial:
        """Every line of wording in which the words may stand."""
        run = run_of(own, found.spot, edit)
        trial = Trial({found.spot: (edit,)}, (found,), ())
        place = run.origin.wording if run.origin else None
        file = relative(place.file) if place else None
        if place is None or file is None:
            return trial._replace(reason="这里的标点、括号由结构编排，不在措辞里")
        text = self.wording_text(place.file, file)
        if text is None:
            return trial._replace(reason=f"计划文件夹里另有“{file}”，请在那里改")
        gone = run.text[edit.start : edit.end]
        ways = tuple(
            (Reword(file, line, changed, gone, edit.text),)
            for line, changed in changed_lines(
                text, place.line, place.column, run.text, edit.start, edit.end, edit.text
            )
        )
        return trial._replace(ways=ways, reason="" if ways else f"在“{file}”第{place.line}行找不到这几个字")

    def wording_text(self, file: str, name: str) -> str | None:
        """The text of wording, as changed so far; None where a nearer file of that name hides it."""
        if name in self.work.wording:
            return self.work.wording[name]
        nearest = next((folder / name for folder in self.library.folders if (folder / name).is_file()), None)
        if nearest is None or nearest.resolve() != Path(file).resolve():
            return None
        return nearest.read_bytes().decode("utf-8-sig")

    def is_computed(self, path: str) -> bool:
        """Whether the structure computes the fact from others."""
        field = self.field(path)
        return field is not None and field.computed is not None

    def field(self, path: str) -> Field | None:
        """What the structure says of the fact; None for what only a kind's parts have."""
        try:
            return fact_paths.field_at(self.structure, path)
        except PathError:
            return None


def _times(own: Sequence[Line], path: str) -> int:
    """How often a fact is printed."""
    runs = (run for line in own for cell in line.cells for run in cell)
    return sum(run.origin is not None and run.origin.path == path for run in runs)


def run_of(own: Sequence[Line], spot: Spot, edit: Edit) -> Run:
    """The run that an edit is in."""
    return own[spot[0]].cells[spot[1]][edit.run]
