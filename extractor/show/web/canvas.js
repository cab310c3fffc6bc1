// Drawing: world coordinates to pixels, shapes and lines.

const canvas = document.getElementById('canvas');
const pen = canvas.getContext('2d');
const camera = { x: 0, y: 0, zoom: 1 };
const focus = { dot: null, line: null, hoverDot: null, hoverLine: null };
const LABEL = '500 12.5px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';
const SMALL = '11px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';
let theme = {};
let size = { width: 1, height: 1, ratio: 1 };

function readTheme() {
  const style = getComputedStyle(document.documentElement);
  const names = ['--paper', '--ink', '--soft', '--faint', '--line', '--accent', '--denied', '--halo', '--dot-grid'];
  for (const { colour } of Object.values(CATEGORIES)) names.push(colour);
  theme = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(name).trim()]));
}

function toScreen(x, y) {
  return [(x - camera.x) * camera.zoom + size.width / 2, (y - camera.y) * camera.zoom + size.height / 2];
}

function toWorld(x, y) {
  return [(x - size.width / 2) / camera.zoom + camera.x, (y - size.height / 2) / camera.zoom + camera.y];
}

// Dots grow more slowly than the picture, so that zooming in gives room.
function radiusOf(dot) {
  return Math.max(1.6, dot.radius * Math.min(1.5, Math.max(0.3, Math.sqrt(camera.zoom))));
}

function polygon(x, y, r, corners, turn) {
  for (let i = 0; i <= corners; i += 1) {
    const angle = turn + (i * 2 * Math.PI) / corners;
    pen2.lineTo(x + r * Math.cos(angle), y + r * Math.sin(angle));
  }
}

let pen2 = pen;
const SHAPES = {
  circle: (x, y, r) => pen2.arc(x, y, r, 0, 7),
  ring: (x, y, r) => pen2.arc(x, y, r, 0, 7),
  double: (x, y, r) => pen2.arc(x, y, r, 0, 7),
  square: (x, y, r) => pen2.roundRect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8, r * 0.35),
  diamond: (x, y, r) => polygon(x, y, r * 1.2, 4, 0),
  triangle: (x, y, r) => polygon(x, y + r * 0.12, r * 1.25, 3, -Math.PI / 2),
  hexagon: (x, y, r) => polygon(x, y, r * 1.08, 6, Math.PI / 6),
  octagon: (x, y, r) => polygon(x, y, r * 1.06, 8, Math.PI / 8),
  pentagon: (x, y, r) => polygon(x, y, r * 1.1, 5, -Math.PI / 2),
  cross: (x, y, r) => pen2.rect(x - r * 0.8, y - r * 0.8, r * 1.6, r * 1.6),
  shield: (x, y, r) => polygon(x, y, r * 1.15, 3, Math.PI / 2),
};

// `on` is any 2d context: the legend draws the same shapes.
function drawShape(on, category, x, y, r) {
  pen2 = on;
  on.beginPath();
  SHAPES[category.shape](x, y, r);
  on.fillStyle = theme[category.colour];
  on.fill();
  if (r < 3.5) return;
  if (category.shape === 'ring' || category.shape === 'double') {
    on.beginPath();
    on.arc(x, y, r * (category.shape === 'ring' ? 0.45 : 0.68), 0, 7);
    on.fillStyle = on.strokeStyle = theme['--paper'];
    on.lineWidth = Math.max(1, r * 0.16);
    if (category.shape === 'ring') on.fill(); else on.stroke();
  }
}

// Start, bend point and end of a line in pixels, cut at the edges of the dots.
function curve(line) {
  const [x1, y1] = toScreen(line.source.x, line.source.y);
  const [x2, y2] = toScreen(line.target.x, line.target.y);
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const bend = Math.max(-0.35, Math.min(0.35, (line.bend * Math.min(1, camera.zoom)) / length)) * 1.4;
  const cx = (x1 + x2) / 2 - (y2 - y1) * bend;
  const cy = (y1 + y2) / 2 + (x2 - x1) * bend;
  const [sx, sy] = step(x1, y1, cx, cy, radiusOf(line.source) + 1);
  const [ex, ey] = step(x2, y2, cx, cy, radiusOf(line.target) + 3);
  return { sx, sy, cx, cy, ex, ey, length };
}

function step(x, y, towardX, towardY, far) {
  const length = Math.hypot(towardX - x, towardY - y) || 1;
  return [x + ((towardX - x) / length) * far, y + ((towardY - y) / length) * far];
}

function onCurve(c, t) {
  const u = 1 - t;
  return [u * u * c.sx + 2 * u * t * c.cx + t * t * c.ex, u * u * c.sy + 2 * u * t * c.cy + t * t * c.ey];
}

function outside(c) {
  return Math.max(c.sx, c.ex, c.cx) < 0 || Math.min(c.sx, c.ex, c.cx) > size.width
    || Math.max(c.sy, c.ey, c.cy) < 0 || Math.min(c.sy, c.ey, c.cy) > size.height;
}

