"""The library: the plan's folders, those above, the user's folder, built in; the nearest wins, file by file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import drafter
from drafter.document import paragraphs, plain
from drafter.library import builtin_folder, library_for, origin

STRUCTURE = """\
title: 简报
about: 一周一期
heading: "{place}简报"
facts: {{单位: organ}}
sections:
  - wording: 开头
  - wording: 结尾
"""


def put(file: Path, text: str) -> None:
    """Writes a file and the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def shelf(folder: Path, place: str) -> None:
    """A whole structure with its wording and an example, which all say where they are from."""
    put(folder / "structures" / "brief.yaml", STRUCTURE.format(place=place))
    for name in ("开头", "结尾"):
        put(folder / "templates" / "brief" / f"{name}.j2", f"{name}：{place}。")
    put(folder / "examples" / "brief" / "facts.yaml", f"structure: brief\n单位: {place}局\n")


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """Folders in the order in which they are searched from the plan's folder."""
    plan = tmp_path / "office" / "2027" / "plan"
    put(plan / "facts.yaml", "structure: brief\n")
    monkeypatch.setenv("DRAFTER_HOME", str(tmp_path / "home"))
    return {"计划": plan, "年度": plan.parent, "办公室": plan.parent.parent, "个人": tmp_path / "home"}


def lines(plan: Path) -> list[str]:
    """The printed lines of the plan's draft."""
    return [plain(text) for _, text in paragraphs(drafter.draft(plan))]


@pytest.mark.parametrize("nearest", ["计划", "年度", "办公室", "个人"])
def test_the_nearest_wins(places: dict[str, Path], nearest: str) -> None:
    """Of shelves in the plan's folder, above it and in the user's folder the nearest gives structure and wording."""
    names = list(places)
    for name in names[names.index(nearest) :]:
        shelf(places[name], name)
    assert lines(places["计划"]) == [f"{nearest}简报", f"开头：{nearest}。", f"结尾：{nearest}。"]


def test_one_template_alone_is_overridden(places: dict[str, Path]) -> None:
    """A single sentence file near the plan replaces that one; the structure and the rest stay the farther ones."""
    shelf(places["个人"], "个人")
    put(places["年度"] / "templates" / "brief" / "结尾.j2", "结尾：年度。")
    assert lines(places["计划"]) == ["个人简报", "开头：个人。", "结尾：年度。"]


def test_the_structure_alone_is_overridden(places: dict[str, Path]) -> None:
    """A structure near the plan uses the farther wording."""
    shelf(places["办公室"], "办公室")
    put(places["计划"] / "structures" / "brief.yaml", STRUCTURE.format(place="计划"))
    assert lines(places["计划"]) == ["计划简报", "开头：办公室。", "结尾：办公室。"]


def test_a_built_in_template_is_overridden(places: dict[str, Path]) -> None:
    """One built-in sentence can be changed for a plan by one file, as the docs promise."""
    example = builtin_folder() / "examples" / "annual-work-plan" / "facts.yaml"
    shutil.copy(example, places["计划"])
    put(places["办公室"] / "templates" / "annual-work-plan" / "督查考核.j2", "年底由{{ 督查机构 }}统一考核。")
    printed = lines(places["计划"])
    assert "（三）严格督查考核。年底由局办公室会同规划财务科统一考核。" in printed
    assert printed[0] == "青岚县水务局2027年工作计划"


def test_structures_are_listed_once_with_their_origin(places: dict[str, Path]) -> None:
    """The list has every id once, in alphabetical order, from the nearest folder; only ours are called builtin."""
    for name in ("年度", "个人"):
        shelf(places[name], name)
    put(places["个人"] / "structures" / "annual-work-plan.yaml", "title: 我们自己的计划\n")
    found = library_for(places["计划"]).structures()
    assert list(found) == sorted(found)
    origins = {id_: origin(path) for id_, path in found.items()}
    assert origins["brief"] == str(places["年度"] / "structures" / "brief.yaml")
    assert origins["annual-work-plan"] == str(places["个人"] / "structures" / "annual-work-plan.yaml")
    assert origins["mechanism-experience"] == "builtin"


def test_a_plan_inside_the_checkout_is_not_built_in() -> None:
    """What lies somewhere below the program's own folder, but not among its structures, is the user's."""
    assert origin(builtin_folder() / "out" / "plan" / "structures" / "brief.yaml") != "builtin"


def test_the_nearest_example_is_found(places: dict[str, Path]) -> None:
    """Examples follow the same rule."""
    for name in ("年度", "个人"):
        shelf(places[name], name)
    assert library_for(places["计划"]).example("brief") == places["年度"] / "examples" / "brief"
    assert library_for(places["个人"]).example("brief") == places["个人"] / "examples" / "brief"
    assert library_for(places["计划"]).example("nothing") is None


def test_without_a_path_the_current_folder_counts(places: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands without a PATH look from the current folder upwards."""
    shelf(places["年度"], "年度")
    monkeypatch.chdir(places["计划"])
    assert "brief" in library_for().structures()
    monkeypatch.chdir(places["办公室"])
    assert "brief" not in library_for().structures()


def test_the_user_s_configuration_folder_without_drafter_home(
    places: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where DRAFTER_HOME is not set, the system's configuration folder of the user is searched."""
    for variable in ("XDG_CONFIG_HOME", "APPDATA", "HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(tmp_path / "config"))
    monkeypatch.delenv("DRAFTER_HOME")
    library = library_for(places["计划"])
    user = library.folders[-2]
    assert user.name == "drafter"
    assert user.is_relative_to(tmp_path / "config") or user.drive
    assert library.folders[-1] == builtin_folder()
    shelf(user, "个人")
    assert lines(places["计划"])[0] == "个人简报"


@pytest.mark.parametrize(
    "name", ["../brief", "a/brief", "..\\brief", "c:brief", ".hidden", "", "brief*", "b?ief", "长" * 300, "bri\x00ef"]
)
def test_names_cannot_lead_out_of_the_library(places: dict[str, Path], name: str) -> None:
    """A name with a folder, a drive or a wildcard in it, or one that no file can have, is the name of nothing."""
    shelf(places["计划"], "计划")
    shelf(places["年度"] / "structures", "年度")
    library = library_for(places["计划"])
    assert library.structure("brief") is not None
    assert library.structure(name) is None
    assert library.template(name, "开头") is None
    assert library.template("brief", name) is None
    assert library.example(name) is None
