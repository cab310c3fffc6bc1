"""The graph as networkx sees it: entities and events are nodes, claims between them are edges."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

    from extractor.store.graph import Graph

# Sigma and Gephi take an attribute `type` for the way to draw a node, hence `category`.
_NODES = """
SELECT ?node ?label ?category ?named WHERE {
  ?node a ?class ; rdfs:label ?label . FILTER(STRSTARTS(STR(?class), STR(ck:)) && ?class != ck:ExtractionRun)
  OPTIONAL { ?node ck:named ?named } BIND(STRAFTER(STR(?class), "#") AS ?category) }"""
_ATTRIBUTES = {
    "country": "SELECT ?node ?value WHERE { ?node ck:country/ck:iso2 ?value }",
    "sector": "SELECT ?node ?value WHERE { ?node ck:sector/skos:prefLabel ?value }",
    "kind": """SELECT ?node ?value WHERE {
      ?node ck:incidentKind|ck:agreementKind|ck:responseKind|ck:roleKind|ck:stance ?k . ?k skos:prefLabel ?value }""",
    "earliest": "SELECT ?node ?value WHERE { ?node ck:earliest ?value }",
    "latest": "SELECT ?node ?value WHERE { ?node ck:latest ?value }",
    "modality": """SELECT ?node ?value WHERE {
      ?node a/rdfs:subClassOf ck:Event ; ck:modality ?m BIND(STRAFTER(STR(?m), "/modality/") AS ?value) }""",
    "title": "SELECT ?node ?value WHERE { ?node ck:roleTitle ?value }",
    "aliases": "SELECT ?node ?value WHERE { ?node a ?t ; skos:altLabel ?value }",
    "same_as": "SELECT ?node ?value WHERE { ?node owl:sameAs ?value }",
}
_EDGES = """
SELECT ?claim ?s ?o ?p ?label ?confidence ?modality ?by ?title ?url ?published ?publisher WHERE {
  ?claim a ck:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; ck:confidence ?confidence ;
    ck:modality ?modality ; ck:reportedIn ?article . ?article schema:headline ?title .
  OPTIONAL { ?p rdfs:label ?label } OPTIONAL { ?claim ck:assertedBy/rdfs:label ?by }
  OPTIONAL { ?article schema:url ?url } OPTIONAL { ?article schema:datePublished ?published }
  OPTIONAL { ?article schema:publisher ?publisher } }"""
_SENTENCES = (
    "SELECT ?claim ?begin ?words WHERE { ?claim ck:evidence ?s . ?s nif:beginIndex ?begin ; nif:anchorOf ?words }"
)
_MERGES = "SELECT ?a ?b WHERE { ?a ck:sameIncidentAs ?b FILTER(STR(?a) < STR(?b)) }"


def network(graph: "Graph") -> "nx.MultiDiGraph[str]":
    """The whole graph as a MultiDiGraph, in a stable order.

    Node attributes: label, category, and where known country, sector, kind, earliest, latest, modality, title,
    aliases, same_as (lists where there are several). Edge key: the claim's id. Edge attributes: relation, label,
    confidence, modality, asserted_by, sentence, article (its headline), url, published, publisher.
    """
    import networkx as nx

    drawn: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    _add_nodes(drawn, graph)
    sentences = _sentences(graph)
    for row in sorted(graph.query(_EDGES).dicts(), key=lambda row: str((row["claim"], row["by"]))):
        if row["s"] in drawn and row["o"] in drawn:
            _add_edge(drawn, row, sentences.get(row["claim"], ""))
    for a, b in sorted(graph.query(_MERGES).tuples()):
        drawn.add_edge(a, b, key=f"same-{a}-{b}", relation="sameIncidentAs", label="same incident as", confidence=1.0)
    return drawn


def _add_nodes(drawn: "nx.MultiDiGraph[str]", graph: "Graph") -> None:
    for node, label, category, named in sorted(graph.query(_NODES).tuples(), key=str):
        if node not in drawn:
            drawn.add_node(node, label=label, category=category, **({} if named is None else {"named": named}))
    for name, question in _ATTRIBUTES.items():
        found: dict[str, set[str]] = {}
        for node, value in graph.query(question).tuples():
            found.setdefault(node, set()).add(value)
        for node in found.keys() & set(drawn):
            values = sorted(found[node])
            drawn.nodes[node][name] = values[0] if len(values) == 1 and name != "aliases" else values


def _sentences(graph: "Graph") -> dict[str, str]:
    found: dict[str, str] = {}
    for claim, _, words in sorted(graph.query(_SENTENCES).tuples()):
        found[claim] = f"{found[claim]} … {words}" if claim in found else words
    return found


def _add_edge(drawn: "nx.MultiDiGraph[str]", row: dict[str, Any], sentence: str) -> None:
    relation = row["p"].rpartition("#")[2]
    attributes = {
        "relation": relation,
        "label": row["label"] or relation,
        "confidence": row["confidence"],
        "modality": row["modality"].rpartition("/")[2],
        "asserted_by": row["by"],
        "sentence": sentence,
        "article": row["title"],
        "url": row["url"],
        "published": row["published"],
        "publisher": row["publisher"],
    }
    known = {name: value for name, value in attributes.items() if value is not None}
    drawn.add_edge(row["s"], row["o"], key=row["claim"].rpartition("/")[2], **known)
