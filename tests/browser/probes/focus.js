/* What has the focus, and what of it a sighted keyboard user could not see; null where nothing has it. */
() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;

  const channels = (colour) => (colour.match(/[\d.]+/g) || []).map(Number);
  const luminance = (colour) => channels(colour).slice(0, 3)
    .map((c) => c / 255).map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, place) => sum + c * [0.2126, 0.7152, 0.0722][place], 0);
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const ground = (from) => {
    for (let at = from; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      const alpha = channels(colour)[3];
      if (alpha === undefined || alpha === 1) return colour;
    }
    return "rgb(255, 255, 255)";
  };

  /* A control that is drawn by the element beside it shows its focus there. */
  const drawn = getComputedStyle(element).opacity === "0" && element.nextElementSibling ? element.nextElementSibling : element;
  const style = getComputedStyle(drawn);
  const boxes = [...drawn.getClientRects()].filter((box) => box.width && box.height);
  const faults = [];

  const width = style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
  if (width < 2) faults.push(`its outline is ${width} px wide`);
  else {
    const apart = contrast(style.outlineColor, ground(drawn.parentElement));
    if (apart < 3) faults.push(`its outline has a contrast of ${apart.toFixed(1)}`);
  }

  /* An outline that a box with hidden overflow cuts on two sides or more no longer reads as one. */
  const reach = width + parseFloat(style.outlineOffset);
  for (let at = drawn.parentElement; at && at !== document.body; at = at.parentElement) {
    if (getComputedStyle(at).overflow === "visible") continue;
    const hull = at.getBoundingClientRect();
    const cut = boxes.flatMap((box) => [
      box.left - reach < hull.left, box.right + reach > hull.right, box.top - reach < hull.top, box.bottom + reach > hull.bottom,
    ].filter(Boolean));
    if (cut.length > boxes.length) faults.push(`its outline is cut by ${at.className || at.tagName}`);
  }

  const inside = boxes.filter((box) => box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight);
  if (!inside.length || !element.checkVisibility({visibilityProperty: true})) faults.push("it is not in view");
  const within = (value, limit) => Math.min(Math.max(value, 0), limit - 1);
  for (const box of inside) {
    const [left, right] = [within(box.left, innerWidth), within(box.right, innerWidth)];
    const [top, bottom] = [within(box.top, innerHeight), within(box.bottom, innerHeight)];
    const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    if (hit && (element.contains(hit) || drawn.contains(hit))) continue;
    faults.push(`it is covered by ${hit ? hit.className || hit.tagName : "something"}`);
  }

  const image = element.querySelector("img");
  const label = element.labels && element.labels.length ? element.labels[0].textContent : "";
  const name = element.getAttribute("aria-label") || label || element.textContent.trim() || (image && image.alt) || "";
  return {
    name: name.trim().replace(/\s+/g, " "),
    tag: element.localName,
    href: element.localName === "a" ? element.href.baseVal || element.href : "",
    parts: [...document.querySelectorAll("[id], [class]")].filter((part) => part.contains(element))
      .flatMap((part) => [part.id && `#${part.id}`, ...[...part.classList].map((one) => `.${one}`)]).filter(Boolean),
    row: (element.closest("tr, li, .gt-line") || element).textContent.trim().replace(/\s+/g, " "),
    faults,
  };
}
