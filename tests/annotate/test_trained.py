"""The model's events in CASIE's terms, and what they add to the grammar's."""

from extractor.annotate import model
from extractor.annotate.clauses import clauses
from extractor.annotate.found import Name
from extractor.annotate.joined import joined, of_vulnerabilities
from extractor.annotate.trained import FOUND_BY, events_of, more_names
from extractor.model import Argument, Event, Report, Span
from tests.annotate.reading import Reader

STOLE = "Last month the Silent Owls walked off with records held by Acme Clinics in Ghent."
PATCH = "Vendor Corp released a patch for CVE-2031-34527 in Print Router on Tuesday."


def place(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def casie(text: str, kind: str, trigger: str, **roles: str) -> Event:
    """An event as the model gives it; an argument is told by its words."""
    arguments = [(place(text, words), role) for role, words in roles.items()]
    return Event(
        kind,
        place(text, trigger),
        Span(0, len(text)),
        tuple(sorted(Argument(span.start, span.end, role) for span, role in arguments)),
        factuality="Actual",
        found_by=FOUND_BY,
    )


def names(text: str, **kinds: str) -> tuple[Name, ...]:
    """Names by their kind; underscores stand for blanks."""
    spans = [(place(text, words.replace("_", " ")), kind) for words, kind in kinds.items()]
    return tuple(sorted(Name(s.start, s.end, kind, "test") for s, kind in spans))  # type: ignore[arg-type]


def test_an_attack_that_the_grammar_does_not_read_is_told_by_the_model() -> None:
    known = names(STOLE, Silent_Owls="ThreatActor", Acme_Clinics="Organization")
    (row,) = clauses(STOLE, (Span(0, len(STOLE)),), known)
    event = casie(STOLE, "Attack:Databreach", "walked off with", Attacker="the Silent Owls", Victim="Acme Clinics")
    (told,) = joined(row, [], [event])
    assert told.kind == "incident/data-breach"
    assert told.found_by == FOUND_BY
    assert [STOLE[a.start : a.end] for a in told.role("victim")] == ["Acme Clinics"]
    assert [STOLE[a.start : a.end] for a in told.role("attacker")] == ["Silent Owls"]


def test_the_model_completes_the_side_that_the_grammar_left_open() -> None:
    known = names(STOLE, Silent_Owls="ThreatActor", Acme_Clinics="Organization")
    (row,) = clauses(STOLE, (Span(0, len(STOLE)),), known)
    victim = place(STOLE, "Acme Clinics")
    told = Event(
        "incident/data-breach",
        place(STOLE, "walked off"),
        row.span,
        (Argument(victim.start, victim.end, "victim", "Organization"),),
        found_by="rule:incident",
    )
    event = casie(STOLE, "Attack:Databreach", "walked off with", Attacker="the Silent Owls")
    (better,) = joined(row, [told], [event])
    assert better.found_by == f"rule:incident+{FOUND_BY}"
    assert [a.role for a in better.arguments] == ["attacker", "victim"]


def test_what_did_not_happen_is_no_incident() -> None:
    (row,) = clauses(STOLE, (Span(0, len(STOLE)),), names(STOLE, Acme_Clinics="Organization"))
    event = casie(STOLE, "Attack:Databreach", "walked off with", Victim="Acme Clinics")
    generic = Event(event.kind, event.trigger, event.sentence, event.arguments, factuality="Generic")
    assert not list(joined(row, [], [generic]))


def test_a_patch_says_what_is_affected_and_who_mended_it() -> None:
    known = names(PATCH, Vendor_Corp="Organization", **{"CVE-2031-34527": "Vulnerability"}, Print_Router="Product")
    (row,) = clauses(PATCH, (Span(0, len(PATCH)),), known)
    kind = "Vulnerability-related:PatchVulnerability"
    parts = {"Releaser": "Vendor Corp", "CVE": "CVE-2031-34527", "Vulnerable_System": "Print Router"}
    found = {e.kind: e for e in of_vulnerabilities(row, [casie(PATCH, kind, "released", **parts)])}
    assert [(a.role, PATCH[a.start : a.end]) for a in found["affects"].arguments] == [
        ("vulnerability", "CVE-2031-34527"),
        ("product", "Print Router"),
    ]
    assert [a.role for a in found["response/remediation"].arguments] == ["by", "against"]


def test_names_that_the_model_alone_knows_count_everywhere() -> None:
    text = "GhostLatch was found first. Later GhostLatch spread; a ghostlatch is no name."
    marked = model.Reading((), (model.Entity(0, 10, "malware", -0.01), model.Entity(61, 71, "malware", -0.01)))
    found = more_names(text, marked, ())
    assert [(text[n.start : n.end], n.kind) for n in found] == [("GhostLatch", "Malware")] * 2


def test_names_found_before_keep_their_place() -> None:
    text = "GhostLatch was found first."
    marked = model.Reading((), (model.Entity(0, 10, "malware", -0.01),))
    mine = (Name(0, 10, "Organization", "catalogue"),)
    assert more_names(text, marked, mine) == mine


def test_fillers_have_types() -> None:
    text = "Hackers stole passwords and plans from the clinic."
    arguments = (
        model.Argument(0, 7, "Attacker", 0.0),
        model.Argument(14, 23, "Compromised-Data", 0.0),
        model.Argument(28, 33, "Compromised-Data", 0.0),
    )
    reading = model.Reading((model.Event(8, 13, "Attack:Databreach", "Actual", 0.0, arguments),), ())
    (event,) = events_of(Report("r", text), reading, (Span(0, len(text)),), ())
    assert [a.type for a in event.arguments] == ["Person", "PII", "Data"]
    assert (event.factuality, event.sentence) == ("Actual", Span(0, len(text)))


def test_each_event_says_who_found_it(read: Reader) -> None:
    annotated = read("Hackers stole the personal data of two million customers of Acme Bank on Monday.")
    finders = {e.kind: e.found_by for e in annotated.events}
    assert finders["Attack:Databreach"] == FOUND_BY
    assert finders["incident/data-breach"].startswith("rule:incident")
