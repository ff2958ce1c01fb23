"""版式文件: read strictly, every fault in one pass; it states what deviates, and the rest is GB/T 9704-2012.

Each file in cases/layouts is a layout; the .txt beside it has all that `check` says of it (empty: nothing).
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

import drafter
from drafter import layout_keys
from drafter.catalogue import CATALOGUE
from drafter.cli.program import run
from drafter.document import Date, Document, Heading, Paragraph, Point, Properties, Run, Signature, Text, Title
from drafter.layout import GBT9704, Layout, Look
from drafter.layout_file import load
from drafter.problems import in_order
from drafter.writers import docx, docx_markup

CASES = Path(__file__).parent / "cases"
FILES = sorted((CASES / "layouts").glob("*.yaml"))
ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs" / "layout.md"
Golden = Callable[[str | Path, str], None]


def text(words: str) -> Text:
    """A text of one run."""
    return (Run(words),)


DOCUMENT = Document(
    (
        Title((text("青岚县水务局2027年工作计划"),)),
        Heading(1, "一、", (text("总体要求"),)),
        Heading(2, "（一）", (text("供水"),), "。", text("新建管网126公里，普及率达到95.5%，“十五五”末为—。")),
        Point("一是", text("A区优先。"), text("完成<3>处&5处。")),
        Paragraph(text("以上计划，请遵照执行。")),
        Signature(text("青岚县水务局")),
        Date(text("2027年1月8日")),
    ),
    Properties("计划"),
)


@pytest.fixture
def layout(tmp_path: Path) -> Callable[[str], Layout]:
    """A layout from the text of its file, which has no errors."""

    def read(words: str) -> Layout:
        file = tmp_path / "layout.yaml"
        file.write_text(words, "utf-8")
        loaded, problems = load(file)
        assert loaded, problems
        return loaded

    return read


def body(layout: Layout, document: Document = DOCUMENT) -> str:
    """The main part of the document in that layout."""
    with zipfile.ZipFile(io.BytesIO(docx.write(document, layout))) as archive:
        return archive.read("word/document.xml").decode()


def styles(layout: Layout) -> str:
    """The styles of a document in that layout."""
    with zipfile.ZipFile(io.BytesIO(docx.write(DOCUMENT, layout))) as archive:
        return archive.read("word/styles.xml").decode()


# ---- what is wrong, and what deviates -------------------------------------------------------------------------------


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_all_that_is_to_say_about_a_layout(golden: Golden, monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    """Every problem with place, words and hint, as in the .txt beside the layout; `--accept` writes it anew."""
    monkeypatch.chdir(CASES)
    loaded, problems = load(file.relative_to(CASES))
    assert (loaded is None) is any(found.severity == "error" for found in problems)
    golden(file.with_suffix(".txt"), "".join(f"{problem}\n" for problem in in_order(problems)))


def test_every_problem_of_layouts_has_its_case() -> None:
    """A new code of layouts brings a faulty layout; L509 is about facts."""
    expected = "".join(file.with_suffix(".txt").read_text("utf-8") for file in FILES)
    codes = {code for code in CATALOGUE if re.fullmatch(r"L50\d|L51\d", code)}
    assert set(re.findall(r" (L5\d\d) ", expected)) == codes - {"L509"}


@pytest.mark.parametrize("name", layout_keys.keys())
def test_the_standard_stated_is_no_deviation(tmp_path: Path, name: str) -> None:
    """Whatever key repeats the standard's value as it is shown to people: nothing changes and nothing is said."""
    key = layout_keys.keys()[name]
    shown = key.kind.shown(key.value_in(GBT9704)).partition("（")[0]
    if shown == "与周围的文字相同":
        return
    file = tmp_path / "layout.yaml"
    file.write_text("".join(f"{'  ' * depth}{part}:\n" for depth, part in enumerate(name.split("."))), "utf-8")
    file.write_text(file.read_text("utf-8").rstrip("\n") + f" {json.dumps(shown, ensure_ascii=False)}\n", "utf-8")
    loaded, problems = load(file)
    assert problems == ()
    assert loaded == GBT9704._replace(name=loaded.name if loaded else "")


