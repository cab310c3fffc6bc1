"""Questions by name. Each is a SPARQL file that runs as it is in any tool; a comment says what it asks.

A parameter is a variable with a `VALUES ?name { default }` block of its own; binding it puts another value there.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path

from extractor.problems import QueryError
from extractor.settings import Settings

DEFAULT_BASE = Settings().base
_PARAMETER = re.compile(r"# param: (\w+) = (\S+) \((.*)\)\Z")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_LOCAL = re.compile(r"[\w.-]*\w\Z")
_IRI = re.compile(r"[A-Za-z][\w+.-]*://[^\s<>\"{}|^`\\]+\Z")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question can be told: its name, the SPARQL term it has otherwise, and what it means."""

    name: str
    default: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the graph. `number` is that of its competency question; 0 for a question of one's own."""

    name: str
    number: int
    sentence: str
    sparql: str
    parameters: tuple[Parameter, ...] = ()

    def asked_with(self, values: Mapping[str, object]) -> str:
        """Its parameters as they are answered: `agency = CISA, ...`; empty where it has none."""
        defaults = {p.name: re.sub(r'^"(.*)"[@^].*|^"(.*)"$', r"\1\2", p.default) for p in self.parameters}
        return ", ".join(f"{name} = {value}" for name, value in {**defaults, **values}.items())


@cache
def questions() -> tuple[Question, ...]:
    """The shipped questions, by number."""
    folder = files("extractor.ask")
    found = [_parse(entry.read_text("utf-8")) for entry in folder.iterdir() if entry.name.endswith(".rq")]
    return tuple(sorted(found, key=lambda question: question.number))


def find(name: str) -> Question:
    """The shipped question `name`, or with that number. Raises QueryError, naming those that are alike."""
    for question in questions():
        if name in {question.name, str(question.number)}:
            return question
    names = [question.name for question in questions()]
    alike = ", ".join(get_close_matches(name, names, 3, 0.4)) or ", ".join(names)
    raise QueryError(f"no question is called {name!r}: did you mean {alike}? `extractor query --list` shows all")


def read(question: str) -> Question:
    """A question from its name, from a file ending in .rq, or from SPARQL text. Raises QueryError."""
    if _NAME.match(question):
        return find(question)
    if not question.endswith((".rq", ".sparql")):
        return _parse(question)
    try:
        return _parse(Path(question).read_text("utf-8"), Path(question).stem)
    except OSError as error:
        raise QueryError(f"{question} cannot be read: {(error.strerror or str(error)).lower()}") from error
    except UnicodeDecodeError as error:
        raise QueryError(f"{question} cannot be read: a question is text in UTF-8") from error


def bind(question: Question, values: Mapping[str, object], base: str = DEFAULT_BASE) -> str:
    """SPARQL of a question with these parameters, for data IRIs under `base`.

    Raises QueryError for a parameter that the question has not, or a value of the wrong kind.
    """
    sparql, known = question.sparql, {p.name: p for p in question.parameters}
    for name, value in values.items():
        if name not in known:
            has = ", ".join(known) or "none"
            raise QueryError(f"question {question.name!r} has no parameter {name!r}: it has {has}")
        terms = _terms(known[name], str(value))
        for opening, former, closing in set(_values(name).findall(sparql)):
            sparql = sparql.replace(f"{opening}{former}{closing}", f"{opening} {terms} {closing}")
    return sparql.replace(f"<{DEFAULT_BASE}", f"<{base}") if base != DEFAULT_BASE else sparql


def _values(name: str) -> re.Pattern[str]:
    return re.compile(rf"(VALUES\s+\?{name}\s*\{{)([^}}]*)(\}})", re.IGNORECASE)


def _terms(parameter: Parameter, value: str) -> str:
    """`value` as the kind of term that the default is."""
    default = parameter.default
    if default.endswith("^^xsd:date"):
        return _date(parameter, value)
    if default.endswith("@en"):
        # An acronym may be typed in small letters.
        return " ".join(f"{_quoted(word)}@en" for word in dict.fromkeys((value, value.upper())))
    if default.startswith('"'):
        return _quoted(value)
    if default.startswith("<") or re.match(r"[\w-]+:", default):
        return _iri(parameter, value)
    return _number(parameter, value)


def _quoted(value: str) -> str:
    return f'"{value.translate(_ESCAPES)}"'


def _date(parameter: Parameter, value: str) -> str:
    try:
        return f'"{date.fromisoformat(value).isoformat()}"^^xsd:date'
    except ValueError:
        raise QueryError(f"{parameter.name} must be a date like 2022-07-27, not {value!r}") from None


def _number(parameter: Parameter, value: str) -> str:
    if not re.fullmatch(r"-?\d+(\.\d+)?", value):
        raise QueryError(f"{parameter.name} must be a number like {parameter.default}, not {value!r}")
    return value


def _iri(parameter: Parameter, value: str) -> str:
    if _IRI.match(value):
        return f"<{value}>"
    prefix, _, local = value.rpartition(":")
    prefix = prefix or parameter.default.partition(":")[0]
    if not _LOCAL.match(local) or not _LOCAL.match(prefix):
        raise QueryError(f"{parameter.name} must be a name like {parameter.default} or an IRI, not {value!r}")
    return f"{prefix}:{local}"


def _parse(text: str, name: str = "") -> Question:
    comments = [line.rstrip() for line in text.splitlines() if line.startswith("#")]
    fields = dict(re.findall(r"^# (Name|Number): (.*)$", text, re.MULTILINE))
    noted = {m[1]: m[3] for m in map(_PARAMETER.match, comments) if m}
    found = re.findall(r"VALUES\s+\?(\w+)\s*\{\s*([^\s{}]+)\s*\}", text, re.IGNORECASE)
    return Question(
        fields.get("Name", name),
        int(fields.get("Number", 0)),
        comments[0].removeprefix("# ") if comments else "",
        text,
        tuple(Parameter(key, default, noted.get(key, "")) for key, default in dict(found).items()),
    )
