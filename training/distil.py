"""A smaller reader from a trained one: a part of its weights, taught by gold and by what the whole one says.

usage: python -m training.distil --teacher NAME [--teacher NAME] --name NAME [--shared ../shared] [--set ...]

Soft targets as in Hinton, Vinyals, Dean (2015), at temperature 1, the mean of the teachers'; the student begins as a
part of the first: layers are taken from the teacher as in DistilBERT
(Sanh et al., 2019), units of the feed-forward networks by what the loss would change without them, to the first order
(Molchanov et al., 2019, arXiv:1906.10771). Resumes after a stop.
"""

import argparse
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.batches import IGNORED, Batch, Second, second
from training.model import Layer, Reader, smaller
from training.rounding import in_eight_bits
from training.runs import load_averaged
from training.settings import WORK, Config, load
from training.train import Trainer, entity_loss, losses


class Told(NamedTuple):
    """What a teacher says of a batch: logits, and the hidden states that its second pass starts from."""

    events: Tensor
    entities: Tensor
    hidden: Tensor


class Distiller(Trainer):
    """A run with teachers."""

    def __init__(self, name: str, teachers: Sequence[str], shared: Path, config: Config) -> None:
        self.teachers = [load_averaged(WORK / teacher) for teacher in teachers]
        super().__init__(name, shared, {**config, "training": {**config["training"], **config["distilling"]}})

    def beginning(self) -> Reader:
        """A part of the first teacher."""
        settings = self.config["distilling"]
        seen = (self.batch(windows) for windows in self.corpora.epoch(0)[: settings["weighed_on"]])
        teacher = self.teachers[0]
        units = importance(teacher, seen, self.config)
        return smaller(teacher, settings["layers"], settings["inner"], units, self.config["model"]["dropout"])

    def losses(self, b: Batch) -> tuple[Tensor, dict[str, float]]:
        """Gold and the teachers' word, half and half."""
        settings = self.config["training"]
        told = self.told(b)
        events, entities, hidden = self.reader(b.ids, b.shapes, b.mask)
        pieces = b.mask.bool()
        parts = {"entities-told": soft(entities[pieces], [t.entities[pieces] for t in told])}
        total = settings["entities"] * parts["entities-told"]
        if b.flat is None:
            assert b.allowed is not None
            words = b.allowed.any(-1)  # no gold events here; the teachers' word alone
            parts["entities"] = entity_loss(entities, b.allowed)
            parts["told"] = soft(events[words], [t.events[words] for t in told])
            total = total + settings["entities"] * parts["entities"] + parts["told"]
            return total, {name: part.item() for name, part in parts.items()}
        weight = torch.ones(events.shape[-1])
        weight[0] = settings["outside_weight"]
        parts["flat"] = functional.cross_entropy(events.flatten(0, 1), b.flat.flatten(), weight, ignore_index=IGNORED)
        first = b.flat != IGNORED
        parts["told"] = soft(events[first], [t.events[first] for t in told])
        total = total + parts["flat"] + parts["told"]
        if b.events:
            parts |= self.second_losses(hidden, [t.hidden for t in told], b)
            total = total + settings["arguments"] * (parts["roles"] + parts["roles-told"])
            total = total + settings["realis"] * (parts["realis"] + parts["realis-told"])
        return total, {name: part.item() for name, part in parts.items()}

    def told(self, b: Batch) -> list["Told"]:
        """What each teacher says of a batch."""
        with torch.no_grad():
            return [Told(*teacher(b.ids, b.shapes, b.mask)) for teacher in self.teachers]

    def slopes(self, b: Batch) -> dict[str, float]:
        """As `Trainer.slopes`, the student computing as it will when shipped."""
        with in_eight_bits(self.reader):
            return super().slopes(b)

    def scored(self) -> dict[str, float]:
        """As `Trainer.scored`, in eight bits."""
        with in_eight_bits(self.reader):
            return super().scored()

    def second_losses(self, hidden: Tensor, told: list[Tensor], b: Batch) -> dict[str, Tensor]:
        """Mean losses of the second pass."""
        ordered = sorted(b.events, key=lambda e: e.length)
        found: dict[str, list[Tensor]] = {}
        for i in range(0, len(ordered), 16):
            for name, part in self.second_loss(hidden, told, second(ordered[i : i + 16])).items():
                found.setdefault(name, []).append(part)
        return {name: torch.stack(values).mean() for name, values in found.items()}

    def second_loss(self, hidden: Tensor, told: list[Tensor], s: Second) -> dict[str, Tensor]:
        """Of a few events."""
        marks = (s.mask, s.trigger, s.distance, s.kind)
        roles, realis = self.reader.second(hidden[s.rows, s.places], *marks)
        with torch.no_grad():
            pairs = zip(self.teachers, told, strict=True)
            taught = [teacher.second(its[s.rows, s.places], *marks) for teacher, its in pairs]
        first, true = s.roles != IGNORED, s.realis != IGNORED
        parts = {
            "roles": functional.cross_entropy(roles[first], s.roles[first]),
            "roles-told": soft(roles[first], [t[0][first] for t in taught]),
        }
        nothing = roles.new_zeros(())
        parts["realis"] = functional.cross_entropy(realis[true], s.realis[true]) if true.any() else nothing
        parts["realis-told"] = soft(realis[true], [t[1][true] for t in taught]) if true.any() else nothing
        return parts


def importance(reader: Reader, batches: Iterable[Batch], config: Config) -> dict[str, Tensor]:
    """What each unit of the feed-forward networks matters, by the name of its layer: how much a window's loss would
    change without the unit, squared, summed over the windows.
    """
    layers = {name: layer for name, layer in reader.named_modules() if isinstance(layer, Layer)}
    found = {name: torch.zeros(layer.down.in_features) for name, layer in layers.items()}
    hooks = [layer.down.register_forward_pre_hook(weighing(found[name])) for name, layer in layers.items()]
    for b in batches:
        losses(reader, b, config)[0].backward()  # type: ignore[no-untyped-call]
    for hook in hooks:
        hook.remove()
    reader.zero_grad()
    return found


def weighing(total: Tensor) -> Callable[[nn.Module, tuple[Tensor]], None]:
    """A hook that adds to `total` what the units that go into a module matter."""

    def hook(_: nn.Module, fed: tuple[Tensor]) -> None:
        units = fed[0]  # (windows, pieces, units)

        def add(slope: Tensor) -> None:
            total.add_((units.detach() * slope).sum(1).square().sum(0))

        units.register_hook(add)  # type: ignore[no-untyped-call]

    return hook


def soft(logits: Tensor, told: Sequence[Tensor]) -> Tensor:
    """Cross-entropy against the mean of the teachers' distributions."""
    return functional.cross_entropy(logits, torch.stack([t.softmax(-1) for t in told]).mean(0))


def main() -> None:
    """Distil from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teacher", required=True, action="append", dest="teachers")
    parser.add_argument("--name", required=True)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--set", action="append", default=[], dest="changes")
    chosen = parser.parse_args()
    torch.set_num_threads(chosen.threads)
    Distiller(chosen.name, chosen.teachers, chosen.shared, load(chosen.changes)).run()


if __name__ == "__main__":
    main()
