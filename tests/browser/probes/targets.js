/* The targets of a page, and those that are smaller than 24 by 24 px and too near to others (WCAG 2.5.8). */
() => {
  const SIZE = 24;
  const KINDS = "a[href], button, summary, input:not([type=hidden]), select, textarea, [tabindex='0'], [role=button]";
  const LETTER = /[\p{L}\p{N}]/u;

  const shown = (element) => element.checkVisibility({visibilityProperty: true}) && element.getBoundingClientRect().width > 1;
  /* A box lies on a photo where the words do, as a pin on a map: its place is essential, and a line leads there too. */
  const within = document.querySelector("dialog:modal") || document;
  const elements = [...within.querySelectorAll(KINDS)].filter((one) => shown(one) && !one.closest(".gt-on-photo"));
  const targets = elements.map((element) => {
    const box = element.getBoundingClientRect();
    return {
      element,
      boxes: [...element.getClientRects()],
      small: box.width < SIZE - 0.01 || box.height < SIZE - 0.01,
      x: (box.left + box.right) / 2,
      y: (box.top + box.bottom) / 2,
      box,
    };
  });

  /* A target in a line of other words has the height of that line. */
  const inline = (element) => {
    if (getComputedStyle(element).display !== "inline") return false;
    let block = element.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      if (!text.parentElement.closest(KINDS) && LETTER.test(text.data)) return true;
    }
    return false;
  };
  const away = (one, box) => Math.hypot(
    Math.max(box.left - one.x, 0, one.x - box.right), Math.max(box.top - one.y, 0, one.y - box.bottom));
  const crowds = (one, other) => other !== one && !one.element.contains(other.element) && !other.element.contains(one.element)
    && (other.boxes.some((box) => away(one, box) < SIZE / 2)
      || (other.small && Math.hypot(one.x - other.x, one.y - other.y) < SIZE));
  const said = (one) => `${one.element.localName} “${one.element.textContent.trim().slice(0, 40)}”`;

  const faults = [];
  for (const one of targets) {
    if (!one.small || inline(one.element)) continue;
    const near = targets.find((other) => crowds(one, other));
    if (near) faults.push(`${said(one)} is ${Math.round(one.box.width)} by ${Math.round(one.box.height)} px, next to ${said(near)}`);
  }
  return {measured: targets.length, faults};
}
