"""Times drafter against its neighbours, all in one run: python benchmarks/run.py [--rounds N] [--quick]

Contenders take turns; a ratio is the median of the rounds' ratios. Targets stand beside the figures.
In process: the writer alone against joining and deflating the same XML, and the whole road against docxtpl.
Whole process: `drafter export` against a docxtpl script, and the commands that only list against `python -c pass`.
docxtpl reads the same facts.yaml as drafter, through libyaml, as the fastest script would; what it takes when it calls
`yaml.safe_load`, as most scripts do, or finds its data ready stands below for comparison.
"""

from __future__ import annotations

import argparse
import compileall
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import contenders
import works

from drafter import pipeline, source

HERE = Path(__file__).parent
Timed = Callable[[], object]
Times = dict[str, list[float]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--quick", action="store_true", help="W1 only")
    options = parser.parse_args()
    for source_folder in (HERE, HERE.parent / "drafter"):  # as an installation does, and as the neighbours are
        compileall.compile_dir(source_folder, quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'what':44} {'ms':>9} {'ratio':>7}  target")
        plan, big = works.worded("W1"), works.listed("W3", 2000)
        in_process(plan, Path(folder), options.rounds * 3, 0.25)
        whole_process(plan, Path(folder), options.rounds, 32)
        if not options.quick:
            in_process(big, Path(folder), options.rounds, 0.35)
            doubling([big, works.listed("W3 doubled", 4000)], Path(folder), options.rounds)
            whole_process(big, Path(folder), max(options.rounds // 2, 3), 80)


# ---- timing ---------------------------------------------------------------------------------------------------------


def rounds(contenders_: dict[str, Timed], count: int) -> Times:
    """Milliseconds of every contender, round by round; each has had one turn before."""
    for run in contenders_.values():
        run()
    times: Times = {name: [] for name in contenders_}
    for _ in range(count):
        for name, run in contenders_.items():
            start = time.perf_counter()
            run()
            times[name].append((time.perf_counter() - start) * 1000)
    return times


def report(name: str, times: Times, mine: str, other: str, target: float | None) -> None:
    ratio = statistics.median(a / b for a, b in zip(times[mine], times[other], strict=True))
    verdict = "for comparison" if target is None else "reached" if ratio <= target else "MISSED"
    wanted = f"× {other}" if target is None else f"≤ {target:g} × {other}"
    print(f"{name:44} {statistics.median(times[mine]):9.1f} {ratio:7.2f}  {wanted}  {verdict}")


# ---- in process -----------------------------------------------------------------------------------------------------


def in_process(work: works.Work, folder: Path, count: int, target: float) -> None:
    plan = folder / work.name
    facts = plan / pipeline.FACTS
    work.write(plan)
    opened = pipeline.open_plan(plan)
    document = pipeline.make(plan)[0].document
    template = contenders.docxtpl_template(work)
    runs: dict[str, Timed] = {
        "writer": lambda: pipeline.render(document, "docx"),
        "limit": contenders.limit(pipeline.render(document, "docx")),
        "road": lambda: road(opened, facts),
        "docxtpl": lambda: contenders.docxtpl(contenders.yaml_data(facts), template),
        "docxtpl, safe_load": lambda: contenders.docxtpl(contenders.yaml_data(facts, fast=False), template),
        "docxtpl, data ready": lambda: contenders.docxtpl(work.content, template),
    }
    if work.name == "W1":
        runs["python-docx, text ready"] = contenders.python_docx(work)
    times = rounds(runs, count)
    report(f"{work.name} writer alone", times, "writer", "limit", 2.5)
    report(f"{work.name} whole road", times, "road", "docxtpl", target)
    for name in list(runs)[4:]:
        report(f"{work.name} whole road", times, "road", name, None)


def road(opened: pipeline.Plan, facts: Path) -> bytes:
    """facts.yaml to the bytes of a .docx; structure and wording are loaded already."""
    with pipeline.uncollected():  # as `pipeline.make` does
        made, _ = pipeline.draft(opened._replace(facts=source.read(facts)))
        return pipeline.render(made.document, "docx")


def doubling(sizes: list[works.Work], folder: Path, count: int) -> None:
    runs: dict[str, Timed] = {}
    for work in sizes:
        plan = folder / work.name
        work.write(plan)
        runs[work.name] = partial(road, pipeline.open_plan(plan), plan / pipeline.FACTS)
    once, twice = runs
    report(f"{twice}, whole road", rounds(runs, count), twice, once, 2.3)


# ---- whole process --------------------------------------------------------------------------------------------------


def whole_process(work: works.Work, folder: Path, count: int, megabytes: int) -> None:
    plan, template, out = folder / work.name, folder / "template.docx", folder / "out.docx"
    work.write(plan)
    template.write_bytes(contenders.docxtpl_template(work))
    drafter = [sys.executable, "-m", "drafter"]
    export = [*drafter, "export", str(plan), "-o", str(out), "--force"]
    script, files = [sys.executable, str(HERE / "scripts.py")], [str(plan / pipeline.FACTS), str(template), str(out)]
    times = rounds(
        {
            "export": command(export),
            "docxtpl": command([*script, "docxtpl", *files]),
            "docxtpl, safe_load": command([*script, "safe_load", *files]),
            "floor": command([*script, "floor", *files]),
            "help": command([*drafter, "--help"]),
            "structures": command([*drafter, "structures"]),
            "pass": command([sys.executable, "-c", "pass"]),
        },
        count,
    )
    report(f"{work.name} drafter export", times, "export", "docxtpl", 0.8)
    report(f"{work.name} drafter export", times, "export", "docxtpl, safe_load", None)
    if work.name == "W1":
        report(f"{work.name} drafter export", times, "export", "floor", 3.5)
        report("drafter --help", times, "help", "pass", 8)
        report("drafter structures", times, "structures", "pass", 8)
    peak(work, export, megabytes)


def command(words: list[str]) -> Timed:
    return lambda: subprocess.run(words, check=True, capture_output=True)


def peak(work: works.Work, words: list[str], target: int) -> None:
    """The greatest memory of one export, in MB, measured in a child that starts nothing else."""
    probe = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, capture_output=True); "
    probe += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    done = subprocess.run([sys.executable, "-c", probe, *words], check=True, capture_output=True, text=True)
    megabytes = int(done.stdout) / 1024
    verdict = "reached" if megabytes <= target else "MISSED"
    print(f"{work.name + ' drafter export, peak memory':44} {megabytes:6.0f} MB          ≤ {target} MB  {verdict}")


if __name__ == "__main__":
    main()
