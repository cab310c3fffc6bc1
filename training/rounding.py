"""Eight-bit products while a reader learns: what it will compute when it is shipped.

Weights and the activations that go into the encoder's matrix products are rounded as `training.export` and onnxruntime
round them, and the slopes pass through as if nothing were rounded (straight-through; Jacob et al., 2018,
arXiv:1712.05877). Weights have seven bits: the sum of two products of eight bits by seven fits sixteen, so processors
that add up in sixteen bits (AVX2) compute the same as those that do not (VNNI), where eight by eight would be cut off.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import torch
from torch import Tensor, nn

from training.model import Layer, Reader

WEIGHT_TOP = 64  # weights become whole numbers from -64 to 64, by output channel
ACTIVATION_STEPS = 255  # activations eight bits without sign, over the range of what goes in together


def rounded_weight(weight: Tensor) -> Tensor:
    """(outputs, inputs) on its grid."""
    scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-9) / WEIGHT_TOP
    return (weight / scale).round() * scale


def rounded_activation(x: Tensor) -> Tensor:
    """(windows, ...) on the grid of each window."""
    flat = x.flatten(1)
    low, high = flat.amin(1).clamp(max=0.0), flat.amax(1).clamp(min=0.0)
    scale = ((high - low) / ACTIVATION_STEPS).clamp(min=1e-9)[(...,) + (None,) * (x.dim() - 1)]
    zero = (-low[(...,) + (None,) * (x.dim() - 1)] / scale).round()
    return ((x / scale).round() + zero).clamp(0, ACTIVATION_STEPS).sub(zero) * scale


def _round_input(_: nn.Module, fed: tuple[Tensor]) -> tuple[Tensor]:
    x = fed[0]
    with torch.no_grad():
        change = rounded_activation(x) - x
    return (x + change,)


def products(reader: Reader) -> list[nn.Linear]:
    """The matrix products that are shipped in eight bits."""
    layers = [part for part in reader.modules() if isinstance(part, Layer)]
    return [part for layer in layers for part in layer.children() if isinstance(part, nn.Linear)]


@contextmanager
def in_eight_bits(reader: Reader) -> Iterator[None]:
    """Within it the reader computes as it will when shipped; slopes are taken there, the weights stay as they are."""
    parts = products(reader)
    whole = [part.weight.data for part in parts]
    with ExitStack() as hooks:
        for part in parts:
            part.weight.data = rounded_weight(part.weight.data)
            hooks.callback(part.register_forward_pre_hook(_round_input).remove)
        try:
            yield
        finally:
            for part, weight in zip(parts, whole, strict=True):
                part.weight.data = weight
