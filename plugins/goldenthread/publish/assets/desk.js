/* The lines of a chart and their boxes: choose a line, draw its box, undo, save. Nothing is written until it is saved. */

import { SIDES, WHOLE, boxOf, fitted, typed } from "./desk-boxes.js";
import { photosIn } from "./desk-photos.js";

const STEP = 5; /* what one arrow key moves, in thousandths */
const AT_ONCE = 1000; /* milliseconds within which keys held down are undone together */

const form = document.getElementById("gt-desk");
const words = form.dataset;
const pane = part("pane");
const done = []; /* what can be undone: the line, its box before, and how and when it changed */
const lines = [...form.querySelectorAll("input[name=line]")].map((input) => {
  const box = boxOf(input.dataset.box);
  return { input, has: input.parentElement.querySelector("[data-gt-has]"), box, saved: typed(box) };
});
const desk = { lines, chosen: null, change, choose, follow, chooseFirst: () => tell(words.choose) };
const photos = photosIn(pane, desk);
let saving = false;

function part(name) {
  return form.querySelector(`[data-gt-${name}]`);
}

function filled(sentence, facts) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
}

function tell(sentence) {
  part("told").textContent = sentence;
}

function unsaved() {
  return lines.filter((line) => typed(line.box) !== line.saved);
}

/* Give a line another box. What goes on in the same `way` without a pause is undone at once. */
function change(line, box, way) {
  const last = done[done.length - 1];
  const now = Date.now();
  if (typed(box) === typed(line.box)) return show();
  if (last && way && last.way === way && last.line === line && now - last.at < AT_ONCE) last.at = now;
  else done.push({ line, before: line.box, way, at: now });
  line.box = box;
  part("wrote").hidden = true;
  show();
  tell(box ? filled(words.stands, Object.fromEntries(SIDES.map((side) => [side, box[side] / WHOLE]))) : words.removed);
}

/* Show the chosen line's box elsewhere, without having changed it yet. */
function follow(box) {
  desk.chosen.box = box;
  photos.draw();
  showFields();
}

function undo() {
  const last = done.pop();
  if (!last) return tell(words.nothing);
  last.line.box = last.before;
  choose(last.line);
  tell(words.undone);
}

function nameOf(photo) {
  const option = form.elements.photo && form.elements.photo.querySelector(`[value="${photo}"]`);
  return option ? option.text : "";
}

function show() {
  const changed = unsaved().length;
  photos.draw();
  for (const line of lines) {
    const photo = line.box && nameOf(line.box.photo);
    line.has.classList.toggle("gt-desk-has--box", Boolean(line.box));
    line.has.textContent = !line.box ? words.without : photo ? filled(words.withNamed, { photo }) : words.with;
  }
  showFields();
  part("count").textContent =
    filled(words.counted, { boxes: lines.filter((line) => line.box).length, lines: lines.length }) +
    (changed ? ` · ${filled(words.unsaved, { count: changed })}` : "");
}

function showFields() {
  const box = desk.chosen && desk.chosen.box;
  part("fields").disabled = !desk.chosen;
  for (const side of SIDES) form.elements[side].value = box ? box[side] / WHOLE : "";
  if (form.elements.photo && box) form.elements.photo.value = box.photo;
  part("put").hidden = Boolean(box);
  part("remove").hidden = !box;
}

function choose(line) {
  desk.chosen = line;
  line.input.checked = true;
  line.input.parentElement.scrollIntoView({ block: "nearest" });
  show();
  photos.showChosen();
}

function next() {
  const from = lines.indexOf(desk.chosen) + 1;
  const found = [...lines.slice(from), ...lines.slice(0, from)].find((line) => !line.box);
  if (found) choose(found);
  tell(found ? found.input.labels[0].textContent.trim() : words.all);
}

function zoom(by) {
  part("size").textContent = `${photos.zoom(by)} %`;
}

