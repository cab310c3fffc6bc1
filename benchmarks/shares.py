"""Where the time of `extractor extract` goes: reading, tokeniser, components, grammars, linking, building, writing.

python -m benchmarks.shares TEXTS.jsonl
"""

import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from extractor import batch, pipeline
from extractor.document import dumps
from extractor.settings import Settings


class Clock:
    """CPU seconds by the name of what ran; what runs inside another is taken off the outer one."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._running: list[str] = []
        self._since = time.process_time()

    @contextmanager
    def running(self, name: str) -> Iterator[None]:
        """Everything within counts for `name`."""
        self._charge()
        self._running.append(name)
        yield
        self._charge()
        self._running.pop()

    def _charge(self) -> None:
        now = time.process_time()
        if self._running:
            self.seconds[self._running[-1]] += now - self._since
        self._since = now


class Timed:
    """A tokeniser or component whose work is counted for `name`, one at a time or in batches."""

    def __init__(self, name: str, inner: Any, clock: Clock) -> None:
        self._name, self._inner, self._clock = name, inner, clock
        if hasattr(inner, "pipe"):
            self.pipe = self._pipe

    def __call__(self, argument: Any) -> Any:
        """What the inner one says."""
        with self._clock.running(self._name):
            return self._inner(argument)

    def _pipe(self, docs: Any, **options: Any) -> Any:
        with self._clock.running(self._name):
            return [*self._inner.pipe(docs, **options)]


def shares(texts: Path) -> dict[str, float]:
    """CPU seconds by stage for the articles in `texts`; models are loaded before."""
    settings, clock = Settings(), Clock()
    warm = [item.report for item in batch.reports([str(texts)], settings) if isinstance(item, batch.Named)][:2]
    assert [*pipeline.results(warm, settings)]
    with _watched(settings.model, clock):
        with clock.running("read"):
            reports = [item.report for item in batch.reports([str(texts)], settings) if isinstance(item, batch.Named)]
        with clock.running("rules"):
            annotated = [*pipeline.annotated(reports, settings)]
        with clock.running("link"):
            linked = [*pipeline.linked(annotated)]
        with clock.running("build"):
            results = [*pipeline.facts(linked, settings)]
        with clock.running("write"):
            assert sum(len(dumps(result)) for result in results)
    return dict(clock.seconds)


@contextmanager
def _watched(model: str, clock: Clock) -> Iterator[None]:
    """The tokeniser and each component of the pipeline, counted by its name."""
    from extractor.annotate.nlp import pipeline as load

    nlp = load(model)
    tokenizer, components = nlp.tokenizer, nlp._components  # noqa: SLF001 - spaCy has no other door for a stop-watch
    nlp.tokenizer = Timed("tokenise", tokenizer, clock)
    nlp._components = [(name, Timed(name, component, clock)) for name, component in components]  # noqa: SLF001
    try:
        yield
    finally:
        nlp.tokenizer, nlp._components = tokenizer, components  # noqa: SLF001


def show(texts: Path) -> None:
    """Print the shares, largest first."""
    seconds = shares(texts)
    total = sum(seconds.values())
    print("where our time goes:")
    for name, spent in sorted(seconds.items(), key=lambda item: -item[1]):
        print(f"  {name:22} {100 * spent / total:5.1f} %")


if __name__ == "__main__":
    show(Path(sys.argv[1]))
