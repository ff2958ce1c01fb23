"""What bad input gets: clear problems with their place, exit 1 or 2, and everything on the disk as it was."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.program import Ran, Run, harmless, listing

ROOT = Path(__file__).parent.parent
PLAN_ID = "annual-work-plan"
EXAMPLE = (ROOT / "examples" / PLAN_ID / "facts.yaml").read_text("utf-8")

posix = pytest.mark.skipif(os.name != "posix", reason="permissions and special files of POSIX")
not_root = pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="permission bits do not hold root: it may write and read everywhere"
)


@pytest.fixture
def run(run: Run, tmp_path: Path) -> Run:
    """Runs the program in tmp_path; whatever it answers but 0, nothing on the disk may have changed."""
    return harmless(run, tmp_path)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A sound plan in the folder `plan`."""
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "facts.yaml").write_text(EXAMPLE, "utf-8")
    return tmp_path / "plan"


def refused(ran: Ran, status: int, *words: str) -> None:
    """The command ended with `status`, printed nothing on stdout and said `words` on stderr."""
    assert (ran.status, ran.out) == (status, "")
    for word in words:
        assert word in ran.err


# ---- the facts file -------------------------------------------------------------------------------------------------

_HEAD = "structure: annual-work-plan\n"

FILES: Mapping[str, tuple[bytes, str]] = {
    "empty": (b"", "1:1: 错误 Y112 文件是空的"),
    "comments only": ("# 年度: 2027\n".encode(), "1:1: 错误 Y112 文件是空的"),
    "prose": ("2027年工作计划".encode(), "1:1: 错误 Y116 应当是“名称: 值”的写法"),
    "a list": (b"- a\n- b\n", "1:1: 错误 Y116 应当是“名称: 值”的写法"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "1:1: 错误 Y102 文件不是 UTF-8 编码"),
    "an open bracket": (f"{_HEAD}目的: [一, 二\n".encode(), "错误 Y104 这里的写法 YAML 读不懂：方括号"),
    "an open quotation mark": (f'{_HEAD}单位: "青岚县\n'.encode(), "错误 Y104 这里的写法 YAML 读不懂：引号没有配对"),
    "a tab": (f"{_HEAD}目的:\n\t- 供水\n".encode(), "3:1: 错误 Y106 缩进用了制表符（Tab）"),
    "a full-width colon": (f"{_HEAD}年度：2027\n单位: 青岚县\n".encode(), "2:3: 错误 Y105 “年度”后面用了全角冒号“：”"),
    "a full-width colon in a list": (
        f"{_HEAD}目标:\n  - 指标：普及率\n    数值: 95%\n".encode(),
        "3:7: 错误 Y105 “指标”后面用了全角冒号“：”",
    ),
    "no space after a colon": (f"{_HEAD}年度:2027\n单位: 甲\n".encode(), "2:3: 错误 Y111 “年度”的冒号后面没有空格"),
    "GBK": (f"{_HEAD}单位: 青岚县\n".encode("gbk"), "2:1: 错误 Y102 文件不是 UTF-8 编码，看起来是 GBK（ANSI）"),
    "UTF-16": (f"{_HEAD}单位: 青岚县\n".encode("utf-16"), "1:1: 错误 Y102 文件不是 UTF-8 编码，看起来是 UTF-16"),
    "a key twice": (f"{_HEAD}年度: 2026\n年度: 2027\n".encode(), "3:1: 错误 Y107 “年度”写了两次，前一次在第2行"),
    "two documents": (f"{_HEAD}---\n{_HEAD}".encode(), "2:1: 错误 Y113 一个文件里只能有一份内容"),
    "no structure": ("年度: 2027\n".encode(), "1:1: 错误 F112 事实文件没有写明用哪个结构"),
    "an unknown structure": (b"structure: anual-work-plan\n", "1:12: 错误 F111 没有编号为“anual-work-plan”的结构"),
    "a structure's title for its id": ("structure: 年度工作计划\n".encode(), "提示：是否想写“annual-work-plan”？"),
    "a list where text belongs": (
        f"{_HEAD}单位: [甲, 乙]\n".encode(),
        "2:5: 错误 F103 “单位”应当是一行文字，这里是列表",
    ),
    "text where a list belongs": (f"{_HEAD}目标: 甲\n".encode(), "2:5: 错误 F103 “目标”应当是列表，这里是一行文字"),
    "a list without items": (f"{_HEAD}目标: []\n".encode(), "2:1: 错误 F101 缺少必填的“目标”"),
    "an item left empty": (f"{_HEAD}目的:\n  - 供水\n  -\n".encode(), "4:4: 错误 F106 “目的”的第2项是空的"),
    "the 30th of February": (
        f"{_HEAD}成文日期: 2027年2月30日\n".encode(),
        "2:7: 错误 F104 “成文日期”的“2027年2月30日”有误",
    ),
    "a year of two digits": (f"{_HEAD}年度: 24\n".encode(), "2:5: 错误 F104 “年度”的“24”不是完整的年份"),
    "a huge file": (b"a" * 10 * 1024 * 1024, "1:1: 错误 Y103 文件有10 MB，超过了 5 MB 的上限"),
    "aliases": (b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "1:4: 错误 Y108 这里不能用 &a（YAML 的锚点）"),
    "a tag": (f"{_HEAD}单位: !!python/object:os.system x\n".encode(), "2:5: 错误 Y108 这里不能用"),
    "brackets 5,000 deep": (f"{_HEAD}目的: {'[' * 5000}".encode(), "错误 Y109 层次太深，超过了 32 层"),
    "lists 5,000 deep": (f"{_HEAD}目的:\n  {'- ' * 5000}甲".encode(), "错误 Y109 层次太深，超过了 32 层"),
    "a control character": (f"{_HEAD}单位: 青岚\x07县\n".encode(), "2:7: 错误 Y110 这里有看不见的控制字符（U+0007）"),
    "a control character spelled out": (
        f'{_HEAD}单位: "青岚\\x07县"\n'.encode(),
        "2:5: 错误 Y110 这里有看不见的控制字符",
    ),
    "a mark that the program uses inside": (f'{_HEAD}单位: "\\x06"\n'.encode(), "2:5: 错误 Y110"),
}


