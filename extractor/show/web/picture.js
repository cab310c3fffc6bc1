// Moving, choosing and finding: the events of the page.

const spoken = document.getElementById('spoken');
const search = document.getElementById('search');
const hits = document.getElementById('hits');

function select({ dot = null, line = null }, move = false) {
  Object.assign(focus, { dot, line, hoverDot: null, hoverLine: null });
  if (dot) showDot(dot); else if (line) showLine(line); else showIntroduction();
  panel.scrollTop = 0;
  if (dot) spoken.textContent = `${dot.label}, ${categoryOf(dot).one}, ${plural(dot.lines.length, 'fact', 'facts')}`;
  if (line) spoken.textContent = `${line.source.label} ${line.label} ${line.target.label}, ${line.modality}`;
  if (dot && move) bringIntoView(dot);
  redraw();
}

function bringIntoView(dot) {
  if (!dot.shown) {
    hidden.categories.clear();
    hidden.modalities.clear();
    applyFilters();
    showLegend();
  }
  const [x, y] = toScreen(dot.x, dot.y);
  const inside = x > 340 && y > 60 && x < size.width - 80 && y < size.height - 80;
  if (inside && camera.zoom > 0.5) return;
  camera.zoom = Math.max(camera.zoom, 0.9);
  [camera.x, camera.y] = [dot.x, dot.y];
}

function zoomAt(x, y, factor) {
  const [wx, wy] = toWorld(x, y);
  camera.zoom = Math.max(0.02, Math.min(6, camera.zoom * factor));
  const [nx, ny] = toWorld(x, y);
  camera.x += wx - nx;
  camera.y += wy - ny;
  redraw();
}

function zoomMiddle(factor) {
  zoomAt(size.width / 2, size.height / 2, factor);
}

// Everything in view, to the right of the search box and the legend where there is room for that.
function fit() {
  const shown = dots.filter((dot) => dot.shown);
  if (!shown.length) return;
  const xs = shown.map((dot) => dot.x);
  const ys = shown.map((dot) => dot.y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const margin = size.width > 760 ? 245 : 20;
  camera.zoom = Math.min(1.6, (size.width - margin - 90) / (right - left + 1), (size.height - 100) / (bottom - top + 1));
  camera.x = (left + right) / 2 - (margin - 40) / 2 / camera.zoom;
  camera.y = (top + bottom) / 2;
  redraw();
}

// Pointer --------------------------------------------------------------------------------------------------------

const fingers = new Map();
let grip = null;

function place(event) {
  const box = canvas.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

canvas.addEventListener('pointerdown', (event) => {
  const [x, y] = place(event);
  fingers.set(event.pointerId, [x, y]);
  canvas.setPointerCapture(event.pointerId);
  grip = { x, y, dot: dotAt(x, y), moved: false };
});

canvas.addEventListener('pointermove', (event) => {
  const [x, y] = place(event);
  if (fingers.size === 2) return pinch(event.pointerId, x, y);
  if (!grip) return hover(x, y);
  const [dx, dy] = [x - grip.x, y - grip.y];
  if (!grip.moved && Math.hypot(dx, dy) < 4) return undefined;
  if (grip.dot) {
    grip.dot.x += dx / camera.zoom;
    grip.dot.y += dy / camera.zoom;
  } else {
    camera.x -= dx / camera.zoom;
    camera.y -= dy / camera.zoom;
  }
  Object.assign(grip, { x, y, moved: true });
  canvas.classList.add('grabbing');
  return redraw();
});

function release(event) {
  fingers.delete(event.pointerId);
  canvas.classList.remove('grabbing');
  if (grip && !grip.moved && event.type === 'pointerup') {
    select({ dot: grip.dot, line: grip.dot ? null : lineAt(grip.x, grip.y) });
  }
  grip = null;
}
canvas.addEventListener('pointerup', release);
canvas.addEventListener('pointercancel', release);
canvas.addEventListener('pointerleave', () => { if (!grip) hover(-1e6, -1e6); });
canvas.addEventListener('wheel', (event) => {
  event.preventDefault();
  zoomAt(...place(event), Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016)));
}, { passive: false });
canvas.addEventListener('dblclick', (event) => zoomAt(...place(event), 1.7));

function hover(x, y) {
  const dot = dotAt(x, y);
  const line = dot ? null : lineAt(x, y);
  if (dot === focus.hoverDot && line === focus.hoverLine) return;
  Object.assign(focus, { hoverDot: dot, hoverLine: line });
  canvas.classList.toggle('pointing', Boolean(dot || line));
  redraw();
}

