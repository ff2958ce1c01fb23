"""Times the outline of a long document: python benchmarks/outline.py [--pages N] [--rounds N]

A page is 600 characters. The text is all our test documents over and over; twice as many pages should take about twice
as long. Milliseconds are the medians of the rounds.
"""

from __future__ import annotations

import argparse
import io
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import docx

from drafter.outline import outline
from drafter.readers import lines_docx, lines_text

CASES = Path(__file__).parent.parent / "tests" / "outline"
PAGE = 600


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    print(f"{'what':28} {'pages':>6} {'lines':>7} {'ms':>8}")
    for pages in (options.pages, options.pages * 2):
        text = long_text(pages)
        plain, word = text.encode(), word_file(text)
        lines = lines_text.read(plain)
        for name, work in (
            ("read .txt", lambda data=plain: lines_text.read(data)),
            ("read .docx", lambda data=word: lines_docx.read(data)),
            ("outline", lambda found=lines: outline(found)),
        ):
            print(f"{name:28} {pages:6} {len(lines):7} {median(work, options.rounds):8.1f}")


def long_text(pages: int) -> str:
    """Documents one after the other, lines of every length."""
    all_of_them = "".join(file.read_text("utf-8") for file in sorted(CASES.glob("*.txt")))
    return (all_of_them * (pages * PAGE // len(all_of_them) + 1))[: pages * PAGE]


def word_file(text: str) -> bytes:
    """A paragraph a line, without any style."""
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def median(work: Callable[[], object], rounds: int) -> float:
    """Milliseconds of one round."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    main()
