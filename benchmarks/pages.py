"""Article text and metadata read from real pages, scored; pages per CPU second.

usage: python benchmarks/pages.py FOLDER [PREDICTED.json] [--scorer score/pages.py] [--fast]

FOLDER holds KEY.html.gz files and truth.json. PREDICTED.json is what the scorer takes. Prints one JSON line.
"""

import argparse
import gzip
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from extractor.model import Page, Report
from extractor.problems import InputError
from extractor.read import read


def main() -> None:
    """Read the folder, write the predictions, print speed and (with a scorer) quality."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("predicted", type=Path, nargs="?", default=Path("predicted.json"))
    parser.add_argument("--scorer", type=Path, help="score/pages.py; without it only speed is printed")
    parser.add_argument("--fast", action="store_true", help="read the quick way")
    words = parser.parse_args()
    predicted, rate = read_folder(words.folder, fast=words.fast)
    words.predicted.write_text(json.dumps(predicted, ensure_ascii=False), encoding="utf-8")
    print(json.dumps({"folder": words.folder.name, "pages_per_cpu_second": round(rate, 1), **figures(words)}))


def read_folder(folder: Path, *, fast: bool) -> tuple[dict[str, dict[str, Any]], float]:
    """Predictions by key, and pages read per CPU second (imports and model loading not counted)."""
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    bodies = {key: gzip.decompress((folder / f"{key}.html.gz").read_bytes()) for key in sorted(truth)}
    first = next(iter(bodies))
    predict(first, bodies[first], fast=fast)
    start = time.process_time()
    predicted = {key: predict(key, body, fast=fast) for key, body in bodies.items()}
    return predicted, len(bodies) / (time.process_time() - start)


def predict(key: str, body: bytes, *, fast: bool) -> dict[str, Any]:
    """What the scorer takes for one page; empty where no article is found."""
    try:
        report: Report = next(read(Page(f"{key}.html", body, "text/html"), fast=fast))
    except InputError:
        return {"articleBody": ""}
    return {
        "articleBody": report.text,
        "title": report.title,
        "authors": list(report.authors),
        "date": report.published,
    }


def figures(words: argparse.Namespace) -> dict[str, Any]:
    """The scorer's figures, if a scorer is named."""
    if not words.scorer:
        return {}
    command = [sys.executable, str(words.scorer), str(words.folder), str(words.predicted), "--json"]
    scores = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return {name: round(value, 4) for name, value in scores.items()}


if __name__ == "__main__":
    main()
