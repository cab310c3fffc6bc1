"""Results written by hand: four made-up articles in our own words, as build would hand them over."""

import re
from dataclasses import dataclass, field, replace
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
    Value,
)

BASE = "https://w3id.org/cyberkg/id/"


@dataclass
class Telling:
    """Collects what one article says, each fact by the words that say it."""

    name: str
    title: str
    published: str | None
    publisher: str | None
    text: str
    entities: dict[str, Entity] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    nodes: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def iri(self) -> str:
        return f"{BASE}article/{sha256(self.name.encode()).hexdigest()[:16]}"

    def entity(self, kind: EntityType, key: str, name: str, *aliases: str, **more: Any) -> str:
        self.entities[key] = Entity(BASE + key, kind, name, aliases, **more)
        return BASE + key

    def node(self, kind: str, key: str) -> str:
        return f"{BASE}{kind}/{sha256(f'{self.name}{key}'.encode()).hexdigest()[:16]}"

    def span(self, words: str) -> Span:
        start = self.text.index(words)
        return Span(start, start + len(words))

    def fact(
        self,
        subject: str,
        predicate: str,
        obj: str | Value,
        words: str,
        confidence: float = 0.9,
        modality: Modality = "asserted",
        by: str | None = None,
    ) -> None:
        self.facts.append(Fact(subject, predicate, obj, (self.span(words),), confidence, modality, by))

    def add(self, kind: str, node: Any) -> str:
        self.nodes.setdefault(kind, []).append(node)
        return str(node.id)

    def result(self) -> Result:
        url = f"https://news.example/{self.name}"
        report = Report(self.name, self.text, url, self.title, self.published, self.publisher, "en", ("A. Writer",))
        links = tuple(self._links(report))
        kinds = ("incidents", "agreements", "roles", "attributions", "responses")
        return Result(
            report=report,
            iri=self.iri,
            sentences=tuple(Span(m.start(), m.end()) for m in re.finditer(r"\S[^.\n]*\.", self.text)),
            links=links,
            mentions=tuple(link.mention for link in links),
            entities=tuple(self.entities.values()),
            events=(),
            facts=tuple(self.facts),
            **{kind: tuple(self.nodes.get(kind, ())) for kind in kinds},
        )

    def _links(self, report: Report) -> list[Link]:
        found: dict[int, Link] = {}
        for entity in self.entities.values():
            for name in (entity.name, *entity.aliases):
                for match in re.finditer(rf"\b{re.escape(name)}\b", self.text):
                    mention = Mention(report, match.start(), match.end(), match[0], entity.kind, "catalogue:name")
                    found.setdefault(match.start(), Link(mention, entity.id, 0.95, "the catalogue has this name"))
        return [found[start] for start in sorted(found)]


def _ssscip(told: Telling) -> str:
    name = "State Service of Special Communications and Information Protection of Ukraine"
    return told.entity("GovernmentAgency", "org/ssscip", name, "SSSCIP", country="UA")


def memorandum() -> Result:
    told = Telling(
        "memorandum",
        "Two agencies sign a cyber pact",
        "2022-07-27",
        "Harbour Courier",
        "CISA and SSSCIP put their names to a memorandum on Wednesday. "
        'CISA Director Mara Lindqvist called it "a bridge". '
        "Taras Bondar, deputy head of SSSCIP, said the work had begun.",
    )
    cisa = told.entity(
        "GovernmentAgency", "org/cisa", "Cybersecurity and Infrastructure Security Agency", "CISA", country="US"
    )
    ssscip = _ssscip(told)
    mara = told.entity("Person", "person/mara-lindqvist", "Mara Lindqvist")
    taras = told.entity("Person", "person/taras-bondar", "Taras Bondar")
    first, _, third = (told.text[s.start : s.end] for s in told.result().sentences)
    pact = told.add(
        "agreements",
        Agreement(
            told.node("agreement", "1"),
            "memorandum",
            "CISA-SSSCIP memorandum",
            (cisa, ssscip),
            (told.span(first),),
            date=Interval("2022-07-27", "2022-07-27", "day", "Wednesday"),
        ),
    )
    told.fact(pact, t.PARTY, cisa, first, 0.97)
    told.fact(pact, t.PARTY, ssscip, first, 0.97)
    told.fact(cisa, t.COOPERATES_WITH, ssscip, first, 0.95)
    for person, title, org, words in (
        (mara, "Director", cisa, "CISA Director Mara Lindqvist"),
        (taras, "deputy head", ssscip, third),
    ):
        role = told.add("roles", Role(told.node("position", title), person, title, org, (told.span(words),)))
        told.fact(role, t.HOLDER, person, words)
        told.fact(role, t.POSITION_AT, org, words)
        told.fact(role, t.ROLE_TITLE, Value(title), words)
        told.fact(person, t.SPEAKS_FOR, org, words, 0.8)
    return told.result()


