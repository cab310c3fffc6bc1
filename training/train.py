"""Train the reader. Runs again from its last checkpoint when it was stopped.

usage: python -m training.train --name NAME [--shared ../shared] [--set training.epochs=3 ...]
"""

import argparse
import json
import time
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from extractor.annotate.model import reader as shipped
from training.batches import IGNORED, Batch, Window, batch, second, seeded
from training.corpora import Corpora
from training.evaluate import decoding, score_model
from training.model import Reader, pretrained
from training.runs import TorchEngine, cutter_of, put
from training.settings import WORK, Config, encoder_folder, load

SAVE_EVERY = 240.0  # seconds


def losses(reader: Reader, b: Batch, config: Config) -> tuple[Tensor, dict[str, float]]:
    """The weighted loss of a batch, and its parts."""
    settings = config["training"]
    events, entities, hidden = reader(b.ids, b.shapes, b.mask)
    if b.flat is None:
        assert b.allowed is not None
        part = entity_loss(entities, b.allowed)
        return settings["entities"] * part, {"entities": part.item()}
    weight = torch.ones(events.shape[-1], device=events.device)
    weight[0] = settings["outside_weight"]
    parts = {"flat": functional.cross_entropy(events.flatten(0, 1), b.flat.flatten(), weight, ignore_index=IGNORED)}
    total = parts["flat"]
    if b.events:
        parts |= second_losses(reader, hidden, b)
        total = total + settings["arguments"] * parts["roles"] + settings["realis"] * parts["realis"]
    return total, {name: part.item() for name, part in parts.items()}


def second_losses(reader: Reader, hidden: Tensor, b: Batch) -> dict[str, Tensor]:
    """Mean losses of the second pass, run on events of about one length at a time."""
    ordered = sorted(b.events, key=lambda e: e.length)
    sums = {"roles": hidden.new_zeros(()), "realis": hidden.new_zeros(())}
    counts = {"roles": 0, "realis": 0}
    for i in range(0, len(ordered), 16):
        s = second(ordered[i : i + 16])
        roles, realis = reader.second(hidden[s.rows, s.places], s.mask, s.trigger, s.distance, s.kind)
        pairs = {"roles": (roles.flatten(0, 1), s.roles.flatten()), "realis": (realis, s.realis)}
        for name, (logits, gold) in pairs.items():
            sums[name] = sums[name] + functional.cross_entropy(logits, gold, ignore_index=IGNORED, reduction="sum")
            counts[name] += int((gold != IGNORED).sum())
    return {name: sums[name] / max(counts[name], 1) for name in sums}


def entity_loss(logits: Tensor, allowed: Tensor) -> Tensor:
    """Minus the log-probability that a word has one of its allowed tags; words that allow none do not count."""
    counted = allowed.any(-1)
    logits, allowed = logits[counted], allowed[counted]
    inside = logits.masked_fill(~allowed, -1e4).logsumexp(-1)
    return (logits.logsumexp(-1) - inside).mean()


def groups(reader: Reader, config: Config) -> list[dict[str, Any]]:
    """Parameters with their rates: lower layers learn slower, heads faster."""
    settings, model = config["training"], config["model"]
    found: dict[tuple[float, float], list[Tensor]] = {}
    for name, weight in reader.named_parameters():
        parts = name.split(".")
        if name.startswith("tokens") or (parts[0] == "layers" and int(parts[1]) < model["frozen"]):
            weight.requires_grad = False
            continue
        if parts[0] == "layers":
            rate = settings["rate"] * settings["layer_decay"] ** (len(reader.layers) - 1 - int(parts[1]))
        elif name.startswith("second.layers"):
            rate = settings["rate"]
        elif parts[0] in {"positions", "norm"}:
            rate = settings["rate"] * settings["layer_decay"] ** len(reader.layers)
        else:
            rate = settings["head_rate"]
        decay = settings["weight_decay"] if weight.dim() > 1 else 0.0
        found.setdefault((rate, decay), []).append(weight)
    return [
        {"params": w, "lr": r, "top": r, "weight_decay": d} for (r, d), w in sorted(found.items(), key=lambda i: i[0])
    ]


def pace(progress: float, warm_up: float) -> float:
    """Share of the top rate: up in a line, down in a line."""
    return progress / warm_up if progress < warm_up else max(0.0, (1.0 - progress) / (1.0 - warm_up))


