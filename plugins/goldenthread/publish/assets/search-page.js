/* The page of the search: what is asked stands in its address, so that it can be shared and gone back to. Without this
   file the registers and the lists from A to Z stand there. */
import { fetched, find, release, renewed } from "./search-engine.js";
import { columns, inName, item, save, table } from "./search-results.js";

const PAUSE = 200;
const STEP = 10;
const DATE = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;

const form = document.querySelector("[data-gt-search-page]");
const field = form.elements.q;
const facets = form.querySelector("[data-gt-facets]");
const list = document.querySelector("[data-gt-results]");
const more = document.querySelector("[data-gt-more]");
const told = form.querySelector("[data-gt-told]");
const template = document.querySelector("template[data-gt-words]").content;
const words = named("name");
const headings = named("heading");
const boxes = [...form.querySelectorAll("[data-gt-facet] input")];
const orders = [...form.elements.sort.options].map((option) => option.value);

let run = 0; /* what is found later for an earlier question is left */
let answer = null;
let rendered = 0;
let showing = 0; /* the question of which more is being fetched */

function named(key) {
  return Object.fromEntries([...template.querySelectorAll(`[data-${key}]`)].map((one) => [one.dataset[key], one.textContent]));
}

function say(text, facts = {}) {
  const said = Object.entries(facts).reduce((whole, [name, value]) => whole.replace(`{${name}}`, value), text);
  if (told.textContent !== said) told.textContent = said;
}

function label(facet, value) {
  const box = boxes.find((one) => one.name === facet && one.value === value);
  return box ? box.nextElementSibling.textContent : value;
}

/* The form, as a question and as an address; and an address, as the form. */

function asked() {
  const chosen = {};
  boxes.filter((box) => box.checked).forEach((box) => (chosen[box.name] = chosen[box.name] || []).push(box.value));
  const date = (name) => form.elements[name].value.trim();
  return { words: field.value, facets: chosen, since: date("since"), until: date("until"), sort: form.elements.sort.value };
}

function query(shown) {
  const made = new URLSearchParams();
  const { words: typed, facets: chosen, since, until, sort } = asked();
  if (typed.trim()) made.set("q", typed.trim());
  Object.entries(chosen).forEach(([name, values]) => values.forEach((value) => made.append(name, value)));
  if (since) made.set("since", since);
  if (until) made.set("until", until);
  if (sort !== orders[0]) made.set("sort", sort);
  if (shown > STEP) made.set("shown", shown);
  return made.toString();
}

function restore() {
  const given = new URLSearchParams(location.search);
  field.value = given.get("q") || "";
  boxes.forEach((box) => (box.checked = given.getAll(box.name).includes(box.value)));
  ["since", "until"].forEach((name) => (form.elements[name].value = given.get(name) || ""));
  form.elements.sort.value = orders.includes(given.get("sort")) ? given.get("sort") : orders[0];
  return Math.max(STEP, Math.min(Number(given.get("shown")) || STEP, 500));
}

/* Who asks the same again goes back in one step. */
function keep(wanted, shown = STEP) {
  const made = query(shown);
  const how = location.search === (made ? `?${made}` : "") ? "replaceState" : wanted;
  history[how](how === "replaceState" ? history.state : null, "", location.pathname + (made ? `?${made}` : ""));
}

/* What is asked for is found, told and shown. */

async function search(shown = STEP) {
  const mine = (run += 1);
  const question = asked();
  const dates = ["since", "until"].map((name) => form.elements[name]);
  const wrong = dates.filter((input) => input.value.trim() && !DATE.test(input.value.trim()));
  dates.forEach((input) => (wrong.includes(input) ? input.setAttribute("aria-invalid", "true") : input.removeAttribute("aria-invalid")));
  if (wrong.length) {
    say(words.date);
    return;
  }
  if (!query(0)) {
    rest();
    return;
  }
  const before = release();
  const busy = setTimeout(() => mine === run && say(words.searching), 400);
  try {
    const found = await find(question);
    const first = await Promise.all(found.results.slice(0, shown).map(fetched));
    if (mine !== run) return;
    clearTimeout(busy); /* counting goes on, and must not take back what is said now */
    answer = found;
    rendered = 0;
    list.replaceChildren();
    show(first);
    tellChosen();
    await count();
  } catch (error) {
    if (mine === run && (await renewed(before))) await search(shown);
    else if (mine === run) say(words.failed);
    console.warn(error);
  } finally {
    clearTimeout(busy);
  }
}

/* Where nothing is asked, nothing is fetched. */
function rest() {
  answer = null;
  list.replaceChildren();
  more.hidden = true;
  form.querySelectorAll("[data-gt-count]").forEach((one) => (one.textContent = ""));
  form.querySelectorAll("[data-gt-facet], [data-gt-facet] label").forEach((one) => (one.hidden = false));
  tellChosen();
  say(words.ready);
}

