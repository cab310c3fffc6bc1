from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.ask.graph import Graph
from tests.store.told import all_results


@pytest.fixture
def graph(tmp_path: Path) -> Iterator[Graph]:
    with Graph.open(tmp_path / "graph", create=True) as graph:
        graph.add_all(all_results())
        yield graph
