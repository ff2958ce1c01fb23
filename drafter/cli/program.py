"""The program: its commands by name, its help and its usage errors in Chinese."""

from __future__ import annotations

import os
import re
import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer._click import Command, Context, HelpFormatter  # typer carries click inside and has no public door to it
from typer._click.exceptions import BadOptionUsage, BadParameter, ClickException, MissingParameter, NoSuchOption
from typer.core import TyperCommand, TyperGroup

COMMANDS = {
    "structures": "列出可用的结构；写上 ID，检查并列出它的章节和事实",
    "new": "新建一个计划文件夹，里面是待填的 facts.yaml",
    "ask": "在终端里一问一答，补上还没有填、填得不对的事实",
    "schema": "输出事实文件的 JSON Schema，供编辑器补全和检查",
    "check": "检查事实、结构、措辞和写成的文字",
    "fill": "填好模板，把文稿打印出来",
    "export": "导出 Word 文档（或 PDF、网页、Markdown、纯文本）",
    "trace": "列出文稿里的每个数字、日期、名称出自哪一条事实、第几行",
    "outline": "读一份别人写的文档，看出每一行是标题、正文还是别的",
    "capture": "把一份别人写的文档变成计划文件夹：结构和事实，导出来还是原来的字",
    "compare": "今年的与去年的对照：哪些章节、任务、目标、句子增了、删了、改了、沿用了",
    "roll": "由今年的计划文件夹建明年的：哪些带过来，哪些改了年份，哪些要更新",
    "split": "把任务按牵头单位分开，每个单位一个待填的工作簿",
    "collect": "把各单位交回的工作簿收进事实，列出没有交的、改动了的、互相矛盾的",
    "sync": "别人在导出的 Word 文档里改了什么，写回事实和措辞",
    "doctor": "看看这台电脑有什么、缺什么：字体、LibreOffice、选装的部分",
}


class LocalizedCommand(TyperCommand):
    """A command whose help has Chinese headings."""

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        pieces = [piece.strip("{}") for piece in self.collect_usage_pieces(ctx) if piece != "[OPTIONS]"]
        formatter.write_usage(ctx.command_path, " ".join(["[选项]", *pieces]), prefix="用法：")

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        _format_parameters(self, ctx, formatter)


class Program(TyperGroup):
    """The root command: imports a command's module when that command is asked for."""

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002  # typer's signature
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:  # noqa: ARG002  # typer's signature
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"drafter.cli.{cmd_name}")
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        app.command(name=cmd_name, cls=LocalizedCommand, help=COMMANDS[cmd_name] + "。\n\n" + module.HELP)(module.run)
        return typer.main.get_command(app)

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        name = args[0]
        command = self.get_command(ctx, name)
        if command is None:
            from drafter.problems import did_you_mean

            hint = did_you_mean(name, COMMANDS) or "drafter --help 列出所有命令"
            ctx.fail(f"没有“{name}”这个命令\n  提示：{hint}")
        return name, command, args[1:]

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, "[选项] 命令 [参数]…", prefix="用法：")

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        _format_parameters(self, ctx, formatter)
        with formatter.section("命令"):
            formatter.write_dl(list(COMMANDS.items()))


def _format_parameters(command: Command, ctx: Context, formatter: HelpFormatter) -> None:
    arguments: list[tuple[str, str]] = []
    options: list[tuple[str, str]] = []
    for param in command.get_params(ctx):
        record = param.get_help_record(ctx)
        if record:
            (arguments if param.param_type_name == "argument" else options).append((record[0], _told(record[1])))
    for title, records in (("参数", arguments), ("选项", options)):
        if records:
            with formatter.section(title):
                formatter.write_dl(records)


def _show_version(wanted: bool) -> None:
    if wanted:
        from drafter import __version__

        typer.echo(f"drafter {__version__}")
        raise typer.Exit


def _root(
    version: Annotated[  # its callback acts
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="显示版本")
    ] = False,
) -> None:
    pass


_TOLD = {
    "Show this message and exit.": "显示帮助",
    "Install completion for the current shell.": "为当前的 shell 装上命令补全",
    "Show completion for the current shell, to copy it or customize the installation.": "显示补全脚本，供自行安装",
    "[required]": "（必填）",
}


def _told(words: str) -> str:
    """typer's own words in Chinese."""
    for english, chinese in _TOLD.items():
        words = words.replace(english, chinese)
    return re.sub(r"\[default: \(?(.*?)\)?\]", r"（默认 \1）", words)


_ABOUT = """\
起草年度工作计划等结构固定的文稿：事实写进 facts.yaml，检查、填充，导出规范的 Word 文档。

从这里开始：drafter new annual-work-plan 我的计划 --example
"""


def program() -> Program:
    """The root command."""
    app = typer.Typer(
        cls=Program,
        rich_markup_mode=None,
        no_args_is_help=True,
        context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
    )
    app.callback(help=_ABOUT)(_root)
    group = typer.main.get_command(app)
    assert isinstance(group, Program)  # noqa: S101  # cls above
    return group


def run(args: list[str]) -> int:
    """Runs the program with `args` and returns the exit status."""
    try:
        outcome: Any = program().main(args=args, prog_name="drafter", standalone_mode=False)
        sys.stdout.flush()
    except ClickException as error:
        _explain(error)
        return 2
    except typer.Abort:
        print("已中止", file=sys.stderr)
        return 2
    except BrokenPipeError:
        return _unread()
    except SystemExit as ended:  # typer's way with a reader that has gone
        if isinstance(ended.__context__, BrokenPipeError):
            return _unread()
        raise
    except OSError as error:
        if error.filename is None:
            raise
        from drafter.catalogue import os_reason

        print(f"错误：“{error.filename}”用不了：{os_reason(error)}", file=sys.stderr)
        return 2
    return outcome if isinstance(outcome, int) else 0


def _unread() -> int:
    """Nobody reads stdout any more, as with `| head -1`: that is no fault, and nothing more is said."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _explain(error: ClickException) -> None:
    context = getattr(error, "ctx", None)
    if error.__class__.__name__ == "NoArgsIsHelpError":
        print(context.get_help() if context else "", file=sys.stderr)
        return
    print(f"错误：{_in_chinese(error)}", file=sys.stderr)
    if context:
        print(f"  用法：{context.command_path} --help", file=sys.stderr)


def _in_chinese(error: ClickException) -> str:
    if isinstance(error, NoSuchOption):
        near = "、".join(error.possibilities or ())
        return f"没有 {error.option_name} 这个选项" + (f"\n  提示：是否想写 {near}？" if near else "")
    if isinstance(error, MissingParameter):
        is_option = error.param is not None and error.param.param_type_name == "option"
        name = (error.param.opts[0] if is_option else error.param.human_readable_name) if error.param else "参数"
        return f"缺少“{name}”"
    if isinstance(error, BadOptionUsage):
        return f"{error.option_name} 后面要有值"
    if isinstance(error, BadParameter) and error.param is not None:
        choices = getattr(error.param.type, "choices", None)
        names = "、".join(str(getattr(choice, "value", choice)) for choice in choices) if choices else ""
        option = (error.param.opts or [error.param.human_readable_name])[0]
        return f"{option} 只能是：{names}" if names else f"{option}：{error.message}"
    words = error.format_message()
    if words.startswith("Got unexpected extra argument"):
        return "多写了参数：" + words[words.rfind("(") + 1 : words.rfind(")")]
    return "要写明命令" if words == "Missing command." else words
