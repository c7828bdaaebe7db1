/* Words on a flip chart in another colour than the rest, with the sign and the words that say so too. */
() => {
  const paper = document.querySelector(".gt-paper");
  const colour = (element) => getComputedStyle(element).color;
  const ink = colour(paper);
  /* The colour of links and quiet notes says nothing of a pen; a mark has its own word and outline. */
  const probe = paper.appendChild(document.createElement("span"));
  probe.className = "gt-note";
  const quiet = colour(probe);
  probe.remove();

  const found = new Map();
  const walker = document.createTreeWalker(paper, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const own = text.parentElement;
    if (!text.data.trim() || own.closest("a, .gt-mark, .gt-hidden, .gt-shape") || [ink, quiet].includes(colour(own))) continue;
    let run = own;
    while (run.parentElement !== paper && colour(run.parentElement) === colour(own)) run = run.parentElement;
    found.set(run, run);
  }
  return [...found.keys()].map((run) => {
    const sign = [...run.children].find((part) => part.matches("[aria-hidden=true]") && part.getBoundingClientRect().width > 2);
    const hidden = [...run.children].find((part) => part.matches(".gt-hidden"));
    const words = [...run.childNodes].filter((part) => part !== sign).map((part) => part.textContent).join("");
    return {
      colour: colour(run),
      sign: sign ? sign.textContent.trim() : "",
      pen: hidden ? hidden.textContent.replace(/[[\]:]/g, "").trim() : "",
      words: words.trim().replace(/\s+/g, " "),
    };
  });
}
