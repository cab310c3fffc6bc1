"""What holds for every text: places, determinism, foreign languages, long texts."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.annotate import annotate
from extractor.annotate.nlp import pieces
from extractor.model import Annotated, Report
from extractor.problems import UsageError
from extractor.settings import Settings
from tests.annotate.reading import Reader, events

WORDS = st.lists(
    st.sampled_from(
        "Hackers Russian Ukraine's the bank of Kestrel Bank was were hacked by Sandworm , . : ; ( ) “ ” ' \" said "
        "CISA director Jen Easterly attributed to and which denied on Monday CVE-2021-44228 hxxp://a[.]b İ attack "
        "memorandum signed with SSSCIP vs. U.S. group known as Play \n\n - — ransomware".split(" ")
    ),
    max_size=40,
).map(" ".join)
TEXTS = st.one_of(st.text(max_size=200), WORDS)


def check_places(annotated: Annotated) -> None:
    text = annotated.report.text
    assert all(m.text == text[m.start : m.end] for m in annotated.mentions)
    assert list(annotated.mentions) == sorted(annotated.mentions, key=lambda m: (m.start, m.end))
    assert list(annotated.sentences) == sorted(annotated.sentences)
    for event in annotated.events:
        spans = [(s.start, s.end) for s in (event.trigger, event.sentence)]
        spans += [(a.start, a.end) for a in event.arguments]
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert event.sentence in annotated.sentences
        assert event.sentence.start <= event.trigger.start
        assert event.trigger.end <= event.sentence.end


@given(TEXTS)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_gives_places_inside_it(text: str) -> None:
    (annotated,) = annotate([Report("any", text, published="2024-05-15", language="en")], Settings())
    check_places(annotated)


@given(WORDS)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_two_runs_are_equal(text: str) -> None:
    report = Report("again", text, published="2024-05-15", language="en")
    assert list(annotate([report], Settings())) == list(annotate([report], Settings()))


def test_a_batch_reads_as_its_reports_do_one_by_one() -> None:
    texts = ["Hackers breached Kestrel Bank in Malta.", "", "CISA and ENISA signed a memorandum.", "Nothing."]
    reports = [Report(str(i), t, published="2024-05-15") for i, t in enumerate(texts)]
    together = list(annotate(reports, Settings()))
    assert together == [a for r in reports for a in annotate([r], Settings())]


SENTENCE = "Hackers breached Kestrel Bank in Malta on Monday."


def test_a_text_longer_than_a_piece_keeps_its_places(read: Reader) -> None:
    text = f"{'ab' * 100}\n" * 600 + SENTENCE  # long words: the model reads by the word
    assert len(list(pieces(text))) > 1
    annotated = read(text)
    check_places(annotated)
    (event,) = events(annotated, "incident/")
    assert text[event.sentence.start : event.sentence.end] == SENTENCE


@pytest.mark.parametrize("text", ["a" * 250, "word " * 50, "line\n" * 50, "para\n\n" * 50])
def test_pieces_are_the_text(text: str) -> None:
    cut = list(pieces(text, 100))
    assert "".join(piece for _, piece in cut) == text
    assert all(text.startswith(piece, start) and len(piece) <= 100 for start, piece in cut)


FOREIGN = {
    "uk": "Хакери атакували Міністерство оборони України. У SSSCIP повідомили про CVE-2021-44228.",
    "ru": "Хакеры атаковали банк в Москве. Группа Sandworm использовала CVE-2021-44228.",
    "de": "Hacker haben den Bundestag angegriffen. Die Gruppe APT28 nutzte CVE-2021-44228.",
}


@pytest.mark.parametrize(("language", "name"), [("uk", "SSSCIP"), ("ru", "Sandworm"), ("de", "APT28")])
def test_a_foreign_text_gives_names_of_the_catalogue_and_no_events(language: str, name: str, read: Reader) -> None:
    annotated = read(FOREIGN[language], language=language)
    check_places(annotated)
    assert annotated.events == ()
    assert {name, "CVE-2021-44228"} <= {m.text for m in annotated.mentions}
    assert {m.found_by.partition(":")[0] for m in annotated.mentions} == {"catalogue", "pattern"}
    assert {m.kind for m in annotated.mentions if m.found_by.startswith("pattern:")} == {"Vulnerability"}
    (problem,) = annotated.problems
    assert problem.stage == "annotate"
    assert f"language {language}" in problem.message


def test_a_pipeline_that_is_not_installed_is_refused() -> None:
    with pytest.raises(UsageError, match="no_such_pipeline"):
        list(annotate([Report("x", "A text.")], Settings(model="no_such_pipeline")))
