"""The sentence over one article and over many: nothing raised for one article's sake, nothing lost."""

import json
from io import BufferedReader, BytesIO, RawIOBase
from pathlib import Path

import pytest

import extractor
from extractor import Report, Result, Settings, batch, extract, pipeline
from extractor.batch import Done, RunReport, run
from extractor.document import dumps
from extractor.problems import Failed, InputError, Skipped, UsageError

TEXT = """On 4 April 2021 hackers encrypted the servers of Tammerby Water, a Finnish utility. Finland's National Cyber
Security Centre said the Conti group was behind the attack. Anna Virta, director of Tammerby Water, refused to pay."""


@pytest.fixture(scope="module")
def result() -> Result:
    return extract(Report("water", TEXT, published="2021-04-09", language="en"))


def test_a_report_becomes_facts_with_evidence(result: Result) -> None:
    assert {"Tammerby Water", "Finland"} <= {entity.name for entity in result.entities}
    assert len(result.incidents) == 1
    assert result.facts
    for fact in result.facts:
        assert all(result.report.words(span).strip() for span in fact.evidence)


def test_batches_and_single_articles_say_the_same() -> None:
    reports = [Report(f"r{n}", f"{TEXT} Edition {n}.", published="2021-04-09", language="en") for n in range(40)]
    together = [dumps(found) for found in pipeline.results(reports, Settings())]
    for n in (0, 33, 39):
        assert dumps(extract(reports[n])) == together[n]


def test_extract_takes_a_path_a_string_and_a_report(tmp_path: Path) -> None:
    path = tmp_path / "water.txt"
    path.write_text(TEXT, encoding="utf-8")
    by_path, by_name, by_text = extract(path), extract(str(path)), extract(TEXT)
    assert by_path == by_name
    assert by_path.report.id == "water"
    assert [e.id for e in by_text.entities if e.named] == [e.id for e in by_path.entities if e.named]


def test_extract_of_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        extract(tmp_path / "none.html")
    with pytest.raises(InputError, match="no such file"):
        extract("none.html")


def test_extract_of_several_articles_says_so(tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    path.write_text("\n".join(json.dumps({"id": n, "text": TEXT}) for n in "ab"), encoding="utf-8")
    with pytest.raises(InputError, match="holds 2 articles"):
        extract(path)


def test_outcomes_keep_the_order_of_inputs(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.bin").write_bytes(b"\0")
    (tmp_path / "c.html").write_bytes(b"")
    (tmp_path / "d.txt").write_text(TEXT + " More.", encoding="utf-8")
    found = [*run([str(tmp_path), "nowhere.txt"], Settings())]
    kinds = {Done: "done", Skipped: "skipped", Failed: "failed"}
    assert [(Path(o.name).name, kinds[type(o)]) for o in found] == [
        ("a.txt", "done"),
        ("b.bin", "skipped"),
        ("c.html", "failed"),
        ("d.txt", "done"),
        ("nowhere.txt", "failed"),
    ]


def test_standard_input_streams() -> None:
    rows = b"".join(json.dumps({"id": n, "text": f"{TEXT} {n}"}).encode() + b"\n" for n in "xyz")
    found = [*run(["-"], Settings(), BytesIO(rows))]
    assert [o.result.report.id for o in found if isinstance(o, Done)] == ["x", "y", "z"]


def test_an_input_that_breaks_its_reader_ends_alone(tmp_path: Path) -> None:
    class Torn(RawIOBase):
        """A stream of another program that gives way in an unforeseen manner."""

        def readable(self) -> bool:
            return True

        def readinto(self, _: object) -> int:
            raise ArithmeticError("lost count")

    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    first, second = batch.reports(["-", str(tmp_path / "a.txt")], Settings(), BufferedReader(Torn()))
    assert isinstance(first, Failed)
    assert first.name == "-"
    assert first.reason.startswith("acquire: unexpected ArithmeticError: lost count (")
    assert isinstance(second, batch.Named)


def test_one_article_that_breaks_a_stage_fails_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pipeline is real; one report is made to raise on the way in, as an unforeseen article would."""
    whole = pipeline.results

    def fragile(reports: list[Report], settings: Settings) -> "list[Result]":
        if any("Trap" in report.text for report in reports):
            raise ZeroDivisionError("no such luck")
        return [*whole(reports, settings)]

    monkeypatch.setattr(pipeline, "results", lambda reports, settings: iter(fragile(reports, settings)))
    rows = [{"id": "a", "text": TEXT}, {"id": "b", "text": f"{TEXT} Trap."}, {"id": "c", "text": TEXT}]
    feed = tmp_path / "feed.jsonl"
    feed.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    first, second, third = run([str(feed)], Settings())
    assert isinstance(first, Done)
    assert isinstance(third, Done)
    assert isinstance(second, Failed)
    assert second.reason.startswith("extract: unexpected ZeroDivisionError: no such luck (")


def test_a_model_that_is_not_there_stops_the_run(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(UsageError, match="no_such_model"):
        list(run([str(tmp_path)], Settings(model="no_such_model")))


def test_the_run_report_adds_up(result: Result) -> None:
    report = RunReport()
    for outcome in (Done("a", result), Done("b", result), Skipped("c", "hidden"), Failed("d", "empty")):
        report.add(outcome)
    written = report.to_dict()
    assert (written["inputs"], written["done"], written["skipped"], written["failed"]) == (4, 2, 1, 1)
    assert written["counts"]["incidents"] == len(result.incidents)
    assert written["counts"]["claims"] == 2 * len(result.facts)
    assert written["records"][2] == {"input": "c", "outcome": "skipped", "reason": "hidden"}
    assert report.exit_code == 3


def test_batches_close_early_on_long_articles() -> None:
    short = [batch.Named(str(n), Report(str(n), "x")) for n in range(batch.BATCH + 1)]
    assert [len(b) for b in batch._batches(iter(short))] == [batch.BATCH, 1]
    long = [batch.Named(str(n), Report(str(n), "x" * batch.BATCH_CHARACTERS)) for n in range(3)]
    assert [len(b) for b in batch._batches(iter(long))] == [1, 1, 1]


def test_every_export_is_there() -> None:
    for name in extractor.__all__:
        assert getattr(extractor, name).__name__ == name
    with pytest.raises(AttributeError, match="nothing"):
        extractor.nothing  # noqa: B018
