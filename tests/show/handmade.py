"""Graphs built by hand, of the shape that `Graph.to_networkx()` gives."""

from dataclasses import dataclass
from typing import Any

from networkx import MultiDiGraph

BASE = "https://w3id.org/cyberkg/id/"
WIRE = {"article": "Who wiped Stepova?", "url": "https://wire.example/1", "published": "2022-07-06"}


@dataclass(frozen=True)
class Fixed:
    """A graph that is ready made."""

    graph: "MultiDiGraph[Any]"

    def to_networkx(self) -> "MultiDiGraph[Any]":
        """The graph."""
        return self.graph


def node(graph: "MultiDiGraph[Any]", key: str, category: str, label: str, **more: Any) -> str:
    """Add a node; gives back its IRI."""
    graph.add_node(BASE + key, category=category, label=label, **more)
    return BASE + key


def edge(graph: "MultiDiGraph[Any]", source: str, relation: str, target: str, sentence: str = "", **more: Any) -> None:
    """Add an edge with the usual article behind it."""
    said = {"sentence": sentence or f"Somebody wrote {relation}.", "confidence": 0.9, "modality": "asserted"}
    graph.add_edge(BASE + source, BASE + target, **{"relation": relation, "label": relation, **WIRE, **said, **more})


def contested() -> "MultiDiGraph[Any]":
    """One attack, its victim, and four versions of who did it."""
    graph: MultiDiGraph[Any] = MultiDiGraph()
    node(graph, "incident/i1", "CyberIncident", "Wiper attack on Stepova Energy", kind="wiper", earliest="2022-07-01")
    node(graph, "org/stepova-energy", "Organization", "Stepova Energy", country="UA", aliases=["Stepova"])
    node(graph, "org/ssscip", "GovernmentAgency", "SSSCIP", country="UA")
    node(graph, "country/RU", "Country", "Russia")
    node(graph, "country/UA", "Country", "Ukraine")
    node(graph, "actor/sandworm", "ThreatActor", "Sandworm")
    node(graph, "actor/xaknet", "ThreatActor", "XakNet")
    node(graph, "malware/caddywiper", "Malware", "CaddyWiper")
    node(graph, "person/viktor-hrynko", "Person", "Viktor Hrynko")
    node(graph, "org/embassy", "GovernmentAgency", "Embassy of Russia in Vienna")
    node(graph, "position/p1", "Position", "Viktor Hrynko, deputy head of SSSCIP", title="deputy head")
    node(graph, "attribution/a1", "Attribution", "SSSCIP blames Sandworm")
    node(graph, "attribution/a2", "Attribution", "embassy denies")
    node(graph, "attribution/a3", "Attribution", "XakNet claims")
    node(graph, "article/1", "Article", "Who wiped Stepova?")
    edge(graph, "incident/i1", "victim", "org/stepova-energy", "Stepova Energy was hit by a cyber attack.")
    edge(graph, "incident/i1", "usesMalware", "malware/caddywiper", "They used the CaddyWiper malware.")
    edge(graph, "incident/i1", "attacker", "actor/sandworm", "SSSCIP said it was Sandworm.", modality="alleged")
    edge(graph, "incident/i1", "attributedTo", "country/RU", "SSSCIP attributed the attack to Russia.")
    edge(graph, "incident/i1", "attributedTo", "country/RU", "The embassy denied it.", modality="denied")
    edge(graph, "position/p1", "holder", "person/viktor-hrynko", "Viktor Hrynko, deputy head of SSSCIP, said so.")
    edge(graph, "position/p1", "positionAt", "org/ssscip", "Viktor Hrynko, deputy head of SSSCIP, said so.")
    for key, by, target, modality in (
        ("a1", "org/ssscip", "actor/sandworm", "asserted"),
        ("a2", "org/embassy", "country/RU", "denied"),
        ("a3", "actor/xaknet", "actor/xaknet", "claimed by a party"),
    ):
        edge(graph, f"attribution/{key}", "attributionBy", by, f"Words of {by}.", modality=modality)
        edge(graph, f"attribution/{key}", "attributionTarget", target, f"Words of {by}.", modality=modality)
        edge(graph, f"attribution/{key}", "attributionOf", "incident/i1", f"Words of {by}.", modality=modality)
    edge(graph, "org/ssscip", "country", "country/UA")
    edge(graph, "org/stepova-energy", "country", "country/UA")
    edge(graph, "incident/i1", "reportedIn", "article/1")
    return graph


def crowd(count: int) -> "MultiDiGraph[Any]":
    """A large graph: incidents with victims, a few busy actors and countries, and many small islands."""
    graph: MultiDiGraph[Any] = MultiDiGraph()
    actors = [node(graph, f"actor/a{i}", "ThreatActor", f"Actor {i}") for i in range(max(1, count // 40))]
    countries = [node(graph, f"country/C{i}", "Country", f"Country {i}") for i in range(30)]
    while len(graph) < count:
        i = len(graph)
        node(graph, f"incident/{i}", "CyberIncident", f"Ransomware at victim number {i}")
        node(graph, f"org/{i}", "Organization", f"Victim number {i}")
        edge(graph, f"incident/{i}", "victim", f"org/{i}", f"Victim number {i} was attacked.")
        edge(graph, f"org/{i}", "country", countries[(i * i) % 30].removeprefix(BASE))
        if i % 3:
            edge(graph, f"incident/{i}", "attacker", actors[(i * 7919) % len(actors)].removeprefix(BASE))
        if i % 5 == 0:
            edge(
                graph, f"incident/{i}", "attributedTo", countries[(i * 31) % 30].removeprefix(BASE), modality="alleged"
            )
    return graph
