"""Indicators of compromise and identifiers in text: CVEs, addresses, domains, hashes, technique ids. Pure text.

Written so that nobody clicks them ("hxxps[:]//evil[.]example"), they keep their offsets in the raw text and are
refanged in `value` only. Each pattern is checked by what it claims to be: octets, checksums, known top-level domains.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv6Address
from typing import Literal

from extractor.annotate.folding import lower_keeping_length

IndicatorKind = Literal[
    "cve", "ipv4", "ipv6", "domain", "url", "email", "md5", "sha1", "sha256", "btc", "technique", "bulletin"
]

_DOT = r"(?:\.|\s?(?:\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\{dot\})\s?|\[\.|\\\.)"
_AT = r"(?:@|\s?(?:\[@\]|\(@\)|\[at\]|\(at\)|\{at\})\s?)"
_COLON = r"(?:\[:\]|\(:\)|:)"
_LABEL = r"[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?"  # bounded as in the DNS, so that no text makes the search slow
_NAME = rf"(?:{_LABEL}{_DOT}){{1,10}}[a-z]{{2,24}}"
_SLASHES = rf"(?:{_COLON}//|\[://\]|{_COLON}\[//\])"
_DASH = "-\u2010-\u2015\u2212"

_NETWORK = re.compile(
    rf"""(?<![\w@])(?=[\w+-]{{1,64}}+(?:[^\w\s]|\s[\[({{]))(?:
      (?P<url>(?:h(?:tt|xx|\*\*)ps?|fxps?|ftps?){_SLASHES}[^\s"'<>“”‘’]+)
    | (?P<email>[a-z0-9][\w.+-]{{0,63}}{_AT}{_NAME})(?![\w@])
    | (?<!\d[.-])(?P<ipv4>\d{{1,3}}(?:{_DOT}\d{{1,3}}){{3}})(?![\w-]|{_DOT}\d)
    | (?<![./\\-])(?P<domain>{_NAME})(?![\w@(]|-\w)
    )""",
    re.VERBOSE,
)
_IPV6 = re.compile(r"(?<![\w:.])(?:[0-9a-f]{1,4}:|::)[0-9a-f:]{2,38}(?![\w:])")
_HASH = re.compile(r"(?<![\w/+=-])(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})(?![\w/+=-])")
_CVE = re.compile(
    rf"(?<![a-z0-9])cve[{_DASH}\s_:]{{1,3}}(?P<year>(?:19|20)\d\d)(?:\s?[{_DASH}]\s?|\s|_)"
    r"(?P<number>\d{4,7})(?!\d|[.,]\d)"
)
_NEXT_NUMBER = re.compile(rf"/[{_DASH}]?(?P<number>\d{{4,7}})(?![\w]|[.,]\d)")
_BITCOIN = re.compile(r"(?<![\w/])(?:[13][1-9A-HJ-NP-Za-km-z]{25,34}|bc1[02-9ac-hj-np-z]{39,59})(?!\w)")
_TECHNIQUE = re.compile(r"(?<![\w-])T1\d{3}(?:\.\d{3})?(?![\w-]|\.\d)")
_BULLETIN = re.compile(rf"(?<![\w-])MS(?P<year>\d\d)[{_DASH}](?P<number>\d{{3}})(?![\w-])")
_VERSION_BEFORE = re.compile(
    r"(?:\b(?:versions?|firmware|release|builds?|updates?|v|ver\.?|software|player|reader|flash|chrome|firefox|java|"
    r"android|"
    r"ios|os|windows|plugin|acrobat|before|prior to)(?:\s[\dx.]+(?:,|,?\s(?:or|and|to)))*)\s?$"
)
_VERSION_AFTER = re.compile(r"\s(?:and|or)\s(?:earlier|below|later|prior|newer|older|above)\b")

_HASH_KINDS: dict[int, IndicatorKind] = {32: "md5", 40: "sha1", 64: "sha256"}
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32_STEPS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32_SUMS = frozenset({1, 0x2BC830A3})

_TLDS = frozenset(
    (
        "example test invalid com net org edu gov mil int info biz name pro app dev xyz online site top club shop "
        "store tech space "
        "website live life world today news blog cloud host fun icu click link work vip win bid loan download "
        "stream party review trade men date science racing kim ooo buzz rest bar cyou monster quest mom lol onion "
        "bit asia mobi travel jobs museum tel agency digital email network support systems solutions services "
        "center media group global company international ltd zone academy io me tv cc co ai eu pw ws to su ac ad "
        "ae af ag al am ao ar at au az ba bd be bf bg bh bi bj bn bo br bs bt bw by bz ca cd cf cg ch ci ck cl cm "
        "cn cr cu cv cy cz de dj dk dm do dz ec ee eg er es et fi fj fm fr ga ge gf gh gi gl gm gn gq gr gt gu gw "
        "gy hk hn hr ht hu id ie il im in iq ir is it je jm jo jp ke kg kh ki km kp kr kw ky kz la lb lc li lk lr "
        "ls lt lu lv ly ma mc md mg mk ml mm mn mo mr mt mu mv mw mx my mz na ne nf ng ni nl no np nr nu nz om pa "
        "pe pf ph pk pl pr pt py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr st sv sy sz tc td tg "
        "th tj tk tl tm tn tr tt tw tz ua ug uk us uy uz va vc ve vg vi vn vu ye yt za zm zw "
    ).split()
)
_CAPITAL_TLDS = frozenset({"COM", "ORG", "NET", "GOV", "EDU", "IO"})
_FILE_ENDINGS = frozenset({"py", "sh", "md", "so", "rs", "pl", "zip", "mov", "ps", "cc", "pm", "to"})
"""Endings of file names that are top-level domains too: plain `run.sh` is a file, `run[.]sh` a domain."""
_PLATFORMS = frozenset({"ASP.NET", "VB.NET", "ADO.NET", "SOCKET.IO"})
_SHORT_LABELS_UNDER = frozenset({"com", "co", "me", "ru", "org", "net", "cc", "ly", "at", "gg"})
_DIGIT_LABELS_UNDER = frozenset({"com", "cn", "net", "org", "ru", "cc"})
_CLOSERS = {")": "(", "]": "[", "}": "{"}

_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(_DOT, re.IGNORECASE), "."),
    (re.compile(_AT, re.IGNORECASE), "@"),
    (re.compile(r"\[://\]"), "://"),
    (re.compile(r"\[:\]|\(:\)"), ":"),
    (re.compile(r"\[//?\]"), "//"),
    (re.compile(r"^h(?:xx|\*\*)p", re.IGNORECASE), "http"),
    (re.compile(r"^fxp", re.IGNORECASE), "ftp"),
)


@dataclass(frozen=True, slots=True)
class Indicator:
    """An identifier in the text. `value` is its normal form; `defanged` says that the text has it made harmless."""

    start: int
    end: int
    kind: IndicatorKind
    value: str
    defanged: bool = False


def find_indicators(text: str) -> tuple[Indicator, ...]:
    """The indicators in `text`, in order, not overlapping: the one that begins first, then the longer, stays."""
    low = lower_keeping_length(text)
    found = [*_network(text, low), *_cves(low), *_hashes(low), *_identifiers(text)]
    found.sort(key=lambda i: (i.start, -i.end))
    kept: list[Indicator] = []
    for indicator in found:
        if not kept or indicator.start >= kept[-1].end:
            kept.append(indicator)
    return tuple(kept)


def refang(words: str) -> str:
    """`words` as the address it stands for: "hxxps[:]//evil[.]example" is "https://evil.example"."""
    for pattern, plain in _MARKS:
        words = pattern.sub(plain, words)
    return words


def _network(text: str, low: str) -> Iterator[Indicator]:
    for match in _NETWORK.finditer(low):
        raw = text[match.start() : match.end()]
        if match.lastgroup == "url":
            found = _url(match, raw)
        elif match.lastgroup == "ipv4":
            found = _ipv4(low, match)
        else:
            found = _named_host(match, raw)
        if found:
            yield found
    if "::" in low or low.count(":") > 6:
        for match in _IPV6.finditer(low):
            yield from _ipv6(match)


def _url(match: re.Match[str], raw: str) -> Indicator | None:
    raw = _trimmed(raw.partition("](")[0])
    value = refang(raw)
    scheme, _, rest = value.partition("://")
    host, slash, path = rest.partition("/")
    if "." not in host and not host.startswith("["):
        return None
    value = f"{scheme.lower()}://{host.lower()}{slash}{path}"
    return Indicator(match.start(), match.start() + len(raw), "url", value, refang(raw) != raw)


def _trimmed(raw: str) -> str:
    """`raw` without the marks of the sentence around it; a bracket stays if it was opened inside."""
    while raw and (
        raw[-1] in ".,;:!?*…" or (raw[-1] in _CLOSERS and raw.count(_CLOSERS[raw[-1]]) < raw.count(raw[-1]))
    ):
        raw = raw[:-1]
    return raw


def _ipv4(low: str, match: re.Match[str]) -> Indicator | None:
    value = refang(match[0])
    octets = value.split(".")
    if any(int(o) > 255 or (o[0] == "0" and o != "0") for o in octets) or octets[0] == "0":
        return None
    is_defanged = value != match[0]
    if not is_defanged and _is_version(low, match):
        return None
    return Indicator(match.start(), match.end(), "ipv4", value, is_defanged)


def _is_version(low: str, match: re.Match[str]) -> bool:
    before = low[max(0, match.start() - 40) : match.start()]
    return bool(_VERSION_BEFORE.search(before) or _VERSION_AFTER.match(low, match.end()))


def _ipv6(match: re.Match[str]) -> Iterator[Indicator]:
    groups = [g for g in match[0].split(":") if g]
    if len(groups) < 3:  # "::", "C::A", 10:30
        return
    try:
        address = IPv6Address(match[0])
    except AddressValueError:
        return
    yield Indicator(match.start(), match.end(), "ipv6", str(address))


def _named_host(match: re.Match[str], raw: str) -> Indicator | None:
    value = refang(raw)
    is_defanged = value != raw
    is_sure = is_defanged and (" " not in raw or value.rpartition(".")[2].lower() in _TLDS)
    if not (is_sure or _is_domain(value.rpartition("@")[2])):
        return None
    kind: IndicatorKind = "email" if match.lastgroup == "email" else "domain"
    return Indicator(match.start(), match.end(), kind, value.lower(), is_defanged)


def _is_domain(name: str) -> bool:
    """Is a plain name with dots a domain, and not a file, a platform or a missing space between sentences?"""
    *labels, tld = name.split(".")
    owner = labels[-1]
    if tld.lower() not in _TLDS or name in _PLATFORMS:
        return False
    if not tld.islower() and not (tld in _CAPITAL_TLDS and name.isupper()):
        return False
    if len(labels) == 1 and tld in _FILE_ENDINGS:
        return False
    if len(owner) == 1 and tld.lower() not in _SHORT_LABELS_UNDER:
        return False
    return not owner.isdigit() or tld in _DIGIT_LABELS_UNDER


def _cves(low: str) -> Iterator[Indicator]:
    """CVE ids; "CVE-2021-44228/45046" names two."""
    for first in _CVE.finditer(low):
        yield Indicator(first.start(), first.end(), "cve", f"CVE-{first['year']}-{first['number']}")
        more = _NEXT_NUMBER.match(low, first.end())
        while more:
            yield Indicator(more.start("number"), more.end(), "cve", f"CVE-{first['year']}-{more['number']}")
            more = _NEXT_NUMBER.match(low, more.end())


def _hashes(low: str) -> Iterator[Indicator]:
    for match in _HASH.finditer(low):
        value = match[0]
        if not value.isdigit() and not value.isalpha():
            yield Indicator(match.start(), match.end(), _HASH_KINDS[len(value)], value)


def _identifiers(text: str) -> Iterator[Indicator]:
    for match in _TECHNIQUE.finditer(text) if "T1" in text else ():
        yield Indicator(match.start(), match.end(), "technique", match[0])
    for match in _BULLETIN.finditer(text) if "MS" in text else ():
        yield Indicator(match.start(), match.end(), "bulletin", f"MS{match['year']}-{match['number']}")
    for match in _BITCOIN.finditer(text):
        if _is_bech32(match[0]) if match[0].startswith("bc1") else _is_base58(match[0]):
            yield Indicator(match.start(), match.end(), "btc", match[0])


def _is_base58(address: str) -> bool:
    """Does the checksum of a Bitcoin address (P2PKH, P2SH) hold?"""
    number = 0
    for letter in address:
        number = number * 58 + _BASE58.index(letter)
    if number >= 1 << 200:
        return False
    raw = number.to_bytes(25, "big")
    return hashlib.sha256(hashlib.sha256(raw[:-4]).digest()).digest()[:4] == raw[-4:]


def _is_bech32(address: str) -> bool:
    """Does the checksum of a segwit address hold? The method is that of BIP 173 and BIP 350."""
    check = 1
    for value in (3, 3, 0, 2, 3, *(_BECH32.index(letter) for letter in address[3:])):
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, step in enumerate(_BECH32_STEPS):
            check ^= step if top >> bit & 1 else 0
    return check in _BECH32_SUMS
