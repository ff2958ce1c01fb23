"""Saving: whole or not at all, beside and then in place, and nobody's work replaced unasked."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.document import Document, Properties
from drafter.saving import OutputError, file_name, save, write_whole


def names(folder: Path) -> set[str]:
    """What lies in the folder."""
    return {path.name for path in folder.iterdir()}


def test_a_new_file_and_its_record(tmp_path: Path) -> None:
    """A file is written, and what was written is remembered in .drafter of the plan's folder."""
    (tmp_path / "plan").mkdir()
    save(b"one", tmp_path / "plan.docx", tmp_path / "plan")
    assert (tmp_path / "plan.docx").read_bytes() == b"one"
    assert names(tmp_path) == {"plan", "plan.docx"}
    assert names(tmp_path / "plan" / ".drafter") == {"exports.json"}


def test_an_unchanged_export_is_replaced(tmp_path: Path) -> None:
    """What is still as it was exported may be replaced, as often as one likes, each file by itself."""
    for data in (b"one", b"two", b"three"):
        for name in ("计划.docx", "plan.txt"):
            save(data, tmp_path / name, tmp_path)
            assert (tmp_path / name).read_bytes() == data


def test_a_changed_export_is_kept(tmp_path: Path) -> None:
    """One changed byte, and the file is somebody's work: it stays until `force`, after which it is ours again."""
    target = tmp_path / "plan.docx"
    save(b"one", target, tmp_path)
    target.write_bytes(b"onf")
    with pytest.raises(OutputError, match="不是上次导出的样子"):
        save(b"two", target, tmp_path)
    assert target.read_bytes() == b"onf"
    save(b"two", target, tmp_path, force=True)
    save(b"three", target, tmp_path)
    assert target.read_bytes() == b"three"


def test_an_export_that_was_reverted_counts_as_unchanged(tmp_path: Path) -> None:
    """Contents count, not times: a file changed and changed back is still as exported."""
    target = tmp_path / "plan.docx"
    save(b"one", target, tmp_path)
    target.write_bytes(b"other")
    target.write_bytes(b"one")
    os.utime(target, (0, 0))
    save(b"two", target, tmp_path)
    assert target.read_bytes() == b"two"


def test_a_plan_folder_that_was_moved_still_knows_its_exports(tmp_path: Path) -> None:
    """The record names files from the plan's folder, so that both can move together."""
    (tmp_path / "a").mkdir()
    save(b"one", tmp_path / "a" / "plan.docx", tmp_path / "a")
    (tmp_path / "a").rename(tmp_path / "b")
    save(b"two", tmp_path / "b" / "plan.docx", tmp_path / "b")
    assert (tmp_path / "b" / "plan.docx").read_bytes() == b"two"


def test_a_record_that_cannot_be_kept_does_not_stop_the_export(tmp_path: Path) -> None:
    """Where .drafter cannot be made the document is written all the same; over it next time only with force."""
    (tmp_path / ".drafter").write_text("a file", "utf-8")
    save(b"one", tmp_path / "plan.docx", tmp_path)
    assert (tmp_path / "plan.docx").read_bytes() == b"one"
    with pytest.raises(OutputError, match="--force"):
        save(b"two", tmp_path / "plan.docx", tmp_path)


@pytest.mark.parametrize("name", ["folder", "missing/plan.docx", "file.txt/plan.docx"])
def test_what_is_no_place_for_a_file(tmp_path: Path, name: str) -> None:
    """A folder, a folder that is missing and a file in the place of a folder are refused; nothing changes."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file.txt").write_text("", "utf-8")
    with pytest.raises(OutputError, match=r"文件夹"):
        save(b"one", tmp_path / name, tmp_path, force=True)
    assert names(tmp_path) == {"folder", "file.txt"}


def test_a_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """When the last step fails the old state stands and the temporary file is gone."""
    target = tmp_path / "plan.docx"
    target.mkdir()
    (target / "full").write_text("", "utf-8")
    with pytest.raises(OutputError, match="写不进去"):
        write_whole(b"one", target)
    assert names(tmp_path) == {"plan.docx"}
    assert names(target) == {"full"}


def test_a_read_only_file_is_not_replaced(tmp_path: Path) -> None:
    """A file that its owner made read-only is refused even with force."""
    target = tmp_path / "plan.docx"
    save(b"one", target, tmp_path)
    target.chmod(stat.S_IREAD)
    with pytest.raises(OutputError, match="只读"):
        save(b"two", target, tmp_path, force=True)
    assert target.read_bytes() == b"one"


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_a_replaced_file_keeps_its_rights(tmp_path: Path) -> None:
    """Who could read the document can read the new one."""
    target = tmp_path / "plan.docx"
    save(b"one", target, tmp_path)
    target.chmod(0o640)
    save(b"two", target, tmp_path)
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@given(st.text(max_size=200) | st.text(st.sampled_from("计划 .𠮷"), min_size=60, max_size=200))
def test_any_title_makes_a_file_name(title: str) -> None:
    """Whatever the title, the name is one that Windows and Linux allow, of a length that they allow."""
    name = file_name(Document((), Properties(title)), ".docx")
    assert not set(name) & set('<>:"/\\|?*')
    assert name.isprintable()
    assert name.endswith(".docx")
    assert name.removesuffix(".docx").strip(" .") == name.removesuffix(".docx")
    assert len(name.encode()) <= 255


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("青岚县水务局2027年工作计划", "青岚县水务局2027年工作计划.docx"),
        ("关于“一件事”的方案：草案", "关于“一件事”的方案：草案.docx"),
        ("A/B\\C: 计划?", "ABC 计划.docx"),
        ("计划 . ", "计划.docx"),
        ("..", "draft.docx"),
        ("", "draft.docx"),
        ("长" * 100, "长" * 80 + ".docx"),
    ],
)
def test_the_file_is_named_by_the_title(title: str, name: str) -> None:
    """Full-width marks stay, what file systems forbid is left out, and there is always a name."""
    assert file_name(Document((), Properties(title)), ".docx") == name
