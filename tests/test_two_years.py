"""两年的故事: every command of examples/two-years/README.md, by a clerk who fills in what the examples have."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import drafter
from drafter.source import parse
from tests import program
from tests.plain_facts import leaves

ROOT = Path(__file__).parent.parent
STORY = ROOT / "examples" / "two-years"
README = (STORY / "README.md").read_text("utf-8")
PLAN, HALF, SUMMARY = "annual-work-plan", "half-year-summary", "annual-summary-next-plan"

Run = Callable[[str], tuple[int, str]]
Golden = Callable[[str | Path, str], None]


def blocks(language: str) -> list[str]:
    """The README's blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


@pytest.fixture
def run(run: program.Run) -> Run:
    """Runs a line of the README in an empty folder; what it prints goes into the file that it names behind >."""

    def ran(line: str) -> tuple[int, str]:
        name, *args = shlex.split(line)
        assert name == "drafter"
        file = Path(args[args.index(">") + 1]) if ">" in args else None
        ended = run(*(args[: args.index(">")] if file else args))
        if file:
            file.write_bytes(ended.out.encode())
        return ended.status, ended.out + ended.err

    return ran


def facts(file: Path) -> dict[str, str]:
    """What a facts file says."""
    root = parse(file.read_text("utf-8"), str(file)).root
    assert root is not None
    return leaves(root)


def fill_in(folder: str, finished: Path, previous: str = "") -> None:
    """The clerk's part: the folder's facts become the finished ones."""
    text = (finished / "facts.yaml").read_text("utf-8")
    text = re.sub(r"(?<=^previous: ).*$", previous, text, flags=re.MULTILINE)
    Path(folder, "facts.yaml").write_text(text, "utf-8")


def section(number: int) -> list[list[str]]:
    """The lines of every block of commands and of answers in a section of the README."""
    text = README.split("\n## ")[number]
    return [found.splitlines() for found in re.findall(r"^```(?:bash|text)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)]


def told(run: Run, commands: list[str], *, status: int = 0) -> str:
    """What the commands print; the last one ends with `status`, all others with 0."""
    answers = [run(line) for line in commands]
    assert [code for code, _ in answers] == [0] * (len(commands) - 1) + [status]
    return "".join(out for _, out in answers)


def test_the_story_by_its_commands(run: Run) -> None:
    """From the plan of 2027 to that of 2028 and what became of it: every line of the README does what it says."""
    examples = ROOT / "examples"
    (plan,) = section(1)
    assert "没有发现问题" in told(run, plan)

    new, answer, finish, rate = section(2)
    out = told(run, new, status=1)
    assert all(line in out for line in answer)
    brought, wanted = facts(Path("2027年半年总结/facts.yaml")), facts(examples / HALF / "facts.yaml")
    assert brought.items() <= wanted.items()
    fill_in("2027年半年总结", examples / HALF)
    out = told(run, finish)
    assert "没有发现问题" in out
    assert rate[0] in out

    new, finish, rate = section(3)
    told(run, new)
    assert (
        facts(Path("2027年总结/facts.yaml")).items() - {("structure", SUMMARY)}
        <= facts(examples / SUMMARY / "facts.yaml").items()
    )
    fill_in("2027年总结", examples / SUMMARY)
    out = told(run, finish)
    assert "没有发现问题" in out
    assert rate[0] in out

    roll, answer, candidates, undone = section(4)
    out = told(run, roll)
    assert all(line in out for line in answer)
    out = told(run, candidates)
    assert all(line in out for line in undone)

    finish, answer = section(5)
    fill_in("2028年计划", STORY / "2028", "../2027年计划/facts.yaml")
    out = told(run, finish)
    assert all(line in out for line in answer)
    assert Path("2028年计划/青岚县水务局2028年工作计划.docx").exists()
    assert Path("对照.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def test_check_names_every_figure_that_is_still_of_2027(run: Run) -> None:
    """After the roll each warning quotes what the plan of 2027 says at that path, and no other figure is told of."""
    shutil.copytree(ROOT / "examples" / PLAN, "2027")
    assert run("drafter roll 2027 2028 --year 2028")[0] == 0
    old = facts(Path("2027/facts.yaml"))
    found = [each for each in drafter.check("2028") if each.severity == "warning"]
    figures = {
        path
        for path, text in old.items()
        if re.search(r"\d", text)
        and not re.search(r"年度$|时限$|成文日期|^structure|总体目标|名称$|简称$|会议精神", path)
    }
    assert {each.path for each in found} == figures
    for each in found:
        assert old[each.path or ""].startswith(each.message.partition("：“")[2].rstrip("”").rstrip("…"))


def test_the_finished_plan_of_2028_is_without_fault() -> None:
    """No error, no warning; every `unchanged` says why, and its `previous` is the example of 2027."""
    assert [found for found in drafter.check(STORY / "2028") if found.severity != "info"] == []
    text = (STORY / "2028" / "facts.yaml").read_text("utf-8")
    assert (STORY / "2028" / facts(STORY / "2028" / "facts.yaml")["previous"]).resolve() == (
        ROOT / "examples" / PLAN / "facts.yaml"
    )
    kept = text.partition("unchanged:\n")[2].partition("\n\n")[0].split("\n")
    assert kept
    assert all(re.search(r"   # .{5,}", line) for line in kept)
    assert "\n".join(kept) in blocks("yaml")[0]


def test_what_was_not_done_is_taken_up() -> None:
    """Each unfinished task of the summary is one of the plan of 2028, and so are its goals and new tasks."""
    summary, plan = facts(ROOT / "examples" / SUMMARY / "facts.yaml"), facts(STORY / "2028" / "facts.yaml")
    unfinished = {
        summary[path.replace("状态", "任务")]
        for path, text in summary.items()
        if path.endswith("状态") and text != "已完成"
    }
    planned = {text for path, text in summary.items() if re.fullmatch(r"打算\[\d+\]\.任务", path)}
    tasks = {text for path, text in plan.items() if re.fullmatch(r"工作重点\[\d+\]\.任务", path)}
    assert unfinished
    assert unfinished | planned <= tasks
    goals = {(plan[f"目标[{n}].指标"], plan[f"目标[{n}].数值"]) for n in range(1, 8)}
    assert {(summary[f"下年目标[{n}].指标"], summary[f"下年目标[{n}].数值"]) for n in range(1, 7)} <= goals


@pytest.mark.parametrize(("file", "view"), [("compare.txt", "text"), ("compare.html", "html")])
def test_the_comparison_is_as_accepted(
    golden: Golden, run: Run, monkeypatch: pytest.MonkeyPatch, file: str, view: str
) -> None:
    """What compare prints of the two plans lies beside them; `pytest --accept` writes it anew."""
    monkeypatch.chdir(STORY)
    status, out = run(f"drafter compare ../{PLAN} 2028 --format {view}")
    assert status == 0
    golden(STORY / file, out)
