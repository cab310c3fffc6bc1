"""What the tests of annotate share: the pipeline, loaded once, and reading one text with it."""

import pytest

from extractor.annotate import annotate
from extractor.model import Annotated, Report
from extractor.settings import Settings
from tests.annotate.reading import Reader
from tests.cases_loader import Case

PUBLISHED = "2024-05-15"


@pytest.fixture(scope="session")
def read() -> Reader:
    """Reads a text as an article published on a Wednesday in May 2024."""
    seen: dict[tuple[str, str], Annotated] = {}

    def one(text: str, language: str = "en") -> Annotated:
        if (text, language) not in seen:
            report = Report("case", text, published=PUBLISHED, language=language)
            (seen[text, language],) = annotate([report], Settings())
        return seen[text, language]

    return one


@pytest.fixture
def wanted(case: Case, request: pytest.FixtureRequest) -> None:
    """Lets a case fail that is marked `wanted`: not read yet, and listed so."""
    if case.options.get("wanted"):
        request.applymarker(pytest.mark.xfail(reason="wanted, not read yet", strict=False))
