/* Small services to the text of a page: wide tables, links into tabs and closed parts, print. */
(function () {
  "use strict";

  var article = document.getElementById("gt-content");
  if (!article) return;

  /* Material puts bare tables into a scrolling box that a keyboard cannot reach. */
  function tables() {
    article.querySelectorAll(".md-typeset__scrollwrap, .gt-table").forEach(function (box) {
      var wide = box.scrollWidth > box.clientWidth + 1;
      var caption = box.querySelector("caption");
      var heading = nearestHeading(box);
      if (wide) {
        box.tabIndex = 0;
        box.setAttribute("role", "region");
        box.setAttribute("aria-label", (caption || heading || document.querySelector("title")).textContent.trim());
      } else {
        ["tabindex", "role", "aria-label"].forEach(function (name) {
          box.removeAttribute(name);
        });
      }
    });
  }

  function nearestHeading(box) {
    var last = null;
    article.querySelectorAll("h1, h2, h3, h4, h5, h6").forEach(function (heading) {
      if (heading.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING) last = heading;
    });
    return last;
  }

  /* An address may point at a tab, or into a part that is folded away. */
  function follow() {
    var id = "";
    try {
      id = decodeURIComponent(window.location.hash.slice(1));
    } catch (malformed) {
      return;
    }
    var target = id && document.getElementById(id);
    if (!target) return;
    if (target.type === "radio" && target.name.indexOf("__tabbed_") === 0) target.checked = true;
    var folded = false;
    for (var part = target.closest("details"); part; part = part.parentElement.closest("details")) {
      folded = folded || !part.open;
      part.open = true;
    }
    if (folded) target.scrollIntoView();
  }

  /* On paper everything is unfolded, every picture is there, and a link says where it leads. */
  var unfolded = [];
  function beforePrint() {
    article.querySelectorAll("details:not([open])").forEach(function (part) {
      unfolded.push(part);
      part.open = true;
    });
    article.querySelectorAll("img[loading=lazy]").forEach(function (picture) {
      picture.loading = "eager";
    });
    article.querySelectorAll("a[href]").forEach(function (link) {
      var own = link.getAttribute("href");
      var told = own.charAt(0) === "#" || link.textContent.trim() === link.href;
      if (!told && !link.querySelector("img")) link.setAttribute("data-gt-address", link.href);
    });
  }
  function afterPrint() {
    unfolded.splice(0).forEach(function (part) {
      part.open = false;
    });
  }

  follow();
  window.addEventListener("hashchange", follow);
  window.addEventListener("load", tables);
  window.addEventListener("resize", tables);
  window.addEventListener("beforeprint", beforePrint);
  window.addEventListener("afterprint", afterPrint);
})();
