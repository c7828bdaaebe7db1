/* Results as a page shows them and as a table holds them. Words become text, never markup. */

export function element(name, attributes, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...inside);
  return made;
}

export const marked = (runs) => runs.map((run) => (run.marked ? element("mark", {}, run.text) : run.text));
export const spoken = (one) => (one.language && one.language !== document.documentElement.lang ? { lang: one.language, dir: "auto" } : {});

/* `words`: what the page says; `label(facet, value)`: what a value is called. */
export function item(one, words, label) {
  const link = element("a", { href: one.address, ...spoken(one) }, ...marked(one.title));
  const facts = element("p", { class: "gt-note gt-facts" }, one.kind);
  for (const status of one.filters.status || []) {
    facts.append(" ", element("span", { class: `gt-mark gt-mark--${status}` }, label("status", status)));
  }
  if (one.when) facts.append(" · ", one.when);
  if (one.meeting) facts.append(" · ", element("a", { href: one.place }, one.meeting));
  const made = element("li", {}, element("h3", {}, link), facts);
  const how = { corrected: words.corrected, also: words.also }[one.matched];
  if (one.excerpt.length) {
    const labelled = how ? [element("span", { class: "gt-label" }, how), " "] : [];
    made.append(element("p", {}, ...labelled, element("span", spoken(one), ...marked(one.excerpt))));
  }
  return made;
}

const FACETS = ["series", "theme", "group", "rank", "round", "holds"];

/* A result as columns, by the names of the headings. */
export function columns(one, words, label) {
  const values = (facet) => (one.filters[facet] || []).map((value) => label(facet, value)).join("; ");
  return {
    kind: one.kind,
    title: one.name,
    status: values("status"),
    date: one.date,
    meeting: one.meeting,
    ...Object.fromEntries(FACETS.map((facet) => [facet, values(facet)])),
    words: one.matched ? one.excerpt.map((run) => run.text).join("") : "",
    matched: one.matched ? words[`in-${one.matched}`] : "",
    written: one.written,
    corrected: one.corrected,
    language: one.language,
    address: one.address,
  };
}

/* After RFC 4180. A cell that a spreadsheet would calculate has an apostrophe before it. */
export function table(rows) {
  return rows.map((row) => row.map(cell).join(",") + "\r\n").join("");
}

function cell(text) {
  const start = text.trimStart().slice(0, 1).normalize("NFKC") || text.slice(0, 1);
  const calculated = /^[=+\-@\t\r\n]/.test(start) || /^[\t\r\n]/.test(text);
  const safe = calculated && !/^[+-]?\d+([.,]\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/* What is asked, as a part of the name of a file. */
export const inName = (query) => decodeURIComponent(query.replaceAll("+", " ")).replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60);

export function save(text, type, name) {
  const link = element("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
