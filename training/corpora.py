"""All training examples, cut into windows and batches anew each epoch."""

from pathlib import Path

from extractor.annotate.model.text import WordPiece
from training import data
from training.batches import Window, batched, cut, seeded, thinned
from training.settings import Config


class Corpora:
    """All examples, cut anew each epoch."""

    def __init__(self, shared: Path, config: Config, cutter: WordPiece) -> None:
        place = {name: shared / "data" / path for name, path in config["corpora"].items()}
        countries = country_names()
        annoctr, cyner, re3d = (data.EntityCorpus(n, cutter, countries) for n in ("annoctr", "cyner", "re3d"))
        self.config = config
        self.events = data.casie(place["casie_train"], cutter)
        self.entities = [
            *annoctr.from_bio(place["annoctr_train"]),
            *cyner.from_bio(place["cyner_train"]),
            *re3d.from_re3d(place["re3d"]),
        ]

    def epoch(self, number: int) -> list[list[Window]]:
        """The batches of an epoch; the same again for the same seed."""
        settings = self.config["training"]
        random = seeded(f"{settings['seed']}-{number}")
        size = self.config["model"]["window"] - 2
        windows = [w for e in self.events for w in cut(thinned(e, settings["thin"], random), size, random)]
        others = [w for e in self.entities for w in cut(e, size, random)]
        stride = round(1 / settings["entity_share"]) if settings["entity_share"] else 0
        if stride:
            windows += others[number % stride :: stride]
        return batched(windows, settings["batch"], random)


def country_names() -> frozenset[str]:
    """Names of countries in small letters, from the catalogue."""
    entries = data.read_jsonl(Path(__file__).parent.parent / "ontology" / "catalogue" / "countries.jsonl")
    return frozenset(n.lower() for entry in entries for n in (entry["name"], *entry.get("aliases", ())))
