"""Lines that belong to the page, not to the article: known phrases in the languages of the news.

Each pattern judges one whole line. They are short on purpose: a sentence that merely speaks of newsletters stays.
"""

import re

from extractor.read.dates import find_day, iso_day

_ALONE = (
    # adverts, sharing, comments
    "advertisement|advertisment|ad|ads|sponsored|sponsored content|promoted|anzeige|werbung|"
    "publicité|publicidad|реклама|article content"
    "|share|share this|share this article|share this story|share on .{2,20}|share to .{2,20}|copy "
    "link|save|print|email|e-mail|tweet|whatsapp|facebook|twitter|x|linkedin|reddit|telegram"
    "|teilen|partager|compartir|поділитися|поширити|поделиться"
    "|comments?|\\d+ comments?|(?:leave|post|add|write) a (?:comment|reply)|show comments|view "
    "comments|join the (?:conversation|discussion)|join our commenting forum|kommentare?|комментарии|"
    "коментарі"
    # parts of a page
    "|menu|home|search|close|log ?in|sign ?in|sign ?up|register|subscribe(?: now| today)?|my account|"
    "contact(?: us)?|about us|skip to (?:main )?content|jump to content|back to top"
    "|newsletters?|our newsletter|breaking news|latest news|latest stories|top stories|trending(?: "
    "now)?|popular|most (?:read|popular|viewed)(?: in .{2,20})?|recommended(?: videos| for you| "
    "stories)?|editor'?s picks?|more from .{2,40}|more stories|next article|previous article|read "
    "next|up next"
    "|tags?|topics|related(?: articles?| stories| posts| content| topics| news)?|see also|don['’]t "
    "miss|you may also like|you might also like|explore further|story continues below(?: "
    "advertisement)?|continue reading|read more|see more|load more|view more|learn more|swipe"
    "|auch interessant|lesen sie auch|mehr zum thema|das könnte sie auch interessieren|quelle: "
    ".{2,30}|à lire aussi|lire aussi|leggi anche|lee también|lees ook|читайте також|читайте також:|"
    "читайте также|czytaj (?:więcej|także|też)|zobacz (?:więcej|także|też)|weiterlesen|mehr lesen|leer más"
    "|lire la suite|läs mer|les mer|læs mere"
    # pictures
    "|image|photo|video|embed|user icon|author icon|expand image|enlarge image|click to enlarge|view "
    "gallery|play video|loading|loading\\.\\.\\.|getty images|image credit|file photo"
    "|filed under:.{0,60}|explore|follow us|order reprints|print article|thank you|thanks for signing up!|sorry!"
)
_LEAD = (
    r"(?:read|see|view|watch|learn|know) (?:more|also|next|now)(?: (?:on|about|from)\b)?|more|also "
    r"read|must read|related(?: (?:article|story|post|reading|news|coverage|content))?s?|see also|"
    r"don['’]t miss|also on"
    r"|sponsored|advertisement|anzeige|paid (?:post|content)|partner content|promoted"
    r"|you may also like|you might also (?:like|be interested in)|recommended(?: reading)?|further "
    r"reading|up next|listen|watch"
    r"|lesen sie (?:auch|hier|dazu|mehr)|auch interessant|mehr zum thema|lesetipps?|passend dazu|à "
    r"lire (?:aussi|également)|lire (?:aussi|également)|leggi anche|lee también|le puede interesar|"
    r"leia também|lees ook|läs (?:också|mer)|les (?:også|mer)|læs også|czytaj (?:też|także|również)|"
    r"читайте (?:також|также)|дивіться також|смотрите также"
)
_SITES = r"(?:facebook|twitter|x|instagram|linkedin|telegram|youtube|whatsapp|google news|threads|bluesky|mastodon)"
_ASK = (
    r"(?:please )?(?:subscribe|sign up|sign in to|log in (?:to|or)|join (?:us|our)|follow (?:us|our)|like us|bookmark"
    r"|click here|tap here|download (?:our|the app)|get our|register (?:now|free|for free|to (?:read|continue))"
    r"|support (?:us|our)|donate|listen to our|start your day)\b"
)
_ASKED_FOR = (
    r"(?:\b(?:newsletters?|inbox|e-?mails?|mailing list|alerts|updates|our app|the app|on the go|breaking news|feeds?"
    r"|to continue|exclusive|briefing|home delivery|more information|journalism|today|now|free)\b"
    rf"|\b{_SITES}\b)"
)
_FURNITURE = re.compile(
    "|".join(
        f"(?:{pattern})"
        for pattern in (
            rf"(?:{_ALONE})[:.]?",
            rf"[\[(]?(?:{_LEAD})\s?(?::|\||»|>|—)\s?(?:.{{0,100}}|.{{0,200}}[^.])",
            rf"{_ASK}(?=.{{0,220}}$).*{_ASKED_FOR}.*",
            (
                r"(?:get|receive) (?:the |all |your |our )?(?:latest|best|top|biggest|day['’]s) .{0,120}"
                r"\b(?:newsletters?|inbox|stories|news|headlines)\b.{0,80}"
            ),
            r"(?:stay up to date with|never miss|be the first to (?:hear|know|read)) .{0,160}",
            r".{0,100}\b(?:subscribe to|sign up (?:for|to)) (?:our|my)\b.{0,120}",
            (
                r".{0,60}\b(?:abonnieren sie|newsletter abonnieren|inscrivez-vous|abonnez-vous|suscríbete|"
                r"підписуйтесь|підпишіться|подписывайтесь|подпишитесь)\b.{0,120}"
            ),
            r"(?:©|\(c\)|copyright\b|alle rechte vorbehalten|all rights reserved).{0,200}",
            r".{0,160}\ball rights reserved\.?.{0,40}",
            (
                r"(?!.*\b(?:has|have|had|was|were|is|are|said|found|revealed|shows?|showed|suggests?|indicated|confirmed)\b)"
                r"(?:(?:additional )?reporting(?: and writing)?|writing|editing) by\b.{2,240}"
            ),
            r"our standards: .{0,80}",
            (
                r"with files from .{0,120}|.{2,200} contributed (?:to this (?:report|article|story)|"
                r"reporting)(?: from .{2,60})?\.?|mit agenturmaterial\.?"
            ),
            (
                r"(?:reach|write to|contact|e-?mail|follow) .{2,80} (?:at|on|via):? "
                rf"(?:\S+@\S+|@\w+|https?://\S+|(?:{_SITES}\b[\s,.:and]*)+).{{0,60}}"
            ),
            r"(?:got|have|do you have) a (?:story|tip|news tip|question|comment)\b.{0,200}",
            (
                r"(?:this copy is for your personal|this article has been sent to|an error (?:has )?occurred|"
                r"there was an error|keep an eye on your inbox|your subscription|your e-?mail "
                r"(?:address )?could not|you must confirm your|please (?:log ?out|log ?in|enable javascript|try again))"
                r".{0,240}"
            ),
            r"(?:we use|this (?:web)?site uses|by continuing to use|accept all|manage) cookies?.{0,240}",
            r"(?:see |read |view |manage )?(?:our |your )?cookie (?:policy|settings|preferences)\W*",
            r"(?:if|when) you (?:buy|purchase|click).{0,200}\b(?:commission|affiliate|a share|earn)\b.{0,100}",
            r"(?:we|postmedia|buying through us) (?:may|might|could) earn.{0,200}\bcommission.{0,100}",
            r"(?:we independently select|reviews and recommendations are unbiased).{0,240}",
            (
                r"(?:privacy policy|terms (?:of (?:use|service)|and conditions)|contact us|about us|"
                r"advertise(?: with us)?|cookies?|sitemap)\s*[|·•/].{0,240}"
            ),
            (
                r"\d{1,3}[ -]?min(?:ute)?s?(?: read| \w{2,12})?|(?:reading time|lesezeit|tempo de leitura|"
                r"temps de lecture|час читання)\s*:?\s*(?:\d{1,3}\s*\w+|.{0,3})"
            ),
            r"powered by [^.,;:]{1,50}|(?:[\w&'’.-]+ ){1,5}logo|logo (?:of|for) .{2,40}",
            r"(?:photo|image|picture|pic|foto|bild|фото)(?: (?:credit|courtesy(?: of)?|by))?\s?[:/|©].{0,120}",
            r".{0,200}[(|/.]\s?(?:photo|image|picture|foto)s?(?: (?:credit|courtesy|by))?\s?[:/].{2,80}",
            r"(?:getty(?: images)?|afp|reuters|ap photo|shutterstock|istock|unsplash)(?:\s?[/,-]\s?[\w ]{0,40})?",
            r"(?:https?://)?(?:www\.)?(?:twitter|x|facebook|instagram|linkedin)\.com/\S+|@\w{2,30}",
            r"\[/?[a-z_]+(?: [^\]]*)?\].{0,80}\[/[a-z_]+\]|.{0,200}\bclick to tweet\W*",
            (  # what newsletters say of themselves
                r"(?:click here to |to )?unsubscribe\b.{0,120}|(?:view|read|open|see) (?:this |the )?(?:e-?mail|"
                r"newsletter|message|it) (?:online|in (?:your|a|the) (?:web ?)?browser).{0,40}"
                r"|(?:manage|update|change) (?:your )?(?:(?:subscription|e-?mail|newsletter) )?preferences.{0,80}"
                r"|you(?: are|['’]re)? (?:receiving|received) this (?:e-?mail|message|newsletter)\b.{0,200}"
            ),
            r"\W*\d{0,3}\W*",
        )
    ),
    re.I,
)
LONGEST = 320
_DATELINE = 90
"""Characters within which the date of a dateline ends."""
_TOP = 4
"""Lines at the top of an article among which its dateline stands."""
_BESIDE_DATE = re.compile(
    r"\d{1,2}[:.]\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?|\b(?:[A-Z]{2,4}T|UTC|GMT|uhr|h|am|pm|at|on|um|date|"
    r"stand|(?:first |last )?(?:published|updated|posted|modified)"
    r"|veröffentlicht|aktualisiert|опубліковано|оновлено|опубликовано|mon|tue|wed|thu|fri|sat|sun|"
    r"tues|thur|thurs|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)\b",
    re.I,
)
_WHO = re.compile(r"\b(?:by|our|and|the|of|in|reporter|correspondent|staff|editor|року|від|von|und|aus)\b", re.I)
_PLACE = re.compile(r"[^\W\d_][\w.'’-]*(?:,? [A-ZÀ-Þ(][\w.'’)-]*){0,5},? ?\(?")
_DASH = re.compile(r"\)? ?[-–—]{1,2} ?\(?[\w“\"‘]")
_VITA = re.compile(
    r"\b(?:is|was|covers|writes|reports|has (?:covered|written|worked|been)|joined|ist|war|schreibt|est|"
    r"es)\b"
)


