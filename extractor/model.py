"""The core types: plain, frozen, picklable values that pass from room to room.

    Page -> Report -> Mention, Event -> Link, Entity -> Incident ... Fact = Result

No third-party library is imported here, and no type here holds a library's object. A value that would break a
promise (a mention whose words are not in the text, a fact without evidence) refuses to exist.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

EntityType = Literal[
    "GovernmentAgency",
    "Organization",
    "Person",
    "Country",
    "Place",
    "ThreatActor",
    "Malware",
    "Tool",
    "Product",
    "Vulnerability",
    "Indicator",
]
Modality = Literal["asserted", "alleged", "claimed", "denied", "planned", "hypothetical"]
Stance = Literal["states", "suspects", "claims-own", "denies"]
Precision = Literal["day", "month", "year", "interval"]

ENTITY_TYPES: tuple[str, ...] = get_args(EntityType)
MODALITIES: tuple[str, ...] = get_args(Modality)
STANCES: tuple[str, ...] = get_args(Stance)
NOT_ASSERTED: frozenset[str] = frozenset({"denied", "planned", "hypothetical"})
"""Facts of these modalities exist as claims only; the analyst view does not assert them."""


@dataclass(frozen=True, slots=True)
class Page:
    """One input as bytes: a file, a line of JSONL, a fetched URL. `name` is what messages call it."""

    name: str
    body: bytes
    media_type: str = ""
    url: str | None = None
    fetched: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code-point offsets into `report.text`, end exclusive."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"span {self.start}-{self.end} is empty or reversed")


@dataclass(frozen=True, slots=True)
class Report:
    """One article as text. The only text that offsets point into."""

    id: str
    text: str
    url: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()

    @property
    def identity(self) -> str:
        """What makes two reports the same article: the canonical URL, else the text."""
        return self.url or self.text

    def mention(self, start: int, end: int, kind: EntityType, found_by: str) -> "Mention":
        """The mention at `start`-`end`, with its words taken from the text."""
        return Mention(self, start, end, self.text[start:end], kind, found_by)

    def words(self, span: Span) -> str:
        """The words of `span`."""
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Interval:
    """When something happened: ISO dates, both ends included, with the precision the text has."""

    earliest: str
    latest: str
    precision: Precision
    text: str = ""

    def __post_init__(self) -> None:
        if date.fromisoformat(self.earliest) > date.fromisoformat(self.latest):
            raise ValueError(f"interval ends before it begins: {self.earliest} > {self.latest}")


@dataclass(frozen=True, slots=True)
class Mention:
    """Words in a report that name or describe a thing.

    `found_by` says who found it: `catalogue:agency`, `model:ner`, `pattern:cve`, `rule:surname`, `rule:nominal`.
    """

    report: Report = field(repr=False, compare=False)
    start: int
    end: int
    text: str
    kind: EntityType
    found_by: str

    def __post_init__(self) -> None:
        if not self.text or self.text != self.report.text[self.start : self.end]:
            raise ValueError(f"mention {self.start}-{self.end} is not the text {self.text!r} of {self.report.id}")

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True, order=True)
class Argument:
    """A span that plays a role in an event (`victim`, `attacker`, `date`, `party`, `person` ...)."""

    start: int
    end: int
    role: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something the text says happened: a trigger, who played which part, how sure the text is.

    `kind` is a path: `incident/ransomware`, `agreement/memorandum`, `position`, `attribution/suspects`,
    `response/sanction`; events in CASIE's terms have CASIE's names (`Attack:Ransom`) and a `factuality`.
    `incident`: the id of the incident it tells of, once the article's incidents are made.
    """

    kind: str
    trigger: Span
    sentence: Span
    arguments: tuple[Argument, ...] = ()
    modality: Modality = "asserted"
    factuality: Literal["Actual", "Other", "Generic"] | None = None
    when: Interval | None = None
    found_by: str = "rule"
    incident: str | None = None

    def role(self, *roles: str) -> tuple[Argument, ...]:
        """The arguments that play one of `roles`, in text order."""
        return tuple(sorted(a for a in self.arguments if a.role in roles))


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing in the world, as far as one article knows it. `id` is its IRI.

    `named` is false for things the text only describes ("a Ukrainian energy provider"): these never merge by name.
    `country` is ISO 3166-1 alpha-2. `country_said` and `sector_said` are the words of the article that tell them; None
    where the thing itself is known to have them.
    """

    id: str
    kind: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    sector: str | None = None
    same_as: tuple[str, ...] = ()
    named: bool = True
    country_said: Span | None = None
    sector_said: Span | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A decision: this mention means that entity, how sure, and why."""

    mention: Mention
    entity: str
    score: float
    reason: str

    def __post_init__(self) -> None:
        if not self.reason:
            raise ValueError(f"link of {self.mention.text!r} gives no reason")


