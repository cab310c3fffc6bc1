"""From a WARC file to text: pages per CPU second, ours beside trafilatura over warcio, in one run.

    python -m benchmarks.warc [FOLDER ...] [--rounds 3]

FOLDERs hold pages as KEY.html.gz (default: those beside the checkout); they are packed into one .warc.gz by warcio.
The three take turns over it, each reading the whole file: `extractor` as `extractor read` does (text, title, date,
authors, language), the same with --fast, and trafilatura's text alone. Ratios are to trafilatura.
"""

import argparse
import gzip
import io
import json
import resource
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
ASKED = {"extractor": 0.6, "extractor --fast": 5.0}
"""Times trafilatura's rate that is asked for."""


def make(folders: Iterable[Path], target: Path) -> int:
    """A WARC file of the pages in `folders`. Returns how many there are."""
    from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
    from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

    files = [path for folder in folders for path in sorted(folder.glob("*.html.gz"))]
    with target.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        for path in files:
            head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            url = f"https://pages.example/{path.parent.name}/{path.name.removesuffix('.html.gz')}"
            body = io.BytesIO(gzip.decompress(path.read_bytes()))
            writer.write_record(writer.create_warc_record(url, "response", payload=body, http_headers=head))
    return len(files)


def ours(path: Path, *, fast: bool = False) -> int:
    """What `extractor read` does. Returns the number of articles."""
    from extractor.batch import Named, reports
    from extractor.settings import Settings

    return sum(isinstance(item, Named) for item in reports([str(path)], Settings(fast=fast)))


def trafilatura_over_warcio(path: Path) -> int:
    """The usual pair. Returns the number of articles."""
    import trafilatura
    from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

    with path.open("rb") as stream:
        answers = (record for record in ArchiveIterator(stream) if record.rec_type == "response")
        return sum(bool(trafilatura.extract(record.content_stream().read())) for record in answers)


READERS: dict[str, Callable[[Path], int]] = {
    "trafilatura": trafilatura_over_warcio,
    "extractor": ours,
    "extractor --fast": lambda path: ours(path, fast=True),
}


def measure(path: Path, pages: int, rounds: int) -> dict[str, float]:
    """Pages per CPU second of each reader: the median of `rounds` turns, the first being a warm-up of its own."""
    seconds: dict[str, list[float]] = {name: [] for name in READERS}
    found: dict[str, int] = {}
    for turn in range(rounds + 1):
        for name, read in READERS.items():
            start = time.process_time()
            found[name] = read(path)
            if turn:
                seconds[name].append(time.process_time() - start)
    for name, number in found.items():
        print(f"{name:17} articles {number:5} of {pages}")
    return {name: pages / median(times) for name, times in seconds.items()}


def main() -> int:
    """Print rates and ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--rounds", type=int, default=3)
    words = parser.parse_args()
    beside = ROOT.parent / "shared" / "data"
    folders = [f for f in words.folders or (beside / "pages", beside / "newspages") if f.is_dir()]
    if not folders:
        print("skipped: no pages (name folders of KEY.html.gz files)")
        return 0
    with TemporaryDirectory() as scratch:
        path = Path(scratch) / "pages.warc.gz"
        pages = make(folders, path)
        rates = measure(path, pages, words.rounds)
    for name, rate in rates.items():
        ratio = rate / rates["trafilatura"]
        asked = f"  (asked: at least {ASKED[name]:g})" if name in ASKED else ""
        print(f"{name:17} {rate:7.1f} pages per CPU s  ratio {ratio:5.2f}{asked}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"pages": pages, "peak_mb": round(peak), **{n: round(r, 1) for n, r in rates.items()}}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
