/* The search itself: what the index finds, narrowed, counted and put in order here. The index is Pagefind's, one for
   each language; it is fetched piece by piece, as it is needed. Nothing here touches the page. */

const ROOT = new URL("../../", import.meta.url);
const INDEX = new URL("pagefind/", ROOT);
const STOP = "¶"; /* stands between passages, and counts as a word */
const JOINED = "\u2060"; /* stands before a space that parts what is one word to the eye */
const MOST_TERMS = 40;
const AROUND = 26;

let opened = null;
let version = ""; /* of the index: what is kept of an older one is not taken for this */

/* The indexes, one for each language. Where they could not be fetched, the next call tries again. */
function open() {
  opened = opened || begin();
  opened.catch(() => {
    opened = null;
  });
  return opened;
}

async function begin() {
  const answer = await fetch(new URL("pagefind-entry.json", INDEX), { cache: "no-cache" });
  if (!answer.ok) throw new Error(`pagefind-entry.json: ${answer.status}`);
  const { languages } = await answer.json();
  version = Object.values(languages).map(({ hash }) => hash).sort().join();
  return Promise.all(Object.entries(languages).map(([language, { hash }]) => indexOf(language, hash)));
}

/* Each language has an engine of its own, which knows the word forms of that language alone; it runs beside the page.
   The messages are those that Pagefind's own script sends to it. */
async function indexOf(language, hash) {
  const worker = new Worker(new URL("pagefind-worker.js", INDEX));
  const waiting = new Map();
  let number = 0;
  const settle = (id, error, result) => {
    const [resolve, reject] = waiting.get(id);
    waiting.delete(id);
    if (error) reject(new Error(error));
    else resolve(result);
  };
  worker.addEventListener("message", ({ data: { id, error, result } }) => settle(id, error, result));
  worker.addEventListener("error", () => [...waiting.keys()].forEach((id) => settle(id, "the engine stopped")));
  const call = (method, ...args) =>
    new Promise((resolve, reject) => {
      waiting.set((number += 1), [resolve, reject]);
      worker.postMessage({ id: number, method, args });
    });
  await call("init", { basePath: INDEX.pathname, language, metaCacheTag: hash });
  const search = (term) => call("search", term);
  await search(""); /* finds nothing, and says here whether the engine runs */
  return search;
}

/* As search/letters.py parts what is indexed: Thai, Lao, Burmese, Khmer, Chinese and Japanese letters are words each by
   itself, ligatures are taken apart, and ß is ss for those who have no such letter. */
const UNSPACED =
  "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u3007\\u3040-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff" +
  "\\uf900-\\ufaff\\uff66-\\uff9f\\u{20000}-\\u{323af}";
const WORD = new RegExp(`[${UNSPACED}]\\p{M}*|[^${UNSPACED}]+`, "gu");
const apart = (text) => text.replace(/[\ufb00-\ufb06]/g, (letter) => letter.normalize("NFKC"));
const spellings = (term) => [...new Set([term, term.replaceAll("ß", "ss").replaceAll("ẞ", "SS")])];

/* The words and phrases of a query, each as its words. No other sign than the quotation mark means anything. */
export function termsOf(words) {
  const found = new Map();
  for (const [, phrase, word] of words.matchAll(/"([^"]*)"|([^\s"]+)/g)) {
    const runs = apart(phrase || word || "").match(/[\p{L}\p{N}\p{M}]+/gu);
    const term = runs && runs.flatMap((run) => run.match(WORD));
    if (term) found.set(term.join(" "), term);
  }
  return [...found.keys()].slice(0, MOST_TERMS);
}

/* What one index finds with all of these words and phrases: the score of each thing, and the places of the words. */
async function matching(search, terms) {
  const loose = await looselyMatching(search, terms);
  const lists = await Promise.all(terms.map((term) => exactly(search, term)));
  const scores = new Map(loose.map(({ id, score }) => [id, score]));
  const every = [...lists[0].keys()].filter((id) => lists.every((list) => list.has(id)));
  return every.map((id) => ({ id, score: scores.get(id) || 0, places: lists.flatMap((list) => list.get(id).words) }));
}

/* What has a word or a phrase in one of its spellings, by id. */
async function exactly(search, term) {
  const answers = await Promise.all(spellings(term).map((one) => search(`"${one}"`)));
  return new Map(answers.reverse().flatMap(({ results }) => results.map((one) => [one.id, one])));
}

async function looselyMatching(search, terms) {
  const { results } = await search(terms.join(" "));
  return results.map(({ id, score, words }) => ({ id, score, places: words }));
}