@dataclass(frozen=True, slots=True)
class Value:
    """A value with its datatype (an IRI of XML Schema) or its language tag."""

    value: str
    datatype: str = "http://www.w3.org/2001/XMLSchema#string"
    language: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement with the words that say it. No evidence, no fact."""

    subject: str
    predicate: str
    object: "str | Value"
    evidence: tuple[Span, ...]
    confidence: float
    modality: Modality = "asserted"
    asserted_by: str | None = None

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"fact without evidence: {self.subject} {self.predicate} {self.object}")
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"confidence {self.confidence} is not between 0 and 1")


@dataclass(frozen=True, slots=True)
class Incident:
    """An attack, breach or outage as one article tells it. Lists hold entity IRIs or ISO country codes."""

    id: str
    label: str
    kinds: tuple[str, ...]
    evidence: tuple[Span, ...]
    victims: tuple[str, ...] = ()
    victim_countries: tuple[str, ...] = ()
    attackers: tuple[str, ...] = ()
    attacker_description: str | None = None
    attributed_countries: tuple[str, ...] = ()
    malware: tuple[str, ...] = ()
    vulnerabilities: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    date: Interval | None = None
    modality: Modality = "asserted"


@dataclass(frozen=True, slots=True)
class Agreement:
    """A memorandum, treaty or partnership between parties (entity IRIs)."""

    id: str
    kind: str
    label: str
    parties: tuple[str, ...]
    evidence: tuple[Span, ...]
    topics: tuple[str, ...] = ()
    date: Interval | None = None
    modality: Modality = "asserted"


@dataclass(frozen=True, slots=True)
class Role:
    """A person's title at an organisation, as reported."""

    id: str
    person: str
    title: str
    organization: str
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """A claim of responsibility: who (`by`) says that `target` did `incident` or stands behind `actor`."""

    id: str
    target: str
    stance: Stance
    evidence: tuple[Span, ...]
    incident: str | None = None
    actor: str | None = None
    by: str | None = None
    basis: str | None = None
    date: Interval | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """An official reaction: sanction, indictment, arrest, advisory."""

    id: str
    kind: str
    evidence: tuple[Span, ...]
    by: str | None = None
    against: str | None = None
    incident: str | None = None
    date: Interval | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks with their speaker, and what they are about (an incident or agreement)."""

    id: str
    speaker: str
    text: str
    evidence: tuple[Span, ...]
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong and was noted, not hidden: at which stage, about what, and what to do."""

    stage: str
    message: str
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Annotated:
    """What the annotators found in a report, before anything is resolved."""

    report: Report
    sentences: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    events: tuple[Event, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Linked:
    """Annotations with each mention's entity decided (or left open)."""

    annotated: Annotated
    links: tuple[Link, ...]
    entities: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """All that one article yields. Written as one JSON line: the result document."""

    report: Report
    iri: str
    sentences: tuple[Span, ...]
    links: tuple[Link, ...]
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    events: tuple[Event, ...]
    incidents: tuple[Incident, ...]
    agreements: tuple[Agreement, ...]
    roles: tuple[Role, ...]
    attributions: tuple[Attribution, ...]
    responses: tuple[Response, ...]
    facts: tuple[Fact, ...]
    quotations: tuple[Quotation, ...] = ()
    problems: tuple[Problem, ...] = ()
