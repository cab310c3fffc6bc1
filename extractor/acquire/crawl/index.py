"""The archive's index as CDXJ, which replay tools read: one line a record, sorted by address and time."""

import json
from pathlib import Path

from extractor.acquire.crawl.frontier import Frontier
from extractor.acquire.crawl.urls import surt

INDEX = "index.cdxj"


def write_index(frontier: Frontier, folder: Path) -> Path:
    """Write the index into `folder`, whole or not at all."""
    lines = sorted(
        f"{surt(url)} {''.join(c for c in fetched[:19] if c.isdigit())} "
        + json.dumps(
            {
                "url": url,
                "mime": media_type,
                "status": str(status),
                "digest": digest,
                "length": str(length),
                "offset": str(offset),
                "filename": file,
            }
        )
        for file, offset, length, url, fetched, status, media_type, digest in frontier.captures()
    )
    path = folder / INDEX
    draft = path.with_suffix(".new")
    draft.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return draft.replace(path)
