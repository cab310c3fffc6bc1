"""The only place an IRI is minted. IRIs come from few, raw, stable fields, so that a second run mints the same."""

import hashlib
from dataclasses import dataclass, replace

from extractor.model import Entity, Link, Report


@dataclass(frozen=True, slots=True)
class Mint:
    """IRIs under one base, for one article."""

    base: str
    article: str

    def entity(self, key: str) -> str:
        """The IRI of an entity's key (`org/cisa`)."""
        return f"{self.base}{key}"

    def country(self, code: str) -> str:
        """The IRI of the country with this ISO code."""
        return self.entity(f"country/{code}")

    def of_article(self, kind: str, *fields: str) -> str:
        """The IRI of a thing that belongs to this article: an incident, an agreement, an attribution."""
        return f"{self.base}{kind}/{digest(self.article, kind, *fields)}"

    def of_all(self, kind: str, *fields: str) -> str:
        """The IRI of a thing that every article names alike: a person's position at an organisation."""
        return f"{self.base}{kind}/{digest(kind, *fields)}"

    @property
    def report(self) -> str:
        """The article's own IRI."""
        return f"{self.base}article/{self.article}"


def mint(report: Report, base: str) -> Mint:
    """IRIs for `report`: its article is the hash of its canonical URL, else of its text."""
    return Mint(base, digest(report.identity))


def digest(*fields: str) -> str:
    """Sixteen hex digits of SHA-256 over the fields."""
    return hashlib.sha256("|".join(fields).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def with_iris(
    entities: tuple[Entity, ...], links: tuple[Link, ...], ids: Mint
) -> tuple[tuple[Entity, ...], tuple[Link, ...]]:
    """Entities and links with IRIs in place of keys."""
    return (
        tuple(replace(e, id=ids.entity(e.id)) for e in entities),
        tuple(Link(x.mention, ids.entity(x.entity), x.score, x.reason) for x in links),
    )
