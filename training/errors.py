"""Errors by cause on dev documents: why each trigger and argument was missed or made up.

usage: python -m training.errors [--package FOLDER] [--documents 50] [--shared ../shared]
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from extractor.annotate.model import load
from extractor.annotate.model.reader import WEIGHTS
from training.data import read_jsonl
from training.evaluate import result_document
from training.settings import load as settings

Spot = tuple[int, int, str]  # characters, and the type or role
Events = Sequence[Mapping[str, Any]]


def touches(one: Spot, other: Spot) -> bool:
    """Do they share a character?"""
    return one[0] < other[1] and other[0] < one[1]


def compared(found: Iterable[Spot], gold: Iterable[Spot]) -> Iterator[str]:
    """The cause of each error: of what was missed, and of what was made up."""
    found, gold = set(found), set(gold)
    wrong, missed = found - gold, gold - found
    yield from ("right" for _ in found & gold)
    used: set[Spot] = set()
    for spot in sorted(missed):
        near = [w for w in sorted(wrong - used) if touches(w, spot)]
        same = next((w for w in near if w[2] == spot[2]), None)
        exact = next((w for w in near if w[:2] == spot[:2]), None)
        if chosen := same or exact or (near[0] if near else None):
            used.add(chosen)
        yield "other bounds" if same else "other label" if exact else "other bounds and label" if near else "missed"
    for spot in sorted(wrong - used):
        yield "beside a right one" if any(touches(spot, g) for g in gold) else "made up"


def triggers(events: Events) -> list[Spot]:
    """Every trigger with its type."""
    return [(e["trigger"]["start"], e["trigger"]["end"], e["type"]) for e in events]


def arguments(events: Events) -> list[Spot]:
    """Every argument with its event type and role."""
    return [(a["start"], a["end"], f"{e['type']} {a['role']}") for e in events for a in e["arguments"]]


def lost_with_trigger(found: Events, gold: Events) -> int:
    """Gold arguments whose own event was not found at all."""
    seen = triggers(found)
    return sum(len(e["arguments"]) for e in gold if not any(touches(t, triggers([e])[0]) for t in seen))


def main() -> None:
    """Print the causes as a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--package", type=Path, default=WEIGHTS)
    parser.add_argument("--documents", type=int, default=50)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    chosen = parser.parse_args()
    gold = list(read_jsonl(chosen.shared / "data" / settings([])["corpora"]["casie_dev"]))[: chosen.documents]
    readings = load(chosen.package).read(record["text"] for record in gold)
    counts: dict[str, Counter[str]] = {"triggers": Counter(), "arguments": Counter()}
    without = 0
    for record, reading in zip(gold, readings, strict=True):
        found = result_document(record, reading)["events"]
        counts["triggers"].update(compared(triggers(found), triggers(record["events"])))
        counts["arguments"].update(compared(arguments(found), arguments(record["events"])))
        without += lost_with_trigger(found, record["events"])
    print(f"{len(gold)} documents; {without} arguments belong to events that were not found")  # noqa: T201
    for what, causes in counts.items():
        print(f"| {what} | {' | '.join(f'{cause} {n}' for cause, n in causes.most_common())} |")  # noqa: T201


if __name__ == "__main__":
    main()