/* What comes near: words that begin as those asked for, as long a beginning of each as anything has. The engine itself
   gives for an unknown word whatever stands at the beginning of that. */
async function nearly(search, terms) {
  const beginnings = [];
  for (const word of terms.flatMap((term) => term.split(" "))) {
    const beginning = await longest(search, word);
    if (!beginning) return [];
    beginnings.push(beginning);
  }
  return looselyMatching(search, beginnings);
}

async function longest(search, word) {
  const least = Math.min(word.length, Math.max(3, Math.ceil(word.length * 0.6)));
  for (let length = word.length; length >= least; length -= 1) {
    const beginning = word.slice(0, length);
    const [best] = await looselyMatching(search, [beginning]);
    if (best && (await places(best)).some((found) => found.startsWith(folded(beginning)))) return beginning;
  }
  return "";
}

/* The words that a result was found by, without accents and signs. */
async function places(result) {
  const words = (await fragment(result.id)).content.split(/\s+/);
  return result.places.map((at) => folded(words[at] || ""));
}

const folded = (text) => text.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/* Files of our own beside the index, each fetched once: all things, and the things of each value of a facet. */
const files = new Map();

function packed(name) {
  const where = `${name}.packed?${version}`;
  if (!files.has(where)) {
    files.set(where, heldIn(where, version));
    files.get(where).catch(() => files.delete(where));
  }
  return files.get(where);
}

async function heldIn(where, wanted) {
  const { release, held } = JSON.parse(await unpacked(where));
  if (release !== wanted) throw new Error(`${where}: of another release`);
  return held;
}

/* Where a site is replaced while somebody searches it, what they ask next is not found, or is of another index. Whether
   that is so: whether the index is another than when they asked. What is asked after this is asked of the new one. */
export const release = () => version;

export async function renewed(before) {
  if (version !== before) return true;
  opened = null;
  try {
    await open();
  } catch (error) {
    return false;
  }
  return version !== before;
}

async function unpacked(where) {
  const answer = await fetch(new URL(where, INDEX));
  if (!answer.ok) throw new Error(`${where}: ${answer.status}`);
  return new Response(answer.body.pipeThrough(new DecompressionStream("gzip"))).text();
}

/* By value the ids of what has it. Its number stands there for each, counted from the one before. */
async function holders(facet) {
  const [things, values] = await Promise.all([packed("things"), packed(`facet-${facet}`)]);
  const ids = (steps) => {
    let number = 0;
    return steps.map((step) => things[(number += step)]);
  };
  return new Map(Object.entries(values).map(([value, steps]) => [value, ids(steps)]));
}

/* A date as exact as it is known is a run of days. */
const first = (date) => `${date}${"-01-01".slice(date.length - 4)}`;
const last = (date) => `${date}${"-12-31".slice(date.length - 4)}`;

function within(date, since, until) {
  return (!since || last(date) >= first(since)) && (!until || first(date) <= last(until));
}

/* For each facet in which something is chosen, the ids of what has it. */
async function chosen(asked) {
  const sets = new Map();
  for (const [facet, wanted] of Object.entries(asked.facets)) {
    if (!wanted.length || facet === "year") continue;
    const having = await holders(facet);
    sets.set(facet, new Set(wanted.flatMap((value) => having.get(value) || [])));
  }
  const years = asked.facets.year || [];
  if (years.length || asked.since || asked.until) {
    const dates = [...(await holders("date"))];
    const admitted = (fits) => new Set(dates.filter(([date]) => fits(date)).flatMap(([, ids]) => ids));
    if (years.length) sets.set("year", admitted((date) => years.includes(date.slice(0, 4))));
    if (asked.since || asked.until) sets.set("date", admitted((date) => within(date, asked.since, asked.until)));
  }
  return sets;
}

/* All that is asked for. `asked`: words, facets {name: [value]}, since, until, sort. What is given back can be counted
   by facet. Where nothing has the very words, `near` is true and what begins alike is given. */
export async function find(asked) {
  const terms = termsOf(asked.words);
  const indexes = await open();
  const sets = await chosen(asked);
  const every = async (how) => (await Promise.all(indexes.map((index) => how(index, terms)))).flat();
  let matched = terms.length ? await every(matching) : await everything();
  const near = Boolean(terms.length) && !matched.length;
  if (near) matched = await every(nearly);
  const results = matched.filter(({ id }) => [...sets.values()].every((set) => set.has(id)));
  await arrange(results, asked.sort === "relevance" && !terms.length ? "newest" : asked.sort);
  return { terms, results, near: near && results.length > 0, counts: (facet) => count(matched, sets, facet) };
}

