from collections.abc import Iterator
from pathlib import Path

import pytest
from told import all_results

from extractor.ask.graph import Graph


@pytest.fixture
def graph(tmp_path: Path) -> Iterator[Graph]:
    with Graph.open(tmp_path / "graph", create=True) as graph:
        graph.add_all(all_results())
        yield graph
