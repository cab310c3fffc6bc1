"""One http(s) URL -> Page. Not a crawler: it fetches what the user named and nothing else."""

from extractor.acquire.client import Client, Exchange
from extractor.model import Page
from extractor.problems import InputError
from extractor.settings import Settings

MAX_REDIRECTS = 5


def is_url(word: str) -> bool:
    """Whether `word` is written as a URL (`http://...`, also `ftp://...`, which is then refused)."""
    return "://" in word[:12]


def fetch(url: str, settings: Settings) -> Page:
    """The page at `url`, its name being the URL as given, its `url` the one that answered.

    At most five redirects, `settings.max_bytes` bytes (packed and unpacked), `settings.timeout` seconds each;
    no address of the own machine or network unless `settings.allow_private`.
    Raises InputError with one line that says what went wrong.
    """
    with Client(settings) as client:
        return _page(url, _followed(url, client), settings)


def _followed(url: str, client: Client) -> Exchange:
    """The answer at the end of the redirects."""
    for _ in range(MAX_REDIRECTS + 1):
        answer = client.exchange(url)
        target = answer.location
        if target is None:
            return answer
        if not target.lower().startswith(("http://", "https://")):
            raise InputError("redirects to an address that is neither http nor https")
        url = target
    raise InputError(f"more than {MAX_REDIRECTS} redirects")


def _page(name: str, answer: Exchange, settings: Settings) -> Page:
    if answer.status >= 300:
        raise InputError(f"the server answers {answer.status} {answer.reason}".rstrip())
    return Page(
        name=name,
        body=answer.payload(settings.max_bytes),
        media_type=answer.header("content-type"),
        url=answer.url,
        fetched=answer.when,
    )