async function everything() {
  return (await packed("things")).map((id) => ({ id, score: 0, places: [] }));
}

async function arrange(results, order) {
  if (order === "relevance") {
    results.sort((one, other) => other.score - one.score);
    return;
  }
  const [place, turn, undated] = order === "oldest" ? [first, 1, "9"] : [last, -1, "0"];
  const dates = new Map();
  for (const [date, ids] of await holders("date")) ids.forEach((id) => dates.set(id, place(date)));
  const of = ({ id }) => dates.get(id) || undated;
  results.sort((one, other) => (of(one) === of(other) ? 0 : of(one) < of(other) ? -turn : turn));
}

/* How many of what was matched have each value of a facet, whatever else is chosen in that facet. */
async function count(matched, sets, facet) {
  const others = [...sets].filter(([name]) => name !== facet).map(([, set]) => set);
  const left = new Set(matched.map(({ id }) => id).filter((id) => others.every((set) => set.has(id))));
  const counts = new Map();
  for (const [value, ids] of await holders(facet === "year" ? "date" : facet)) {
    const name = facet === "year" ? value.slice(0, 4) : value;
    counts.set(name, (counts.get(name) || 0) + ids.reduce((sum, id) => sum + left.has(id), 0));
  }
  return counts;
}

/* Things for whoever is still typing: the words may be beginnings of words. */
export async function suggest(words, most) {
  const terms = termsOf(words);
  if (!terms.length) return [];
  const every = await Promise.all((await open()).map((index) => nearly(index, terms)));
  const found = every.flat().sort((one, other) => other.score - one.score);
  return Promise.all(found.slice(0, most).map(fetched));
}

/* A result with its words: title and excerpt as runs of text, `marked` where they matched; what kind of thing it is and
   where it lies. */
export async function fetched(result) {
  const { content, url: shown } = await fragment(result.id);
  const words = content.split(/\s+/);
  const told = JSON.parse(shown);
  const begins = [0, ...told.begins, words.length];
  const parts = ["title", "written", "corrected", "also"].map((name, part) => ({ name, from: begins[part], to: begins[part + 1] }));
  const places = new Set(result.places);
  const holding = (name) => parts.find((part) => part.name === name && [...places].some((at) => at >= part.from && at < part.to));
  const part = holding("written") || holding("corrected") || holding("title") || holding("also");
  const text = (name) => parts.filter((one) => one.name === name).map((one) => joined(words.slice(one.from, one.to)))[0];
  const own = part && part.name !== "title" ? part : parts[1];
  return {
    title: runs(words, parts[0].from, parts[0].to, places),
    excerpt: excerpt(words, own, places),
    matched: part ? part.name : "",
    written: text("written"),
    corrected: text("corrected"),
    name: text("title"),
    address: new URL(told.address, ROOT).href,
    place: told.place ? new URL(told.place, ROOT).href : "",
    kind: told.kind,
    when: told.when || "",
    date: told.date || "",
    meeting: told.meeting || "",
    language: told.language || "",
    filters: told.facets,
  };
}

const SIGNED = "pagefind_dcd".length;

/* What the index holds of a thing, compressed and signed. */
async function fragment(id) {
  return JSON.parse((await unpacked(`fragment/${id}.pf_fragment`)).slice(SIGNED));
}

/* The stretch of a part in which most of the places are, cut at words. */
function excerpt(words, part, places) {
  const inside = [...places].filter((at) => at >= part.from && at < part.to).sort((one, other) => one - other);
  let best = part.from;
  let most = 0;
  for (const at of inside) {
    const from = Math.max(part.from, at - 5);
    const number = inside.filter((other) => other >= from && other < from + AROUND).length;
    if (number > most) [best, most] = [from, number];
  }
  const end = Math.min(best + AROUND, part.to);
  const found = runs(words, best, end, places);
  if (best > part.from) found.unshift({ text: "… ", marked: false });
  if (end < part.to) found.push({ text: " …", marked: false });
  return found;
}

function runs(words, from, to, places) {
  const found = [];
  let gap = "";
  for (let at = from; at < to; at += 1) {
    const stop = words[at] === STOP;
    if (stop && (at === from || at === to - 1)) continue;
    if (gap) found.push({ text: gap, marked: false });
    found.push({ text: stop ? "·" : words[at].replaceAll(JOINED, ""), marked: places.has(at) });
    gap = words[at].endsWith(JOINED) ? "" : " ";
  }
  return found;
}

function joined(words) {
  return runs(words, 0, words.length, new Set()).map((run) => run.text).join("").replaceAll(" · ", "\n");
}
