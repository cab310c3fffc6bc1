"""Articles per CPU second: `extractor extract` beside the notebook a skilled user would write, in one run.

    python -m benchmarks.speed [--shared ../shared] [--articles 200] [--rounds 8]

Both programs run as processes of their own with one thread, loaded and warmed up before the clock starts, and take
turns: each round gives the same articles first to one, then to the other. Also printed: peak memory, start-up time,
and where our time goes.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
WARM_UP = 4
"""Articles that each program reads before the clock starts."""


@dataclass
class Runner:
    """One of the two programs in a process of its own: a file name in, CPU seconds out."""

    name: str
    child: "subprocess.Popen[str]"
    seconds: list[float] = field(default_factory=list)
    peak: float = 0.0

    def take(self, texts: Path) -> float:
        """CPU seconds for the articles in `texts`."""
        assert self.child.stdin
        assert self.child.stdout
        self.child.stdin.write(f"{texts}\n")
        self.child.stdin.flush()
        seconds, self.peak = map(float, self.child.stdout.readline().split())
        return seconds


def serve(name: str) -> None:
    """Be one of the programs: read file names from standard input, answer each with CPU seconds and peak MB."""
    run = _extract if name == "extractor" else _notebook()
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        texts = Path(line.strip())
        start = time.process_time()
        run(texts)
        seconds = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(seconds, peak, file=answers, flush=True)


def _extract(texts: Path) -> None:
    """What `extractor extract` does."""
    from extractor.batch import Done, run
    from extractor.document import dumps
    from extractor.settings import Settings

    with texts.with_suffix(".results.jsonl").open("wb") as out:
        for outcome in run([str(texts)], Settings()):
            if not isinstance(outcome, Done):
                raise TypeError(f"{outcome.name}: {outcome.reason}")
            out.write(dumps(outcome.result) + b"\n")


def _notebook() -> Callable[[Path], None]:
    from benchmarks import baseline_notebook

    nlp = baseline_notebook.load()

    def run(texts: Path) -> None:
        rows = [json.loads(line) for line in texts.read_text(encoding="utf-8").splitlines()]
        graph = baseline_notebook.co_occurrence(nlp, [(row["doc_id"], row["text"]) for row in rows])
        graph.serialize(texts.with_suffix(".ttl"), format="turtle")

    return run


@contextmanager
def runners() -> Iterator[list[Runner]]:
    """Both programs, started."""
    started = [Runner(name, _start(name)) for name in ("extractor", "notebook")]
    try:
        yield started
    finally:
        for runner in started:
            _close(runner.child.stdin)
            runner.child.wait(timeout=60)


def _start(name: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "benchmarks.speed", "--serve", name]
    environment = {**os.environ, **ONE_THREAD}
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _close(pipe: IO[str] | None) -> None:
    if pipe:
        pipe.close()


def compare(source: Path, articles: int, rounds: int, scratch: Path) -> list[Runner]:
    """Both programs over the first `articles` of `source`, taking turns `rounds` times."""
    lines = source.read_text(encoding="utf-8").splitlines()[:articles]
    size = -(-len(lines) // rounds)
    parts = [_part(scratch, f"part{n}", lines[n * size : (n + 1) * size]) for n in range(rounds)]
    with runners() as both:
        for runner in both:
            runner.take(_part(scratch, "warm", lines[:WARM_UP]))
        for number, part in enumerate(parts):
            for runner in both if number % 2 == 0 else both[::-1]:
                runner.seconds.append(runner.take(part))
    return both


def _part(scratch: Path, name: str, lines: list[str]) -> Path:
    """A file of articles without their gold: `doc_id` and `text`, as anyone would have them."""
    path = scratch / f"{name}.jsonl"
    rows = [json.loads(line) for line in lines]
    plain = [json.dumps({"doc_id": row["doc_id"], "text": row["text"]}) for row in rows]
    path.write_text("\n".join(plain) + "\n", encoding="utf-8")
    return path


def start_up(command: tuple[str, ...], repeats: int = 5) -> float:
    """Median wall seconds of a command given one sentence."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        sentence = b"Hackers stole data from Acme Bank on Monday."
        words = [sys.executable, "-m", "extractor", *command]
        subprocess.run(words, check=True, capture_output=True, cwd=ROOT, input=sentence)
        times.append(time.perf_counter() - start)
    return median(times)


def growth(source: Path, sizes: list[int], scratch: Path) -> Iterator[tuple[int, float, float]]:
    """Size, articles per CPU second and peak MB of batches that grow; the texts come round again where too few."""
    lines = source.read_text(encoding="utf-8").splitlines()
    for size in sizes:
        runner = Runner("extractor", _start("extractor"))
        runner.take(_part(scratch, "warm", lines[:WARM_UP]))
        part = _part(scratch, f"size{size}", [lines[n % len(lines)] for n in range(size)])
        yield size, size / runner.take(part), runner.peak
        _close(runner.child.stdin)
        runner.child.wait(timeout=60)


def main() -> int:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="holds data/casie/train.jsonl")
    parser.add_argument("--articles", type=int, default=200, help="how many of the texts")
    parser.add_argument("--rounds", type=int, default=8, help="how often the two take turns")
    parser.add_argument("--sizes", default="10,100,1000", help="batches by which to see whether cost grows; none: ''")
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    words = parser.parse_args()
    if words.serve:
        serve(words.serve)
        return 0
    source = words.shared / "data" / "casie" / "train.jsonl"
    if not source.is_file():
        print(f"skipped: no texts at {source} (name their folder with SHARED=...)")
        return 0
    _print(source, words.articles, words.rounds, [*map(int, filter(None, words.sizes.split(",")))])
    return 0


def _print(source: Path, articles: int, rounds: int, sizes: list[int]) -> None:
    from benchmarks import shares

    with TemporaryDirectory() as folder:
        both = compare(source, articles, rounds, Path(folder))
        rates = {runner.name: articles / sum(runner.seconds) for runner in both}
        for runner in both:
            turns = " ".join(f"{seconds:.2f}" for seconds in runner.seconds)
            rate = rates[runner.name]
            print(f"{runner.name:10} {rate:7.1f} articles per CPU s  (turns {turns} s; peak {runner.peak:.0f} MB)")
        of_turns = sorted(theirs / ours for ours, theirs in zip(*(runner.seconds for runner in both), strict=True))
        print(
            f"ratio      {rates['extractor'] / rates['notebook']:7.2f}  (goal: at least 1.5; of single turns "
            f"{of_turns[0]:.2f} to {of_turns[-1]:.2f}, median {median(of_turns):.2f})"
        )
        help_seconds, first_seconds = start_up(("--help",)), start_up(("extract", "-", "--quiet"))
        print(f"start-up   {help_seconds:7.2f} s for --help, {first_seconds:.2f} s to a first result (goal: under 3)")
        for size, rate, peak in growth(source, sizes, Path(folder)):
            print(f"{size:10} articles at {rate:.1f} per CPU s, peak {peak:.0f} MB")
        shares.show(Path(folder) / "part0.jsonl")


if __name__ == "__main__":
    sys.exit(main())