# ---- what a file makes ----------------------------------------------------------------------------------------------


def test_a_file_changes_what_it_states_and_nothing_else(layout: Callable[[str], Layout]) -> None:
    """Bold level 2 headings, and all else as in the standard."""
    own = layout("name: 本局\nheading2: {bold: true}\n")
    assert own == GBT9704._replace(name="本局", heading2=GBT9704.heading2._replace(bold=True))


def test_what_looks_like_the_body_in_the_standard_follows_it(layout: Callable[[str], Layout]) -> None:
    """A unit that changes the body's font, size and pitch changes all text of that font, size and pitch."""
    own = layout("body: {font: 仿宋, size: 四号, pitch: 28磅}\nsignature: {size: 三号}\n")
    assert (own.heading3.font, own.heading1.font, own.salutation.size) == ("仿宋", "黑体", 14.0)
    assert (own.title.pitch, own.title.size, own.table.cell.pitch) == (28.0, 22.0, 18.0)
    assert own.page.grid == own.body.pitch == own.attachment_list.pitch
    assert own.signature.size == 16.0
    assert own.table.cell.font == "仿宋"


def test_fonts_come_with_what_stands_in_for_them(layout: Callable[[str], Layout]) -> None:
    """Each font that a layout names, and no other, is in its table of fonts; a file may say what stands in."""
    own = layout(
        "fonts: {汉仪仿宋: 华文仿宋}\nbody: {font: 汉仪仿宋}\ntitle: {font: 方正小标宋_GBK}\nlead: {font: 甲体}\n"
    )
    fonts = {font.name: font.alternative for font in own.fonts}
    assert (fonts["汉仪仿宋"], fonts["方正小标宋_GBK"], fonts["甲体"]) == ("华文仿宋", "宋体", "")
    assert "仿宋_GB2312" not in fonts
    assert {look.font for look in looks(own)} <= set(fonts)


def looks(own: Layout) -> list[Look]:
    """Every look of a layout, wherever it stands."""
    found: list[Look] = []
    waiting: list[object] = [own]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Look):
            found.append(each)
        elif isinstance(each, tuple):
            waiting += each
    return found


def test_every_look_can_be_changed() -> None:
    """A role that is added to the layout can be written in a file: its font and size have keys."""
    named = {id(look) for look in looks(GBT9704)}
    keys = layout_keys.keys().values()
    reached = {id(layout_keys.value_at(GBT9704, key.paths[0][:-1])) for key in keys if key.name.endswith("font")}
    assert named <= reached
    assert {key.name.rpartition(".")[0] for key in keys if key.name.endswith(".font")} == {
        key.name.rpartition(".")[0] for key in keys if key.name.endswith(".size")
    } | {"lead"}


def test_every_key_has_a_name_in_chinese() -> None:
    """Deviations are told to people who do not read English."""
    names = list(layout_keys.keys())
    assert [name for name in names if not layout_keys.label(name)] == []
    assert [name for name in names if layout_keys.source_of(name) == "程序默认"] == []


@pytest.mark.parametrize(
    ("written", "before", "after"), [("— 1 —", "— ", " —"), ("-1-", "-", "-"), ("第1页", "第", "页"), ("1", "", "")]
)
def test_page_numbers_as_written(layout: Callable[[str], Layout], written: str, before: str, after: str) -> None:
    """The form of a page number is shown with a 1."""
    number = layout(f"page_number: {{form: '{written}', place: center}}\n").page_number
    assert (number.before, number.after, number.odd, number.even) == (before, after, "center", "center")


@pytest.mark.parametrize(
    ("written", "points"),
    [
        ("三号", 16),
        ("3号", 16),
        ("小四", 12),
        ("小4", 12),
        ("小四号", 12),
        ("初号", 42),
        ("16磅", 16),
        ("10.5pt", 10.5),
    ],
)
def test_sizes_as_a_clerk_writes_them(layout: Callable[[str], Layout], written: str, points: float) -> None:
    """字号 by name or in points."""
    assert layout(f"caption: {{size: {written}, pitch: 60}}\n").caption.size == points


