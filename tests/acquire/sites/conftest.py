"""The project's sites, registered as the package registers them."""

from importlib.metadata import EntryPoint

import pytest

from extractor import plugins
from extractor.acquire import sites

CLASSES = {
    "bleepingcomputer": "BleepingComputer",
    "cert_ua": "CertUa",
    "cisa": "Cisa",
    "cyber_daily": "CyberDaily",
    "darkreading": "DarkReading",
    "enisa": "Enisa",
    "krebs": "Krebs",
    "ncsc_uk": "NcscUk",
    "securityweek": "SecurityWeek",
    "thehackernews": "TheHackerNews",
    "therecord": "TheRecord",
}


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    points = {
        name: EntryPoint(name, f"{sites.__name__}.{name}:{found}", sites.GROUP) for name, found in CLASSES.items()
    }
    monkeypatch.setattr(plugins, "_points", lambda group: points if group == sites.GROUP else {})
