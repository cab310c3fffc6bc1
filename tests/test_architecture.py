"""The design, kept by machine: layers, quick start-up, one home for terms, small files and functions."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "extractor"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_MODULE = 300  # blank lines not counted
LONGEST_FUNCTION = 50
HEAVY = ("spacy", "thinc", "rdflib", "pyoxigraph", "dask", "pandas", "networkx", "trafilatura", "lxml", "numpy")
GROUPS = ("spacy_factories", "extractor.sites", "extractor.exporters")


def test_layers_hold() -> None:
    """One direction, siblings never meet, libraries behind the door of one folder (pyproject: importlinter)."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_core_types_import_no_library() -> None:
    for name in ("model", "terms", "problems", "settings"):
        for imported in _imports(PACKAGE / f"{name}.py"):
            top = imported.split(".")[0]
            assert top == "extractor" or top in sys.stdlib_module_names, f"{name}.py imports {imported}"


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize(
    "words", ["extractor.cli.app(['--help'])", "import extractor", "extractor.cli.app(['build', '--help'])"]
)
def test_help_and_import_load_nothing_heavy(words: str) -> None:
    program = (
        f"import sys, extractor.cli\ntry:\n    {words}\nexcept SystemExit:\n    pass\nprint('LOADED', *sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = done.stdout.rsplit("LOADED", 1)[1].split()
    assert not {name.split(".")[0] for name in loaded} & set(HEAVY)


def test_terms_are_spelt_in_one_place() -> None:
    """No ontology IRI outside terms.py; the base of data IRIs is a setting."""
    ontology = re.compile(r"w3id\.org/cyberkg/(ontology|vocab|shapes)")
    spelt = [path.name for path in MODULES if path.name != "terms.py" and ontology.search(path.read_text("utf-8"))]
    assert not spelt
    data = re.compile(r"w3id\.org/cyberkg/id")
    assert [path.name for path in MODULES if data.search(path.read_text("utf-8"))] == ["settings.py"]


def test_every_entry_point_loads() -> None:
    found = [point for group in GROUPS for point in entry_points(group=group) if point.value.startswith("extractor")]
    assert {point.group for point in found} >= {"spacy_factories"}
    for point in found:
        assert callable(point.load()), point


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_and_functions_are_short(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    generated = path.name == "terms.py"
    assert generated or sum(1 for line in source.splitlines() if line.strip()) <= LONGEST_MODULE
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, f"{path.name}:{node.lineno} {node.name}"


def test_no_path_or_registry_of_one_machine() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    machine = re.compile(
        r"(?<![\w.])/(tmp|work|root|home)/\w|--(extra-)?index-url|pypi\.org/simple|files\.pythonhosted"
    )
    for name in tracked:
        path = ROOT / name
        if (
            path.suffix in {".py", ".toml", ".txt", ".md", ".yml", ".json"}
            and path.is_file()
            and path != Path(__file__)
        ):
            found = machine.search(path.read_text(encoding="utf-8"))
            assert found is None, f"{name}: {found}"