def is_furniture(line: str, longest: int = LONGEST) -> bool:
    """Whether `line`, as a whole, is page furniture: an advert, a teaser, a call to subscribe, a copyright note.

    `longest`: characters above which no line is.
    """
    line = line.strip().lstrip("-•*> ").rstrip()
    return len(line) <= longest and bool(_FURNITURE.fullmatch(line))


def is_vita(line: str, names: list[str]) -> bool:
    """Whether `line` tells who the author is; `names` are the authors' as `plain` words."""
    start = plain(line[:80])
    return any(name in start for name in names if " " in name) and bool(_VITA.search(line[:120]))


def plain(line: str) -> str:
    """The words of `line` in small letters, one space between."""
    return " ".join(re.findall(r"\w+", line.lower()))


def is_dateline(line: str, *, named: bool = False) -> bool:
    """Whether `line` says when, and nothing else; where `named`, it may also say where and by whom."""
    if len(line) > 120 or not (found := find_day(line)):
        return False
    rest = _BESIDE_DATE.sub(" ", line[: found[1]] + " " + line[found[2] :])
    words = re.findall(r"\w{2,}", _WHO.sub(" ", rest) if named else rest)
    return not words or (named and len(words) <= 6 and all(word[0].isupper() for word in words))


def day_at_top(text: str) -> str | None:
    """The day in the dateline that an article begins with."""
    lines = [line.strip() for line in text[:2000].splitlines()[: 2 * _TOP] if line.strip()][:_TOP]
    return next((day for line in lines if (day := dateline_day(line))), None)


def dateline_day(line: str) -> str | None:
    """The day of the dateline that `line` is, or that its prose begins with: `Riga, 3 May 2022 - The port ...`."""
    if is_dateline(line, named=True):
        return iso_day(line)
    found = find_day(line[:_DATELINE])
    if found and _PLACE.fullmatch(line[: found[1]]) and _DASH.match(line[found[2] :]):
        return found[0]
    return None
