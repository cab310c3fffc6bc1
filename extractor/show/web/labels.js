// Labels that never cover one another, nor a dot, nor hide under the legend.

const CELL = 60;
const MANY = 40;
const CROWD = 300;
function makeRoom() {
  const cells = new Map();
  const each = (box, visit) => {
    for (let i = Math.floor(box[0] / CELL); i <= Math.floor(box[2] / CELL); i += 1) {
      for (let j = Math.floor(box[1] / CELL); j <= Math.floor(box[3] / CELL); j += 1) if (visit(`${i} ${j}`)) return true;
    }
    return false;
  };
  const hits = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  return {
    taken: (box, but) => each(box, (key) => (cells.get(key) || []).some(([b, owner]) => owner !== but && hits(box, b))),
    take: (box, owner) => { each(box, (key) => { cells.set(key, [...(cells.get(key) || []), [box, owner]]); }); },
  };
}

// At most two rows of about 24 letters, measured once.
function rowsOf(dot) {
  if (dot.rows) return dot.rows;
  const rows = [''];
  for (const word of dot.short.split(/\s+/)) {
    const row = rows[rows.length - 1];
    if (row && row.length + word.length > 23) rows.push(word); else rows[rows.length - 1] = row ? `${row} ${word}` : word;
  }
  const kept = rows.slice(0, 2).map((row) => (row.length > 30 ? `${row.slice(0, 29)}…` : row));
  if (rows.length > 2) kept[1] = `${kept[1].replace(/…$/, '')} …`;
  pen.font = LABEL;
  dot.rows = { texts: kept, width: Math.max(...kept.map((row) => pen.measureText(row).width)), height: kept.length * 15 };
  return dot.rows;
}

function labelBoxes(dot) {
  const [x, y] = toScreen(dot.x, dot.y);
  const { width: w, height: h } = rowsOf(dot);
  const r = radiusOf(dot) * 1.15 + 3;
  return [
    [x - w / 2, y + r, x + w / 2, y + r + h], [x + r + 2, y - h / 2, x + r + w + 2, y + h / 2],
    [x - r - w - 2, y - h / 2, x - r - 2, y + h / 2], [x - w / 2, y - r - h, x + w / 2, y - r],
  ];
}

function drawLabel(dot, box) {
  pen.font = LABEL;
  pen.textAlign = 'center';
  pen.textBaseline = 'top';
  pen.lineJoin = 'round';
  rowsOf(dot).texts.forEach((row, i) => haloText(row, (box[0] + box[2]) / 2, box[1] + i * 15 + 1, theme['--ink'], 3.5));
}

function haloText(text, x, y, colour, width) {
  pen.strokeStyle = theme['--halo'];
  pen.lineWidth = width;
  pen.strokeText(text, x, y);
  pen.fillStyle = colour;
  pen.fillText(text, x, y);
}

// What lies over the canvas is taken: no label hides under the legend.
function takeFurniture(room) {
  const origin = canvas.getBoundingClientRect();
  for (const element of document.querySelectorAll('header, #legend, #zoom')) {
    const box = element.getBoundingClientRect();
    room.take([box.left - origin.left, box.top - origin.top, box.right - origin.left, box.bottom - origin.top], null);
  }
}

function offCanvas([left, top, right, bottom]) {
  return left < 2 || top < 2 || right > size.width - 2 || bottom > size.height - 2;
}

function drawLabels(lit, room) {
  const onScreen = dots.filter((dot) => {
    const [x, y] = toScreen(dot.x, dot.y);
    return dot.shown && x > -60 && y > -30 && x < size.width + 60 && y < size.height + 30;
  });
  for (const dot of onScreen) {
    const [x, y] = toScreen(dot.x, dot.y);
    const r = radiusOf(dot);
    if (r >= 2.5) room.take([x - r, y - r, x + r, y + r], dot);
  }
  const chosen = lit ? onScreen.filter((dot) => lit.has(dot)) : onScreen;
  const first = (dot) => (dot === focus.dot || dot === focus.hoverDot ? 1e6 : 0) + dot.radius * 4 + dot.weight;
  chosen.sort((a, b) => first(b) - first(a) || a.number - b.number);
  for (const [rank, dot] of chosen.entries()) {
    // Far out, only the busiest have names: more would hide what they name.
    if (rank >= MANY && chosen.length > CROWD && radiusOf(dot) < 3.4) break;
    const always = first(dot) >= 1e6;
    const boxes = labelBoxes(dot);
    const box = boxes.find((b) => !offCanvas(b) && !room.taken(b, dot)) || (always ? boxes[0] : null);
    if (box) {
      room.take(box, null);
      drawLabel(dot, box);
    }
  }
}

function drawLineLabels(marked, room) {
  const chosen = marked || (camera.zoom > 0.85 ? lines.filter((line) => line.shown && line.relation !== 'country') : []);
  pen.font = SMALL;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  for (const line of chosen) {
    const c = curve(line);
    const label = line.modality === 'asserted' || line.label === 'denies' ? line.label : `${line.label} · ${line.modality}`;
    const wide = pen.measureText(label).width;
    if (outside(c) || line.source === line.target || (c.length < wide + 30 && !marked)) continue;
    const [x, y] = onCurve(c, 0.5);
    const box = [x - wide / 2 - 2, y - 8, x + wide / 2 + 2, y + 8];
    if (room.taken(box, line)) continue;
    room.take(box, null);
    haloText(label, x, y, line.modality === 'denied' ? theme['--denied'] : theme['--soft'], 4);
  }
}
