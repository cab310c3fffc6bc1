"""A run's weights as the package: two int8 ONNX graphs, the vocabulary, and what was chosen on dev.

usage: python -m training.export --run NAME --to FOLDER [--float]
"""

import argparse
import json
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch._C import NoneType

from extractor.annotate.model.segments import REACH
from training.evaluate import decoding
from training.model import HEADS, WIDTH, Layer, Reader, SecondPass, attention_bias
from training.runs import load_averaged
from training.settings import WORK, encoder_folder, load

OPSET = 17
LIMIT = 30_000_000  # bytes the package may have


class PlainLayer(nn.Module):
    """A layer with its attention written out, in operators that onnxruntime fuses and quantises."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.layer = layer
        self.parts = nn.ModuleList(map(_product, layer.qkv.weight.split(WIDTH), layer.qkv.bias.split(WIDTH)))

    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        """As `Layer.forward`; without a mask where nothing is padded."""
        own = self.layer
        seen: Tensor = Attention.apply(*(part(x) for part in self.parts), mask)
        x = own.norm1(x + own.out(seen))
        found: Tensor = own.norm2(x + own.down(nn.functional.gelu(own.up(x))))
        return found


def _product(weight: Tensor, bias: Tensor) -> nn.Linear:
    """Queries, keys and values each by a product of their own: cutting up one would copy them."""
    product = nn.Linear(*weight.T.shape)
    product.weight.data, product.bias.data = weight.clone(), bias.clone()
    return product


def attention(q: Tensor, k: Tensor, v: Tensor, bias: Tensor | float = 0.0) -> Tensor:
    """Of all heads, each (windows, pieces, width)."""
    q, k, v = (part.unflatten(-1, (HEADS, WIDTH // HEADS)).transpose(1, 2) for part in (q, k, v))
    scores = torch.matmul(q, k.transpose(2, 3)) / (WIDTH // HEADS) ** 0.5 + bias
    return torch.matmul(torch.softmax(scores, -1), v).transpose(1, 2).flatten(2)


class Attention(torch.autograd.Function):
    """`attention` without a bias, as the one operator that onnxruntime has for it: twice as fast as its parts."""

    @staticmethod
    def forward(_: Any, q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None) -> Tensor:  # type: ignore[override]
        """Args: q, k, v: (windows, pieces, width); mask: (windows, pieces) of 0 and 1."""
        return attention(q, k, v, 0.0 if mask is None else attention_bias(mask))

    @staticmethod
    def symbolic(graph: Any, q: Any, k: Any, v: Any, mask: Any) -> Any:
        """The operator in the graph."""
        none = graph.op("prim::Constant").setType(NoneType.get())
        given = [q, k, v] if mask is None or mask.node().mustBeNone() else [q, k, v, none, mask]
        return graph.op("com.microsoft::MultiHeadAttention", *given, num_heads_i=HEADS).setType(q.type())


class Table(nn.Module):
    """An embedding table in eight bits, one scale a row."""

    rows: Tensor
    scale: Tensor

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-9) / 127.0
        self.register_buffer("rows", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """Rows by number."""
        return self.rows[ids].float() * self.scale[ids]


class First(nn.Module):
    """The encoder pass as it is shipped."""

    places: Tensor

    def __init__(self, reader: Reader, places: int, small: bool) -> None:
        super().__init__()
        self.reader = reader
        self.tokens = Table(reader.tokens.weight.data) if small else reader.tokens
        self.register_buffer("places", reader.positions.weight.data[:places].clone())
        self.layers = nn.ModuleList(PlainLayer(layer) for layer in reader.layers)  # type: ignore[arg-type]

    def forward(self, ids: Tensor, shapes: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """As `Reader.forward`, of windows without padding."""
        r = self.reader
        x = r.norm(self.tokens(ids) + r.shapes(shapes) + self.places[: ids.shape[1]])
        middle = x
        for depth, layer in enumerate(self.layers, 1):
            x = layer(x)
            if depth == r.branch_at:
                middle = x
        return r.events(x), r.entities(x), middle


class Second(nn.Module):
    """The second pass as it is shipped."""

    def __init__(self, second: SecondPass) -> None:
        super().__init__()
        self.second = second
        self.layers = nn.ModuleList(PlainLayer(layer) for layer in second.layers)  # type: ignore[arg-type]

    def forward(
        self, hidden: Tensor, mask: Tensor, trigger: Tensor, distance: Tensor, kind: Tensor
    ) -> tuple[Tensor, Tensor]:
        """As `SecondPass.forward`; both means as one product."""
        x, seen = self.second.marked_by(hidden, trigger, distance, kind), mask.int()
        for layer in self.layers:
            x = layer(x, seen)
        looked_at = torch.stack([trigger, mask], 1).float()
        means = torch.matmul(looked_at, x) / looked_at.sum(-1, keepdim=True).clamp(min=1.0)
        return self.second.roles(x), self.second.realis(means.flatten(1))


def write(module: nn.Module, inputs: dict[str, Tensor], outputs: list[str], path: Path, rows: str) -> None:
    """Export with a free number of `rows` and of pieces."""
    axes = {name: {0: rows, 1: f"{rows}_pieces"} for name in inputs if inputs[name].dim() > 1}
    axes |= {name: {0: rows} for name in inputs if inputs[name].dim() == 1}
    axes |= {name: {0: rows} if name == "realis" else {0: rows, 1: f"{rows}_pieces"} for name in outputs}
    torch.onnx.export(
        module.eval(),
        tuple(inputs.values()),
        str(path),
        input_names=list(inputs),
        output_names=outputs,
        dynamic_axes=axes,
        opset_version=OPSET,
        custom_opsets={"com.microsoft": 1},
        dynamo=False,
    )


def quantise(source: Path, target: Path) -> None:
    """Matrix products in eight bits, weights by channel in seven (see `training.rounding`), activations as they come.
    The small heads stay as they are.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        source,
        target,
        op_types_to_quantize=["MatMul"],
        nodes_to_exclude=heads(source),
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True},
    )