def _energy(told: Telling) -> str:
    told.entity("Country", "country/RU", "Russia")
    return told.entity("Organization", "org/dniprovia", "Dniprovia Energo", country="UA", sector="energy")


def blackout() -> Result:
    told = Telling(
        "blackout",
        "Hackers switch off Dniprovia Energo",
        "2022-08-01",
        "Harbour Courier",
        "Dniprovia Energo lost power in July after a cyberattack that SSSCIP blamed on Russia. "
        "A group called XakNet boasted of the deed. "
        "In April, Sandworm had used Industroyer2 and CVE-2022-30190 against another energy provider, CERT-UA said.",
    )
    victim = _energy(told)
    russia = f"{BASE}country/RU"
    ssscip = _ssscip(told)
    certua = told.entity("GovernmentAgency", "org/cert-ua", "CERT-UA", country="UA")
    xaknet = told.entity("ThreatActor", "actor/xaknet", "XakNet")
    sandworm = told.entity(
        "ThreatActor",
        "actor/sandworm",
        "Sandworm",
        "Sandworm Team",
        same_as=("https://attack.mitre.org/groups/G0034", "Q1"),
    )
    malware = told.entity("Malware", "malware/industroyer2", "Industroyer2")
    cve = told.entity("Vulnerability", "vuln/CVE-2022-30190", "CVE-2022-30190")
    unnamed = told.entity(
        "Organization", "org/unnamed-0b2f", "another energy provider", country="UA", sector="energy", named=False
    )
    july = told.add(
        "incidents",
        Incident(
            told.node("incident", "july"),
            "Cyberattack on Dniprovia Energo",
            ("attack", "outage"),
            (told.span("Dniprovia Energo lost power in July after a cyberattack"),),
            victims=(victim,),
            attackers=(xaknet,),
            date=Interval("2022-07-01", "2022-07-31", "month", "in July"),
        ),
    )
    told.fact(july, t.VICTIM, victim, "Dniprovia Energo lost power in July after a cyberattack", 0.95)
    told.fact(july, t.INCIDENT_KIND, t.INCIDENT_KINDS["attack"], "cyberattack")
    told.fact(july, t.EARLIEST, Value("2022-07-01", t.XSD_DATE), "in July")
    told.fact(july, t.ATTRIBUTED_TO, russia, "SSSCIP blamed on Russia", 0.85, "alleged", ssscip)
    told.fact(july, t.ATTACKER, xaknet, "A group called XakNet boasted of the deed", 0.7, "claimed", xaknet)
    blame = told.add(
        "attributions",
        Attribution(told.node("attribution", "1"), russia, "states", (told.span("SSSCIP blamed on Russia"),), july,
                    by=ssscip, basis="political"),
    )  # fmt: skip
    told.fact(blame, t.ATTRIBUTION_OF, july, "SSSCIP blamed on Russia")
    told.fact(blame, t.ATTRIBUTION_TARGET, russia, "SSSCIP blamed on Russia")
    told.fact(blame, t.ATTRIBUTION_BY, ssscip, "SSSCIP blamed on Russia")
    words = "Sandworm had used Industroyer2 and CVE-2022-30190 against another energy provider"
    april = told.add(
        "incidents",
        Incident(
            told.node("incident", "april"),
            "Industroyer2 attack on an energy provider",
            ("ics-attack",),
            (told.span(words),),
            date=Interval("2022-04-01", "2022-04-30", "month"),
        ),
    )
    for predicate, obj in (
        (t.VICTIM, unnamed),
        (t.ATTACKER, sandworm),
        (t.USES_MALWARE, malware),
        (t.EXPLOITS, cve),
        (t.INCIDENT_KIND, t.INCIDENT_KINDS["ics-attack"]),
    ):
        told.fact(april, predicate, obj, words, 0.93, by=certua)
    return told.result()