function drawLine(line, strength) {
  const c = curve(line);
  if (outside(c)) return;
  const faint = line.relation === 'country';
  pen.globalAlpha = strength === 'dim' ? 0.1 : strength === 'strong' ? 1 : faint ? 0.35 : 0.75;
  pen.strokeStyle = line.modality === 'denied' ? theme['--denied'] : strength === 'strong' ? theme['--ink'] : theme['--line'];
  pen.fillStyle = pen.strokeStyle;
  pen.lineWidth = strength === 'strong' ? 1.8 : faint ? 0.8 : 1.15;
  if (line.relation === 'sameIncidentAs') [pen.strokeStyle, pen.lineWidth] = [theme['--accent'], 3];
  pen.setLineDash(modalityOf(line).dash);
  pen.beginPath();
  pen.moveTo(c.sx, c.sy);
  pen.quadraticCurveTo(c.cx, c.cy, c.ex, c.ey);
  pen.stroke();
  pen.setLineDash([]);
  if (c.length > 34 && (strength === 'strong' || camera.zoom > 0.35)) drawArrow(c, strength === 'strong' ? 8 : 6);
  pen.globalAlpha = 1;
}

function drawArrow(c, long) {
  const angle = Math.atan2(c.ey - c.cy, c.ex - c.cx);
  pen.beginPath();
  pen.moveTo(c.ex, c.ey);
  pen.lineTo(c.ex - long * Math.cos(angle - 0.38), c.ey - long * Math.sin(angle - 0.38));
  pen.lineTo(c.ex - long * Math.cos(angle + 0.38), c.ey - long * Math.sin(angle + 0.38));
  pen.fill();
}

function drawDot(dot, strength) {
  const [x, y] = toScreen(dot.x, dot.y);
  const r = radiusOf(dot);
  if (x < -30 || y < -30 || x > size.width + 30 || y > size.height + 30) return;
  pen.globalAlpha = strength === 'dim' ? 0.16 : 1;
  if (r >= 4) {
    pen.beginPath();
    pen.arc(x, y, r * 1.12 + 1.5, 0, 7);
    pen.fillStyle = theme['--paper'];
    pen.fill();
  }
  drawShape(pen, categoryOf(dot), x, y, r);
  if (dot === focus.dot || dot === focus.hoverDot) {
    pen.beginPath();
    pen.arc(x, y, r * 1.2 + 4, 0, 7);
    pen.strokeStyle = dot === focus.dot ? theme['--ink'] : theme['--soft'];
    pen.lineWidth = dot === focus.dot ? 2 : 1.2;
    pen.stroke();
  }
  pen.globalAlpha = 1;
}

// The whole picture ----------------------------------------------------------------------------------------------

function litUp() {
  const line = focus.hoverLine || (!focus.hoverDot && focus.line);
  if (line) return { near: new Set([line.source, line.target]), marked: [line] };
  const dot = focus.hoverDot || focus.dot;
  if (!dot) return { near: null, marked: null };
  return { near: neighbours(dot).add(dot), marked: dot.lines.filter((l) => l.shown) };
}

function drawGrid() {
  const gap = 48 * 2 ** Math.round(-Math.log2(camera.zoom));
  const [left, top] = toWorld(0, 0);
  pen.fillStyle = theme['--dot-grid'];
  for (let x = Math.ceil(left / gap) * gap; toScreen(x, 0)[0] < size.width; x += gap) {
    for (let y = Math.ceil(top / gap) * gap; toScreen(0, y)[1] < size.height; y += gap) {
      const [sx, sy] = toScreen(x, y);
      pen.fillRect(sx - 1, sy - 1, 2, 2);
    }
  }
}

function drawAll() {
  pen.setTransform(size.ratio, 0, 0, size.ratio, 0, 0);
  pen.fillStyle = theme['--paper'];
  pen.fillRect(0, 0, size.width, size.height);
  drawGrid();
  const { near, marked } = litUp();
  const strong = new Set(marked);
  for (const line of lines) if (line.shown && !strong.has(line)) drawLine(line, near ? 'dim' : 'usual');
  for (const line of strong) drawLine(line, 'strong');
  for (const dot of dots) if (dot.shown && near && !near.has(dot)) drawDot(dot, 'dim');
  for (const dot of dots) if (dot.shown && (!near || near.has(dot))) drawDot(dot, 'usual');
  const room = makeRoom();
  takeFurniture(room);
  drawLabels(near, room);
  drawLineLabels(marked, room);
}

let waiting = false;
function redraw() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; drawAll(); });
}

function fitCanvas() {
  const box = canvas.getBoundingClientRect();
  size = { width: box.width, height: box.height, ratio: window.devicePixelRatio || 1 };
  canvas.width = Math.round(size.width * size.ratio);
  canvas.height = Math.round(size.height * size.ratio);
  redraw();
}

function dotAt(x, y) {
  let best = null;
  let nearest = Infinity;
  for (const dot of dots) {
    if (!dot.shown) continue;
    const [sx, sy] = toScreen(dot.x, dot.y);
    const far = Math.hypot(sx - x, sy - y) - radiusOf(dot);
    if (far < 5 && far < nearest) { best = dot; nearest = far; }
  }
  return best;
}

function lineAt(x, y) {
  for (const line of lines) {
    if (!line.shown || line.source === line.target) continue;
    const c = curve(line);
    if (x < Math.min(c.sx, c.ex, c.cx) - 6 || x > Math.max(c.sx, c.ex, c.cx) + 6
      || y < Math.min(c.sy, c.ey, c.cy) - 6 || y > Math.max(c.sy, c.ey, c.cy) + 6) continue;
    let before = onCurve(c, 0);
    for (let i = 1; i <= 12; i += 1) {
      const now = onCurve(c, i / 12);
      if (farFromSegment(x, y, before, now) < 5) return line;
      before = now;
    }
  }
  return null;
}

function farFromSegment(x, y, [ax, ay], [bx, by]) {
  const square = (bx - ax) ** 2 + (by - ay) ** 2 || 1;
  const t = Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / square));
  return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay));
}
