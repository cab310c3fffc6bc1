// The words beside the picture. Text from articles is only ever set as textContent.

const panel = document.getElementById('panel');
const FEW = 3;

function make(tag, className, text, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  element.append(...children.filter(Boolean));
  return element;
}

function glyph(category) {
  const small = make('canvas', 'glyph');
  small.width = small.height = 36;
  small.setAttribute('aria-hidden', 'true');
  drawShape(small.getContext('2d'), category, 18, 18, 12);
  return small;
}

function stroke(modality, name) {
  const small = make('canvas', 'stroke');
  small.width = 60;
  small.height = 24;
  small.setAttribute('aria-hidden', 'true');
  const on = small.getContext('2d');
  on.strokeStyle = name === 'denied' ? theme['--denied'] : theme['--soft'];
  on.lineWidth = 3;
  on.setLineDash(modality.dash.map((n) => n * 2));
  on.beginPath();
  on.moveTo(1, 12);
  on.lineTo(59, 12);
  on.stroke();
  return small;
}

function plural(count, one, many) {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

function jumpTo(dot) {
  const button = make('button', 'jump', '', glyph(categoryOf(dot)), make('span', '', dot.label));
  button.type = 'button';
  button.addEventListener('click', () => select({ dot }, true));
  return button;
}

function source(voice) {
  const { url, title, publisher, published } = voice.article;
  const name = [publisher, title].filter(Boolean).join(': ') || url;
  const row = make('p', 'source');
  if (voice.saidBy) row.append(make('span', '', `says ${voice.saidBy}`));
  const meter = make('span', 'meter');
  const filled = make('i');
  filled.style.width = `${Math.round(voice.confidence * 100)}%`;
  meter.append(filled);
  meter.setAttribute('aria-hidden', 'true');
  row.append(meter, make('span', '', `${Math.round(voice.confidence * 100)} % sure`));
  if (/^https?:\/\//i.test(url)) {
    const link = make('a', '', name);
    link.href = url;
    link.target = '_blank';
    link.rel = 'noopener noreferrer nofollow';
    row.append(link);
  } else if (name) row.append(make('span', '', name));
  if (published) row.append(make('time', '', published.slice(0, 10)));
  return row;
}

function voices(line) {
  const box = make('div');
  const show = (list) => list.forEach((voice) => {
    const item = make('div', `voice ${line.modality === 'denied' ? 'denied' : ''}`);
    if (voice.sentence) item.append(make('blockquote', '', voice.sentence));
    if (voice.sentence || voice.article.title || voice.article.url) item.append(source(voice));
    box.append(item);
  });
  show(line.voices.slice(0, FEW));
  if (line.voices.length > FEW) {
    const more = make('button', 'more', `${line.voices.length - FEW} more`);
    more.addEventListener('click', () => { more.remove(); show(line.voices.slice(FEW)); });
    box.append(more);
  }
  return box;
}

function chip(line) {
  return line.modality === 'asserted' ? null : make('span', `chip ${line.modality === 'denied' ? 'denied' : ''}`, line.modality);
}

function closeButton() {
  const button = make('button', 'close', '×');
  button.type = 'button';
  button.setAttribute('aria-label', 'Close');
  button.addEventListener('click', () => select({}));
  return button;
}

function notes(dot) {
  const list = make('dl');
  for (const [title, text] of dot.notes) list.append(make('dt', '', title), make('dd', '', text));
  if (!dot.named) list.append(make('dt', '', 'Name'), make('dd', '', 'not named in the article, only described'));
  return list.childElementCount ? list : null;
}

// Facts by relation and direction, the largest group first.
function factGroups(dot) {
  const groups = new Map();
  for (const line of dot.lines) {
    const key = `${line.source === dot ? '→' : '←'} ${line.label}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(line);
  }
  return [...groups].sort(([a, x], [b, y]) => y.length - x.length || a.localeCompare(b, 'en'));
}

function showDot(dot) {
  const category = categoryOf(dot);
  panel.replaceChildren(closeButton(), make('div', 'eyebrow', '', glyph(category), make('span', '', category.one)), make('h2', '', dot.label));
  const about = notes(dot);
  if (about) panel.append(about);
  for (const [title, group] of factGroups(dot)) {
    panel.append(make('h3', '', '', make('span', '', title), group.length > 1 ? make('small', '', String(group.length)) : null));
    for (const line of group) {
      panel.append(make('div', 'fact', '', make('div', 'fact-head', '', jumpTo(otherEnd(line, dot)), chip(line)), voices(line)));
    }
  }
}

function showLine(line) {
  const said = line.voices.filter((voice) => voice.sentence).length;
  panel.replaceChildren(
    closeButton(),
    make('div', 'eyebrow', '', stroke(modalityOf(line), line.modality), make('span', '', modalityOf(line).name)),
    make('h2', '', line.label),
    make('div', 'fact-head', '', jumpTo(line.source), make('span', '', '→'), jumpTo(line.target)),
    make('h3', '', said ? plural(said, 'sentence says so', 'sentences say so') : 'no sentence says so: two articles were compared'),
    voices(line),
  );
}

const KEYS = [['/', 'find'], ['click', 'facts with their sentences'], ['drag', 'move the picture or a thing'], ['wheel', 'zoom'],
  ['N  P', 'next, previous thing'], ['0', 'show everything'], ['Esc', 'clear']];

function showIntroduction() {
  const keys = make('div', 'keys');
  for (const [key, what] of KEYS) keys.append(make('b', '', key), make('span', '', what));
  panel.replaceChildren(
    make('h2', '', 'Every line has its sentence'),
    make('p', 'lead', 'Choose a thing or a line to read what is said about it, by whom, and how firmly. Rival versions stand side by side: a denied line is dotted and red, what is only alleged or claimed is dashed.'),
    keys,
  );
  if (lines.some((line) => line.relation === 'sameIncidentAs')) {
    panel.append(make('p', 'lead', 'A thick blue line joins one incident as two articles tell it.'));
  }
  if (payload.bare) {
    const things = plural(payload.bare, 'thing is', 'things are');
    panel.append(make('p', 'lead', `${things} not drawn: the articles say nothing about them but their country.`));
  }
  for (const [title, kind] of [['Incidents', (d) => d.category === 'CyberIncident'], ['Most connected', () => true]]) {
    const top = dots.filter(kind).sort((a, b) => b.weight - a.weight || a.number - b.number).slice(0, 8);
    if (top.length) panel.append(make('h3', '', title), ...top.map((dot) => make('div', '', '', jumpTo(dot))));
  }
}

// Legend ---------------------------------------------------------------------------------------------------------

function makeSwitch(set, name, text, picture, count) {
  const button = make('button', 'switch', '', picture, make('span', 'name', text), make('small', '', count.toLocaleString('en')));
  button.type = 'button';
  button.setAttribute('aria-pressed', String(!set.has(name)));
  button.addEventListener('click', () => {
    if (!set.delete(name)) set.add(name);
    button.setAttribute('aria-pressed', String(!set.has(name)));
    applyFilters();
    redraw();
  });
  return button;
}

function count(list, key) {
  const counts = new Map();
  for (const item of list) counts.set(item[key], (counts.get(item[key]) || 0) + 1);
  return counts;
}

function showLegend() {
  const kinds = count(dots, 'category');
  const moods = count(lines, 'modality');
  document.getElementById('categories').replaceChildren(...Object.keys(CATEGORIES).filter((name) => kinds.has(name))
    .map((name) => makeSwitch(hidden.categories, name, CATEGORIES[name].name, glyph(CATEGORIES[name]), kinds.get(name))));
  document.getElementById('modalities').replaceChildren(...Object.keys(MODALITIES).filter((name) => moods.has(name))
    .map((name) => makeSwitch(hidden.modalities, name, MODALITIES[name].name, stroke(MODALITIES[name], name), moods.get(name))));
}

function showCount() {
  const sentences = payload.sentences.filter(Boolean);
  const articles = payload.articles.filter(({ url, title }) => url || title);  // what joins two articles stands in neither
  document.getElementById('count').textContent = [plural(dots.length, 'thing', 'things'), plural(lines.length, 'relation', 'relations'),
    plural(sentences.length, 'sentence', 'sentences'), plural(articles.length, 'article', 'articles')].join(' · ');
  const cut = document.getElementById('cut');
  cut.hidden = dots.length >= payload.total;
  cut.textContent = `Showing ${dots.length.toLocaleString('en')} of ${payload.total.toLocaleString('en')} things: the most connected ones.`;
}