def heads(graph: Path) -> list[str]:
    """Names of the matrix products whose width is no multiple of the encoder's: they end in tags."""
    import onnx

    model = onnx.load(graph)
    width = {tensor.name: tensor.dims[-1] for tensor in model.graph.initializer if tensor.dims}
    products = [node for node in model.graph.node if node.op_type == "MatMul"]
    return [node.name for node in products if width.get(node.input[1], WIDTH) % WIDTH]


def export(run: str, folder: Path, small: bool, config: dict[str, Any]) -> None:
    """Write the package into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    reader = load_averaged(WORK / run)
    ids = torch.ones(2, 9, dtype=torch.long)
    first = First(reader, config["model"]["window"], small)
    graphs = {"reader": folder / "reader.onnx", "second": folder / "second.onnx"}
    raw = {name: path.with_suffix(".raw") if small else path for name, path in graphs.items()}
    with torch.no_grad():
        write(first, {"ids": ids, "shapes": ids}, ["events", "entities", "middle"], raw["reader"], "windows")
        hidden = torch.zeros(2, 9, WIDTH)
        inputs = {"hidden": hidden, "mask": ids, "trigger": ids, "distance": ids + REACH, "kind": ids[:, 0]}
        write(Second(reader.second), inputs, ["roles", "realis"], raw["second"], "events")
    for name in graphs if small else ():
        quantise(raw[name], graphs[name])
        raw[name].unlink()
    shutil.copyfile(encoder_folder() / "vocab.txt", folder / "vocab.txt")
    (folder / "decoding.json").write_text(json.dumps(asdict(decoding(config)), indent=1) + "\n", "utf-8")
    size = sum(path.stat().st_size for path in folder.iterdir())
    if small and size > LIMIT:
        raise ValueError(f"{folder}: the package has {size} bytes, more than {LIMIT}; use a smaller model.branch")


def main() -> None:
    """Export from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--float", action="store_true", help="leave the weights as they are, to compare")
    parser.add_argument("--set", action="append", default=[], dest="changes")
    chosen = parser.parse_args()
    export(chosen.run, chosen.to, not chosen.float, load(chosen.changes))


if __name__ == "__main__":
    main()
