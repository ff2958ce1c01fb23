"""drafter drafts annual work plans and other recurring reports: facts in YAML in, a well-set Word document out.

    import drafter
    document = drafter.draft("2027-plan", gaps=False)
    problems = drafter.check("2027-plan")
    drafter.export(document, "plan.docx", layout="unit.yaml")
    document = drafter.read("plan.docx")
    figures = drafter.trace(document)
    comparison = drafter.compare("2026-plan", "2027-plan")

The map of the house, in the order of the work (imports run only towards `document`):

    cli             命令      one small file per command; only here is anything printed
    years           年度      the roads from one year to the next: roll, compare
    departments     各单位    the roads to the units that lead the tasks, and back: split, collect
    reading         读入      the roads from somebody's file to a document or an outline
    syncing         回写      an edited .docx back into facts and wording, each edit tried before it is kept
    pipeline        流程      the roads from files to problems, drafts and bytes
    capture         收成      the road from somebody else's file to a plan folder;   capturing: its stations
    asking          问答      what a facts file still lacks or has wrong, question by question
    collecting      收集      what units answered, into the facts;   returned: a questionnaire that came back
    splitting       分发      a plan's tasks by 牵头单位;     questionnaire: the workbook that a unit fills in
    facts_file      事实文件  a facts file on the disk: values put into it one by one, saved at once
    house_style     单位版式  the layout file and the Word file of its own (底版) that a unit's documents wear
    saving          保存      files written whole or not at all
    rolling         滚动      next year's facts file from this year's;   rolling_files: the files that go with it
    scaffold        脚手架    a new plan's facts file;   schema: its JSON Schema
    carrying        带入      what one plan's facts bring to a new one of another structure
    compose         编排      structure + wording + facts -> Document;   measuring: its sections against their lengths
    proof           校对      what to mend in the resulting text, or in anybody's
    tracing         溯源      every figure, date and name of a document -> the fact or the wording it came from
    comparing       对照      two documents, section by section: what was added, dropped, changed, carried over
    letterhead_tags 标记      {{ 单位 }} in a unit's Word file; writers/letterhead puts the draft into that file
    wording_check   措辞检查  wording held against the declared facts, without facts
    wording         措辞      Jinja in its sandbox;      filters: what office prose needs
    amendment       改写      a value put into a facts file's text, in the file's own manner
    fact_paths      路径      工作重点[1].任务, as it is typed and as problems name it
    facts           事实      the user's YAML typed;      kinds: what each kind accepts;   values: as wording sees them
    shared_facts    共用事实  what `use` brings in;      nearby: where a file that facts name may lie
    lengths         字数      how long a facts file wants the text and its sections to be
    sheets          电子表格  a list's rows in .xlsx or .csv -> the tree they would be in YAML;  workbook: to fill in
    structure       结构      Structure, Section, Field;  structure_file: read from YAML
    pieces          片段      rendered wording -> runs with origins, punctuation in order
    fact_leaves     事实项    every value of a facts file by its path;   plan_year: 年度, and the dates that hang on it
    library         书架      where structures, wording and examples are found
    joined          并列      甲科、乙科；丙科 as a list, where a structure allows it
    source_faults   读不懂    what libyaml says, in plain Chinese, and what to type
    source          源文件    YAML text -> a tree with places
    annotating      加批注    comments put into somebody's .docx, of which nothing else changes
    outline         大纲      lines that somebody else wrote -> the role of each, and a Document
    readers         读入      .docx -> Document, as it was before it was written; any .docx, .txt, .md -> lines
    writers         输出      Document -> docx, html, markdown, text
    office          办公软件  .docx -> PDF, .doc -> .docx, by an installed LibreOffice;   doctor: what this computer has
    differences     差异      which paragraphs of two texts belong together, and which words of two paragraphs differ
    fonts           字体      installed or not;   typefaces: under which names, and what stands in
    layout          版式      how each role looks: GB/T 9704-2012;  layout_file: a unit's deviations, read from YAML
    word_package    容器      a Word file from anywhere, opened within limits;   word_styles: its styles' names
    numbering       序数      一、（一）1.（1） and 一是/一要/首先
    quantities      数量      figures with what belongs to them: 1.2万亩, 2027年11月底前
    problems        问题      Problem, DraftError;        catalogue, catalogue_files: every problem's words
    lines           行        a line of somebody else's file, and what the file says of its look
    document        文稿      the waist: frozen blocks with origins

Words used everywhere: structure 结构, section 章节, fact 事实, heading 层次标题, numbering 层次序数, point 要点,
attachment 附件, wording 措辞, origin 出处, figure 数字 (a date or a name, too), comment 批注, letterhead 版头 of a
document or 底版, the Word file that has a unit's own.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from drafter.comparing import Comparison as Comparison
    from drafter.document import Document as Document
    from drafter.layout import Layout
    from drafter.problems import DraftError as DraftError
    from drafter.problems import Problem as Problem
    from drafter.tracing import Figure as Figure

__all__ = [
    "Comparison",
    "Document",
    "DraftError",
    "Figure",
    "Problem",
    "check",
    "compare",
    "draft",
    "export",
    "read",
    "trace",
]
__version__ = "0.1.0"

_HOMES = {
    "Comparison": "drafter.comparing",
    "Document": "drafter.document",
    "DraftError": "drafter.problems",
    "Figure": "drafter.tracing",
    "Problem": "drafter.problems",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'drafter' has no attribute {name!r}")


def draft(path: str | Path, *, gaps: bool = False) -> Document:
    """The document of the plan at `path` (a plan folder or a facts file).

    With `gaps`, 【待补：标签】 stands for every missing required fact. Raises `DraftError`, whose `problems` name
    everything that is wrong with facts, structure and wording; FileNotFoundError where there is no `path`.
    """
    from drafter import pipeline

    return pipeline.make(_existing(path), gaps=gaps)[0].document


def check(path: str | Path) -> tuple[Problem, ...]:
    """Every problem of the plan at `path`, sorted by place. FileNotFoundError where there is no `path`."""
    from drafter import pipeline

    return pipeline.check(_existing(path))


def export(
    document: Document, path: str | Path, *, layout: Layout | str | Path | None = None, force: bool = False
) -> Path:
    """Writes `document` to `path` in the format of its suffix (.docx, .html, .md, .txt, .pdf) and returns the path.

    It looks as GB/T 9704-2012 wants it or as `layout` says, a `drafter.layout.Layout` or a layout file.

    Raises `drafter.saving.OutputError`, an OSError, where the file cannot be written or would replace one that is not
    this program's own (unless `force`); `drafter.office.OfficeError`, an OSError too, where this computer cannot make a
    PDF; ValueError for a suffix that no writer knows; `DraftError` for a layout file with errors, FileNotFoundError
    where there is none.
    """
    from drafter import pipeline, saving

    target = Path(path)
    format_ = pipeline.format_for(target.suffix)
    if format_ is None:
        raise ValueError(f"no writer for “{target.suffix}”")
    if isinstance(layout, (str, Path)):
        layout = pipeline.layout_at(_existing(layout))
    saving.save(pipeline.render(document, format_, layout), target, target.parent, force=force)
    return target


def read(path: str | Path) -> Document:
    """The document in the file at `path` (.docx), as `export` wrote it and a clerk may have changed it; no origins.

    Raises `DraftError` where its contents cannot be read, such as a damaged file or one with a password; ValueError for
    a suffix that no reader knows; FileNotFoundError where there is no `path`.
    """
    from drafter import reading

    return reading.read(_existing(path))


def trace(document: Document) -> tuple[Figure, ...]:
    """Every figure, date and name of `document` in printing order, with the fact or the wording that brought it.

    A document that was read from a file does not know where anything came from: its figures have empty origins.
    """
    from drafter import tracing

    return tracing.figures(document)


def compare(old: str | Path, new: str | Path) -> Comparison:
    """What became of the document at `old` in the one at `new`, section by section; each a plan or a .docx.

    Raises `DraftError` with the errors of both; FileNotFoundError where one of them is not there.
    """
    from drafter import years

    return years.compare(_existing(old), _existing(new))


def _existing(path: str | Path) -> Path:
    found = Path(path)
    if not found.exists():
        raise FileNotFoundError(f"没有“{found}”这个文件或文件夹")
    return found