@pytest.mark.parametrize("command", ["check", "fill", "export"])
@pytest.mark.parametrize(("data", "said"), FILES.values(), ids=FILES.keys())
def test_a_bad_facts_file(run: Run, tmp_path: Path, command: str, data: bytes, said: str) -> None:
    """Each fault is named with its place on the stream where the command's problems belong; exit 1, nothing written."""
    (tmp_path / "facts.yaml").write_bytes(data)
    ran = run(command, tmp_path)
    told, other = (ran.out, ran.err) if command == "check" else (ran.err, ran.out)
    assert (ran.status, other) == (1, "")
    assert said in told
    assert told.startswith(f"{tmp_path / 'facts.yaml'}:")


def test_a_folder_without_facts(run: Run, tmp_path: Path) -> None:
    """A folder without facts.yaml is a fault of the files (exit 1) and says how one is made."""
    (tmp_path / "empty").mkdir()
    ran = run("check", "empty")
    assert ran.status == 1
    assert ran.out.startswith(
        f"{Path('empty', 'facts.yaml')}:1:1: 错误 Y101 没有找到事实文件\n  提示：先用 drafter new"
    )


def test_facts_yaml_that_is_a_folder(run: Run, tmp_path: Path) -> None:
    """A folder of the name facts.yaml cannot be read, and that is said."""
    (tmp_path / "plan" / "facts.yaml").mkdir(parents=True)
    refused(run("export", "plan"), 1, "错误 Y115 文件读不出来")


def test_facts_for_another_structure(run: Run, tmp_path: Path) -> None:
    """Facts that fit another structure better: the structure's line is named, and the other structure."""
    facts = (ROOT / "examples" / "mechanism-experience" / "facts.yaml").read_text("utf-8")
    (tmp_path / "facts.yaml").write_text(facts.replace("structure: mechanism-experience", _HEAD.strip()), "utf-8")
    ran = run("check", tmp_path)
    assert ran.status == 1
    assert (
        ":2:12: 错误 F113 这些事实像是为“机制型经验材料”（mechanism-experience）准备的，不是“年度工作计划”\n"
        "  提示：如果是，把 structure 一行改成“structure: mechanism-experience”\n"
    ) in ran.out


