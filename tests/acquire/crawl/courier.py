"""A site as a plugin states it: a listing page, a feed, and which addresses are articles."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.acquire.sites import Generic

if TYPE_CHECKING:
    from bs4 import BeautifulSoup


class Courier(Generic):
    """The Lake Courier, which does not exist."""

    name = "courier"
    hosts = ("courier.example",)
    starts: tuple[str, ...] = ("http://courier.example:{port}/latest", "http://courier.example:{port}/podcast.xml")
    port = 0

    def __init__(self) -> None:
        self.starts = tuple(start.format(port=self.port) for start in self.starts)

    def is_article(self, url: str) -> bool:
        return "/stories/" in url

    def links(self, soup: "BeautifulSoup") -> Iterator[str]:
        for anchor in soup.select("main a[href]"):
            yield str(anchor["href"])
