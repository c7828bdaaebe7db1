/* The photos, and boxes drawn over them with a pointer. `desk` has the lines, each with its box, and says which one is
   chosen; it is told what a pointer did: `change` a line's box, `choose` a line, `follow` a box that is being pulled. */

import { WHOLE, between, fitted, within } from "./desk-boxes.js";

const SVG = "http://www.w3.org/2000/svg";
const SLIP = 4; /* pixels that a hand may slip in a click */
const CORNER = 13; /* pixels of a corner to pull */
const ZOOMS = [1, 1.5, 2, 3, 4, 6];

export function photosIn(pane, desk) {
  const photos = [...pane.querySelectorAll("[data-photo]")].map((element) => ({
    element,
    number: Number(element.dataset.photo),
    svg: element.querySelector("svg"),
  }));
  let drag = null;
  let zoomed = 0;

  function rectangle(photo, box, kind) {
    const element = document.createElementNS(SVG, "rect");
    const facts = { class: kind, x: box.left, y: box.top, width: box.width, height: box.height };
    for (const [name, value] of Object.entries(facts)) element.setAttribute(name, value);
    element.setAttribute("vector-effect", "non-scaling-stroke");
    photo.svg.append(element);
    return element;
  }

  /* The chosen box comes last, so that it lies over the others. */
  function drawOn(photo) {
    const here = desk.lines.filter((line) => line.box && line.box.photo === photo.number);
    photo.svg.replaceChildren();
    here.sort((one, other) => (one === desk.chosen) - (other === desk.chosen));
    for (const line of here) {
      const chosen = line === desk.chosen;
      rectangle(photo, line.box, "gt-drawn-under");
      const drawn = rectangle(photo, line.box, chosen ? "gt-drawn gt-drawn--chosen" : "gt-drawn");
      drawn.dataset.line = desk.lines.indexOf(line);
      if (chosen) corners(photo, line.box);
    }
  }

  /* Corners stand outside of the box, as far as the photo goes, so that a small one can still be moved. */
  function corners(photo, box) {
    const size = photo.element.getBoundingClientRect();
    const width = (CORNER / size.width) * WHOLE;
    const height = (CORNER / size.height) * WHOLE;
    for (const corner of [0, 1, 2, 3]) {
      const left = corner % 2 ? box.left + box.width : box.left - width;
      const top = corner > 1 ? box.top + box.height : box.top - height;
      const place = {
        left: Math.max(0, Math.min(WHOLE - width, left)),
        top: Math.max(0, Math.min(WHOLE - height, top)),
        width,
        height,
      };
      rectangle(photo, place, "gt-drawn-corner").dataset.corner = corner;
    }
  }

  function draw() {
    photos.forEach(drawOn);
  }

  function showChosen() {
    const box = pane.querySelector(".gt-drawn--chosen");
    if (box) box.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /* Larger or smaller by so many steps; the middle of what is seen stays where it is. Returns the size in per cent. */
  function zoom(by) {
    const across = (pane.scrollLeft + pane.clientWidth / 2) / pane.scrollWidth;
    const down = (pane.scrollTop + pane.clientHeight / 2) / pane.scrollHeight;
    zoomed = within(zoomed + by, 0, ZOOMS.length - 1);
    for (const photo of photos) photo.element.style.width = `${100 * ZOOMS[zoomed]}%`;
    pane.scrollLeft = across * pane.scrollWidth - pane.clientWidth / 2;
    pane.scrollTop = down * pane.scrollHeight - pane.clientHeight / 2;
    draw();
    return 100 * ZOOMS[zoomed];
  }

  /* A box in the middle of what is seen, on the photo of which most is seen. */
  function middle() {
    const seen = pane.getBoundingClientRect();
    const sized = photos.map((photo) => {
      const size = photo.element.getBoundingClientRect();
      const [top, bottom] = [Math.max(size.top, seen.top), Math.min(size.bottom, seen.bottom)];
      const [left, right] = [Math.max(size.left, seen.left), Math.min(size.right, seen.right)];
      return { photo, size, x: (left + right) / 2, y: (top + bottom) / 2, height: bottom - top };
    });
    const { photo, size, x, y } = sized.reduce((best, one) => (one.height > best.height ? one : best));
    const left = ((x - size.left) / size.width) * WHOLE - 150;
    const top = ((y - size.top) / size.height) * WHOLE - 30;
    return fitted({ photo: photo.number, left, top, width: 300, height: 60 });
  }

  function pointOn(photo, event) {
    const size = photo.element.getBoundingClientRect();
    return {
      x: within(((event.clientX - size.left) / size.width) * WHOLE, 0, WHOLE),
      y: within(((event.clientY - size.top) / size.height) * WHOLE, 0, WHOLE),
    };
  }

  function press(photo, event) {
    if (event.button || drag) return;
    const { corner, line } = event.target.dataset;
    const before = desk.chosen && desk.chosen.box;
    const hit = line ? desk.lines[line] : null;
    drag = { photo, from: pointOn(photo, event), x: event.clientX, y: event.clientY, hit, before };
    if (corner) {
      /* The corner opposite to the one that is pulled stays. */
      drag.anchor = {
        x: corner % 2 ? before.left : before.left + before.width,
        y: corner > 1 ? before.top : before.top + before.height,
      };
    } else if (hit !== desk.chosen || !hit) drag.anchor = drag.from;
    photo.svg.setPointerCapture(event.pointerId);
  }

  function pull(event) {
    if (!drag) return;
    drag.moved = drag.moved || Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > SLIP;
    if (!drag.moved || !desk.chosen) return;
    const { anchor, before, from, photo } = drag;
    const to = pointOn(photo, event);
    desk.follow(
      anchor
        ? between(photo.number, anchor, to)
        : fitted({ ...before, left: before.left + to.x - from.x, top: before.top + to.y - from.y })
    );
  }

  /* A pull draws, moves or resizes; a click chooses. */
  function release() {
    if (!drag) return;
    const { before, hit, moved } = drag;
    drag = null;
    if (moved && desk.chosen) {
      const box = desk.chosen.box;
      desk.chosen.box = before;
      desk.change(desk.chosen, box);
    } else if (!moved && hit) desk.choose(hit);
    else if (!desk.chosen) desk.chooseFirst();
  }

  function giveUp() {
    if (!drag) return;
    const { before } = drag;
    drag = null;
    if (desk.chosen) desk.follow(before);
  }

  for (const photo of photos) {
    photo.svg.addEventListener("pointerdown", (event) => press(photo, event));
    photo.svg.addEventListener("pointermove", pull);
    photo.svg.addEventListener("pointerup", release);
    photo.svg.addEventListener("pointercancel", giveUp);
    new ResizeObserver(() => drawOn(photo)).observe(photo.element);
  }
  return { draw, giveUp, middle, showChosen, zoom };
}