def denial() -> Result:
    told = Telling(
        "denial",
        "Moscow rejects blame; exercise planned",
        "2022-08-03",
        "Inland Gazette",
        'Microsoft said Sandworm takes orders from the GRU: "no doubt",\nits report reads. '
        "Russia denied any part in the July attack on Dniprovia Energo. "
        "CISA and ENISA will hold an exercise in autumn.",
    )
    victim = _energy(told)
    russia = f"{BASE}country/RU"
    microsoft = told.entity("Organization", "org/microsoft", "Microsoft", country="US", sector="it")
    gru = told.entity("GovernmentAgency", "org/gru", "GRU", country="RU")
    sandworm = told.entity("ThreatActor", "actor/sandworm", "Sandworm")
    cisa = told.entity(
        "GovernmentAgency", "org/cisa", "Cybersecurity and Infrastructure Security Agency", "CISA", country="US"
    )
    enisa = told.entity("GovernmentAgency", "org/enisa", "European Union Agency for Cybersecurity", "ENISA")
    told.fact(sandworm, t.SPONSOR, gru, "Sandworm takes orders from the GRU", 0.9, "asserted", microsoft)
    words = "Russia denied any part in the July attack on Dniprovia Energo"
    attack = told.add(
        "incidents",
        Incident(
            told.node("incident", "july"),
            "July attack on Dniprovia Energo",
            ("attack",),
            (told.span(words),),
            victims=(victim,),
            date=Interval("2022-07-01", "2022-07-31", "month"),
        ),
    )
    told.fact(attack, t.VICTIM, victim, words)
    told.fact(attack, t.INCIDENT_KIND, t.INCIDENT_KINDS["attack"], words)
    told.fact(attack, t.ATTRIBUTED_TO, russia, words, 0.8, "denied", russia)
    refusal = told.add(
        "attributions",
        Attribution(told.node("attribution", "no"), russia, "denies", (told.span(words),), attack, by=russia),
    )
    told.fact(refusal, t.ATTRIBUTION_TARGET, russia, words, 0.8, "denied", russia)
    exercise = told.add(
        "agreements",
        Agreement(
            told.node("agreement", "exercise"),
            "joint-exercise",
            "CISA-ENISA exercise",
            (cisa, enisa),
            (told.span("CISA and ENISA will hold an exercise"),),
            modality="planned",
        ),
    )
    for party in (cisa, enisa):
        told.fact(exercise, t.PARTY, party, "CISA and ENISA will hold an exercise", 0.9, "planned")
    told.fact(cisa, t.COOPERATES_WITH, enisa, "CISA and ENISA will hold an exercise", 0.7, "planned")
    return told.result()


def hospital() -> Result:
    told = Telling(
        "hospital",
        "Ransom note stops surgery at Lakeside Clinic",
        None,
        None,
        "Lakeside Clinic cancelled operations after ransomware locked its files. "
        "The United States later sanctioned the crew, known as Night Herons.",
    )
    clinic = told.entity("Organization", "org/lakeside-clinic", "Lakeside Clinic", country="CA", sector="health")
    crew = told.entity("ThreatActor", "actor/night-herons", "Night Herons")
    states = told.entity("Country", "country/US", "United States")
    words = "Lakeside Clinic cancelled operations after ransomware locked its files"
    attack = told.add(
        "incidents",
        Incident(told.node("incident", "1"), "Ransomware at Lakeside Clinic", ("ransomware",), (told.span(words),),
                 attacker_description="the crew", objectives=("ransom",)),
    )  # fmt: skip
    told.fact(attack, t.VICTIM, clinic, words)
    told.fact(attack, t.INCIDENT_KIND, t.INCIDENT_KINDS["ransomware"], words)
    second = "The United States later sanctioned the crew"
    sanction = told.add(
        "responses",
        Response(told.node("response", "1"), "sanction", (told.span(second),), states, crew, attack),
    )
    told.fact(sanction, t.RESPONDER, states, second)
    told.fact(sanction, t.RESPONDS_TO, attack, second)
    told.fact(sanction, t.ABOUT, crew, second)
    told.fact(sanction, t.RESPONSE_KIND, t.RESPONSE_KINDS["sanction"], second)
    return told.result()


def all_results() -> tuple[Result, ...]:
    return memorandum(), blackout(), denial(), hospital()


def retold(result: Result) -> Result:
    """The same article, changed: a new title, and its first fact gone."""
    return replace(result, report=replace(result.report, title="Another title"), facts=result.facts[1:])
