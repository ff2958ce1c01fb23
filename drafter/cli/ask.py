"""`drafter ask DIR`: asks at the terminal for what is missing or wrong, and writes every answer down at once."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from drafter.cli.output import PlanPath, plan_at, print_problems, refuse, typed
from drafter.cli.settings import SetOption, assignments

if TYPE_CHECKING:
    from pathlib import Path

    from drafter.asking import Asking, Question
    from drafter.facts_file import FactsFile

HELP = "直接回车是先不填；输入 :q 离开，已经填的都存好了，下次接着填。退出码为 0，就是必填的都填好了。"

_LEAVE = (":q", "：q")
_TITLES = {
    "fill": "{label}（选填）要填吗？（y 是，回车否）",
    "more": "{label}已有{number}项，再加一项？（y 是，回车否）",
    "optional": "还有{number}项选填，要填吗？（y 是，回车否）",
}


def run(
    path: PlanPath,
    settings: SetOption = None,
    all_: Annotated[bool, typer.Option("--all", help="选填的也一起问")] = False,
) -> None:
    plan_at(path)
    given = assignments(settings)
    from drafter import pipeline, saving
    from drafter.facts_file import FactsFile
    from drafter.problems import DraftError, errors

    try:
        plan = pipeline.open_plan(path)
        if errors(plan.problems):
            raise DraftError(plan.problems)
        file = FactsFile(pipeline.facts_file(path), plan.structure)
        if given:
            _set(file, given)
        else:
            _interview(file, path, optional=all_)
    except DraftError as error:
        print_problems(error.problems)
        raise typer.Exit(1) from error
    except saving.OutputError as error:
        refuse(str(error))


# ---- values on the command line ---------------------------------------------------------------------------------


def _set(file: FactsFile, given: dict[str, str]) -> None:
    from drafter.amendment import AmendmentError
    from drafter.fact_paths import PathError, resolve
    from drafter.problems import errors

    try:
        for path in given:
            resolve(file.structure, path)
        told = file.put(given)
    except PathError as error:
        refuse(f"--set 里的“{error.path}”找不到对应的事实", error.hint)
    except AmendmentError as error:
        refuse(f"--set 改不了“{error.path}”：它在文件里的写法特别", f"打开“{file.path}”改")
    print_problems(told)
    if errors(told):
        typer.echo("什么也没有写", err=True)
        raise typer.Exit(1)
    for path, value in given.items():
        typer.echo(f"已写好：{path}: {value}")


# ---- questions ------------------------------------------------------------------------------------------------------


class _LeftError(Exception):
    """The user has gone: Ctrl-C, Ctrl-D, the end of the input, or :q."""


def _interview(file: FactsFile, path: Path, *, optional: bool) -> None:
    from drafter.asking import Asking

    asking = Asking(file, optional=optional)
    try:
        _talk(asking, _Keyboard())
    except (_LeftError, KeyboardInterrupt):
        _say("")
    for at in asking.by_hand:
        _say(f"“{at}”在文件里的写法特别，打开“{file.path}”改")
    _farewell(file, path)


def _talk(asking: Asking, keyboard: _Keyboard) -> None:
    questions = asking.questions()
    question = next(questions, None)
    if question:
        _say("每答一项就存好一项。直接回车是先不填，:q 离开。")
    while question:
        _show(question)
        answer = keyboard.lines() if question.kind == "lines" else keyboard.line()
        try:
            question = questions.send(answer)
        except StopIteration:
            question = None
        print_problems(asking.remarks)
        asking.remarks.clear()


def _farewell(file: FactsFile, path: Path) -> NoReturn:
    """What is still missing or wrong; exit status 1 where there is any of it."""
    from drafter.asking import Asking
    from drafter.problems import errors

    left = errors(file.problems())
    missing = [found for found in left if found.code == "F101"]
    print_problems([found for found in left if found not in missing])
    if not left:
        typer.echo(f"必填的都填好了。下一步：drafter check {typed(path)}")
        raise typer.Exit(0)
    if missing:
        names = "、".join(dict.fromkeys(found.path or "" for found in missing))
        typer.echo(f"还有{len(missing)}项必填没有填：{names}")
    question = next(Asking(file).questions(), None)
    if question and question.kind != "optional":
        typer.echo(f"接着填：drafter ask {typed(path)}")
    else:
        typer.echo(f"上面说到的，打开“{file.path}”改；改好了检查：drafter check {typed(path)}")
    raise typer.Exit(1)


def _show(question: Question) -> None:
    _say("")
    print_problems(question.problems)
    field = question.field
    if question.kind not in ("value", "lines") or field is None:
        _say(_bold(_TITLES[question.kind].format(label=field.label if field else "", number=question.number)))
        return
    from drafter.scaffold import explained

    title, colon, told = explained(field).partition("：")
    if question.path.endswith("]"):
        title = f"{question.path}（直接回车，这个列表就到此为止）"
    elif question.path != field.name:
        title = f"{question.path}　{title}"
    _say(_bold(title) + colon + told)
    if question.current:
        _say(f"  现在写的是：{question.current}")
    for number, choice in enumerate(field.choices, start=1):
        _say(f"  {number}. {choice}")
    if question.kind == "lines":
        _say("  可以写几段，每段一行；空行结束")


class _Keyboard:
    """What the user types, at a terminal or from a pipe."""

    def __init__(self) -> None:
        """Prepares a terminal's line editing, which knows how wide Chinese is; UTF-8 from everywhere else."""
        self.left = sys.stdin is None  # as where there is no input at all
        self.terminal = not self.left and sys.stdin.isatty() and sys.stdout.isatty()
        if self.terminal:
            with suppress(ImportError):
                import readline  # noqa: F401  # input() uses it once it is there
        elif isinstance(sys.stdin, TextIOWrapper):
            sys.stdin.reconfigure(encoding="utf-8-sig", errors="surrogateescape")

    def lines(self) -> str:
        """Lines until an empty one; whoever leaves in the middle keeps what is there."""
        lines: list[str] = []
        try:
            while line := self.line().strip():
                lines.append(line)
        except (_LeftError, KeyboardInterrupt):
            self.left = True
            if not lines:
                raise
        return "\n".join(lines)

    def line(self) -> str:
        """One line; _LeftError once the user has gone."""
        line = None if self.left else self._typed()
        if line is None or line.strip() in _LEAVE:
            raise _LeftError
        return line

    def _typed(self) -> str | None:
        if self.terminal:
            with suppress(EOFError):
                return input("> ")
            return None
        print("> ", end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        return line.rstrip("\r\n") if line else None


def _say(words: str) -> None:
    print(words, file=sys.stderr)


def _bold(words: str) -> str:
    return typer.style(words, bold=True) if sys.stderr.isatty() and "NO_COLOR" not in os.environ else words
