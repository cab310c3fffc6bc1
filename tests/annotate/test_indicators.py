import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.annotate.indicators import find_indicators, refang
from tests.cases_loader import Case, case_id, load_cases


@pytest.mark.parametrize("case", load_cases("indicators"), ids=case_id)
def test_indicators_of_a_text(case: Case) -> None:
    found = find_indicators(case.text)
    assert [case.text[i.start : i.end] for i in found] == case.words
    assert [f"{i.kind}{'*' * i.defanged} {i.value}" for i in found] == case.expect


def defang(address: str) -> str:
    """`address` in a form that no reader's software turns into a link."""
    scheme = re.sub(r"^http", "hxxp", re.sub(r"^ftp", "fxp", address))
    return scheme.replace("://", "[://]").replace("@", "[@]").replace(".", "[.]")


LABELS = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?", fullmatch=True)
DOMAINS = st.builds(
    lambda labels, tld: ".".join([*labels, tld]),
    st.lists(LABELS, min_size=1, max_size=4),
    st.sampled_from(["com", "example", "ru"]),
)
IPV4 = st.ip_addresses(v=4).map(str)
URLS = st.builds(
    "{}://{}/{}".format,
    st.sampled_from(["http", "https", "ftp"]),
    st.one_of(DOMAINS, IPV4),
    st.from_regex(r"[a-z0-9]{0,8}", fullmatch=True),
)
EMAILS = st.builds("{}@{}".format, LABELS, DOMAINS)


@given(st.one_of(DOMAINS, IPV4, URLS, EMAILS))
def test_refang_undoes_defang(address: str) -> None:
    assert refang(defang(address)) == address
    assert refang(address) == address


@given(st.one_of(DOMAINS, URLS, EMAILS))
def test_a_defanged_address_is_found_whole(address: str) -> None:
    text = f"It called {defang(address)} twice."
    (found,) = [i for i in find_indicators(text) if i.kind in {"domain", "url", "email", "ipv4"}]
    assert (found.value, found.defanged, found.start) == (address, True, 10)


@given(st.text("aAeE0159.:/@[]() -xhtp", max_size=60))
def test_any_text_gives_ordered_spans(text: str) -> None:
    found = find_indicators(text)
    edges = [edge for i in found for edge in (i.start, i.end)]
    assert edges == sorted(edges)
    assert all(0 <= i.start < i.end <= len(text) for i in found)


@pytest.mark.parametrize("piece", ["a-", "a.", "1.", "http://", "aa@", ":", "[.]", "cve ", "a", "f0", " (.) "])
def test_no_text_makes_the_search_slow(piece: str) -> None:
    began = time.process_time()
    find_indicators(piece * (100_000 // len(piece)))
    assert time.process_time() - began < 5