def test_all_faults_of_a_file_are_told_at_once(run: Run, plan: Path) -> None:
    """Five faults in one file are five problems, in the file's order."""
    text = (
        EXAMPLE.replace("年度: 2027", "年度: 24")
        .replace("主线: ", "主钱: ")
        .replace("结合: 我县水务工作", "结合: [甲]")
    )
    text = text.replace("成文日期: 2026年12月28日", "成文日期: 2026年2月30日").replace("    数值: 3座\n", "    数值:\n")
    (plan / "facts.yaml").write_text(text, "utf-8")
    told = run("check", plan).out
    lines = text.split("\n")
    expected = {"F104": "年度: 24", "F103": "结合: [甲]", "F102": "主钱: ", "F101": "    数值:"}
    for code, start in expected.items():
        line = next(number for number, line in enumerate(lines, start=1) if line.startswith(start))
        assert f"facts.yaml:{line}:" in told
        assert f" {code} " in told
    assert told.count("错误") == 5


@pytest.mark.parametrize("command", ["fill", "export", "trace"])
def test_a_document_is_no_facts_file(run: Run, tmp_path: Path, command: str) -> None:
    """A Word document given where facts belong is a fault of the command line, not of the document."""
    (tmp_path / "plan.docx").write_bytes(b"PK\x03\x04\x14\x00\x00\x00\xff\xfe")
    refused(run(command, "plan.docx"), 2, "错误：", "事实文件")


@not_root
def test_facts_that_may_not_be_read(run: Run, plan: Path) -> None:
    """A file without the right to read it is one clear problem."""
    (plan / "facts.yaml").chmod(0)
    try:
        ran = run("check", plan)
    finally:
        (plan / "facts.yaml").chmod(0o644)
    assert ran.status == 1
    assert "错误 Y115 文件读不出来" in ran.out


# ---- structures and wording -----------------------------------------------------------------------------------------

_STRUCTURE = """\
title: 简报
about: 一周一期
heading: "{{ 单位 }}工作简报"
facts:
  单位: {kind: organ, required: true}
sections:
  - wording: 正文
"""

STRUCTURES: Mapping[str, tuple[str, bytes | None, str]] = {
    "no wording": (_STRUCTURE, None, "brief.yaml:7:14: 错误 S207 没有找到模板“正文”"),
    "wording in GBK": (_STRUCTURE, "本周{{ 单位 }}".encode("gbk"), "正文.j2:1:1: 错误 Y102 文件不是 UTF-8 编码"),
    "an undeclared fact": (
        _STRUCTURE,
        "首段。\n本周{{ 单伟 }}。".encode(),
        "正文.j2:2:6: 错误 W302 用了没有声明的事实“单伟”",
    ),
    "an open brace": (_STRUCTURE, "首段。\n{{ 单位 }".encode(), "正文.j2:2:"),
    "code": (_STRUCTURE, "{{ 单位.__class__.__mro__ }}".encode(), "正文.j2:1:"),
    "a call": (_STRUCTURE, b"{{ range(10**9) | join_cn }}", "正文.j2:1:"),
    "another file": (_STRUCTURE, b"{% include '/etc/passwd' %}", "错误 W305 措辞里不能用 include"),
    "a name out of the folder": (
        _STRUCTURE.replace("正文", "../../../../etc/passwd"),
        None,
        "错误 S207 没有找到模板“../../../../etc/passwd”",
    ),
    "a name too long for a file": (_STRUCTURE.replace("正文", "文" * 300), None, "错误 S207 没有找到模板"),
    "a key mistyped": (_STRUCTURE.replace("required", "requird"), "甲。".encode(), "brief.yaml:5:21: 错误 S201"),
    "a full-width colon": (_STRUCTURE.replace("about: ", "about："), "甲。".encode(), "brief.yaml:2:6: 错误 Y105"),
    "no structure at all": ("简报", None, "brief.yaml:1:1: 错误 Y116"),
}


