"""The encoder with its heads, in plain torch: MiniLM-L6's layers, and a short second pass over a trigger's sentence."""

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from extractor.annotate.model.labels import ENTITIES, FLAT, REALIS, ROLES, TYPES, tags
from extractor.annotate.model.segments import REACH
from extractor.annotate.model.text import SHAPES

WIDTH = 384
HEADS = 12
LAYERS = 6
INNER = 4 * WIDTH  # units of a feed-forward network


class Layer(nn.Module):
    """A transformer layer as BERT has it: attention and feed-forward, each added and normalised."""

    def __init__(self, dropout: float, inner: int = INNER) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, inner)
        self.down = nn.Linear(inner, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Args: x (windows, pieces, width); bias (windows, 1, 1, pieces), 0 for a piece, very low for padding."""
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        x = self.norm1(x + self.drop(self.out(seen.transpose(1, 2).reshape(b, n, WIDTH))))
        found: Tensor = self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))
        return found


def attention_bias(mask: Tensor) -> Tensor:
    """(windows, pieces) of 0 and 1 as an additive bias."""
    return ((1.0 - mask.float()) * -1e4)[:, None, None, :]


class Reader(nn.Module):
    """One encoder pass: event tags and entity tags of every piece, and what the second pass starts from."""

    def __init__(
        self, vocabulary: int, branch_at: int, branch: int, dropout: float, layers: int = LAYERS, inner: int = INNER
    ) -> None:
        super().__init__()
        self.branch_at = branch_at
        self.tokens = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout, inner) for _ in range(layers))
        self.events = nn.Linear(WIDTH, tags(len(FLAT)))
        self.entities = nn.Linear(WIDTH, tags(len(ENTITIES)))
        self.second = SecondPass(branch, dropout, inner)
        nn.init.zeros_(self.shapes.weight)

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Event logits, entity logits, hidden states at the branch; all (windows, pieces, ...)."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.drop(self.norm(self.tokens(ids) + self.shapes(shapes) + self.positions(places)))
        bias = attention_bias(mask)
        middle = x
        for depth, layer in enumerate(self.layers, 1):
            x = layer(x, bias)
            if depth == self.branch_at:
                middle = x
        x = self.drop(x)
        return self.events(x), self.entities(x), middle


class SecondPass(nn.Module):
    """Arguments and factuality of one event: the trigger's sentence again, with the trigger marked by its type."""

    def __init__(self, branch: int, dropout: float, inner: int = INNER) -> None:
        super().__init__()
        self.marked = nn.Embedding(len(TYPES), WIDTH)  # on the trigger's own pieces
        self.told = nn.Embedding(len(TYPES), WIDTH)  # on every piece
        self.distance = nn.Embedding(2 * REACH + 1, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout, inner) for _ in range(branch))
        self.drop = nn.Dropout(dropout)
        self.roles = nn.Linear(WIDTH, tags(len(ROLES)))
        self.realis = nn.Linear(2 * WIDTH, len(REALIS))
        for table in (self.marked, self.told, self.distance):
            nn.init.normal_(table.weight, std=0.02)

    def forward(
        self, hidden: Tensor, mask: Tensor, trigger: Tensor, distance: Tensor, kind: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Role logits of each piece and realis logits of each event.

        Args: hidden (events, pieces, width); mask and trigger (events, pieces) of 0 and 1; distance from the trigger,
        0 to 2 * REACH; kind (events), the event type.
        """
        x, bias = self.marked_by(hidden, trigger, distance, kind), attention_bias(mask)
        for layer in self.layers:
            x = layer(x, bias)
        x = self.drop(x)
        on, here = (marks.float()[:, :, None] for marks in (trigger, mask))
        at = (x * on).sum(1) / on.sum(1).clamp(min=1.0)
        around = (x * here).sum(1) / here.sum(1)
        return self.roles(x), self.realis(torch.cat([at, around], -1))

    def marked_by(self, hidden: Tensor, trigger: Tensor, distance: Tensor, kind: Tensor) -> Tensor:
        """What goes into the layers; arguments as of `forward`."""
        on = trigger.float()[:, :, None] * self.marked(kind)[:, None]
        found: Tensor = self.norm(hidden + on + self.told(kind)[:, None] + self.distance(distance))
        return found


def _fill(layer: Layer, weights: dict[str, Tensor], prefix: str) -> None:
    parts = [f"{prefix}attention.self.{name}" for name in ("query", "key", "value")]
    layer.qkv.weight.data = torch.cat([weights[f"{p}.weight"] for p in parts])
    layer.qkv.bias.data = torch.cat([weights[f"{p}.bias"] for p in parts])
    places = {
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    for mine, theirs in places.items():
        getattr(layer, mine).weight.data = weights[f"{prefix}{theirs}.weight"].clone()
        getattr(layer, mine).bias.data = weights[f"{prefix}{theirs}.bias"].clone()


def pretrained(weights: Path, branch_at: int, branch: int, dropout: float) -> Reader:
    """A reader that starts from the encoder's published weights (safetensors)."""
    from safetensors.torch import load_file

    loaded = load_file(weights)
    reader = Reader(len(loaded["embeddings.word_embeddings.weight"]), branch_at, branch, dropout)
    reader.tokens.weight.data = loaded["embeddings.word_embeddings.weight"].clone()
    kinds = loaded["embeddings.token_type_embeddings.weight"][0]
    reader.positions.weight.data = loaded["embeddings.position_embeddings.weight"] + kinds
    reader.norm.weight.data = loaded["embeddings.LayerNorm.weight"].clone()
    reader.norm.bias.data = loaded["embeddings.LayerNorm.bias"].clone()
    for i, layer in enumerate(reader.layers):
        _fill(layer, loaded, f"encoder.layer.{i}.")  # type: ignore[arg-type]
    for i, layer in enumerate(reader.second.layers):
        _fill(layer, loaded, f"encoder.layer.{LAYERS - branch + i}.")  # type: ignore[arg-type]
    return reader


def smaller(teacher: Reader, kept: list[int], inner: int, units: dict[str, Tensor], dropout: float) -> Reader:
    """A student that begins as some layers of its teacher, those before the last feeding the second pass, with the
    `inner` units of each feed-forward network that matter most.

    Args: units: for each layer by its name, (inner of the teacher) what each unit matters.
    """
    branch = len(teacher.second.layers)
    student = Reader(len(teacher.tokens.weight), len(kept) - branch, branch, dropout, len(kept), inner)
    weights = {n: w for n, w in teacher.state_dict().items() if not n.startswith(("layers.", "second.layers."))}
    names = {f"layers.{new}": f"layers.{old}" for new, old in enumerate(kept)}
    names |= {f"second.layers.{n}": f"second.layers.{n}" for n in range(branch)}
    for new, old in names.items():
        chosen = units[old].argsort(descending=True, stable=True)[:inner].sort().values
        weights |= {f"{new}.{n}": w for n, w in narrowed(teacher.get_submodule(old).state_dict(), chosen).items()}
    student.load_state_dict(weights)
    return student


def narrowed(layer: dict[str, Tensor], units: Tensor) -> dict[str, Tensor]:
    """A layer's weights with only these units of its feed-forward network."""
    cut = {name: layer[name][units] for name in ("up.weight", "up.bias")}
    return layer | cut | {"down.weight": layer["down.weight"][:, units]}
