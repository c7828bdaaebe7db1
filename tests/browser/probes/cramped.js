/* Words that are cut off, lie on one another, or are reached only by scrolling sideways. */
() => {
  const faults = [];
  const said = (element) => `${element.localName}.${[...element.classList].join(".")} “${element.textContent.trim().replace(/\s+/g, " ").slice(0, 40)}”`;
  const shown = (element) => element.checkVisibility({visibilityProperty: true});
  /* Words for those who hear the page have a box of one pixel on purpose. */
  const unseen = (element) => {
    for (let at = element; at; at = at.parentElement) if (getComputedStyle(at).clipPath !== "none") return true;
    return false;
  };

  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth + 1) faults.push(`the page is ${root.scrollWidth} px wide in a window of ${root.clientWidth}`);

  for (const element of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    if (style.overflow === "visible" || !element.textContent.trim() || !shown(element) || unseen(element)) continue;
    const over = {x: element.scrollWidth > element.clientWidth + 1, y: element.scrollHeight > element.clientHeight + 1};
    const hides = (way) => over[way] && ["hidden", "clip"].includes(style[`overflow${way.toUpperCase()}`]);
    if (hides("x") || hides("y")) faults.push(`cut off: ${said(element)}`);
    /* A table of data and lines of code may be wider than the window (WCAG 1.4.10). */
    else if (over.x && !element.querySelector("table, code") && element.localName !== "code") faults.push(`scrolls sideways: ${said(element)}`);
  }

  /* What has been scrolled out of a box lies under what stands below it, and is not seen there. */
  const scrolling = [...document.body.querySelectorAll("*")].filter((element) =>
    element.scrollHeight > element.clientHeight + 1 && ["auto", "scroll"].includes(getComputedStyle(element).overflowY));
  const inView = (box, text) => scrolling.every((element) => {
    const hull = element.getBoundingClientRect();
    return !element.contains(text) || (box.top < hull.bottom - 4 && box.bottom > hull.top + 4);
  });

  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const parent = text.parentElement;
    if (!text.data.trim() || !shown(parent) || unseen(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) if (box.width > 1 && inView(box, text)) lines.push({box, text});
  }
  lines.sort((one, other) => one.box.top - other.box.top);
  lines.forEach((one, place) => {
    for (let next = place + 1; next < lines.length && lines[next].box.top < one.box.bottom - 4; next += 1) {
      const other = lines[next];
      const shared = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      if (other.text !== one.text && shared > 4 && Math.min(one.box.bottom, other.box.bottom) - other.box.top > 4) {
        faults.push(`on one another: “${one.text.data.trim().slice(0, 40)}” and “${other.text.data.trim().slice(0, 40)}”`);
      }
    }
  });
  return [...new Set(faults)];
}
