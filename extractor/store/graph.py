"""The graph: results in, answers out, kept in a folder."""

from __future__ import annotations

import gc
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal, Self

from extractor.model import Result
from extractor.problems import GraphError
from extractor.settings import Settings
from extractor.store import articles
from extractor.store.articles import Article
from extractor.store.folder import Decision, Folder, Stored, sha256_of
from extractor.store.quads import ArticleLines, article_lines, graph_of
from extractor.store.rdf import prefixes
from extractor.store.rows import Rows
from extractor.store.run import run_of
from extractor.store.sparql import ask

if TYPE_CHECKING:
    import networkx as nx
    import rdflib
    from pyoxigraph import Store

    from extractor.store.view import View

Outcome = Literal["new", "same", "changed"]
BULK = 256
"""Articles loaded at once when many come in: about 5 MB of text."""

_COUNTS = "SELECT ?type (COUNT(*) AS ?n) WHERE { ?node a ?type FILTER(STRSTARTS(STR(?type), STR(ck:))) } GROUP BY ?type"
_SIZE = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


class Graph:
    """A graph folder. One program may write to it at a time; many may read while none writes."""

    def __init__(self, folder: Folder, lock: IO[bytes], settings: Settings, *, read_only: bool) -> None:
        self.folder = folder
        self._settings = settings
        self._lock = lock
        self._read_only = read_only
        self._store: Store | None = None
        self._prefixes = prefixes(folder.base)

    @classmethod
    def open(
        cls, directory: str | Path, create: bool = False, settings: Settings | None = None, *, read_only: bool = False
    ) -> Self:
        """The graph in `directory`.

        Args:
            directory: the graph folder.
            create: make one where there is none.
            settings: those of the run that adds to it; their base IRI must be the folder's.
            read_only: for asking only; several programs may do so at once.

        Raises GraphError where there is no graph folder, one of another format, or one in use by another program.
        """
        path = Path(directory)
        if create and not (path / "graph.json").exists():
            folder = Folder.create(path, (settings or Settings()).base)
        else:
            folder = Folder.open(path)
        settings = settings or Settings(base=folder.base)
        if settings.base != folder.base:
            raise GraphError(f"{path} holds IRIs under {folder.base}, not {settings.base}: name another folder or base")
        graph = cls(folder, folder.lock(exclusive=not read_only), settings, read_only=read_only)
        try:
            graph._connect()
        except BaseException:
            graph.close()
            raise
        return graph

    def _connect(self) -> None:
        if self.folder.store.is_dir() or (not self._read_only and not any(self.folder.result_files())):
            self._store = _open_store(self.folder.store, read_only=self._read_only)
        elif self._read_only:
            remedy = f"make it anew with `extractor rebuild --graph {self.folder.path}`"
            raise GraphError(f"{self.folder.store} is missing: {remedy}")
        else:
            self.rebuild()
        if not self._read_only:
            self._view.put_ontology()

    def close(self) -> None:
        """Gives the folder free. Answers not yet read are lost."""
        self._disconnect()
        self._lock.close()

    def _disconnect(self) -> None:
        if self._store is not None and not self._read_only:
            self._store.flush()
        self._store = None
        gc.collect()  # the store is closed when its last object is gone

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def store(self) -> Store:
        """The pyoxigraph store itself. Writing to it by hand breaks the promise that it follows from the results."""
        if self._store is None:
            raise GraphError(f"{self.folder.path} is closed: open it again")
        return self._store

    @property
    def base(self) -> str:
        """Where data IRIs begin."""
        return self.folder.base

    @property
    def _view(self) -> View:
        from extractor.store.view import View

        return View(self.store, self.base)

    def add(self, result: Result) -> Outcome:
        """Puts an article's result into the graph, in place of a former result of the same article."""
        self._writable()
        outcome = self._add(result, self._view)
        if outcome != "same":
            self._refresh_merges()
        return outcome

    def _add(self, result: Result, view: View) -> Outcome:
        outcome, lines = self._keep(result, view)
        if lines:
            view.put(lines)
        return outcome

    def _keep(self, result: Result, view: View) -> tuple[Outcome, ArticleLines | None]:
        """Writes the result document first: a crash in between leaves a digest that says the graph is behind."""
        stored = Stored(result, run_of(self._settings)).dumps()
        digest = sha256_of(stored)
        former = view.digest(graph_of(self.base, result.iri))
        if former == digest and self.folder.result_file(result.iri).exists():
            return "same", None
        self.folder.write_result(stored, result.iri)
        return "changed" if former else "new", article_lines(result, run_of(self._settings), digest)

    def add_all(self, results: Iterable[Result]) -> Counter[Outcome]:
        """As `add` for many, new articles loaded many at a time. Returns how many were new, same, changed."""
        self._writable()
        view, outcomes, waiting = self._view, Counter[Outcome](), dict[str, ArticleLines]()
        for result in results:
            if graph_of(self.base, result.iri) in waiting or len(waiting) == BULK:
                self._load(self.store, waiting)
            outcome, lines = self._keep(result, view)
            outcomes[outcome] += 1
            if lines and outcome == "new":
                waiting[lines.graph] = lines
            elif lines:
                view.put(lines)
        self._load(self.store, waiting)
        self._refresh_merges()
        return outcomes

    @staticmethod
    def _load(store: Store, waiting: dict[str, ArticleLines]) -> None:
        from pyoxigraph import RdfFormat

        text = "".join(lines.nquads() for lines in waiting.values())
        store.bulk_load(text.encode(), RdfFormat.N_QUADS)
        waiting.clear()

    def remove(self, name: str) -> Article:
        """Takes one article out, exactly. `name` is its IRI, the end of its IRI, its URL or its input's id."""
        self._writable()
        article = self.article(name)
        self.folder.remove_result(article.iri)
        self._view.drop(graph_of(self.base, article.iri))
        self._refresh_merges()
        return article

    def rebuild(self) -> int:
        """Makes the store anew from the result documents and the decisions. Returns the number of articles."""
        self._writable()
        fresh, count = self.folder.path / "store.new", 0
        self._disconnect()
        shutil.rmtree(fresh, ignore_errors=True)
        store, waiting = _open_store(fresh), dict[str, ArticleLines]()
        for file in self.folder.result_files():
            count += 1
            stored, raw = self.folder.load(file)
            lines = article_lines(stored.result, stored.run, sha256_of(raw))
            waiting[lines.graph] = lines
            if len(waiting) == BULK:
                self._load(store, waiting)
        self._load(store, waiting)
        store.flush()
        del store
        gc.collect()
        shutil.rmtree(self.folder.store, ignore_errors=True)
        fresh.rename(self.folder.store)
        self._store = _open_store(self.folder.store)
        self._view.put_ontology()
        self._refresh_merges()
        return count

    def query(self, sparql: str, /) -> Rows:
        """What the store finds, streamed. The usual prefixes need not be declared.

        Raises QueryError where the text is no SPARQL 1.1 query or asks another server (SERVICE).
        """
        return ask(self.store, sparql, self._prefixes)

    def result(self, name: str) -> Result:
        """The result document of an article, named as for `remove`."""
        return self.folder.load(self.folder.result_file(self.article(name).iri))[0].result

    def results(self) -> Iterator[Result]:
        """Every result document, one at a time."""
        return (self.folder.load(file)[0].result for file in self.folder.result_files())

    def articles(self) -> tuple[Article, ...]:
        """Every article, oldest first."""
        return articles.articles(self)

    def article(self, name: str) -> Article:
        """The article with this IRI, end of IRI, URL or input id. Raises GraphError where there is none, or several."""
        return articles.article(self, name)

    def digest(self, graph: str) -> str | None:
        """sha256 (hex) of the result document that a named graph was made from; None where there is no such graph."""
        return self._view.digest(graph)

    def counts(self) -> dict[str, int]:
        """How many nodes of each class the view holds, and how many triples (`triples`)."""
        kinds = {kind.rpartition("#")[2]: int(n) for kind, n in self.query(_COUNTS).tuples()}
        return dict(sorted(kinds.items())) | {"triples": next(self.query(_SIZE).tuples())[0]}

    def merges(self) -> tuple[Decision, ...]:
        """The decision that holds for each pair of incidents that has one."""
        return tuple(self.folder.decisions().values())

    def decide(self, a: str, b: str, decision: Literal["same", "different"], by: str, reason: str) -> Decision:
        """Notes that two incidents are the same or not. The last decision for a pair holds; all are kept."""
        self._writable()
        made = Decision(a, b, decision, by, reason)
        self.folder.append(made)
        self._refresh_merges()
        return made

    def _refresh_merges(self) -> None:
        self._view.put_merges((d.a, d.b) for d in self.merges() if d.decision == "same")

    def note_run(self, report: Mapping[str, Any]) -> Path:
        """Keeps the report of a run in `runs/`."""
        return self.folder.write_run(report)

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Entities and events as nodes, claims between them as edges, each with its sentence."""
        from extractor.store.network import network

        return network(self)

    def to_rdflib(self, *, dataset: bool = False, copy: bool = True) -> rdflib.Graph:
        """The analyst view as an rdflib Graph, or all named graphs as a Dataset.

        Args:
            dataset: all graphs instead of the view alone.
            copy: an independent copy in memory; otherwise rdflib's interface over this store (faster, for reading).
        """
        from extractor.store.rdflib_copy import copied, wrapped

        return copied(self, dataset=dataset) if copy else wrapped(self, dataset=dataset)

    def export(self, path: str | Path) -> tuple[Path, ...]:
        """Writes the graph in the format of its ending; the files written. Raises UsageError for an unknown one."""
        from extractor.store.exporters import export

        return export(self, Path(path))

    def _writable(self) -> None:
        if self._read_only:
            raise GraphError(f"{self.folder.path} was opened for reading only: open it for writing")


def _open_store(path: Path, *, read_only: bool = False) -> Store:
    from pyoxigraph import Store

    try:
        return Store.read_only(str(path)) if read_only else Store(str(path))
    except OSError as error:
        if "lock" in str(error).lower():
            raise GraphError(f"{path} is in use by another program: wait for it or stop it") from error
        raise GraphError(f"{path} cannot be opened ({error}): delete it, it is rebuilt from the results") from error
