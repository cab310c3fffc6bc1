"""Made-up results of any number of articles, the same every time: who is hit follows Zipf's law, as in real news."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from extractor import terms as t
from extractor.model import (
    Agreement,
    Attribution,
    Entity,
    EntityType,
    Fact,
    Incident,
    Interval,
    Link,
    Mention,
    Modality,
    Report,
    Response,
    Result,
    Role,
    Span,
)

BASE = "https://w3id.org/cyberkg/id/"
_COUNTRIES = {"UA": "Ukraine", "US": "United States", "RU": "Russia", "DE": "Germany", "FR": "France", "CN": "China"}
_SECTORS = ("energy", "health", "finance", "government", "transport", "education")
_KINDS = ("ransomware", "data-breach", "ddos", "phishing", "wiper", "espionage", "attack")
_AGENCIES = ("CISA", "SSSCIP", *(f"AGENCY{n}" for n in range(60)))
_PUBLISHERS = tuple(f"Paper {n}" for n in range(40))


def results(count: int, seed: int = 7) -> Iterator[Result]:
    """`count` results, about 120 triples each."""
    rng = random.Random(seed)  # noqa: S311 (repeatable, not secret)
    for number in range(count):
        yield _Article(number, rng).result()


@dataclass
class _Article:
    number: int
    rng: random.Random
    sentences: list[str] = field(default_factory=list)
    facts: list[tuple[str, str, str, int, Modality, str | None]] = field(default_factory=list)
    entities: dict[str, Entity] = field(default_factory=dict)
    places: list[tuple[int, str, EntityType, str]] = field(default_factory=list)
    nodes: dict[str, list[Any]] = field(default_factory=dict)

    def result(self) -> Result:
        for turn in range(self.rng.randint(1, 3)):
            self._incident(turn)
        if self.rng.random() < 0.4:
            self._agreement()
        self._role()
        return self._finished()

    def _pick(self, size: int) -> int:
        return min(int(self.rng.paretovariate(0.9)) - 1, size - 1)

    def _entity(self, kind: EntityType, key: str, name: str, *aliases: str, **more: Any) -> str:
        self.entities[key] = Entity(BASE + key, kind, name, aliases, **more)
        return BASE + key

    def _agency(self, number: int) -> str:
        short = _AGENCIES[number]
        place = list(_COUNTRIES)[number % len(_COUNTRIES)]
        return self._entity("GovernmentAgency", f"org/{short.lower()}", f"Agency of {short}", short, country=place)

    def _country(self, code: str) -> str:
        return self._entity("Country", f"country/{code}", _COUNTRIES[code])

    def _node(self, kind: str, key: str) -> str:
        return f"{BASE}{kind}/{sha256(f'{self.number}/{key}'.encode()).hexdigest()[:16]}"

    def _say(self, words: str, *mentioned: str) -> int:
        place = sum(len(s) + 1 for s in self.sentences)
        self.sentences.append(words)
        for iri in mentioned:
            entity = self.entities[iri.removeprefix(BASE)]
            if entity.name in words:
                self.places.append((place + words.index(entity.name), entity.name, entity.kind, iri))
        return len(self.sentences) - 1

    def _claim(self, s: str, p: str, o: str, told: int, how: Modality = "asserted", by: str | None = None) -> None:
        self.facts.append((s, p, o, told, how, by))

    def _incident(self, turn: int) -> None:
        victim_number, code = self._pick(400), self.rng.choice(list(_COUNTRIES))
        victim = self._entity(
            "Organization",
            f"org/victim-{victim_number}",
            f"Victim {victim_number}",
            country=list(_COUNTRIES)[victim_number % 6],
            sector=_SECTORS[victim_number % len(_SECTORS)],
        )
        actor_number = self._pick(60)
        names = ("Sandworm",) if actor_number == 0 else (f"Actor {actor_number}",)
        actor = self._entity("ThreatActor", f"actor/{actor_number}", *names, f"Group {actor_number}")
        tool = self._pick(90)
        malware = self._entity("Malware", f"malware/{tool}", f"Malware {tool}")
        cve = f"CVE-2022-{1000 + self._pick(200)}"
        hole = self._entity("Vulnerability", f"vuln/{cve}", cve)
        agency, blamed = self._agency(self._pick(60)), self._country(code)
        told = self._say(f"Victim {victim_number} was hit by {names[0]}.", victim, actor)
        blame = self._say(f"Agency of {_AGENCIES[0]} or another blamed {_COUNTRIES[code]}.", agency, blamed)
        node, kind = self._node("incident", str(turn)), self.rng.choice(_KINDS)
        month = f"{self.rng.randint(2019, 2024)}-{self.rng.randint(1, 12):02}"
        when = Interval(f"{month}-01", f"{month}-28", "month")
        self.nodes.setdefault("incidents", []).append(
            Incident(node, f"Attack {self.number}.{turn}", (kind,), (Span(0, 5),), date=when)
        )
        self._claim(node, t.VICTIM, victim, told)
        self._claim(node, t.ATTACKER, actor, told, "claimed" if turn else "asserted", actor if turn else None)
        self._claim(node, t.USES_MALWARE, malware, told)
        self._claim(node, t.EXPLOITS, hole, told)
        self._claim(node, t.INCIDENT_KIND, t.INCIDENT_KINDS[kind], told)
        stance: Modality = "denied" if self.rng.random() < 0.15 else "alleged"
        self._claim(node, t.ATTRIBUTED_TO, blamed, blame, stance, agency)
        self._claim(actor, t.SPONSOR, blamed, blame, "alleged", agency)
        self._blame(node, blamed, agency, blame, turn)

    def _blame(self, incident: str, blamed: str, agency: str, told: int, turn: int) -> None:
        node = self._node("attribution", str(turn))
        self.nodes.setdefault("attributions", []).append(Attribution(node, blamed, "suspects", (Span(0, 5),), incident))
        for predicate, obj in (
            (t.ATTRIBUTION_OF, incident),
            (t.ATTRIBUTION_TARGET, blamed),
            (t.ATTRIBUTION_BY, agency),
        ):
            self._claim(node, predicate, obj, told)
        if self.rng.random() < 0.3:
            response = self._node("response", str(turn))
            self.nodes.setdefault("responses", []).append(Response(response, "sanction", (Span(0, 5),), agency))
            self._claim(response, t.RESPONDER, agency, told)
            self._claim(response, t.RESPONDS_TO, incident, told)

    def _agreement(self) -> None:
        one, other = self.rng.sample(range(len(_AGENCIES)), 2) if self.rng.random() < 0.7 else (0, 1)
        a, b = self._agency(one), self._agency(other)
        how: Modality = "planned" if self.rng.random() < 0.2 else "asserted"
        told = self._say(f"Agency of {_AGENCIES[one]} joined Agency of {_AGENCIES[other]}.", a, b)
        node = self._node("agreement", "1")
        pact = Agreement(node, "memorandum", f"Pact {self.number}", (a, b), (Span(0, 5),), modality=how)
        self.nodes.setdefault("agreements", []).append(pact)
        self._claim(node, t.PARTY, a, told, how)
        self._claim(node, t.PARTY, b, told, how)
        self._claim(a, t.COOPERATES_WITH, b, told, how)

    def _role(self) -> None:
        number, agency = self._pick(150), self._agency(self._pick(60))
        person = self._entity("Person", f"person/{number}", f"Person {number}")
        told = self._say(f"Director Person {number} spoke.", person)
        node = self._node("position", "1")
        self.nodes.setdefault("roles", []).append(Role(node, person, "Director", agency, (Span(0, 5),)))
        self._claim(node, t.HOLDER, person, told)
        self._claim(node, t.POSITION_AT, agency, told)
        self._claim(person, t.SPEAKS_FOR, agency, told)

    def _finished(self) -> Result:
        report, spans, start = self._report(), [], 0
        for sentence in self.sentences:
            spans.append(Span(start, start + len(sentence)))
            start += len(sentence) + 1
        links = tuple(
            Link(Mention(report, at, at + len(words), words, kind, "catalogue:name"), iri, 0.9, "known name")
            for at, words, kind, iri in sorted(set(self.places))
        )
        confidences = (0.6, 0.7, 0.8, 0.9, 0.95)
        facts = tuple(
            Fact(s, p, o, (spans[told],), confidences[(self.number + n) % 5], how, by)
            for n, (s, p, o, told, how, by) in enumerate(self.facts)
        )
        return Result(
            report=report,
            iri=f"{BASE}article/{sha256(str(self.number).encode()).hexdigest()[:16]}",
            sentences=tuple(spans),
            mentions=tuple(link.mention for link in links),
            links=links,
            entities=tuple(self.entities.values()),
            events=(),
            facts=facts,
            incidents=tuple(self.nodes.get("incidents", ())),
            agreements=tuple(self.nodes.get("agreements", ())),
            roles=tuple(self.nodes.get("roles", ())),
            attributions=tuple(self.nodes.get("attributions", ())),
            responses=tuple(self.nodes.get("responses", ())),
        )

    def _report(self) -> Report:
        return Report(
            f"made-up-{self.number}",
            " ".join(self.sentences),
            f"https://news.example/{self.number}",
            f"News {self.number}",
            f"{self.rng.randint(2019, 2024)}-{self.rng.randint(1, 12):02}-11",
            self.rng.choice(_PUBLISHERS),
            "en",
        )
