from collections.abc import Iterator

import pytest

from extractor.ask.graph import Graph
from tests.store.told import all_results, blackout, denial


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    with Graph.open(tmp_path_factory.mktemp("ask") / "graph", create=True) as graph:
        graph.add_all(all_results())
        graph.decide(blackout().incidents[0].id, denial().incidents[0].id, "same", "analyst", "one attack")
        yield graph
