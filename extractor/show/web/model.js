// What is drawn: dots with their lines, and which of them are switched on.

const CATEGORIES = {
  CyberIncident: { name: 'Incidents', one: 'Incident', colour: '--incident', shape: 'diamond' },
  ThreatActor: { name: 'Threat actors', one: 'Threat actor', colour: '--actor', shape: 'triangle' },
  GovernmentAgency: { name: 'Agencies', one: 'Agency', colour: '--agency', shape: 'square' },
  Organization: { name: 'Organisations', one: 'Organisation', colour: '--organization', shape: 'circle' },
  Person: { name: 'People', one: 'Person', colour: '--person', shape: 'ring' },
  Country: { name: 'Countries', one: 'Country', colour: '--country', shape: 'hexagon' },
  Place: { name: 'Places', one: 'Place', colour: '--place', shape: 'hexagon' },
  Malware: { name: 'Malware', one: 'Malware', colour: '--malware', shape: 'octagon' },
  Tool: { name: 'Tools', one: 'Tool', colour: '--tool', shape: 'octagon' },
  Vulnerability: { name: 'Vulnerabilities', one: 'Vulnerability', colour: '--vulnerability', shape: 'pentagon' },
  Product: { name: 'Products', one: 'Product', colour: '--product', shape: 'pentagon' },
  Indicator: { name: 'Indicators', one: 'Indicator', colour: '--indicator', shape: 'cross' },
  Agreement: { name: 'Agreements', one: 'Agreement', colour: '--agreement', shape: 'double' },
  Response: { name: 'Responses', one: 'Response', colour: '--response', shape: 'shield' },
  Position: { name: 'Offices', one: 'Office', colour: '--other', shape: 'circle' },
  Attribution: { name: 'Attributions', one: 'Attribution', colour: '--other', shape: 'circle' },
};
const MODALITIES = {
  asserted: { name: 'Asserted', dash: [] },
  alleged: { name: 'Alleged', dash: [7, 4] },
  claimed: { name: 'Claimed', dash: [9, 3, 2, 3] },
  denied: { name: 'Denied', dash: [3, 4] },
  planned: { name: 'Planned', dash: [1.5, 4] },
  hypothetical: { name: 'Hypothetical', dash: [1, 7] },
};
const UNKNOWN_MODALITY = { name: 'Other', dash: [2, 2] };

const payload = JSON.parse(document.getElementById('payload').textContent);
const dots = payload.dots.map((dot, number) => ({ ...dot, number, lines: [], radius: dotRadius(dot), shown: true }));
const lines = payload.lines.map((line, number) => makeLine(line, number));
const hidden = { categories: new Set(), modalities: new Set() };

function dotRadius(dot) {
  const base = { CyberIncident: 8, Indicator: 4, Person: 5.5 }[dot.category] || 6;
  return Math.min(22, base + 1.9 * Math.sqrt(Math.max(0, dot.weight - 1)));
}

function makeLine(line, number) {
  const made = { ...line, number, source: dots[line.source], target: dots[line.target], bend: 0, shown: true };
  made.voices = line.voices.map(([confidence, sentence, article, saidBy]) => (
    { confidence, sentence: payload.sentences[sentence], article: payload.articles[article], saidBy }));
  made.source.lines.push(made);
  if (made.target !== made.source) made.target.lines.push(made);
  return made;
}

// Lines between the same two dots bend away from each other.
function bendLines() {
  const bundles = new Map();
  for (const line of lines) {
    const key = [line.source.number, line.target.number].sort((a, b) => a - b).join(' ');
    if (!bundles.has(key)) bundles.set(key, []);
    bundles.get(key).push(line);
  }
  for (const bundle of bundles.values()) {
    bundle.forEach((line, i) => {
      const side = line.source.number < line.target.number ? 1 : -1;
      line.bend = side * (i - (bundle.length - 1) / 2) * 26;
    });
  }
}

// A dot is shown if its kind is on and, once filters are set, something still hangs on it.
function applyFilters() {
  for (const dot of dots) dot.shown = !hidden.categories.has(dot.category);
  for (const line of lines) {
    line.shown = line.source.shown && line.target.shown && !hidden.modalities.has(line.modality);
  }
  if (!hidden.categories.size && !hidden.modalities.size) return;
  for (const dot of dots) dot.shown = dot.shown && dot.lines.some((line) => line.shown);
}

function otherEnd(line, dot) {
  return line.source === dot ? line.target : line.source;
}

function neighbours(dot) {
  return new Set(dot.lines.filter((line) => line.shown).map((line) => otherEnd(line, dot)));
}

const MARKS = /[\u0300-\u036f]/g;
function plain(text) {
  return text.normalize('NFD').replace(MARKS, '').toLowerCase();
}

for (const dot of dots) dot.searched = plain([dot.label, dot.short, ...dot.notes.map(([, text]) => text)].join(' '));

function findDots(words, most) {
  const wanted = plain(words.trim());
  const rank = (dot) => (plain(dot.label).startsWith(wanted) ? 0 : plain(dot.label).includes(wanted) ? 1 : 2);
  return dots.filter((dot) => dot.searched.includes(wanted))
    .sort((a, b) => rank(a) - rank(b) || b.weight - a.weight || a.number - b.number).slice(0, most);
}

function categoryOf(dot) {
  return CATEGORIES[dot.category] || CATEGORIES.Attribution;
}

function modalityOf(line) {
  return MODALITIES[line.modality] || UNKNOWN_MODALITY;
}

bendLines();