function show(fetchedNow) {
  list.append(...fetchedNow.map((one) => item(one, words, label)));
  rendered += fetchedNow.length;
  const n = answer.results.length;
  more.hidden = rendered >= n;
  if (!n) say(`${words.none} ${words.fewer}`);
  else if (answer.near) say(words.near, { n });
  else if (rendered < n) say(words.shown, { n, shown: rendered });
  else say(words.found, { n });
}

/* Once at a time; what comes when something else is asked already is left. */
async function showMore() {
  if (showing === run) return;
  const mine = (showing = run);
  const [at, wanted, before] = [rendered, rendered + 2 * STEP, release()];
  try {
    const next = await Promise.all(answer.results.slice(at, wanted).map(fetched));
    if (mine !== run) return;
    show(next);
  } catch (error) {
    console.warn(error);
    if (mine !== run) return;
    if (await renewed(before)) await search(wanted);
    else say(words.failed);
  } finally {
    if (showing === mine) showing = 0;
  }
  keep("replaceState", rendered);
  list.children[Math.min(at, list.children.length - 1)]?.querySelector("a").focus();
}

function tellChosen() {
  const chosen = boxes.filter((box) => box.checked).map((box) => label(box.name, box.value));
  const dates = [form.elements.since.value, form.elements.until.value].filter(Boolean).join("–");
  form.querySelector("[data-gt-chosen]").textContent = [...chosen, ...(dates ? [dates] : [])].join(" · ");
}

/* How many there are of each value, where that is seen: the counts are a part of the index that is fetched for them. */
async function count() {
  if (!facets.open || !answer) return;
  const mine = run;
  for (const box of form.querySelectorAll("[data-gt-facet]")) {
    const counts = await answer.counts(box.dataset.gtFacet);
    if (mine !== run) return;
    let any = false;
    for (const input of box.querySelectorAll("input")) {
      const n = counts.get(input.value) || 0;
      input.parentElement.querySelector("[data-gt-count]").textContent = n;
      input.parentElement.hidden = !n && !input.checked;
      any = any || !input.parentElement.hidden;
    }
    box.hidden = !any;
  }
}

/* All that was found, to take away. */
async function take(form_) {
  if (!answer) {
    say(words.ready);
    return;
  }
  const all = answer.results;
  const before = release();
  const rows = [];
  try {
    while (rows.length < all.length) {
      rows.push(...(await Promise.all(all.slice(rows.length, rows.length + 100).map(fetched))).map((one) => columns(one, words, label)));
      say(words.taking, { n: rows.length, all: all.length });
    }
  } catch (error) {
    if (await renewed(before)) {
      await search(rendered);
      take(form_);
    } else say(words.failed);
    return;
  }
  const name = `search-${inName(query(0))}.${form_}`;
  const names = Object.keys(headings);
  if (form_ === "json") save(JSON.stringify(rows, null, 2), "application/json", name);
  else save(`\ufeff${table([names.map((one) => headings[one]), ...rows.map((row) => names.map((one) => row[one]))])}`, "text/csv;charset=utf-8", name);
  say(words.taken, { n: rows.length });
}

/* Whoever comes back is where they were. */
function leave() {
  const links = [...list.querySelectorAll("h3 a")];
  history.replaceState({ top: scrollY, at: links.indexOf(document.activeElement) }, "");
}

async function arrive() {
  const { top, at } = history.state || {};
  await search(restore());
  if (top !== undefined) {
    if (at >= 0 && list.children[at]) list.children[at].querySelector("h3 a").focus({ preventScroll: true });
    scrollTo(0, top);
  }
}

let waiting = 0;
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    keep("replaceState");
    search();
  }, PAUSE);
});
function asks(event) {
  if (event) event.preventDefault();
  clearTimeout(waiting);
  keep("pushState");
  search();
}
form.addEventListener("submit", asks);
form.addEventListener("change", (event) => {
  if (event.target !== field && !("gtSlash" in event.target.dataset)) asks();
});
form.querySelector("[data-gt-clear]").addEventListener("click", () => {
  field.value = "";
  boxes.forEach((box) => (box.checked = false));
  ["since", "until"].forEach((name) => (form.elements[name].value = ""));
  form.elements.sort.selectedIndex = 0;
  asks();
  field.focus();
});
form.querySelectorAll("[data-gt-take]").forEach((button) => button.addEventListener("click", () => take(button.dataset.gtTake)));
more.addEventListener("click", showMore);
facets.addEventListener("toggle", count);
addEventListener("pagehide", leave);
addEventListener("popstate", arrive);

if (location.hash.startsWith("#q=")) history.replaceState(null, "", `${location.pathname}?${location.hash.slice(1)}`);
history.scrollRestoration = "manual";
facets.open = matchMedia("(min-width: 60em)").matches;
form.parentElement.hidden = false;
document.querySelector("[data-gt-without]").hidden = true;
arrive();
