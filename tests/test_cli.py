"""The program as a user or a script meets it: commands, answers, streams, exit statuses."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import drafter
from drafter.library import Library
from drafter.structure import Section
from drafter.structure_file import load
from tests.program import Run, runner

ROOT = Path(__file__).parent.parent
COMMANDS = (
    "structures", "new", "ask", "schema", "check", "fill", "export", "trace", "outline", "capture", "compare", "roll",
    "split", "collect", "sync", "doctor",
)  # fmt: skip
PLAN_ID = "annual-work-plan"
OURS = Library((ROOT,))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the program where the tests are run."""
    return runner(capsys)


def process(*args: str | Path, **env: str) -> subprocess.CompletedProcess[bytes]:
    """Runs the program in a process of its own, with `env` added to the environment."""
    command = [sys.executable, "-m", "drafter", *map(str, args)]
    return subprocess.run(command, capture_output=True, check=False, env=os.environ | env)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan folder with the worked example's facts."""
    folder = tmp_path / "plan"
    folder.mkdir()
    shutil.copy(ROOT / "examples" / PLAN_ID / "facts.yaml", folder)
    return folder


@pytest.fixture
def faulty(plan: Path) -> Path:
    """A plan with two errors and a warning in its facts."""
    file = plan / "facts.yaml"
    text = file.read_text("utf-8").replace("年度: 2027", "年度: 27").replace("主线: 提升", "主钱: 提升")
    file.write_text(text.replace("抓手: 县域水网建设", "抓手: 县域水网建设。"), "utf-8")
    return plan


@pytest.fixture
def doubtful(plan: Path) -> Path:
    """A plan with a warning only: a fact that no sentence prints."""
    file = plan / "facts.yaml"
    file.write_text(file.read_text("utf-8").replace("抓手: 县域水网建设", "抓手: 县域水网建设。"), "utf-8")
    return plan


