/* The box in the header: what comes near is suggested while somebody types. Arrows choose, Enter goes there, or to the
   page of the search where nothing is chosen; Esc puts the suggestions away. */
import { release, renewed, suggest } from "./search-engine.js";
import { element, marked, spoken } from "./search-results.js";

const MOST = 7;
const PAUSE = 120;

export function begin(box) {
  const field = box.querySelector("input");
  const list = box.querySelector("[role=listbox]");
  const told = element("p", { class: "gt-hidden", role: "status" });
  let run = 0;
  let waiting = 0;
  let found = [];
  let at = -1;

  box.append(told);

  function open(state) {
    list.hidden = !state;
    field.setAttribute("aria-expanded", String(state));
    choose(-1);
  }

  function choose(place) {
    at = place;
    [...list.children].forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
    if (at < 0) field.removeAttribute("aria-activedescendant");
    else {
      field.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  }

  function option(one, number) {
    const note = element("span", { class: "gt-note" }, [one.kind, one.when].filter(Boolean).join(" · "));
    const title = element("span", { class: "gt-option", ...spoken(one) }, ...marked(one.title));
    const made = element("li", { role: "option", id: `gt-option-${number}`, "aria-selected": "false" }, title, note);
    made.addEventListener("mousedown", (event) => event.preventDefault());
    made.addEventListener("click", () => location.assign(one.address));
    return made;
  }

  async function look() {
    const mine = (run += 1);
    const before = release();
    let next = [];
    try {
      next = await suggest(field.value, MOST).catch(async (error) => {
        if (!(await renewed(before))) throw error;
        return suggest(field.value, MOST);
      });
    } catch (error) {
      console.warn(error); /* Enter leads to the page of the search, which says what is wrong */
    }
    if (mine !== run) return;
    found = next;
    list.replaceChildren(...found.map(option));
    const { none, one, several } = box.dataset;
    const said = [none, one][found.length] || several.replace("{n}", found.length);
    told.textContent = field.value.trim() ? said : "";
    open(found.length > 0 && document.activeElement === field);
  }

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    choose(-1); /* what was chosen was an answer to other words */
    waiting = setTimeout(look, PAUSE);
  });
  field.addEventListener("blur", () => open(false));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      open(false);
      event.preventDefault();
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      location.assign(found[at].address);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!found.length) return;
      event.preventDefault();
      if (list.hidden) open(true);
      const number = found.length + 1;
      const next = event.key === "ArrowDown" ? at + 1 : at - 1;
      choose(((next + 1 + number) % number) - 1);
    }
  });
  if (field.value.trim()) look();
}
