"""说明: what syncing found, for people: each edit with what is done about it, then what needs a person."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.syncing import Sync
from drafter.syncing.told import Follow, Placed, Unplaced

__all__ = ["lines"]

_LONGEST = 120


def lines(found: Sync) -> Iterator[str]:
    """The answer, line by line."""
    if found.found_nothing:
        yield "文档与计划一致，没有要写回的改动"
        return
    if found.placed:
        yield f"可以写回的改动{len(found.placed)}处："
        for number, placed in enumerate(found.placed, start=1):
            yield from _placed(number, placed)
    if found.unplaced:
        yield f"写不回去的改动{len(found.unplaced)}处，请自己改："
        for number, unplaced in enumerate(found.unplaced, start=1):
            yield from _unplaced(number, unplaced)
    if found.renumbered:
        yield f"编号由程序按结构编排，文档里的{len(found.renumbered)}处没有照改："
        for old, new in found.renumbered:
            yield f"  {old} → {new}"


def _texts(number: int, before: str, after: str) -> Iterator[str]:
    opening = f"{number}. "
    if before:
        yield f"  {opening}{'原文' if after else '删去'}：{_cut(before)}"
        opening = " " * len(opening)
    if after:
        yield f"  {opening}{'改为' if before else '新增'}：{_cut(after)}"


def _placed(number: int, placed: Placed) -> Iterator[str]:
    yield from _texts(number, placed.before, placed.after)
    for action in placed.actions:
        yield f"     → {action}"
    for follow in placed.follows:
        yield f"       {_follow(follow)}"


def _follow(follow: Follow) -> str:
    if not follow.after:
        return f"{follow.where}里随之删去：{_cut(follow.before)}"
    if not follow.before:
        return f"{follow.where}里随之增加：{_cut(follow.after)}"
    return f"{follow.where}里随之改为：{_cut(follow.after)}"


def _unplaced(number: int, unplaced: Unplaced) -> Iterator[str]:
    yield from _texts(number, unplaced.before, unplaced.after)
    yield f"     {unplaced.reason}"


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:58]}……{words[-58:]}"