function pinch(id, x, y) {
  const [other] = [...fingers].filter(([key]) => key !== id).map(([, at]) => at);
  const [ox, oy] = fingers.get(id);
  const before = Math.hypot(ox - other[0], oy - other[1]) || 1;
  zoomAt((x + other[0]) / 2, (y + other[1]) / 2, Math.hypot(x - other[0], y - other[1]) / before);
  camera.x -= (x - ox) / 2 / camera.zoom;
  camera.y -= (y - oy) / 2 / camera.zoom;
  fingers.set(id, [x, y]);
  if (grip) grip.moved = true;
  redraw();
}

// Keys -----------------------------------------------------------------------------------------------------------

const ordered = [...dots].sort((a, b) => b.weight - a.weight || a.number - b.number);
function stepThrough(by) {
  const shown = ordered.filter((dot) => dot.shown);
  if (!shown.length) return;
  const at = shown.indexOf(focus.dot);
  const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : (at + by + shown.length) % shown.length;
  select({ dot: shown[next] }, true);
}

function shift(x, y) {
  camera.x += x / camera.zoom;
  camera.y += y / camera.zoom;
  redraw();
}

const CANVAS_KEYS = {
  ArrowLeft: () => shift(-80, 0), ArrowRight: () => shift(80, 0), ArrowUp: () => shift(0, -80), ArrowDown: () => shift(0, 80),
  '+': () => zoomMiddle(1.3), '=': () => zoomMiddle(1.3), '-': () => zoomMiddle(1 / 1.3), 0: fit,
  n: () => stepThrough(1), p: () => stepThrough(-1), Enter: () => panel.focus(),
};
canvas.addEventListener('keydown', (event) => {
  const action = CANVAS_KEYS[event.key];
  if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  action();
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && document.activeElement !== search) { select({}); canvas.focus(); }
  if (event.key === '/' && document.activeElement !== search) { event.preventDefault(); search.focus(); search.select(); }
});

// Search ---------------------------------------------------------------------------------------------------------

let found = [];
let active = -1;

function closeHits() {
  hits.hidden = true;
  active = -1;
  search.setAttribute('aria-expanded', 'false');
  search.removeAttribute('aria-activedescendant');
}

function showHits() {
  found = findDots(search.value, 12);
  hits.replaceChildren(...found.map((dot, i) => {
    const item = make('li', '', '', glyph(categoryOf(dot)), make('span', 'name', dot.label), make('small', '', String(dot.weight)));
    item.id = `hit-${i}`;
    item.setAttribute('role', 'option');
    item.addEventListener('pointerdown', (event) => { event.preventDefault(); choose(i); });
    return item;
  }));
  if (!found.length) hits.append(make('li', 'nothing', 'Nothing by that name'));
  hits.hidden = false;
  search.setAttribute('aria-expanded', 'true');
  activate(found.length ? 0 : -1);
}

function activate(i) {
  active = i;
  [...hits.children].forEach((item, n) => item.setAttribute('aria-selected', String(n === i)));
  if (i < 0) return search.removeAttribute('aria-activedescendant');
  hits.children[i].scrollIntoView({ block: 'nearest' });
  return search.setAttribute('aria-activedescendant', `hit-${i}`);
}

function choose(i) {
  const dot = found[i];
  if (!dot) return;
  search.value = dot.label;
  closeHits();
  select({ dot }, true);
  canvas.focus();
}

const SEARCH_KEYS = {
  ArrowDown: () => (hits.hidden ? showHits() : activate((active + 1) % found.length)),
  ArrowUp: () => activate((active - 1 + found.length) % found.length),
  Enter: () => { if (!hits.hidden) choose(active); },
  Escape: () => { search.value = ''; closeHits(); canvas.focus(); },
};
search.addEventListener('input', () => (search.value.trim() ? showHits() : closeHits()));
search.addEventListener('focus', () => { if (search.value.trim()) search.select(); });
search.addEventListener('blur', closeHits);
search.addEventListener('keydown', (event) => {
  if (!SEARCH_KEYS[event.key] || (event.key.startsWith('Arrow') && !hits.hidden && !found.length)) return;
  event.preventDefault();
  event.stopPropagation();
  SEARCH_KEYS[event.key]();
});

// Start ----------------------------------------------------------------------------------------------------------

document.getElementById('zoom-in').addEventListener('click', () => zoomMiddle(1.4));
document.getElementById('zoom-out').addEventListener('click', () => zoomMiddle(1 / 1.4));
document.getElementById('zoom-fit').addEventListener('click', fit);
window.addEventListener('resize', fitCanvas);
window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { readTheme(); showLegend(); select(focus); });

readTheme();
applyFilters();
document.getElementById('legend-fold').open = window.innerHeight > 520 && window.innerWidth > 700;
showCount();
showLegend();
fitCanvas();
fit();
select({});
