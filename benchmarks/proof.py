"""What the proofreader finds in clean and faulty texts: python benchmarks/proof.py FOLDER… [--show] [--plant]

A folder's .txt, .md and .word texts (see tests/word_text.py) are read as `drafter check` reads such files. They are
clean, unless a .json of the same name beside one lists its errors by line. For clean texts: findings in 10,000
characters by rule; for faulty ones: lines found and missed, findings on other lines. With --plant
every kind of slip is made in every clean text where there is room for it, one at a time: how many are found, by rule.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from drafter.problems import SEVERITIES, Problem
from drafter.proof import document_problems
from tests.field_texts import proofread
from tests.field_texts import texts as texts_of
from tests.plain_text import document


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--show", action="store_true", help="every finding")
    parser.add_argument("--plant", action="store_true", help="slips made by machine in the clean texts")
    parser.add_argument("--severity", choices=SEVERITIES, default="warning")
    options = parser.parse_args()
    shown = SEVERITIES[: SEVERITIES.index(options.severity) + 1]
    for folder in options.folders:
        texts = texts_of(folder)
        faulty = [path for path in texts if answers(path)]
        clean(folder, [path for path in texts if path not in faulty], shown, show=options.show)
        if options.plant:
            plant([path.read_text("utf-8") for path in texts if path not in faulty])
        found = Counter[str]()
        for path in faulty:
            found += planted(path, shown, show=options.show)
        if faulty:
            print(
                f"{folder}: {found['found']} of {found['lines']} faulty lines found, {found['others']} on other lines"
            )
            print(f"  codes: {found['codes found']} of {found['codes']} found")


def answers(path: Path) -> dict[str, object]:
    """The errors of a text, as the file beside it tells them."""
    beside = path.with_suffix(".json")
    told = json.loads(beside.read_text("utf-8")) if beside.exists() else {}
    return told if "errors" in told else {}


def check(path: Path, shown: tuple[str, ...]) -> list[tuple[int, Problem]]:
    return [(line, each) for line, each in proofread(path) if each.severity in shown]


def clean(folder: Path, paths: list[Path], shown: tuple[str, ...], *, show: bool) -> None:
    if not paths:
        return
    characters = sum(len(path.read_text("utf-8")) for path in paths)
    start = time.perf_counter()
    problems = [each for path in paths for _, each in check(path, shown)]
    took = (time.perf_counter() - start) * 1000
    if show:
        print(*problems, sep="\n")
    by_rule = Counter((each.severity, each.code) for each in problems)
    for (severity, code), count in sorted(by_rule.items()):
        print(f"  {code} {severity:8} {count:4}  {count / characters * 10_000:6.2f} in 10,000 characters")
    for severity in shown:
        count = sum(each.severity == severity for each in problems)
        print(f"{folder}: {count} of severity {severity}, {count / characters * 10_000:.2f} in 10,000 characters")
    print(f"{folder}: {characters} characters in {took:.0f} ms")


def planted(path: Path, shown: tuple[str, ...], *, show: bool) -> Counter[str]:
    told = answers(path)
    lines: dict[str, object] = told["errors"]  # type: ignore[assignment]
    codes: dict[str, list[str]] = told.get("codes", {})  # type: ignore[assignment]
    problems = check(path, shown)
    found = {str(line) for line, _ in problems}
    others = [each for line, each in problems if str(line) not in lines]
    for line in lines.keys() - found:
        print(f"{path.name}:{line}: MISSED {lines[line]}")
    hits = {(str(line), each.code) for line, each in problems}
    missed = [pair for pair in pairs(codes) if pair not in hits]
    print(
        *(f"{path.name}:{line}: missed {code}" for line, code in missed if line in found),
        sep="\n",
        end="\n" if missed else "",
    )
    if show or others:
        print(*([each for _, each in problems] if show else others), sep="\n")
    total = len(list(pairs(codes)))
    return Counter(
        {
            "lines": len(lines),
            "found": len(lines.keys() & found),
            "others": len(others),
            "codes": total,
            "codes found": total - len(missed),
        }
    )


# ---- slips made by machine ------------------------------------------------------------------------------------------

SLIPS: tuple[tuple[str, str, str], ...] = (
    ("P101", r"(?<=[\u4e00-\u9fff])，(?=[\u4e00-\u9fff])", ","),
    ("P102", r"(?<=[\u4e00-\u9fff])。$", "."),
    ("P103", r"（([\u4e00-\u9fff]{2,20})）", r"(\1)"),
    ("P104", r"“([\u4e00-\u9fff]{2,10})”", r'"\1"'),
    ("P105", r"（([\u4e00-\u9fff]{4,20})）", r"（\1"),
    ("P106", r"(?<=[\u4e00-\u9fff])。$", "。。"),
    ("P109", r"^（([一二三])）", r"（\1）、"),
    ("P110", r"^([一二三四])、", r"\1 、"),
    ("P111", r"^([1-9])\.(?=[\u4e00-\u9fff])", r"\1、"),
    ("P114", r"、([\u4e00-\u9fff]{2,4})等(?=[\u4e00-\u9fff])", r"、\1、等"),
    ("P116", r"《关于([^《》〈〉\n]{4,30})》", r"《关于《\1》的通知》"),
    ("P120", r"(?<=[\u4e00-\u9fff]{4})。$", ""),
    ("P201", r"(?<!\d)20(\d\d)年(?=\d{1,2}月)", r"\1年"),
    ("P202", r"(20\d\d年)([1-9])月(?=底|前|\d)", r"\g<1>0\2月"),
    ("P209", r"(\d+)个百分点", r"\1%个百分点"),
    ("P301", r"^三、", "四、"),
    ("P301", r"^（三）", "（四）"),
    ("P302", r"二是", "三是"),
    ("P405", r"〔(\d{4})〕(\d+)号", r"[\1]\2号"),
    ("P501", r"(?<=[\u4e00-\u9fff])\d+(?=[个项家万])", "XX"),
    ("P502", r"(?<=[\u4e00-\u9fff])，(?=[\u4e00-\u9fff])", "【待核实】，"),
    ("P508", r"(?<=[\u4e00-\u9fff])，(?=[\u4e00-\u9fff])", "，  "),
    ("P510", r"(?<=[\u4e00-\u9fff])，(?=[\u4e00-\u9fff])", "，\u200b"),
    ("P512", r"，(加强|推动|建立|完善)", r"，\1\1"),
    ("P605", r"(\d{1,2})月底前", "2月30日前"),
    ("P607", r"（负责部门：[^）]+）", "（负责部门：）"),
)
"""A slip that people make: the rule that shall find it, where it can be made, what it makes of the text."""


def plant(texts: list[str]) -> None:
    """One slip at a time, at the middle one of the places where it can be made."""
    made, found = Counter[str](), Counter[str]()
    for text in texts:
        for code, place, slip in SLIPS:
            places = list(re.finditer(place, text, re.MULTILINE))
            if not places:
                continue
            chosen = places[len(places) // 2]
            faulty = text[: chosen.start()] + chosen.expand(slip) + text[chosen.end() :]
            line = text.count("\n", 0, chosen.start()) + 1
            problems = document_problems(document(faulty), exact=True)
            made[code] += 1
            found[code] += any(each.code == code and each.place and each.place.line == line for each in problems)
    print(
        *(f"  {code}: {found[code]} of {count} planted slips found" for code, count in sorted(made.items())), sep="\n"
    )
    print(f"  {found.total()} of {made.total()} planted slips found")


def pairs(codes: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    return ((line, code) for line, each in codes.items() for code in each)


if __name__ == "__main__":
    main()
