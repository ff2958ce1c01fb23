"""校对设置: severities, what is allowed, what is silenced and why, the unit's word lists; and their faults."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from drafter import pipeline
from drafter.library import Library
from drafter.proof import document_problems
from drafter.proof.report import RULES
from drafter.proof.settings import load
from tests.plain_text import document

TEXT = "有关事项\n各单位：\n落实责任,强化监督。\n由县农业局牵头。责任单位：总务科。\n"


@pytest.fixture
def codes(tmp_path: Path) -> Callable[..., list[tuple[str, str]]]:
    """Code and severity of all that is found in a text, with proof.yaml and word lists as given."""

    def found(settings: str = "", text: str = TEXT, **lists: str) -> list[tuple[str, str]]:
        (tmp_path / "words").mkdir(exist_ok=True)
        (tmp_path / "proof.yaml").write_text(settings or "rules: {P115: info}\n", "utf-8")
        for name, words in lists.items():
            (tmp_path / "words" / f"{name}.yaml").write_text(words, "utf-8")
        problems = document_problems(document(text), load(Library((tmp_path,))), exact=True)
        return [(each.code, each.severity) for each in problems]

    return found


Codes = Callable[..., list[tuple[str, str]]]


def test_a_rule_counts_as_much_as_the_unit_wants(codes: Codes) -> None:
    """off puts a rule away, the other words change how grave it is."""
    assert codes() == [("P101", "warning")]
    assert codes("rules: {P101: off}\n") == []
    assert codes("rules: {P101: error}\n") == [("P101", "error")]
    assert codes("rules: {P101: information}\n") == [("P101", "info")]


def test_a_term_that_is_allowed_is_never_found(codes: Codes) -> None:
    """A finding that touches an allowed term is none; an allowed name is left alone by the rules about names."""
    assert codes("allow: {terms: ['责任,强化']}\n") == []
    assert codes("allow: {terms: ['监督']}\n") == [("P101", "warning")]
    assert codes("allow: {names: [总务科]}\nrules: {P101: off}\n", organs="[总务处]\n") == []


@pytest.mark.parametrize("where", ["text: '责任,强化'", "place: 'text.txt:3'"])
def test_a_silenced_finding_has_its_reason(codes: Codes, where: str) -> None:
    """One finding is left alone, by its text or its place; another rule at that place is not."""
    assert codes(f"silence: [{{rule: P101, {where}, reason: 原文如此}}]\n") == []
    assert codes(f"silence: [{{rule: P102, {where}, reason: 原文如此}}]\n") == [("P101", "warning"), ("P905", "info")]


def test_a_fact_is_silenced_by_its_path(write_plan: Callable[..., Path]) -> None:
    """In a plan the place is the fact's path, as in --set."""
    structure = (
        "title: 简报\nabout: 一周\nheading: 简报\nfacts: {说明: {required: true}}\nsections: [{text: '{{ 说明 }}。'}]\n"
    )
    plan = write_plan(structure, "说明: 甲,乙\n")
    assert [each.code for each in pipeline.check(plan)] == ["P101"]
    (plan / "proof.yaml").write_text("silence: [{rule: P101, place: 说明, reason: 原文如此}]\n", "utf-8")
    assert pipeline.check(plan) == ()


def test_the_words_of_a_unit(codes: Codes) -> None:
    """Organs not on the list, old names, names of others, the unit's own way of writing, who holds an office."""
    assert ("P608", "warning") in codes(organs="- 总务处\n- 教务处\n")
    assert ("P613", "warning") in codes(stale="- {old: 农业局, new: 农业农村局, since: 2019年3月}\n")
    assert ("P611", "warning") in codes(places="[县农业局]\n")
    assert ("P614", "warning") in codes(terms="- {wrong: 牵头, right: 负责}\n")
    people = "- {name: 林知远, office: 局长}\n"
    assert ("P615", "warning") in codes(text="有关事项\n由副局长林知远负责。\n", people=people)
    assert ("P615", "warning") not in codes(text="有关事项\n由局长林知远负责。\n", people=people)


def test_a_right_name_that_holds_the_old_one(codes: Codes) -> None:
    """An old name within the new one, or in the title of a document, is no finding."""
    stale = "- {old: 农业局, new: 县农业局, since: 2019年3月}\n"
    assert ("P613", "warning") not in codes(stale=stale)
    assert ("P613", "warning") not in codes(text="有关事项\n落实《农业局职责》。\n", stale=stale)


OF_THE_SETTINGS = ["P901", "P902", "P903", "P904"]


@pytest.mark.parametrize("code", OF_THE_SETTINGS)
def test_what_is_wrong_with_the_settings(codes: Codes, code: str) -> None:
    """The catalogue's wrong settings are found, its right ones are not."""
    assert (code, "error") in codes(RULES[code].wrong)
    assert code not in [found for found, _ in codes(RULES[code].right)]


@pytest.mark.parametrize(
    ("settings", "hint"),
    [
        ("rule: {P101: off}\n", "是否想写“rules”？"),
        ("rules: {P101: of}\n", "是否想写“off”？"),
        ("allow: {name: [甲]}\n", "是否想写“names”？"),
        ("silence: [{rule: P101, txt: 甲, reason: 乙}]\n", "是否想写“text”？"),
    ],
)
def test_a_mistyped_key_has_its_close_match(tmp_path: Path, settings: str, hint: str) -> None:
    """Keys, codes and severities that are nearly right are told at their place."""
    (tmp_path / "proof.yaml").write_text(settings, "utf-8")
    problems = load(Library((tmp_path,))).problems
    assert hint in [each.hint for each in problems]
    assert all(each.place and each.place.file.endswith("proof.yaml") for each in problems)


@pytest.mark.parametrize("words", ["总务处\n", "- {nme: 总务处}\n", "[[总务处]]\n", "- {\n"])
def test_a_word_list_that_is_none(codes: Codes, words: str) -> None:
    """A list of the wrong shape is a problem at its place, never a traceback."""
    assert "error" in [severity for _, severity in codes(organs=words)]


def test_the_nearest_settings_count(tmp_path: Path) -> None:
    """Those in the plan's own folder win over those above it."""
    near, far = tmp_path / "near", tmp_path
    near.mkdir()
    (far / "proof.yaml").write_text("rules: {P101: off}\n", "utf-8")
    assert load(Library((near, far))).severity("P101") == "off"
    (near / "proof.yaml").write_text("rules: {P101: error}\n", "utf-8")
    assert load(Library((near, far))).severity("P101") == "error"
