"""The questions on a graph of made-up articles: ours, raw pyoxigraph and rdflib's own store, side by side.

    python -m benchmarks.queries --articles 1000 --limit 60

Seconds of CPU, median of several runs (rdflib: one run, stopped at the limit and then counted as the limit).
"""

import argparse
import signal
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.made_up import results
from extractor.ask.graph import Graph
from extractor.ask.questions import bind, questions


@dataclass(frozen=True, slots=True)
class Theirs:
    """Seconds of CPU that rdflib took; where it was stopped, what it had taken by then."""

    seconds: float
    finished: bool


def main() -> None:
    """Load, ask, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=1000)
    options.add_argument("--limit", type=float, default=60.0, help="seconds rdflib may take for one question")
    options.add_argument("--runs", type=int, default=7)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, Graph.open(Path(folder) / "graph", create=True) as graph:
        _load(graph, chosen.articles)
        _print(_measured(graph, chosen.runs, chosen.limit))


def _load(graph: Graph, count: int) -> None:
    start = time.perf_counter()
    graph.add_all(results(count))
    took = time.perf_counter() - start
    size = len(graph.store)
    rate = f"{count / took:.0f} articles/s, {size / took:.0f} quads/s"
    print(f"{count} articles, {size} quads, loaded in {took:.2f} s: {rate}")
    _pair_up(graph)


def _pair_up(graph: Graph) -> None:
    """Some incidents are told twice, so that the questions about that have something to find."""
    found = [row[0] for row in graph.query("SELECT ?i { ?i a ck:CyberIncident } ORDER BY ?i LIMIT 100").tuples()]
    for a, b in zip(found[::2], found[1::2], strict=False):
        graph.decide(a, b, "same", "benchmark", "made up")


def _measured(graph: Graph, runs: int, limit: float) -> Iterator[tuple[str, int, float, float, Theirs]]:
    other: Any = graph.to_rdflib(dataset=True)
    for question in questions():
        sparql = bind(question, {}, graph.base)
        rows = len(list(graph.query(question)))
        ours, raw = _medians(runs, _asking(graph.query, question.name), _asking(graph.store.query, sparql))
        yield question.name, rows, ours, raw, _timed(_asking(other.query, sparql), limit)


def _asking(query: Callable[[str], Any], text: str) -> Callable[[], object]:
    return lambda: list(query(text))


def _medians(runs: int, *asked: Callable[[], object]) -> list[float]:
    """In turn, so that a busy machine slows all alike."""
    took: list[list[float]] = [[] for _ in asked]
    for _ in range(runs):
        for times, ask in zip(took, asked, strict=True):
            start = time.process_time()
            ask()
            times.append(time.process_time() - start)
    return [statistics.median(times) for times in took]


def _timed(ask: Callable[[], object], limit: float) -> Theirs:
    start = time.process_time()
    try:
        with _alarm(limit):
            ask()
    except TimeoutError:
        return Theirs(time.process_time() - start, finished=False)
    return Theirs(time.process_time() - start, finished=True)


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    def ring(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _print(measuring: Iterator[tuple[str, int, float, float, Theirs]]) -> None:
    print(f"{'question':28} {'rows':>6} {'ours ms':>9} {'raw ms':>9} {'to raw':>8} {'rdflib ms':>10} {'to ours':>11}")
    measured = []
    for name, rows, ours, raw, theirs in measuring:
        more = " " if theirs.finished else ">"
        other = f"{more}{theirs.seconds * 1000:9.1f} {more}{theirs.seconds / ours:9.1f}x"
        print(f"{name:28} {rows:6} {ours * 1000:9.2f} {raw * 1000:9.2f} {ours / raw:8.2f} {other}", flush=True)
        measured.append((name, rows, ours, raw, theirs))
    _sum_up(measured)


def _sum_up(measured: list[tuple[str, int, float, float, Theirs]]) -> None:
    faster = [theirs.seconds / ours for _, _, ours, _, theirs in measured]
    stopped = sum(not theirs.finished for *_, theirs in measured)
    total = sum(ours for _, _, ours, _, _ in measured) / sum(raw for _, _, _, raw, _ in measured)
    ratios = [ours / raw for _, _, ours, raw, _ in measured]
    print(f"ours to raw: total {total:.2f}, median {statistics.median(ratios):.2f}, worst {max(ratios):.2f}")
    print(f"rdflib to ours: median {statistics.median(faster):.1f}x, least {min(faster):.1f}x")
    print(
        f"{stopped} of {len(measured)} questions rdflib did not finish; their figure is what it had taken when stopped"
    )


if __name__ == "__main__":
    main()
