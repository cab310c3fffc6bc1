"""A run's weights, and the two passes of the model in torch."""

from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from extractor.annotate.model.bio import Floats
from extractor.annotate.model.text import Ints, WordPiece
from training.model import Reader
from training.settings import encoder_folder


class TorchEngine:
    """Both passes in torch, for scoring while training."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader.eval()
        self._device = next(reader.parameters()).device

    @torch.no_grad()
    def read(self, ids: Ints, shapes: Ints) -> tuple[Floats, Floats, Floats]:
        """See `extractor.annotate.model.engine.Engine`."""
        fed = (torch.from_numpy(a).to(self._device) for a in (ids, shapes, np.ones_like(ids)))
        events, entities, hidden = (t.float().cpu().numpy() for t in self._reader(*fed))
        return events, entities, hidden

    @torch.no_grad()
    def again(self, hidden: Floats, *rest: Ints) -> tuple[Floats, Floats]:
        """See `extractor.annotate.model.engine.Engine`."""
        fed = (torch.from_numpy(a).to(self._device) for a in (hidden, *rest))
        roles, realis = (t.float().cpu().numpy() for t in self._reader.second(*fed))
        return roles, realis


def cutter_of() -> WordPiece:
    """The encoder's own tokeniser."""
    return WordPiece(encoder_folder() / "vocab.txt")


def put(reader: Reader, weights: dict[str, Tensor]) -> None:
    """Copy named weights into the reader."""
    with torch.no_grad():
        for name, weight in reader.named_parameters():
            if name in weights:
                weight.copy_(weights[name])


def load_averaged(folder: Path) -> Reader:
    """A run's reader with its averaged weights."""
    state = torch.load(folder / "checkpoint.pt", weights_only=False)
    weights = state["model"]
    layers = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("layers."))
    branch = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("second.layers."))
    inner = len(weights["layers.0.up.bias"])
    reader = Reader(len(weights["tokens.weight"]), layers - branch, branch, 0.0, layers, inner)
    reader.load_state_dict(weights)
    put(reader, state["average"])
    return reader.eval()
