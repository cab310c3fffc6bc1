"""The notebooks run from the first cell to the last, and are kept without their outputs."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))


@pytest.fixture
def kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A kernel of this very Python, whatever kernels the machine has."""
    spec = {"argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"], "language": "python"}
    folder = tmp_path / "kernels" / "this-python"
    folder.mkdir(parents=True)
    (folder / "kernel.json").write_text(json.dumps({**spec, "display_name": "This Python"}), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    return folder.name


def read(path: Path) -> Any:
    reads: Callable[..., Any] = nbformat.read
    return reads(path, as_version=4)


def outputs(notebook: Any, kind: str) -> list[Any]:
    return [out for cell in notebook.cells for out in cell.get("outputs", ()) if kind in out.get("data", {})]


def test_there_is_a_notebook() -> None:
    assert [path.name for path in NOTEBOOKS] == ["from_articles_to_graph.ipynb"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_is_kept_without_outputs(path: Path) -> None:
    notebook = read(path)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.outputs for cell in cells] == [[]] * len(cells)
    assert {cell.execution_count for cell in cells} == {None}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_and_draws(path: Path, kernel: str) -> None:
    notebook = read(path)
    here = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, timeout=240, kernel_name=kernel, resources=here).execute()
    assert outputs(notebook, "image/png"), "no picture was drawn"
    assert len(outputs(notebook, "text/html")) >= 3, "tables are missing"
