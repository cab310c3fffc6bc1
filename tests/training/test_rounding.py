"""What a reader learns with is what onnxruntime will compute."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is for training only: pip install -e '.[training]'")
pytest.importorskip("onnx", reason="onnx is for training only: pip install -e '.[training]'")

from torch import nn  # noqa: E402

from extractor.annotate.model.labels import FLAT, tags  # noqa: E402
from training.export import First, Table, quantise, write  # noqa: E402
from training.model import WIDTH, Reader  # noqa: E402
from training.rounding import in_eight_bits, products, rounded_activation, rounded_weight  # noqa: E402


@pytest.fixture
def reader() -> Reader:
    torch.manual_seed(3)
    made: Reader = Reader(60, 2, 1, 0.0, 3, 2 * WIDTH).eval()
    return made


@pytest.mark.filterwarnings("ignore")  # torch announces changes of its exporter
def test_rounding_is_that_of_the_package(reader: Reader, tmp_path: Path) -> None:
    import onnxruntime

    ids = torch.arange(40)[None] % 60
    reader.tokens.weight.data = Table(reader.tokens.weight.data)(torch.arange(60))  # rounded beforehand
    write(First(reader, 128, small=True), {"ids": ids, "shapes": ids % 3}, ["events", "entities", "middle"],
          tmp_path / "raw", "windows")  # fmt: skip
    quantise(tmp_path / "raw", tmp_path / "reader.onnx")
    session = onnxruntime.InferenceSession(str(tmp_path / "reader.onnx"), providers=["CPUExecutionProvider"])
    shipped = session.run(["events"], {"ids": ids.numpy(), "shapes": (ids % 3).numpy()})[0]
    with torch.no_grad(), in_eight_bits(reader):
        rounded = reader(ids, ids % 3, torch.ones_like(ids))[0].numpy()
    with torch.no_grad():
        whole = reader(ids, ids % 3, torch.ones_like(ids))[0].numpy()
    assert shipped.shape == (1, 40, tags(len(FLAT)))
    assert np.abs(shipped - rounded).mean() < 0.4 * np.abs(shipped - whole).mean()


def test_weights_come_back_and_slopes_reach_them(reader: Reader) -> None:
    before = [part.weight.detach().clone() for part in products(reader)]
    ids = torch.arange(9)[None]
    with in_eight_bits(reader):
        assert not torch.equal(products(reader)[0].weight, before[0])
        reader(ids, ids % 3, torch.ones_like(ids))[0].sum().backward()
    for part, weight in zip(products(reader)[:12], before, strict=False):
        assert torch.equal(part.weight, weight)
        assert part.weight.grad is not None


def test_weights_come_back_after_an_error(reader: Reader) -> None:
    before = products(reader)[0].weight.detach().clone()
    with pytest.raises(ZeroDivisionError), in_eight_bits(reader):
        raise ZeroDivisionError
    assert torch.equal(products(reader)[0].weight, before)


def test_grids() -> None:
    weight = rounded_weight(torch.tensor([[0.5, -1.0, 0.0081]]))
    assert torch.allclose(weight * 64, torch.tensor([[32.0, -64.0, 1.0]]))
    window = rounded_activation(torch.tensor([[[-1.0, 0.3, 4.0]], [[0.0, 0.0, 0.0]]]))
    steps = window[0] / (5.0 / 255)
    assert torch.allclose(steps, steps.round(), atol=1e-3)
    assert not window[1].any()


def test_every_product_of_the_layers_is_counted(reader: Reader) -> None:
    assert len(products(reader)) == 4 * 4  # three layers and the second pass's own
    assert all(isinstance(part, nn.Linear) for part in products(reader))