@pytest.mark.parametrize(("structure", "wording", "said"), STRUCTURES.values(), ids=STRUCTURES.keys())
def test_a_bad_structure(run: Run, tmp_path: Path, structure: str, wording: bytes | None, said: str) -> None:
    """A structure's fault is named in its own file by every command that needs it, with exit 1."""
    (tmp_path / "structures").mkdir()
    (tmp_path / "structures" / "brief.yaml").write_text(structure, "utf-8")
    if wording is not None:
        (tmp_path / "templates" / "brief").mkdir(parents=True)
        (tmp_path / "templates" / "brief" / "正文.j2").write_bytes(wording)
    (tmp_path / "facts.yaml").write_text("structure: brief\n单位: 甲局\n", "utf-8")
    for command in (
        ["export", "."],
        ["fill", "."],
        ["structures", "brief"],
        ["schema", "brief"],
        ["new", "brief", "d"],
    ):
        refused(run(*command), 1, said)
    ran = run("check", ".")
    assert (ran.status, ran.err) == (1, "")
    assert said in ran.out


# ---- where the document shall go ------------------------------------------------------------------------------------

OUTPUTS: Mapping[str, tuple[list[str], str]] = {
    "a folder": (["-o", "folder"], "“folder”是文件夹"),
    "a folder with a suffix": (["-o", "folder.docx"], "“folder.docx”是文件夹"),
    "this folder": (["-o", "."], "“.”是文件夹"),
    "in a folder that is not there": (["-o", "missing/plan.docx"], "这个文件夹"),
    "in a file": (["-o", "note.txt/plan.docx"], "这个文件夹"),
    "the facts": (["-o", "plan/facts.yaml", "--to", "text"], "就是事实文件"),
    "the facts by force": (["-o", "plan/../plan/facts.yaml", "--to", "text", "--force"], "就是事实文件"),
    "somebody's file": (["-o", "note.txt"], "“note.txt”已经存在，而且不是上次导出的样子"),
    "a read-only file": (["-o", "locked.txt", "--force"], "“locked.txt”是只读的"),
    "no known suffix": (["-o", "plan.doc"], "不知道“plan.doc”要写成什么格式"),
    "no suffix": (["-o", "plan-2027"], "不知道“plan-2027”要写成什么格式"),
    "nothing": (["-o", ""], "“.”是文件夹"),
    "a name too long for a file": (["-o", "长" * 200 + ".docx"], "名称太长"),
}


@pytest.mark.parametrize(("args", "said"), OUTPUTS.values(), ids=OUTPUTS.keys())
def test_an_output_path_that_will_not_do(run: Run, plan: Path, tmp_path: Path, args: list[str], said: str) -> None:
    """An unusable -o is a fault of the command line: exit 2, said plainly, nothing written or replaced."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder.docx").mkdir()
    (tmp_path / "note.txt").write_text("不要动", "utf-8")
    (tmp_path / "locked.txt").write_text("只读", "utf-8")
    (tmp_path / "locked.txt").chmod(stat.S_IREAD)
    refused(run("export", plan, *args), 2, said)


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_a_folder_that_nobody_can_write_to(run: Run, plan: Path) -> None:
    """Even root cannot write to /proc: exit 2 and a reason in Chinese."""
    refused(run("export", plan, "-o", "/proc/plan.docx"), 2, "“/proc/plan.docx”写不进去：没有这个文件或文件夹")
    refused(run("schema", PLAN_ID, "-o", "/proc/schema.json"), 2, "“/proc/schema.json”写不进去")
    refused(run("new", PLAN_ID, "/proc/plan"), 2, "“/proc/plan”写不进去")


@not_root
def test_a_read_only_folder(run: Run, plan: Path, tmp_path: Path) -> None:
    """A folder without the right to write to it: exit 2, and nothing of ours in it."""
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0o555)
    try:
        refused(run("export", plan, "-o", folder / "plan.docx"), 2, "写不进去：没有权限")
        refused(run("new", PLAN_ID, folder / "plan"), 2, "写不进去：没有权限")
    finally:
        folder.chmod(0o755)


def test_a_document_changed_since_its_export_is_kept(run: Run, plan: Path) -> None:
    """What somebody typed into the exported document survives the next export, until --force."""
    target = plan / "青岚县水务局2027年工作计划.docx"
    assert run("export", plan).status == 0
    ours = target.read_bytes()
    assert run("export", plan).status == 0
    target.write_bytes(ours + b"edited")
    refused(run("export", plan), 2, f"“{target}”已经存在，而且不是上次导出的样子（可能有人改过）", "--force")
    refused(run("export", plan, "-o", target), 2, "已经存在")
    assert run("export", plan, "--force").status == 0
    assert target.read_bytes() == ours


def test_a_document_of_another_plan_is_kept(run: Run, plan: Path, tmp_path: Path) -> None:
    """What one plan exported is not another plan's to replace."""
    other = tmp_path / "other"
    shutil.copytree(plan, other)
    assert run("export", plan, "-o", "plan.docx").status == 0
    refused(run("export", other, "-o", "plan.docx"), 2, "“plan.docx”已经存在")


