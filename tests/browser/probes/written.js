/* What a page has to say on paper: its cells, its lines of a chart, and its links, with what the style sheet writes besides. */
() => {
  const content = document.getElementById("gt-content");
  const squeeze = (text) => text.replace(/\s+/g, "");
  const said = (element, where) => {
    const own = getComputedStyle(element, where).content;
    const first = own.match(/^"((?:[^"\\]|\\.)*)"/);
    return first ? first[1] : "";
  };
  /* Without what stands in a list, table or box of its own, which may come on another page. */
  const written = (node, stop) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE || getComputedStyle(node).display === "none" || (stop && node.matches(stop))) return "";
    return said(node, "::before") + [...node.childNodes].map((child) => written(child, stop)).join("") + said(node, "::after");
  };
  const all = (selector, stop) => [...content.querySelectorAll(selector)]
    .map((element) => squeeze([...element.childNodes].map((child) => written(child, stop)).join(""))).filter(Boolean);

  const plain = (link) => link.closest(".gt-print-plain, nav") || link.querySelector("img") || link.getAttribute("href").startsWith("#");
  return {
    controls: [...document.querySelectorAll("nav, fieldset, .gt-skip")].map((one) => squeeze(one.textContent)).filter(Boolean),
    cells: all("th, td"),
    headings: all("h1, h2, h3, h4", ".headerlink"),
    lines: all(".gt-line, .gt-block > h3", "ul, ol"),
    pens: [...content.querySelectorAll(".gt-paper .gt-pen > .gt-hidden")].map((one) => squeeze(one.textContent)).filter((one) => one !== "]"),
    addresses: [...content.querySelectorAll("a[href]")].filter((link) => !plain(link) && squeeze(link.textContent) !== link.href)
      .map((link) => squeeze(`${link.textContent}(${link.href})`)),
  };
}
