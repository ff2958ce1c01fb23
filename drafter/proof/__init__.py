"""Proof (校对): what a careful senior clerk would find in a draft. One small file for each family of rules."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.compose import Draft
from drafter.facts import Facts
from drafter.problems import Problem
from drafter.proof import form, unprinted


def problems(draft: Draft, facts: Facts) -> Iterator[Problem]:
    """Every finding in the text drafted from `facts`; all are warnings."""
    yield from form.problems(draft)
    yield from unprinted.problems(facts, draft.document)