@pytest.mark.parametrize(
    ("name", "lock"),
    [
        ("计划.docx", "~$计划.docx"),
        ("annual.docx", "~$annual.docx"),
        ("planned.docx", "~$lanned.docx"),
        ("2027-plan.docx", "~$27-plan.docx"),
        ("plan.docx", ".~lock.plan.docx#"),
        ("plan.docx", ".~plan.docx"),
    ],
    ids=["Word, short Chinese name", "Word, six letters", "Word, seven", "Word, more", "LibreOffice", "WPS"],
)
def test_a_document_that_is_open(run: Run, plan: Path, tmp_path: Path, name: str, lock: str) -> None:
    """A document that Word, WPS or LibreOffice holds open is named and not replaced, not even with --force."""
    assert run("export", plan, "-o", name).status == 0
    (tmp_path / lock).write_bytes(b"\x05clerk")
    for option in ([], ["--force"]):
        refused(run("export", plan, "-o", name, *option), 2, f"“{name}”正在 Word 或 WPS 里打开", f"“{lock}”")


def test_a_record_of_exports_that_is_damaged(run: Run, plan: Path) -> None:
    """Without a readable record nothing is known of a document, so it is kept; the record is then written anew."""
    assert run("export", plan).status == 0
    record = plan / ".drafter" / "exports.json"
    for damaged in (b"", b"[]", b"\xff\xfe", b'{"x": 1}'):
        record.write_bytes(damaged)
        refused(run("export", plan), 2, "已经存在")
        assert run("export", plan, "--force").status == 0
        assert run("export", plan).status == 0


def test_no_temporary_file_stays_behind(run: Run, plan: Path) -> None:
    """After an export there is the document and its record, and after a refusal nothing more."""
    assert run("export", plan, "-o", plan / "plan.txt").status == 0
    assert set(listing(plan)) == {"facts.yaml", "plan.txt", ".drafter", ".drafter/exports.json"}


@posix
def test_an_exported_document_has_ordinary_rights(run: Run, plan: Path, tmp_path: Path) -> None:
    """The document can be read by whom a new file of the user's can be read, not by the user alone."""
    (tmp_path / "ordinary").write_text("", "utf-8")
    assert run("export", plan, "-o", "plan.docx").status == 0
    assert (tmp_path / "plan.docx").stat().st_mode == (tmp_path / "ordinary").stat().st_mode


# ---- new: the folder and --set --------------------------------------------------------------------------------------

FOLDERS: Mapping[str, tuple[str, str]] = {
    "in use": ("used", "“used”里已经有文件，什么也没有写"),
    "in use by a hidden file": ("hidden", "“hidden”里已经有文件"),
    "in use by a folder": ("nested", "“nested”里已经有文件"),
    "a file": ("note.txt", "“note.txt”是文件"),
    "in a file": ("note.txt/plan", "“note.txt”是文件"),
    "deep in a file": ("note.txt/a/b", "“note.txt”是文件"),
    "this folder": (".", "“.”里已经有文件"),
    "a name too long for a folder": ("长" * 200, "名称太长"),
}


