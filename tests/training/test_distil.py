"""A smaller reader begins as the part of its teacher that matters."""

from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="torch is for training only: pip install -e '.[training]'")

from torch import nn  # noqa: E402

from training.distil import weighing  # noqa: E402
from training.model import INNER, Layer, Reader, smaller  # noqa: E402

KEPT = [0, 1, 2]


@pytest.fixture
def teacher() -> Reader:
    torch.manual_seed(1)
    made: Reader = Reader(50, 2, 1, 0.0, len(KEPT)).eval()
    return made


def said(reader: Reader) -> tuple[Any, ...]:
    ids = torch.arange(7)[None]
    with torch.no_grad():
        return tuple(reader(ids, ids % 3, torch.ones_like(ids)))


def names(reader: Reader) -> list[str]:
    return [name for name, part in reader.named_modules() if isinstance(part, Layer)]


def test_units_that_say_nothing_may_go(teacher: Reader) -> None:
    units = {name: torch.arange(INNER) % 3 > 0 for name in names(teacher)}  # two of three matter
    for name, matter in units.items():
        teacher.get_submodule(name).down.weight.data[:, ~matter] = 0
    student = smaller(teacher, KEPT, INNER * 2 // 3, {n: m.float() for n, m in units.items()}, 0.0).eval()
    assert student.get_submodule("layers.0.up").out_features == INNER * 2 // 3
    for mine, theirs in zip(said(student), said(teacher), strict=True):
        assert torch.allclose(mine, theirs, atol=1e-5)


def test_layers_may_go(teacher: Reader) -> None:
    matter = {name: torch.ones(INNER) for name in names(teacher)}
    student = smaller(teacher, [0, 2], INNER, matter, 0.0)
    assert (len(student.layers), student.branch_at) == (2, 1)
    assert torch.equal(student.get_submodule("layers.1.up").weight, teacher.get_submodule("layers.2.up").weight)


def test_a_unit_matters_by_what_the_loss_would_change_without_it() -> None:
    down = nn.Linear(3, 1, bias=False)
    down.weight.data = torch.tensor([[1.0, 2.0, 0.0]])
    total = torch.zeros(3)
    down.register_forward_pre_hook(weighing(total))
    units = torch.tensor([[[1.0, 1.0, 5.0], [1.0, 0.0, 5.0]]], requires_grad=True)  # one window of two pieces
    down(units * 1.0).sum().backward()
    assert total.tolist() == [4.0, 4.0, 0.0]  # (1 + 1) squared, (2 + 0) squared, nothing