/* What was typed into a field; what cannot be is taken back. */
function enter(name) {
  const box = { ...(desk.chosen.box || photos.middle()) };
  const field = form.elements[name];
  if (name === "photo") box.photo = Number(field.value);
  else if (field.value !== "" && field.checkValidity()) box[name] = field.value * WHOLE;
  change(desk.chosen, fitted(box));
}

function arrow(key, resize) {
  const across = { ArrowLeft: -STEP, ArrowRight: STEP }[key] || 0;
  const down = { ArrowUp: -STEP, ArrowDown: STEP }[key] || 0;
  const box = { ...desk.chosen.box };
  if (resize) {
    box.width = Math.min(box.width + across, WHOLE - box.left);
    box.height = Math.min(box.height + down, WHOLE - box.top);
  } else {
    box.left += across;
    box.top += down;
  }
  change(desk.chosen, fitted(box), resize ? "resize" : "move");
  photos.showChosen();
}

function keyOnPhotos(event) {
  const { key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (key === "Escape") photos.giveUp();
  else if (key === "Enter") next();
  else if (key === "+" || key === "-") zoom(key === "+" ? 1 : -1);
  else if (key.startsWith("Arrow") && desk.chosen && desk.chosen.box) arrow(key, event.shiftKey);
  else if ((key === "Delete" || key === "Backspace") && desk.chosen) change(desk.chosen, null);
  else return;
  event.preventDefault();
}

function keyAnywhere(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  if (event.key === "s") save();
  else if (event.key === "z" && event.target.type !== "number") undo();
  else return;
  event.preventDefault();
}

async function save() {
  const changed = unsaved();
  if (saving) return;
  if (!changed.length) return tell(words.nothing);
  const boxes = Object.fromEntries(changed.map((line) => [line.input.value, JSON.parse(typed(line.box))]));
  saving = true;
  tell(words.saving);
  try {
    await sent(changed, boxes);
  } finally {
    saving = false;
    show();
  }
}

async function sent(changed, boxes) {
  const headers = { "Content-Type": "application/json", "X-Goldenthread-Token": words.token };
  let answer;
  try {
    answer = await fetch("boxes", { method: "POST", headers, body: JSON.stringify({ digest: words.digest, boxes }) });
  } catch {
    return tell(words.ended);
  }
  part("reload").hidden = answer.status !== 409;
  if (!answer.ok) return tell(await answer.text());
  const said = await answer.json();
  for (const line of changed) line.saved = JSON.stringify(boxes[line.input.value]);
  words.digest = said.digest;
  list(part("wrote"), said.wrote);
  part("wrote").hidden = false;
  list(part("problems").querySelector("ul"), said.problems, "code");
  part("problems").hidden = !said.problems.length;
  tell(said.said);
}

function list(element, items, inner) {
  element.replaceChildren(
    ...items.map((text) => {
      const item = document.createElement("li");
      (inner ? item.appendChild(document.createElement(inner)) : item).textContent = text;
      return item;
    })
  );
}

form.addEventListener("change", ({ target }) => {
  if (target.name === "line") choose(lines.find((line) => line.input === target));
  else enter(target.name);
});
document.addEventListener("keydown", keyAnywhere);
pane.addEventListener("keydown", keyOnPhotos);
part("save").addEventListener("click", save);
part("undo").addEventListener("click", undo);
part("next").addEventListener("click", next);
part("reload").addEventListener("click", () => location.reload());
part("put").addEventListener("click", () => {
  change(desk.chosen, photos.middle());
  pane.focus();
});
part("remove").addEventListener("click", () => {
  change(desk.chosen, null);
  part("put").focus();
});
for (const button of form.querySelectorAll("[data-gt-zoom]")) {
  button.addEventListener("click", () => zoom(Number(button.dataset.gtZoom)));
}
addEventListener("beforeunload", (event) => {
  if (unsaved().length) event.preventDefault();
});
const ticked = lines.find((line) => line.input.checked); /* before this script was there */
if (ticked) choose(ticked);
else show();
