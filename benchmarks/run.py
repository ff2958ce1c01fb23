"""Times drafter against its neighbours, all in one run: python benchmarks/run.py [--rounds N] [--quick]

Contenders take turns; a ratio is the median of the rounds' ratios. Targets stand beside the figures.
In process: the writer alone against joining and deflating the same XML, and the whole road against docxtpl.
Whole process: `drafter export` against a docxtpl script, and the commands that only list against `python -c pass`.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import contenders
import works

from drafter import pipeline, source

HERE = Path(__file__).parent
Timed = Callable[[], object]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--quick", action="store_true", help="W1 only")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'what':44} {'ms':>9} {'ratio':>7}  target")
        in_process(works.W1, Path(folder), options.rounds * 3)
        whole_process(works.W1, Path(folder), options.rounds)
        if not options.quick:
            in_process(works.W3, Path(folder), options.rounds)
            doubling(Path(folder), options.rounds)
            whole_process(works.W3, Path(folder), max(options.rounds // 2, 3))


# ---- timing ---------------------------------------------------------------------------------------------------------


def rounds(contenders_: dict[str, Timed], count: int) -> dict[str, list[float]]:
    """Milliseconds of every contender, round by round; each has had one turn before."""
    for run in contenders_.values():
        run()
    times: dict[str, list[float]] = {name: [] for name in contenders_}
    for _ in range(count):
        for name, run in contenders_.items():
            start = time.perf_counter()
            run()
            times[name].append((time.perf_counter() - start) * 1000)
    return times


def report(name: str, times: dict[str, list[float]], mine: str, other: str, target: float) -> None:
    ratio = statistics.median(a / b for a, b in zip(times[mine], times[other], strict=True))
    verdict = "reached" if ratio <= target else "MISSED"
    print(f"{name:44} {statistics.median(times[mine]):9.1f} {ratio:7.2f}  ≤ {target:g} × {other}  {verdict}")


# ---- in process -----------------------------------------------------------------------------------------------------


def in_process(work: works.Work, folder: Path, count: int) -> None:
    plan = folder / work.name
    work.write(plan)
    opened = pipeline.open_plan(plan)
    document = pipeline.make(plan)[0].document
    template, content = contenders.docxtpl_template(), work.content()
    times = rounds(
        {
            "writer": lambda: pipeline.render(document, "docx"),
            "limit": contenders.limit(pipeline.render(document, "docx")),
            "road": lambda: road(opened, plan),
            "docxtpl": lambda: contenders.docxtpl(content, template),
            **({"python-docx": lambda: contenders.python_docx(content)} if work is works.W1 else {}),
        },
        count,
    )
    report(f"{work.name} writer alone", times, "writer", "limit", 2.5)
    report(f"{work.name} whole road", times, "road", "docxtpl", 0.25 if work is works.W1 else 0.35)
    if "python-docx" in times:
        print(f"{work.name + ' python-docx, for comparison':44} {statistics.median(times['python-docx']):9.1f}")


def road(opened: pipeline.Plan, plan: Path) -> bytes:
    """facts.yaml to the bytes of a .docx; structure and wording are loaded already."""
    with pipeline.uncollected():  # as `pipeline.make` does
        made, _ = pipeline.draft(opened._replace(facts=source.read(plan / pipeline.FACTS)))
        return pipeline.render(made.document, "docx")


def doubling(folder: Path, count: int) -> None:
    opened = {}
    for work in (works.W3, works.W3_DOUBLED):
        work.write(folder / work.name)
        opened[work.name] = pipeline.open_plan(folder / work.name)
    times = rounds({name: lambda name=name: road(opened[name], folder / name) for name in opened}, count)  # type: ignore[misc]
    report("W3 doubled, whole road", times, works.W3_DOUBLED.name, works.W3.name, 2.3)


# ---- whole process --------------------------------------------------------------------------------------------------


def whole_process(work: works.Work, folder: Path, count: int) -> None:
    plan, out = folder / work.name, folder / "out.docx"
    work.write(plan)
    (folder / "template.docx").write_bytes(contenders.docxtpl_template())
    (folder / "content.json").write_text(json.dumps(work.content(), ensure_ascii=False), "utf-8")
    drafter = [sys.executable, "-m", "drafter"]
    script = [sys.executable, str(HERE / "scripts.py")]
    arguments = [str(plan), str(folder), str(out)]
    times = rounds(
        {
            "export": command([*drafter, "export", str(plan), "-o", str(out), "--force"]),
            "docxtpl": command([*script, "docxtpl", *arguments]),
            "floor": command([*script, "floor", *arguments]),
            "help": command([*drafter, "--help"]),
            "structures": command([*drafter, "structures"]),
            "pass": command([sys.executable, "-c", "pass"]),
        },
        count,
    )
    report(f"{work.name} drafter export", times, "export", "docxtpl", 0.8)
    if work is works.W1:
        report(f"{work.name} drafter export", times, "export", "floor", 3.5)
        report("drafter --help", times, "help", "pass", 8)
        report("drafter structures", times, "structures", "pass", 8)
    peak(work, [*drafter, "export", str(plan), "-o", str(out), "--force"])


def command(words: list[str]) -> Timed:
    return lambda: subprocess.run(words, check=True, capture_output=True)


def peak(work: works.Work, words: list[str]) -> None:
    """The greatest memory of one export, in MB, measured in a child that starts nothing else."""
    probe = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, capture_output=True); "
    probe += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    done = subprocess.run([sys.executable, "-c", probe, *words], check=True, capture_output=True, text=True)
    megabytes, target = int(done.stdout) / 1024, 32 if work is works.W1 else 80
    verdict = "reached" if megabytes <= target else "MISSED"
    print(f"{work.name + ' drafter export, peak memory':44} {megabytes:6.0f} MB          ≤ {target} MB  {verdict}")


if __name__ == "__main__":
    main()
