/* Words and pictures that reach past the edge of the sheet, or are cut by a box: the window is as wide as the sheet's text. */
() => {
  const faults = new Set();
  const unseen = (element) => {
    for (let at = element; at; at = at.parentElement) if (getComputedStyle(at).clipPath !== "none") return true;
    return false;
  };
  const check = (box, element, words) => {
    if (box.width < 1 || unseen(element)) return;
    if (box.right > innerWidth + 1 || box.left < -1) faults.add(`past the edge of the sheet: ${words}`);
    for (let at = element; at !== document.body; at = at.parentElement) {
      if (["visible"].includes(getComputedStyle(at).overflowX)) continue;
      const hull = at.getBoundingClientRect();
      if (box.right > hull.right + 1 || box.left < hull.left - 1) faults.add(`cut by ${at.localName}.${at.className}: ${words}`);
    }
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    if (!text.data.trim() || !text.parentElement.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) check(box, text.parentElement, text.data.trim().slice(0, 50));
  }
  for (const image of document.images) check(image.getBoundingClientRect(), image.parentElement, image.alt.slice(0, 50));
  return [...faults];
}
