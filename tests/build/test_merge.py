"""Which incidents of different articles are one: proposed by rule, kept as decisions, undone when no longer told."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.batch import merge
from extractor.build.merge import RULE, Telling, proposals
from extractor.model import Interval, Result
from extractor.store.graph import Graph
from tests.build.told import built, day, only, sample_results, told


def telling(
    number: int, victim: str = "acme", kind: str = "ransomware", start: str = "2024-03-01", **more: Any
) -> Telling:
    return Telling(f"i{number}", f"a{number}", frozenset({f"org/{victim}"}), frozenset({kind}), start, start, **more)


def joined(*tellings: Telling) -> list[tuple[str, str]]:
    return [(p.a, p.b) for p in proposals(tellings)]


def test_the_same_victim_at_the_same_time() -> None:
    (found,) = proposals([telling(2, start="2024-03-03"), telling(1)])
    assert (found.a, found.b, found.reason) == ("i1", "i2", "same victim acme, 2 days apart")


@pytest.mark.parametrize(
    "other",
    [
        telling(2, victim="volt"),
        telling(2, start="2024-03-07"),
        telling(2, start="2023-03-01"),
        telling(2, kind="espionage"),
        Telling("i2", "a1", frozenset({"org/acme"}), frozenset({"ransomware"}), "2024-03-01", "2024-03-01"),
        Telling("i2", "a2", frozenset({"org/acme"}), frozenset({"ransomware"})),
    ],
    ids=["victim", "week", "year", "kind", "same article", "no time known"],
)
def test_look_alikes_stay_apart(other: Telling) -> None:
    assert joined(telling(1), other) == []


@pytest.mark.parametrize("kind", ["ransomware", "attack", "intrusion", "data-breach", "outage"])
def test_kinds_that_one_incident_can_have(kind: str) -> None:
    assert joined(telling(1), telling(2, kind=kind)) == [("i1", "i2")]


@pytest.mark.parametrize(("published", "wanted"), [("2024-03-20", [("i1", "i2")]), ("2024-06-20", [])])
def test_an_undated_telling_is_of_the_weeks_before_its_article(published: str, wanted: list[tuple[str, str]]) -> None:
    undated = Telling("i2", "a2", frozenset({"org/acme"}), frozenset({"attack"}), published=published)
    assert joined(telling(1), undated) == wanted


TELLINGS = st.lists(
    st.builds(
        telling,
        st.integers(0, 9),
        st.sampled_from(["acme", "volt"]),
        st.sampled_from(["ransomware", "ddos", "attack"]),
        st.sampled_from(["2024-03-01", "2024-03-04", "2024-03-12"]),
    ),
    max_size=7,
    unique_by=lambda t: t.incident,
)


@given(TELLINGS.flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))))
def test_the_order_of_articles_does_not_matter(orders: tuple[Sequence[Telling], Sequence[Telling]]) -> None:
    one, other = orders
    assert proposals(one) == proposals(other)
    assert all(p.a < p.b for p in proposals(one))


def article(number: int, when: Interval, victim: str = "Acme") -> Result:
    text = f"{{Org:{victim}}} was hit. Part {number}."
    event = told("incident/ransomware", "hit", victim=victim, when=when)
    return built(text, event, url=f"https://news.example/{number}")


def test_decisions_are_kept_and_made_once(tmp_path: Path) -> None:
    one, other = article(1, day("2024-03-01")), article(2, day("2024-03-02"))
    with Graph.open(tmp_path / "graph", create=True) as graph:
        graph.add_all([one, other])
        assert merge(graph) == (1, 0)
        (decision,) = graph.merges()
        assert decision.pair == {only(one).id, only(other).id}
        assert (decision.decision, decision.by) == ("same", RULE)
        assert decision.reason == "same victim acme, 1 day apart"
        assert merge(graph) == (0, 0)


def test_a_decision_of_the_rule_is_undone_when_no_longer_told(tmp_path: Path) -> None:
    with Graph.open(tmp_path / "graph", create=True) as graph:
        graph.add_all([article(1, day("2024-03-01")), article(2, day("2024-03-02"))])
        merge(graph)
        graph.add(article(2, day("2021-03-02")))
        assert merge(graph) == (0, 1)
        assert [d.decision for d in graph.merges()] == ["different"]
        graph.add(article(2, day("2024-03-02")))
        assert merge(graph) == (1, 0)


@pytest.mark.parametrize("decision", ["same", "different"])
def test_what_a_person_decided_stands(tmp_path: Path, decision: Literal["same", "different"]) -> None:
    same_time = decision == "different"
    one, other = article(1, day("2024-03-01")), article(2, day("2024-03-02" if same_time else "2019-03-02"))
    with Graph.open(tmp_path / "graph", create=True) as graph:
        graph.add_all([one, other])
        merge(graph)
        graph.decide(only(one).id, only(other).id, decision, "ada", "I know them")
        assert merge(graph) == (0, 0)
        assert [(d.decision, d.by) for d in graph.merges()] == [(decision, "ada")]


def test_samples_one_event_of_two_outlets_and_two_look_alikes(tmp_path: Path) -> None:
    samples = sample_results()
    with Graph.open(tmp_path / "graph", create=True) as graph:
        graph.add_all([r for name, r in samples.items() if name.startswith(("port-wiper", "water-ransomware"))])
        merge(graph)
        pairs = {d.pair for d in graph.merges() if d.decision == "same"}
    ports = [{i.id for i in r.incidents} for name, r in samples.items() if name.startswith("port-wiper")]
    assert len(ports) == 2
    assert any(pair & ports[0] and pair & ports[1] for pair in pairs)
    waters = {i.id for name, r in samples.items() if name.startswith("water-ransomware") for i in r.incidents}
    assert not any(frozenset(pair) in pairs for pair in combinations(sorted(waters), 2))


def test_victims_of_one_name_in_different_countries_are_two() -> None:
    here = Telling(
        "i/a",
        "article/a",
        frozenset({"org/northwind"}),
        frozenset({"ransomware"}),
        "2024-05-01",
        "2024-05-01",
        None,
        frozenset({"NO"}),
    )
    there = replace(here, incident="i/b", article="article/b", countries=frozenset({"NZ"}))
    assert not proposals([here, there])
    assert proposals([here, replace(there, countries=frozenset())])
