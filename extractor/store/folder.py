"""The graph folder on disk.

graph.json      format number and base IRI
results/ab/     one result document per article: the truth
merges.jsonl    decisions about which incidents are the same: lines are added, never changed
runs/           one report per run
store/          the RDF store; may be deleted, it is rebuilt from results and merges
lock            held by the writer, shared by readers
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, Literal

import orjson

from extractor import document
from extractor.model import Result
from extractor.problems import GraphError
from extractor.store.quads import article_id
from extractor.store.run import Run

FORMAT = 1
"""Raised whenever a folder of the former format could be misread."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether two incidents are one, who decided it and why."""

    a: str
    b: str
    decision: Literal["same", "different"]
    by: str
    reason: str

    @property
    def pair(self) -> frozenset[str]:
        """The two, in no order."""
        return frozenset((self.a, self.b))


@dataclass(frozen=True, slots=True)
class Stored:
    """A result with the run that made it."""

    result: Result
    run: Run

    def dumps(self) -> bytes:
        """One line of JSON: the result document and its run."""
        return orjson.dumps({"run": self.run.to_dict(), **document.to_dict(self.result)})


class Folder:
    """Names and files of a graph folder; knows nothing of RDF."""

    def __init__(self, path: Path, base: str) -> None:
        self.path = path
        self.base = base
        self.store = path / "store"
        self._results = path / "results"
        self._merges = path / "merges.jsonl"
        self._runs = path / "runs"

    @classmethod
    def create(cls, path: Path, base: str) -> "Folder":
        """A new folder at `path`, which may exist if it is empty."""
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise GraphError(f"{path} is no graph folder and is not empty: name an empty or a new folder")
        header = orjson.dumps({"format": FORMAT, "base": base}, option=orjson.OPT_INDENT_2)
        try:
            _write(path / "graph.json", header)
        except OSError as error:
            raise GraphError(f"{path} cannot be made ({error.strerror}): name another folder") from error
        return cls(path, base)

    @classmethod
    def open(cls, path: Path) -> "Folder":
        """The folder at `path`. Raises GraphError where there is none, or one of another format."""
        try:
            header = orjson.loads((path / "graph.json").read_bytes())
            number, base = int(header["format"]), str(header["base"])
        except FileNotFoundError:
            raise GraphError(
                f"{path} is no graph folder: `extractor build INPUT... --graph {path}` makes one"
            ) from None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise GraphError(f"{path / 'graph.json'} cannot be read ({error}): rebuild the folder") from error
        if number != FORMAT:
            raise GraphError(
                f"{path} has graph format {number}, this program reads format {FORMAT}: use the version that wrote it, "
                "or build the articles again into a new folder"
            )
        return cls(path, base)

    def lock(self, *, exclusive: bool) -> IO[bytes]:
        """Holds the folder until the file is closed. Raises GraphError while another program holds it."""
        try:
            handle = (self.path / "lock").open("ab")
        except OSError as error:
            raise GraphError(f"{self.path} cannot be used ({error.strerror}): check its permissions") from error
        try:
            _flock(handle, exclusive=exclusive)
        except OSError:
            handle.close()
            raise GraphError(f"{self.path} is in use by another program: wait for it or stop it") from None
        return handle

    def write_result(self, stored: bytes, article: str) -> None:
        """Keeps the result document of an article, in place of a former one."""
        _write(self.result_file(article), stored)

    def remove_result(self, article: str) -> None:
        """Forgets the result document of an article."""
        self.result_file(article).unlink(missing_ok=True)

    def result_file(self, article: str) -> Path:
        """Where the result document of an article is."""
        name = article_id(article)
        return self._results / name[:2] / f"{name}.json"

    def result_files(self) -> Iterator[Path]:
        """Every result document, sorted."""
        return iter(sorted(self._results.glob("*/*.json")))

    def load(self, file: Path) -> tuple[Stored, bytes]:
        """A result document and its bytes. Raises GraphError where it is broken."""
        try:
            raw = file.read_bytes()
            fields = orjson.loads(raw)
            return Stored(document.from_dict(fields), Run(**fields["run"])), raw
        except FileNotFoundError:
            raise GraphError(f"{file} is missing: build its article again") from None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise GraphError(f"{file} is no result document ({error}): delete it, build its article again") from error

    def decisions(self) -> dict[frozenset[str], Decision]:
        """The last decision for each pair, in the order of the pairs' first."""
        found: dict[frozenset[str], Decision] = {}
        if not self._merges.exists():
            return found
        for number, line in enumerate(self._merges.read_text("utf-8").splitlines(), 1):
            if line.strip():
                decision = self._decision(line, number)
                found[decision.pair] = decision
        return found

    def _decision(self, line: str, number: int) -> Decision:
        try:
            fields = orjson.loads(line)
            return Decision(*(str(fields[key]) for key in ("a", "b", "decision", "by", "reason")))  # type: ignore[arg-type]
        except (ValueError, KeyError, TypeError) as error:
            raise GraphError(f"{self._merges}:{number} is no decision ({error}): mend or delete the line") from error

    def append(self, decision: Decision) -> None:
        """Adds a decision to those already made."""
        with self._merges.open("ab") as file:
            file.write(orjson.dumps(asdict(decision)) + b"\n")

    def write_run(self, report: Mapping[str, Any]) -> Path:
        """Keeps the report of a run under the next number."""
        self._runs.mkdir(exist_ok=True)
        last = max((int(p.stem) for p in self._runs.glob("*.json") if p.stem.isdigit()), default=0)
        file = self._runs / f"{last + 1:04}.json"
        _write(file, json.dumps(report, indent=2, ensure_ascii=False, default=str).encode())
        return file


def sha256_of(stored: bytes) -> str:
    """The digest by which a graph knows the result document it was made from (hex)."""
    return sha256(stored).hexdigest()


def _write(file: Path, content: bytes) -> None:
    """Either all of the content or the former file: a crash leaves nothing half-written."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(file.name + ".part")
    draft.write_bytes(content)
    draft.replace(file)


def _flock(handle: IO[bytes], *, exclusive: bool) -> None:
    if os.name == "nt":
        return  # the store's own lock refuses a second program there
    import fcntl

    fcntl.flock(handle, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
