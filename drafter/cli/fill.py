"""`drafter fill PATH`: the draft, numbered as it will be printed, on stdout."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from drafter.cli.output import PlanPath, plan_at, print_problems, tell_gaps

HELP = "每段一行；表格的格子用制表符隔开；附件在最后。"


class To(StrEnum):
    """Formats that can be printed."""

    text = "text"
    markdown = "markdown"
    html = "html"


GapsOption = Annotated[bool, typer.Option("--gaps", help="缺少必填的事实也照样起草，写成【待补：标签】")]


def run(
    path: PlanPath,
    to: Annotated[To, typer.Option("--to", help="纯文本、Markdown 或网页", show_default="text")] = To.text,
    gaps: GapsOption = False,
) -> None:
    plan_at(path)
    from drafter import pipeline
    from drafter.problems import DraftError

    try:
        if to is To.html:  # the only one that shows what the layout says
            draft, style, problems = pipeline.prepare(path, gaps=gaps, proofread=True)
        else:
            (draft, problems), style = pipeline.make(path, gaps=gaps, proofread=True), None
    except DraftError as error:
        print_problems(error.problems)
        raise typer.Exit(1) from error
    print_problems(problems)
    tell_gaps(draft.document)
    sys.stdout.write(pipeline.render(draft.document, to.value, *(style or ())).decode())