@pytest.mark.parametrize(("folder", "said"), FOLDERS.values(), ids=FOLDERS.keys())
@pytest.mark.parametrize("option", [[], ["--example"]], ids=["empty", "example"])
def test_a_folder_that_will_not_do(run: Run, tmp_path: Path, folder: str, said: str, option: list[str]) -> None:
    """DIR must be absent or empty, else exit 2 and nothing is written."""
    for file in ("used/old.docx", "hidden/.keep", "nested/deep/old.docx", "note.txt"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("不要动", "utf-8")
    ran = run("new", PLAN_ID, folder, *option)
    refused(ran, 2, said)


SETTINGS: Mapping[str, tuple[str, str, str]] = {
    "a name mistyped": ("年份=2027", "“年份”找不到对应的事实", "是否想写“年度”？"),
    "a field mistyped": ("工作重点[1].任物=供水", "“工作重点[1].任物”找不到", "是否想写“任务”？"),
    "a field like no other": ("目标[1].单价=3", "“目标[1].单价”找不到", "可以写：指标、谓语、数值、时限"),
    "item 0": ("工作重点[0].任务=供水", "“工作重点[0].任务”找不到", "项的序号从1开始"),
    "item minus 1": ("工作重点[-1].任务=供水", "“工作重点[-1].任务”找不到", "工作重点"),
    "item 9999999": ("工作重点[9999999].任务=供水", "“工作重点[9999999].任务”找不到", "最多到1000"),
    "no item": ("工作重点.任务=供水", "“工作重点.任务”找不到", "要写明第几项，如 工作重点[1]"),
    "a whole list": ("目的=供水", "“目的”找不到", "如 目的[1]"),
    "a whole list of groups": ("工作重点=供水", "“工作重点”找不到", "如 工作重点[1].任务"),
    "a whole item": ("工作重点[1]=供水", "“工作重点[1]”找不到", "如 工作重点[1].任务"),
    "an item of no list": ("年度[1]=2027", "“年度[1]”找不到", "“年度”不是列表"),
    "a bracket left open": ("工作重点[1=供水", "“工作重点[1”找不到", "名称[1].字段"),
    "the structure": ("structure=x", "“structure”找不到", "可以写：单位、年度"),
    "no value": ("年度", "--set 要写成 名称=值，这里是“年度”", "年度=2027"),
    "no name": ("=2027", "--set 要写成 名称=值，这里是“=2027”", "年度=2027"),
    "a control character": ("单位=青岚\x07县", "--set 给“单位”的值里有看不见的控制字符", "重新输入"),
    "bytes that are no text": ("单位=\udcff", "--set 给“单位”的值里有看不见的控制字符", "重新输入"),
}


@pytest.mark.parametrize(("setting", "said", "hint"), SETTINGS.values(), ids=SETTINGS.keys())
@pytest.mark.parametrize("option", [[], ["--example"]], ids=["empty", "example"])
def test_a_wrong_set(run: Run, setting: str, said: str, hint: str, option: list[str]) -> None:
    """A --set that names no fact is a fault of the command line; no folder is made, what was meant is told."""
    refused(run("new", PLAN_ID, "plan", "--set", "年度=2027", "--set", setting, *option), 2, said, hint)


def test_an_item_that_the_example_does_not_have(run: Run) -> None:
    """--example with --set of an item beyond the example's is refused, not dropped."""
    refused(
        run("new", PLAN_ID, "plan", "--example", "--set", "工作重点[99].任务=供水"),
        2,
        "“工作重点[99].任务”",
        "现在有7项，下一项是第8项",
    )


def test_an_example_that_is_not_there(run: Run, tmp_path: Path) -> None:
    """--example of a structure without one is refused, and the way without it is told."""
    (tmp_path / "structures").mkdir()
    text = _STRUCTURE.replace("wording: 正文", "text: 正文")
    (tmp_path / "structures" / "brief.yaml").write_text(text, "utf-8")
    refused(run("new", "brief", "plan", "--example"), 2, "“简报”没有示例", "不加 --example")


def test_a_schema_does_not_replace_somebodys_file(run: Run, tmp_path: Path) -> None:
    """`schema -o` replaces a schema of its own, nothing else."""
    (tmp_path / "data.json").write_text('{"title": "不要动"}', "utf-8")
    (tmp_path / "note.txt").write_text("不要动", "utf-8")
    for target in ("data.json", "note.txt"):
        refused(run("schema", PLAN_ID, "-o", target), 2, f"“{target}”已经存在")
    refused(run("schema", PLAN_ID, "-o", "missing/schema.json"), 2, "没有“missing”这个文件夹")
    refused(run("schema", PLAN_ID, "-o", "."), 2, "“.”是文件夹")