class Trainer:
    """One run, in its folder under training/.work."""

    def __init__(self, name: str, shared: Path, config: Config) -> None:
        self.folder = WORK / name
        self.folder.mkdir(parents=True, exist_ok=True)
        self.shared, self.config = shared, config
        settings = config["training"]
        self.cutter = cutter_of()
        self.corpora = Corpora(shared, config, self.cutter)
        self.epoch, self.step, self.steps = 0, 0, 0
        torch.manual_seed(settings["seed"])
        self.reader = self.beginning()
        self.optimiser = torch.optim.AdamW(groups(self.reader, config), betas=(0.9, 0.98))
        self.average = {n: w.detach().clone() for n, w in self.reader.named_parameters() if w.requires_grad}
        self.seconds = 0.0
        self.resume()

    def beginning(self) -> Reader:
        """What training starts from: the encoder's published weights, new heads."""
        model = self.config["model"]
        weights = encoder_folder() / "model.safetensors"
        return pretrained(weights, model["branch_at"], model["branch"], model["dropout"])

    def losses(self, b: Batch) -> tuple[Tensor, dict[str, float]]:
        """The loss of a batch, and its parts."""
        return losses(self.reader, b, self.config)

    def save(self) -> None:
        """Write a checkpoint; a stop while writing leaves the last one whole."""
        state = {
            "model": self.reader.state_dict(),
            "average": self.average,
            "optimiser": self.optimiser.state_dict(),
            "at": (self.epoch, self.step, self.steps, self.seconds),
            "random": torch.get_rng_state(),
            "config": self.config,
        }
        torch.save(state, self.folder / "checkpoint.part")
        (self.folder / "checkpoint.part").replace(self.folder / "checkpoint.pt")

    def resume(self) -> None:
        """Go on from the last checkpoint, if there is one."""
        path = self.folder / "checkpoint.pt"
        if not path.exists():
            return
        state = torch.load(path, weights_only=False)
        self.reader.load_state_dict(state["model"])
        self.average = state["average"]
        self.optimiser.load_state_dict(state["optimiser"])
        self.epoch, self.step, self.steps, self.seconds = state["at"]
        torch.set_rng_state(state["random"])

    def run(self) -> None:
        """Train to the last epoch, scoring dev as it goes."""
        epochs = self.config["training"]["epochs"]
        while self.epoch < epochs:
            self.one_epoch(epochs)
            self.epoch, self.step = self.epoch + 1, 0
            self.save()
            every = self.config["training"]["score_every"]
            if self.epoch % every == 0 or self.epoch == epochs:
                self.log({"epoch": self.epoch, "cpu_s": round(self.seconds), **self.score()})

    def one_epoch(self, epochs: int) -> None:
        """All batches of the present epoch from the present step on."""
        batches = self.corpora.epoch(self.epoch)
        saved = clock = time.process_time()
        parts: dict[str, list[float]] = {}
        while self.step < len(batches):
            found = self.one_step(batches[self.step], (self.epoch + self.step / len(batches)) / epochs)
            self.step += 1
            for name, value in found.items():
                parts.setdefault(name, []).append(value)
            now = time.process_time()
            self.seconds, clock = self.seconds + now - clock, now
            if self.step % 50 == 0:
                means = {name: round(sum(v[-50:]) / len(v[-50:]), 4) for name, v in parts.items()}
                at = {"epoch": self.epoch, "step": self.step, "of": len(batches), "cpu_s": round(self.seconds)}
                self.log(at | means)
            if now - saved > SAVE_EVERY:
                self.save()
                saved = now

    def batch(self, windows: list[Window]) -> Batch:
        """The tensors of this step's windows."""
        settings = self.config["training"]
        random = seeded(f"{settings['seed']}-{self.steps}")
        return batch(windows, self.config["model"]["context"], settings["negatives"], random)

    def slopes(self, b: Batch) -> dict[str, float]:
        """Put the gradient of a batch's loss on the weights; the loss's parts."""
        self.reader.train()
        self.optimiser.zero_grad(set_to_none=True)
        total, parts = self.losses(b)
        total.backward()  # type: ignore[no-untyped-call]
        return parts

    def one_step(self, windows: list[Window], progress: float) -> dict[str, float]:
        """One batch: loss, gradient, step, average."""
        settings = self.config["training"]
        parts = self.slopes(self.batch(windows))
        torch.nn.utils.clip_grad_norm_([w for g in self.optimiser.param_groups for w in g["params"]], 1.0)
        share = pace(progress * settings["cycles"] % 1.0, settings["warm_up"])
        for group in self.optimiser.param_groups:
            group["lr"] = group["top"] * share
        self.optimiser.step()
        self.steps += 1
        keep = min(settings["average"], (1 + self.steps) / (10 + self.steps))
        with torch.no_grad():
            live = dict(self.reader.named_parameters())
            for name, mean in self.average.items():
                mean.lerp_(live[name].detach(), 1.0 - keep)
        return parts

    def score(self) -> dict[str, float]:
        """Scores of the averaged weights on dev."""
        live = {n: w.detach().clone() for n, w in self.reader.named_parameters() if n in self.average}
        put(self.reader, self.average)
        scores = self.scored()
        put(self.reader, live)
        return scores

    def scored(self) -> dict[str, float]:
        """Scores of the weights that are in the reader now."""
        model = shipped.Reader(TorchEngine(self.reader), self.cutter, decoding(self.config))
        return score_model(model, self.shared, self.config)

    def log(self, row: dict[str, Any]) -> None:
        """Add a line to the run's log."""
        with (self.folder / "log.jsonl").open("a", encoding="utf-8") as out:
            out.write(json.dumps(row) + "\n")


def main() -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--name", default="main")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--set", action="append", default=[], dest="changes")
    chosen = parser.parse_args()
    torch.set_num_threads(chosen.threads)
    Trainer(chosen.name, chosen.shared, load(chosen.changes)).run()


if __name__ == "__main__":
    main()