# ---- run-in headings and digits in Word -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("run_in", "font", "bold"),
    [("heading", "楷体_GB2312", False), ("bold", "楷体_GB2312", True), ("body", "仿宋_GB2312", False)],
)
def test_the_words_of_a_run_in_heading(layout: Callable[[str], Layout], run_in: str, font: str, bold: bool) -> None:
    """As the heading alone, so and bold, or as the body; the style of the heading alone stays as it is."""
    words = styles(layout(f"run_in: {run_in}\n"))
    (character,) = re.findall(r'w:styleId="Heading2Char".*?</w:style>', words)
    (paragraph,) = re.findall(r'w:styleId="Heading2".*?</w:style>', words)
    assert f'w:eastAsia="{font}"' in character
    assert ("<w:b/>" in character) is bold
    assert 'w:eastAsia="楷体_GB2312"' in paragraph
    assert "<w:b/>" not in paragraph
    assert ("<w:link" in paragraph, "<w:link" in character) == ((True, True) if run_in == "heading" else (False, False))


def runs(xml: str) -> list[tuple[str, bool]]:
    """The text of every run, and whether it is set in the Western font."""
    found = re.findall(r"<w:r>(.*?)</w:r>", xml)
    pieces = [
        ("".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", run)), 'w:ascii="Times New Roman"' in run) for run in found
    ]
    return [piece for piece in pieces if piece[0]]


def test_digits_in_a_font_of_their_own(layout: Callable[[str], Layout]) -> None:
    """Only digits, Latin letters, full stops and per cent signs among them; quotation marks and dashes stay Chinese."""
    found = runs(body(layout("digits: Times New Roman\n")))
    western = [words for words, is_western in found if is_western]
    chinese = "".join(words for words, is_western in found if not is_western)
    assert western == ["2027", "126", "95.5%", "A", "3", "5", "2027", "1", "8"]
    assert not re.search("[0-9A-Za-z%]", re.sub("&[a-z]+;", "", chinese))
    assert "“十五五”末为—。" in chinese


def test_splitting_digits_leaves_the_text_as_it_is(layout: Callable[[str], Layout]) -> None:
    """The words of the document are the same with and without the option."""
    plain, split = (re.sub("<[^>]+>", "", body(own)) for own in (GBT9704, layout("digits: Arial\n")))
    assert plain == split


def test_splitting_keeps_character_styles_breaks_and_tabs() -> None:
    """A run's style goes with its pieces; a tab and a line break stay between them."""
    xml = docx_markup.with_digits(docx_markup.run("甲1\t2乙\n3", "Lead"), "Arial")
    assert xml.count('<w:rStyle w:val="Lead"/>') == xml.count("<w:r>")
    order = re.findall(r"<w:tab/>|<w:br/>|(?<=>)[^<>]+(?=</w:t>)", xml)
    assert order == ["甲", "1", "<w:tab/>", "2", "乙", "<w:br/>", "3"]


def test_page_numbers_keep_their_own_font(layout: Callable[[str], Layout]) -> None:
    """Digits outside the text are no business of the option: the page number is 宋体 (GB/T 9704-2012, 7.5)."""
    with zipfile.ZipFile(io.BytesIO(docx.write(DOCUMENT, layout("digits: Arial\n")))) as archive:
        footers = [archive.read(name).decode() for name in archive.namelist() if "footer" in name]
    assert footers
    assert not any("Arial" in footer for footer in footers)


# ---- where a layout comes from --------------------------------------------------------------------------------------


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan folder two levels down, the current folder above it."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "局" / "计划"
    folder.parent.mkdir()
    assert run(["new", "annual-work-plan", str(folder), "--example"]) == 0
    return folder


def title_font(file: Path) -> str:
    """The font of the title's style in a Word document."""
    with zipfile.ZipFile(file) as archive:
        words = archive.read("word/styles.xml").decode()
    return str(re.findall(r'w:styleId="Title".*?w:eastAsia="([^"]+)"', words)[0])


def test_the_nearest_layout_wins(plan: Path) -> None:
    """Above the folder, in it, named by the facts, named on the command line: each wins over the one before."""
    out = plan / "out.docx"

    def exported(*options: str) -> str:
        assert run(["export", str(plan), "-o", str(out), "--force", *options]) == 0
        return title_font(out)

    assert exported() == "方正小标宋简体"
    (plan.parent / "layout.yaml").write_text("title: {font: 甲}\n", "utf-8")
    assert exported() == "甲"
    (plan / "layout.yaml").write_text("title: {font: 乙}\n", "utf-8")
    assert exported() == "乙"
    facts = plan / "facts.yaml"
    (plan / "单位版式.yaml").write_text("title: {font: 丙}\n", "utf-8")
    facts.write_text(facts.read_text("utf-8") + "\nlayout: 单位版式.yaml\n", "utf-8")
    assert exported() == "丙"
    (plan / "丁.yaml").write_text("title: {font: 丁}\n", "utf-8")
    assert exported("--layout", str(plan / "丁.yaml")) == "丁"


def test_check_lists_deviations_as_information(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line for each deviating value, with its place and the clause; they are shown when asked for."""
    (plan / "layout.yaml").write_text("heading2: {bold: true}\nbody: {size: 四号}\n", "utf-8")
    assert run(["check", str(plan)]) == 0
    assert "L510" not in capsys.readouterr().out
    assert run(["check", str(plan), "--severity", "info"]) == 0
    told = capsys.readouterr().out
    assert "layout.yaml:1:18: 信息 L510 heading2.bold（二级标题，加粗）是true，按办公惯例是false" in told
    assert (
        "layout.yaml:2:14: 信息 L510 body.size（正文，字号）是四号（14磅），按GB/T 9704—2012 第5.2.2条是三号（16磅）"
        in told
    )


def test_export_says_nothing_of_deviations(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A unit's own layout is no news at every export."""
    (plan / "layout.yaml").write_text("heading2: {bold: true}\n", "utf-8")
    assert run(["export", str(plan)]) == 0
    assert capsys.readouterr().err == ""


def test_a_bad_layout_stops_check_and_export(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit status 1 and nothing written; the faults of the facts are told with it."""
    (plan / "layout.yaml").write_text("body: {size: 大}\n", "utf-8")
    facts = plan / "facts.yaml"
    facts.write_text(facts.read_text("utf-8") + "\n无此事实: 1\n", "utf-8")
    before = sorted(plan.iterdir())
    for command in ("check", "export"):
        assert run([command, str(plan)]) == 1
        told = "".join(capsys.readouterr())
        assert "L502" in told
        assert "F102" in told
    assert sorted(plan.iterdir()) == before


@pytest.mark.parametrize("words", ["layout: 没有.yaml", "layout: .", "layout: [甲, 乙]", f"layout: {'长' * 300}"])
def test_facts_that_name_no_layout_file(plan: Path, capsys: pytest.CaptureFixture[str], words: str) -> None:
    """A file that is not there, a folder, a list: a problem of the facts, at its place."""
    facts = plan / "facts.yaml"
    lines = facts.read_text("utf-8").count("\n")
    facts.write_text(facts.read_text("utf-8") + f"\n{words}\n", "utf-8")
    for command in ("check", "export"):
        assert run([command, str(plan)]) == 1
        assert re.search(rf"facts\.yaml:{lines + 2}:9: 错误 (L509|F103) ", "".join(capsys.readouterr()))


def test_an_empty_name_is_none(plan: Path) -> None:
    """`layout:` with nothing behind it is a fact not given."""
    facts = plan / "facts.yaml"
    facts.write_text(facts.read_text("utf-8") + "\nlayout:\nletterhead:\n", "utf-8")
    assert run(["check", str(plan)]) == 0


@pytest.mark.parametrize("option", ["--layout", "--letterhead"])
def test_files_that_the_command_line_cannot_mean(plan: Path, option: str) -> None:
    """A file that is not there, or a folder, is a fault of the command line."""
    for file in ("没有.yaml", "."):
        assert run(["export", str(plan), option, file]) == 2


def test_the_python_door(plan: Path, tmp_path: Path) -> None:
    """drafter.export takes a layout or the path of its file; a faulty file raises with all its problems."""
    document = drafter.draft(plan)
    file = tmp_path / "own.yaml"
    file.write_text("title: {font: 甲}\n", "utf-8")
    assert title_font(drafter.export(document, tmp_path / "1.docx", layout=file)) == "甲"
    loaded, _ = load(file)
    assert title_font(drafter.export(document, tmp_path / "2.docx", layout=loaded)) == "甲"
    file.write_text("titel: 1\nbody: {size: 大}\n", "utf-8")
    with pytest.raises(drafter.DraftError) as raised:
        drafter.export(document, tmp_path / "3.docx", layout=str(file))
    assert [found.code for found in raised.value.problems] == ["L501", "L502"]
    with pytest.raises(FileNotFoundError):
        drafter.export(document, tmp_path / "3.docx", layout="没有.yaml")
    assert not (tmp_path / "3.docx").exists()


def test_without_a_layout_nothing_more_is_imported() -> None:
    """Who uses neither layout file nor letterhead pays for neither."""
    code = (
        "import sys; from drafter.pipeline import prepare, render; from pathlib import Path;"
        "document = prepare(Path('examples/annual-work-plan'))[0].document; render(document, 'docx');"
        "found = [name for name in sys.modules if name.startswith(('drafter.layout', 'drafter.letter'))];"
        "print(*found, *[name for name in ('lxml', 'docxtpl') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert set(ran.stdout.split()) == {"drafter.layout"}


# ---- the documentation ----------------------------------------------------------------------------------------------


def told_keys() -> str:
    """The table of docs/layout.md with every key, its default and where that comes from, a role a row."""
    rows: dict[str, list[str]] = {}
    for key in layout_keys.keys().values():
        if key.name != "name":
            role, _, field = key.name.rpartition(".")
            source = layout_keys.source_of(key.name).removeprefix("GB/T 9704—2012 第").removesuffix("条")
            shown = key.kind.shown(key.value_in(GBT9704))
            rows.setdefault(role or field, []).append(f"`{field}` {shown}〔{source.removeprefix('办公')}〕")
    lines = [f"| `{role}` {layout_keys.label(role)} | {'，'.join(values)} |" for role, values in rows.items()]
    return "\n".join(["| 键 | 默认值 |", "|---|---|", *lines])


def test_the_docs_have_every_key_with_its_default(golden: Golden) -> None:
    """The table of all keys is the loader's; `pytest --accept` writes it anew."""
    before, after = re.split(r"(?<=照办公的习惯。\n\n)(?:\|.*\n)*\n?(?=## 底版)", DOCS.read_text("utf-8"))
    golden(DOCS, f"{before}{told_keys()}\n\n{after}")


def test_the_docs_explain_every_kind_of_key() -> None:
    """Every name of a key stands in the part that explains keys, and no other name does."""
    part = DOCS.read_text("utf-8").partition("### 文字的样子")[2].partition("### 全部的键")[0]
    tables = "\n".join(line for line in part.splitlines() if line.startswith("|"))
    names = [name.split(".") for name in list(layout_keys.keys())]
    roles = {first for first, *_ in names if isinstance(getattr(GBT9704, first), Look)}
    wanted = {part for parts in names for part in parts} | {"fonts"}
    page = set(GBT9704.page._fields)
    told = set(re.findall(r"`([a-z_0-9]+)`", tables)) - {"both", "heading", "bold", "body", "outer", "center", "right"}
    assert told | roles | page - {"grid"} | {"bold", "right"} >= wanted
    assert told <= wanted


def test_the_example_in_the_docs_is_sound(layout: Callable[[str], Layout]) -> None:
    """The layout that the docs show can be copied as it is."""
    (example,) = re.findall(r"```yaml\n(name:.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    own = layout(example)
    assert (own.name, own.heading2.bold, own.page_number.before) == ("青岚县水务局版式", True, "-")


def test_editors_know_the_keys_of_files(plan: Path) -> None:
    """The facts' JSON Schema accepts `layout` and `letterhead`."""
    written = json.loads((plan / "facts.schema.json").read_text("utf-8"))
    for key in ("layout", "letterhead"):
        assert jsonschema.Draft202012Validator(written["properties"][key]).is_valid("单位.yaml")
        assert not jsonschema.Draft202012Validator(written["properties"][key]).is_valid(["单位.yaml"])