# ---- help and version -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_lists_every_command(run: Run, option: str) -> None:
    """The program's help names each command with what it does, in Chinese, on stdout."""
    status, out, err = run(option)
    assert (status, err) == (0, "")
    for command in COMMANDS:
        assert re.search(rf"^  {command} +[^\x00-\x7f]", out, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_in_chinese(run: Run, command: str) -> None:
    """A command's help begins with how to call it and leaves none of the framework's English in it."""
    status, out, _ = run(command, "--help")
    assert status == 0
    assert out.startswith(f"用法：drafter {command} [选项]")
    assert not re.search(r"Usage|Options|Arguments|default|required|Show this", out)
    assert "  -h, --help" in out


def test_without_a_command_the_help_goes_to_stderr(run: Run) -> None:
    """`drafter` alone shows what there is and says by its status that nothing was done."""
    status, out, err = run()
    assert (status, out) == (2, "")
    assert err.startswith("用法：drafter [选项] 命令")


def test_version(run: Run) -> None:
    """`--version` prints the version of the package."""
    assert run("--version") == (0, f"drafter {drafter.__version__}\n", "")


def test_completion_offers_the_commands() -> None:
    """The shell's completion knows the commands."""
    found = process(_DRAFTER_COMPLETE="complete_bash", COMP_WORDS="drafter ", COMP_CWORD="1")
    assert found.stdout.decode().split() == list(COMMANDS)


# ---- structures and schema ------------------------------------------------------------------------------------------


def test_structures_lists_what_is_found(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list has the built-in structures and the folder's own, by id, with title, purpose and where it is from."""
    own = tmp_path / "structures" / "brief.yaml"
    own.parent.mkdir()
    own.write_text("title: 简报\nabout: 一周一期\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    status, out, _ = run("structures")
    assert status == 0
    assert re.search(r"^annual-work-plan +年度工作计划  部门、单位安排全年工作", out, re.MULTILINE)
    assert f"简报  一周一期（{own}）" in out
    listed = json.loads(run("structures", "--format", "json").out)["structures"]
    assert [row["id"] for row in listed] == sorted(row["id"] for row in listed)
    assert {tuple(row) for row in listed} == {("id", "title", "about", "origin")}
    origins = {row["id"]: row["origin"] for row in listed}
    assert origins["brief"] == str(own)
    assert origins[PLAN_ID] == "builtin"


@pytest.mark.parametrize("id_", OURS.structures())
def test_structures_shows_one_as_a_tree(run: Run, id_: str) -> None:
    """With an id come its sections and facts: in text with the required ones starred, in JSON with all keys."""
    structure, _ = load(OURS.structures()[id_], OURS)
    assert structure is not None
    status, out, _ = run("structures", id_)
    assert status == 0
    for field in structure.facts:
        assert f"\n  {'*' if field.required else ' '} {field.label}（" in out
    for section in _all(structure.sections):
        assert "".join(pattern.source for pattern in section.heading) in out
    told = json.loads(run("structures", id_, "--format", "json").out)
    assert list(told) == ["id", "title", "about", "facts", "sections"]
    assert [fact["name"] for fact in told["facts"]] == [field.name for field in structure.facts]
    assert _count(told["sections"]) == len(list(_all(structure.sections)))


def _all(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _all(section.sections)


def _count(sections: list[dict[str, Any]]) -> int:
    return sum(1 + _count(section["sections"]) for section in sections)


def test_a_structure_with_faults_is_told_on_stderr(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Problems of a command other than check go to stderr, with place and hint; the status is 1."""
    (tmp_path / "structures").mkdir()
    (tmp_path / "structures" / "brief.yaml").write_text(
        'title: 简报\nabout: 一周一期\nheading: "{{ 期号 }}"\nfacts:\n  期号: {kind: integer, requierd: true}\n'
        "sections:\n  - {wording: 正文}\n",
        "utf-8",
    )
    monkeypatch.chdir(tmp_path)
    status, out, err = run("structures", "brief")
    assert (status, out) == (1, "")
    file = Path("structures", "brief.yaml")
    assert f"{file}:5:23: 错误 S201 结构里没有“requierd”这个键\n  提示：是否想写“required”？\n" in err
    assert f"{file}:7:15: 错误 S207 没有找到模板“正文”" in err
    codes = [found["code"] for found in json.loads(run("structures", "brief", "--format", "json").out)["problems"]]
    assert codes == ["S201", "S207"]


def test_a_copied_structure_is_the_one_that_is_used_there(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`structures ID --copy DIR`, a word changed in the copy's wording, and a plan in that folder says it."""
    monkeypatch.chdir(tmp_path)
    assert run("structures", PLAN_ID, "--copy", "ours").status == 0
    wording = Path("ours", "templates", PLAN_ID, "引言.j2")
    wording.write_text(wording.read_text("utf-8").replace("制定本计划", "制订本计划"), "utf-8")
    assert run("new", PLAN_ID, "ours/2027", "--example").status == 0
    assert "制订本计划" in run("fill", "ours/2027").out
    monkeypatch.chdir("ours")
    assert str(Path("structures", f"{PLAN_ID}.yaml")) in run("structures", "--format", "json").out


def test_a_copy_overwrites_nothing(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 2 and not a file more where one of them is there; without an ID or with an unknown one, too."""
    monkeypatch.chdir(tmp_path)
    own = Path("ours", "templates", PLAN_ID, "引言.j2")
    own.parent.mkdir(parents=True)
    own.write_text("我的", "utf-8")
    ran = run("structures", PLAN_ID, "--copy", "ours")
    assert (ran.status, "引言.j2" in ran.err) == (2, True)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["引言.j2"]
    assert run("structures", "--copy", "ours").status == 2
    assert run("structures", "annual-werk-plan", "--copy", "ours").status == 2


def test_schema_prints_or_writes_the_schema(run: Run, tmp_path: Path) -> None:
    """The schema goes to stdout, with -o to a file, which may be replaced by a newer one."""
    printed = run("schema", PLAN_ID)
    assert (printed.status, printed.err) == (0, "")
    assert json.loads(printed.out)["title"] == "年度工作计划"
    file = tmp_path / "facts.schema.json"
    for _ in range(2):
        assert run("schema", PLAN_ID, "-o", file).status == 0
        assert file.read_text("utf-8") == printed.out


# ---- check ----------------------------------------------------------------------------------------------------------


def test_check_of_a_sound_plan(run: Run, plan: Path) -> None:
    """Where nothing is wrong check says so and succeeds."""
    status, out, err = run("check", plan)
    assert (status, out.split("\n")[0], err) == (0, "没有发现问题", "")
    assert run("check", plan / "facts.yaml") == (status, out, err)


def test_check_tells_how_long_the_sections_are(run: Run, plan: Path) -> None:
    """Under the problems stand the sections that expect a length, with theirs and what is expected."""
    told = run("check", plan)[1].split("\n")
    assert told[1] == "各章字数（预计）："
    assert told[3] == "    171字  （80～400字）  指导思想"
    assert json.loads(run("check", plan, "--format", "json")[1]) == {"problems": []}


def test_check_names_every_problem_with_its_place(run: Run, faulty: Path) -> None:
    """All problems at once on stdout, in the file's order: place, severity, code, words, and a hint below."""
    status, out, err = run("check", faulty)
    assert (status, err) == (1, "")
    file = faulty / "facts.yaml"
    assert out == (
        f"{file}:5:5: 错误 F104 “年度”的“27”不是完整的年份\n  提示：写全四位数字，是否想写“2027”？\n"
        f"{file}:24:1: 错误 F102 没有“主钱”这一项\n  提示：是否想写“主线”？\n"
        f"{file}:25:5: 警告 F114 “抓手”末尾的“。”一般不用写\n  提示：措辞会加上需要的标点\n"
    )


def test_check_as_json(run: Run, faulty: Path) -> None:
    """The same problems as one JSON object with the contract's keys; paths as in --set."""
    status, out, err = run("check", faulty, "--format", "json")
    assert (status, err) == (1, "")
    problems = json.loads(out)["problems"]
    assert {tuple(found) for found in problems} == {
        ("code", "severity", "message", "hint", "file", "line", "column", "path")
    }
    assert [(found["code"], found["severity"], found["line"], found["path"]) for found in problems] == [
        ("F104", "error", 5, "年度"),
        ("F102", "error", 24, "主钱"),
        ("F114", "warning", 25, "抓手"),
    ]


@pytest.mark.parametrize(
    ("severity", "shown"),
    [(None, ["F104", "F102", "F114"]), ("error", ["F104", "F102"]), ("warning", ["F104", "F102", "F114"])],
)
def test_severity_chooses_what_is_shown(run: Run, faulty: Path, severity: str | None, shown: list[str]) -> None:
    """--severity hides what is less grave and leaves the exit status alone."""
    option = ["--severity", severity] if severity else []
    status, out, _ = run("check", faulty, "--format", "json", *option)
    assert status == 1
    assert [found["code"] for found in json.loads(out)["problems"]] == shown


def test_warnings_alone_do_not_fail(run: Run, doubtful: Path) -> None:
    """A warning is shown with status 0; when it is hidden, the answer still says that there is something."""
    status, out, _ = run("check", doubtful)
    assert status == 0
    assert "警告 F114" in out
    assert run("check", doubtful, "--severity", "error")[1].startswith("没有错误；另有1处提醒没有显示\n")


def test_check_mends_and_says_so(run: Run, plan: Path) -> None:
    """--fix tells every change with its place on stderr; what is left is checked as ever."""
    facts = plan / "facts.yaml"
    sound = facts.read_text("utf-8")
    facts.write_text(sound.replace("补齐供水、防洪", "补齐供水,防洪"), "utf-8")
    status, out, err = run("check", plan, "--fix")
    assert (status, out.split("\n")[0]) == (0, "没有发现问题")
    assert err == f"{facts}:26:13: 已改 P101 “,”改成“，”\n共改1处\n"
    assert facts.read_text("utf-8") == sound.replace("补齐供水、防洪", "补齐供水，防洪")
    assert run("check", plan, "--fix", "--format", "json")[1:] == ('{\n  "problems": []\n}\n', "没有可以自动改的\n")


def test_check_reads_the_resulting_text(run: Run, tmp_path: Path) -> None:
    """Sound facts still give warnings where a section is short, headings differ in length, or a fact goes unsaid."""
    (tmp_path / "structures").mkdir()
    (tmp_path / "structures" / "brief.yaml").write_text(
        "title: 简报\nabout: 一周一期\nheading: 简报\n"
        "facts:\n  文件: text\n  简称: text\n  任务: {kind: list, item: {名称: {required: true}, 做法: text}}\n"
        "sections:\n"
        '  - {heading: 依据, text: "根据{{ 文件 }}（以下简称{{ 简称 }}）。本期两项。", length: {at_least: 20}}\n'
        '  - {each: 任务, heading: "{{ 名称 }}", text: "{{ 做法 }}", parallel: 2}\n',
        "utf-8",
    )
    facts = "structure: brief\n简称: 办法\n任务:\n  - {名称: 节水, 做法: 抓实}\n  - {名称: 加快供水工程, 做法: 抓紧}\n"
    (tmp_path / "facts.yaml").write_text(facts, "utf-8")
    status, out, _ = run("check", tmp_path, "--format", "json")
    problems = json.loads(out)["problems"]
    assert status == 0
    assert {(found["code"], found["severity"], found["message"]) for found in problems} == {
        ("F117", "warning", "填了“办法”，但文稿里没有印出来"),
        ("T401", "warning", "“依据”有5字，预计至少20字"),
        ("T402", "warning", "同一组标题长短不齐：“节水”2字，“加快供水工程”6字，相差超过2字"),
    }
    places = [(found["file"], found["line"], found["column"]) for found in problems]
    assert places == sorted(places)
    assert {Path(file).name for file, *_ in places} == {"facts.yaml", "brief.yaml"}


# ---- fill and export ------------------------------------------------------------------------------------------------


def test_fill_prints_the_draft(run: Run, plan: Path) -> None:
    """The draft goes to stdout: a paragraph a line, cells parted by tabs, the attachment last; nothing on stderr."""
    status, out, err = run("fill", plan)
    assert (status, err) == (0, "")
    lines = out.split("\n")
    assert lines[0] == "青岚县水务局2027年工作计划"
    assert lines[2] == "一、指导思想"
    assert lines[-2].startswith("7\t强化质量监督和水行政执法\t")
    assert lines[-1] == ""


def test_fill_as_markdown(run: Run, plan: Path) -> None:
    """--to markdown prints headings with # and the table with bars."""
    out = run("fill", plan, "--to", "markdown").out
    assert out.startswith("# 青岚县水务局2027年工作计划\n\n")
    assert "\n## 一、指导思想\n" in out
    assert "| 序号 | 重点任务 |" in out


def test_what_fill_and_export_find_goes_to_stderr(run: Run, doubtful: Path) -> None:
    """Findings that do not stop the draft are told on stderr; the draft is there all the same."""
    filled = run("fill", doubtful)
    exported = run("export", doubtful)
    for ran in (filled, exported):
        assert ran.status == 0
        assert ran.err.startswith(f"{doubtful / 'facts.yaml'}:25:5: 警告 F114")
        assert "F114" not in ran.out
    assert filled.out.startswith("青岚县水务局2027年工作计划\n")
    assert (doubtful / "青岚县水务局2027年工作计划.docx").exists()


def test_errors_stop_fill_and_export(run: Run, faulty: Path) -> None:
    """With an error in the facts there is no draft: problems on stderr, nothing on stdout, no file, status 1."""
    for command in ("fill", "export"):
        status, out, err = run(command, faulty)
        assert (status, out) == (1, "")
        assert re.findall(r"[FSWY]\d{3}", err) == ["F104", "F102", "F114"]
    assert sorted(path.name for path in faulty.iterdir()) == ["facts.yaml"]


def test_export_names_the_file_by_the_title(run: Run, plan: Path) -> None:
    """Without -o the document is <title>.docx in the plan folder, also when PATH is the facts file."""
    target = plan / "青岚县水务局2027年工作计划.docx"
    for path in (plan, plan / "facts.yaml"):
        assert run("export", path) == (0, f"已导出：{target}\n", "")
    assert target.read_bytes()[:4] == b"PK\x03\x04"


@pytest.mark.parametrize(
    ("name", "option", "start"),
    [
        ("plan.docx", [], b"PK\x03\x04"),
        ("plan.DOCX", [], b"PK\x03\x04"),
        ("plan.md", [], "# 青岚县水务局".encode()),
        ("plan.txt", [], "青岚县水务局".encode()),
        ("plan.out", ["--to", "text"], "青岚县水务局".encode()),
        ("plan.txt", ["--to", "markdown"], "# 青岚县水务局".encode()),
    ],
)
def test_the_suffix_chooses_the_format_unless_to_does(
    run: Run, plan: Path, name: str, option: list[str], start: bytes
) -> None:
    """-o's suffix says what is written; --to overrules it."""
    target = plan.parent / name
    assert run("export", plan, "-o", target, *option).status == 0
    assert target.read_bytes().startswith(start)


def test_gaps_are_written_in_place(run: Run, plan: Path) -> None:
    """With --gaps a missing required fact does not stop the work: 【待补：标签】 stands where it belongs."""
    file = plan / "facts.yaml"
    file.write_text(file.read_text("utf-8").replace("单位: 青岚县水务局", "单位:", 1), "utf-8")
    assert run("fill", plan).status == 1
    assert run("fill", plan, "--gaps").out.startswith("【待补：单位】2027年工作计划\n")
    assert run("export", plan, "--gaps").status == 0
    assert (plan / "【待补：单位】2027年工作计划.docx").exists()


# ---- JSON -----------------------------------------------------------------------------------------------------------

_ASKED_AS_JSON = {
    "the list": ["structures"],
    "one structure": ["structures", PLAN_ID],
    "a faulty structure": ["structures", "brief"],
    "a sound plan": ["check", "plan"],
    "a folder without facts": ["check", "empty"],
    "facts that are no YAML": ["check", "broken.yaml"],
    "facts for no structure": ["check", "stray.yaml"],
    "the figures of a sound plan": ["trace", "plan"],
    "the figures of facts that are no YAML": ["trace", "broken.yaml"],
}


@pytest.mark.parametrize("args", _ASKED_AS_JSON.values(), ids=_ASKED_AS_JSON.keys())
def test_with_format_json_stdout_is_one_object(
    run: Run, plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str]
) -> None:
    """Whatever happens to the user's files, a script can parse stdout, and stderr stays empty."""
    assert plan.is_dir()
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken.yaml").write_text("目标: [一, 二", "utf-8")
    (tmp_path / "stray.yaml").write_text("年度: 2027", "utf-8")
    (tmp_path / "structures").mkdir()
    (tmp_path / "structures" / "brief.yaml").write_text("title: [简报]", "utf-8")
    monkeypatch.chdir(tmp_path)
    _, out, err = run(*args, "--format", "json")
    assert isinstance(json.loads(out), dict)
    assert out.endswith("}\n")
    assert err == ""


# ---- the command line is wrong: exit 2 ------------------------------------------------------------------------------

_MISTYPED = {
    "a command": (["exprot"], "没有“exprot”这个命令", "是否想写“export”"),
    "no command like it": (["publish"], "没有“publish”这个命令", "drafter --help"),
    "an option": (["check", "plan", "--fromat", "json"], "没有 --fromat 这个选项", "--format"),
    "an option of the program": (["--versoin"], "没有 --versoin 这个选项", "--version"),
    "a short option": (["export", "plan", "-x"], "没有 -x 这个选项", "drafter export --help"),
    "a value of --format": (["check", "plan", "--format", "xml"], "--format 只能是：text、json", ""),
    "a value of --severity": (["check", "plan", "--severity", "fatal"], "--severity 只能是：error、warning、info", ""),
    "a value of --to": (["export", "plan", "--to", "word"], "--to 只能是：docx、pdf、html、markdown、text", ""),
    "a structure to show": (["structures", "anual-work-plan"], "没有编号为“anual-work-plan”", "“annual-work-plan”"),
    "a structure to start": (["new", "mechanism", "d"], "没有编号为“mechanism”", "“mechanism-experience”"),
    "a structure's schema": (["schema", "zzz"], "没有编号为“zzz”", "drafter structures"),
    "a path out of the library": (["structures", "../structures/annual-work-plan"], "没有编号为", "annual-work-plan"),
    "a folder": (["check", "plam"], "没有“plam”这个文件或文件夹", "是否想写“plan”"),
    "a facts file": (["fill", "plan/fact.yaml"], "没有“plan/fact.yaml”", "是否想写“facts.yaml”"),
    "a suffix": (
        ["export", "plan", "-o", "plan.doc"],
        "不知道“plan.doc”要写成什么格式",
        ".docx、.html、.md、.txt、.pdf",
    ),
    "an argument left out": (["new", "annual-work-plan"], "缺少“DIR”", "drafter new --help"),
    "an argument too many": (["check", "plan", "plan2"], "多写了参数：plan2", "drafter check --help"),
    "a value left out": (["export", "plan", "-o"], "-o 后面要有值", ""),
    "comments outside Word": (["export", "plan", "--trace", "-o", "plan.pdf"], "--trace 只能用于 Word", "--trace"),
    "comments in a text": (["export", "plan", "--to", "text", "--trace"], "--trace 只能用于 Word", ".docx"),
    "figures of a document": (["trace", "last-year.docx"], "不是事实文件", "facts.yaml"),
    "a check of what is no text": (["check", "last-year.pdf"], "“last-year.pdf”不是事实文件", ".docx、.txt、.md"),
    "a draft of a workbook": (["fill", "facts.xlsx"], "“facts.xlsx”不是事实文件", "其中的 facts.yaml"),
}


@pytest.mark.parametrize(("args", "message", "hint"), _MISTYPED.values(), ids=_MISTYPED.keys())
def test_a_mistyped_command_line_is_explained(
    run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], message: str, hint: str
) -> None:
    """Exit 2, nothing on stdout, what is wrong on stderr, and what was probably meant."""
    monkeypatch.chdir(plan.parent)
    for name in ("last-year.docx", "last-year.pdf", "facts.xlsx"):
        Path(name).write_bytes(b"")
    status, out, err = run(*args)
    assert (status, out) == (2, "")
    assert message in err.replace("\\", "/")
    assert hint in err


@pytest.mark.parametrize(
    "args",
    [
        ["export", "plan", "--layout", "layout.yaml"],
        ["export", "plan", "--letterhead", "head.docx"],
    ],
    ids=" ".join,
)
def test_files_that_are_not_there_are_refused(
    run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch, args: list[str]
) -> None:
    """A layout or a Word file that is not there ends the command with exit 2 and changes nothing."""
    monkeypatch.chdir(plan.parent)
    before = sorted(Path().rglob("*"))
    status, out, err = run(*args)
    assert (status, out) == (2, "")
    assert err.startswith("错误：")
    assert sorted(Path().rglob("*")) == before


# ---- processes, streams, terminals ----------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "cp1252", "utf-16"])
def test_output_is_utf8_whatever_the_system_says(plan: Path, encoding: str) -> None:
    """Streams are UTF-8 without BOM and with plain line feeds, in any locale."""
    env = {"PYTHONIOENCODING": encoding, "LC_ALL": "C"}
    filled = process("fill", plan, **env)
    refused = process("check", plan / "没有", **env)
    assert filled.stdout.decode().startswith("青岚县水务局2027年工作计划\n")
    assert refused.stderr.decode().startswith("错误：没有“")
    assert b"\r" not in filled.stdout + refused.stderr


def test_the_statuses_reach_the_shell(plan: Path, faulty: Path) -> None:
    """`python -m drafter` ends with the contract's statuses: 0 done, 1 the files, 2 the command line."""
    assert process("--version").returncode == 0
    assert process("check", faulty).returncode == 1
    assert process("check", plan / "nowhere").returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
@pytest.mark.parametrize(("env", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, False)])
def test_colour_only_on_a_terminal(faulty: Path, env: dict[str, str], coloured: bool) -> None:
    """A terminal gets the severity in colour unless NO_COLOR is set; a pipe never does."""
    import pty

    ours, theirs = pty.openpty()
    clean = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    command = [sys.executable, "-m", "drafter", "check", str(faulty)]
    subprocess.run(command, stdout=theirs, check=False, env=clean | {"TERM": "xterm"} | env)
    os.close(theirs)
    shown = os.read(ours, 100_000)
    os.close(ours)
    assert "F104" in shown.decode()
    assert (b"\x1b[31m" in shown) is coloured
    assert b"\x1b" not in process("check", faulty, TERM="xterm").stdout


@pytest.mark.skipif(sys.platform == "win32", reason="pipes that nobody reads end otherwise on Windows")
@pytest.mark.parametrize(
    "args", [["fill", "plan"], ["check", "plan", "--format", "json"]], ids=["more than a buffer", "less than a buffer"]
)
def test_a_reader_that_stops_early_is_no_error(plan: Path, args: list[str]) -> None:
    """`drafter fill plan | head -1` ends quietly when the reader has gone."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "drafter", *args]
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    ended = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False, cwd=plan.parent, env=env)
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("args", "unneeded"),
    [
        (["--help"], {"yaml", "jinja2", "platformdirs", "drafter.pipeline"}),
        (["--version"], {"yaml", "jinja2", "platformdirs", "drafter.pipeline"}),
        (["structures"], {"jinja2", "drafter.pipeline", "drafter.compose"}),
        (["check", "plan"], {"drafter.writers.docx", "drafter.saving", "drafter.scaffold"}),
        (["trace", "plan"], {"drafter.writers.docx", "drafter.saving", "drafter.layout_file"}),
        (["export", "plan"], {"drafter.tracing", "drafter.writers.markdown", "drafter.scaffold", "drafter.schema"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_loads_only_what_it_needs(plan: Path, args: list[str], unneeded: set[str]) -> None:
    """Help does not wait for YAML, a list not for Jinja, and nothing for rich or python-docx."""
    code = (
        "import atexit, sys; from drafter.cli import main\n"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr))\nmain(sys.argv[1:])"
    )
    command = [sys.executable, "-c", code, *args]
    ended = subprocess.run(command, capture_output=True, check=True, cwd=plan.parent)
    loaded = set(ended.stderr.decode().split())
    assert "drafter.cli.program" in loaded
    assert loaded.isdisjoint(unneeded | {"rich", "docx", "lxml", "pydantic"})
