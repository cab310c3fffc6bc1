"""The picture in a real browser: it draws, it answers, it asks the network for nothing."""

from collections.abc import Iterator

import pytest

from extractor.show import write
from tests.show.browser import Tab, program, tab
from tests.show.handmade import BASE, Fixed, contested, edge, node

EXECUTABLE = program()
pytestmark = pytest.mark.skipif(not EXECUTABLE, reason="no Chromium on this machine: install the package `chromium`")

HOSTILE = "</script><img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    graph = contested()
    node(graph, "org/evil", "Organization", HOSTILE, kind=HOSTILE, country="javascript:alert(1)")
    edge(graph, "incident/i1", "victim", "org/evil", HOSTILE, url="javascript:document.title='broken'", label=HOSTILE)
    graph.add_edge(BASE + "incident/i1", BASE + "incident/i1", relation="sameIncident", label="sameIncident")
    path = tmp_path_factory.mktemp("picture") / "graph.html"
    write(Fixed(graph), path)
    with tab(EXECUTABLE or "") as opened:
        opened.open(path)
        yield opened


def panel(page: Tab) -> str:
    return str(page.value("document.getElementById('panel').innerText"))


def search_for(page: Tab, words: str) -> None:
    page.press("Escape")
    page.press("/", "/")
    page.value("document.getElementById('search').value = ''")
    page.type(words)
    page.press("Enter")


def test_it_loads_without_a_complaint(page: Tab) -> None:
    assert page.console == []
    assert page.value("document.title") == "Incident graph"
    assert page.value("document.getElementById('count').textContent").startswith("11 things")
    assert page.value("document.getElementById('count').textContent").endswith("11 sentences · 2 articles")
    assert {url.split(":")[0] for url in page.requests} <= {"file", "about"}


def test_something_is_drawn(page: Tab) -> None:
    colours = page.value("""new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {
      const c = document.getElementById('canvas');
      const p = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
      const seen = new Set(); for (let i = 0; i < p.length; i += 4) seen.add(p[i] << 16 | p[i + 1] << 8 | p[i + 2]);
      done(seen.size); })))""")
    assert colours > 20


def test_search_finds_and_selects(page: Tab) -> None:
    search_for(page, "wiper attack")
    text = panel(page)
    assert "Stepova Energy was hit by a cyber attack." in text
    assert "The embassy denied it." in text
    assert page.value("document.getElementById('spoken').textContent").startswith("Wiper attack on Stepova Energy")


def test_a_click_on_a_dot_shows_its_facts(page: Tab) -> None:
    search_for(page, "sandworm")
    page.press("0", "0")
    page.press("Escape")
    assert "Every line has its sentence" in panel(page)
    page.value("document.getElementById('zoom-fit').click()")
    spot = find_dot(page)
    page.click(*spot)
    assert page.value("document.getElementById('spoken').textContent") != ""
    assert "Every line has its sentence" not in panel(page)


def find_dot(page: Tab) -> tuple[float, float]:
    """The middle of the incident's diamond, found by its colour."""
    x, y = page.value("""(() => {
      const c = document.getElementById('canvas');
      const probe = document.createElement('canvas').getContext('2d');
      probe.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--incident').trim();
      probe.fillRect(0, 0, 1, 1);
      const want = probe.getImageData(0, 0, 1, 1).data;
      const p = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
      let n = 0, sx = 0, sy = 0;
      for (let i = 0; i < p.length; i += 4) if (p[i] === want[0] && p[i + 1] === want[1] && p[i + 2] === want[2]) {
        n += 1; sx += (i / 4) % c.width; sy += Math.floor(i / 4 / c.width); }
      const box = c.getBoundingClientRect();
      return [box.left + sx / n * box.width / c.width, box.top + sy / n * box.height / c.height]; })()""")
    return float(x), float(y)


def test_links_lead_to_articles_only(page: Tab) -> None:
    search_for(page, "wiper attack")
    links = page.value("[...document.querySelectorAll('#panel a')].map(a => [a.href, a.rel, a.target])")
    assert links
    assert {tuple(link) for link in links} == {("https://wire.example/1", "noopener noreferrer nofollow", "_blank")}


def test_hostile_text_stays_text(page: Tab) -> None:
    search_for(page, "onerror")
    assert HOSTILE in panel(page)
    assert page.value("document.title") == "Incident graph"
    assert page.value("document.querySelectorAll('img').length") == 0
    assert page.value("document.scripts.length") == 2
    assert page.console == []


def test_the_legend_switches_kinds_off(page: Tab) -> None:
    page.value("document.querySelector('#categories .switch').click()")
    assert page.value("document.querySelector('#categories .switch').getAttribute('aria-pressed')") == "false"
    page.value("document.querySelector('#categories .switch').click()")
    assert page.value("document.querySelector('#categories .switch').getAttribute('aria-pressed')") == "true"


def test_everything_has_a_name_for_screen_readers(page: Tab) -> None:
    nameless = page.value("""[...document.querySelectorAll('button, input, canvas, aside, section')].filter(
      e => !e.getAttribute('aria-label') && !e.textContent.trim() && e.getAttribute('aria-hidden') !== 'true'
    ).length""")
    assert nameless == 0
