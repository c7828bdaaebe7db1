/* A flip chart: its rounds shown or not, and its lines beside their boxes on the photo. Without this file every round
   shows, and a line and its box are links to each other. */
(function () {
  "use strict";

  var LINES = ".gt-line, .gt-block > h3";

  function all(selector, inside) {
    return Array.prototype.slice.call(inside.querySelectorAll(selector));
  }

  /* What the address points at, whatever its letters. */
  function pointedAt() {
    try {
      return document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    } catch (malformed) {
      return null;
    }
  }

  /* Of many boxes one is a stop of Tab: the one that was chosen last, at first the first of those that are shown. */
  function stop(group) {
    var there = all("a:not([data-gt-away])", group);
    stopAt(there.filter(isStop)[0] || there[0], group);
  }

  function isStop(box) {
    return box.getAttribute("tabindex") === "0";
  }

  function stopAt(box, group) {
    all("a", group).forEach(function (one) {
      one.setAttribute("tabindex", one === box ? "0" : "-1");
    });
  }

  /* The choice of rounds is the set of those shown, so "as it stood after round 2" is the choice of 1 and 2. */
  function beginRounds(panel, paper) {
    var numbers = panel.dataset.gtRounds.split(" ");
    var status = panel.querySelector("[role=status]");
    var buttons = all("button", panel);
    var spans = all("[data-round]", paper);
    var blocks = all(".gt-block", paper);
    var lines = all(LINES, paper).map(function (element) {
      return {
        element: element,
        rounds: element.dataset.rounds ? element.dataset.rounds.split(" ") : null,
        inner: all(".gt-line", element.localName === "h3" ? element.parentElement : element),
        absent: element.querySelector(":scope > .gt-absent, :scope > p > .gt-absent"),
        box: document.getElementById("gt-box-" + element.id),
      };
    });
    var faint = panel.querySelector("[data-faint]");
    var said = status.textContent;
    var shown = numbers;
    var refused = false;

    function upTo(number) {
      return numbers.slice(0, numbers.indexOf(number) + 1);
    }

    function isShown(number) {
      return shown.indexOf(number) >= 0;
    }

    /* From the last line to the first, so that what stands under a line is known before it. A line whose own words are
       of another round stays, in grey, where something under it or in it is shown. Returns how many are shown. */
    function paint() {
      var count = 0;
      faint.hidden = true;
      lines.slice().reverse().forEach(function (line) {
        var wrote = !line.rounds || line.rounds.some(isShown);
        var holds = line.inner.some(function (one) {
          return !one.hidden;
        });
        var own = line.element.dataset.own;
        var absent = (wrote || holds) && Boolean(own) && !isShown(own);
        line.element.hidden = !wrote && !holds;
        line.element.toggleAttribute("data-gt-faint", absent);
        if (line.absent) line.absent.hidden = !absent;
        faint.hidden = faint.hidden && !absent;
        if (line.box) line.box.toggleAttribute("data-gt-away", !wrote);
        count += wrote ? 1 : 0;
      });
      spans.forEach(function (span) {
        span.hidden = !isShown(span.dataset.round);
      });
      blocks.forEach(function (block) {
        block.hidden = !block.querySelector(":is(.gt-line, h3):not([hidden])");
      });
      all(".gt-on-photo", paper.closest(".gt-sheet")).forEach(stop);
      return count;
    }

    function isUpTo() {
      return shown.length > 0 && shown.length === upTo(shown[shown.length - 1]).length;
    }

    function tell(count) {
      var words = panel.dataset.none;
      if (shown.length === numbers.length) words = said;
      else if (isUpTo()) words = panel.dataset.after.replace("{round}", shown[shown.length - 1]);
      else if (shown.length) words = panel.dataset.some.replace("{rounds}", shown.join(", "));
      return words.replace("{shown}", count);
    }

    function show(note) {
      var words = [tell(paint()), note].filter(Boolean).join(" · ");
      if (status.textContent !== words) status.textContent = words;
      buttons.forEach(function (button) {
        var only = button.dataset.only;
        var pressed = only ? isShown(only) : isUpTo() && shown[shown.length - 1] === button.dataset.upto;
        button.setAttribute("aria-pressed", String(pressed));
      });
    }

    /* The address without a choice is that of the whole chart. */
    function keep(method) {
      var query = new URLSearchParams(window.location.search);
      query.delete("after");
      query.delete("rounds");
      var asked = query.toString();
      if (shown.length < numbers.length) {
        var choice = isUpTo() ? "after=" + shown[shown.length - 1] : "rounds=" + shown.join(",");
        asked = asked ? asked + "&" + choice : choice;
      }
      try {
        window.history[method](null, "", window.location.pathname + (asked ? "?" + asked : "") + window.location.hash);
      } catch (file) {
        refused = true; /* A page opened as a file may not change its address; it shows rounds all the same. */
      }
    }

    /* Show what the address asks for; but a line that it points at is seen, whatever it asks for. */
    function restore() {
      var query = new URLSearchParams(window.location.search);
      var after = query.get("after");
      var asked = after === null ? query.get("rounds") : after;
      var wanted = asked ? asked.split(",") : [];
      var unknown = wanted.some(function (number) {
        return numbers.indexOf(number) < 0;
      });
      if (!refused) {
        shown = numbers.filter(function (number) {
          return asked === null || unknown || (after === null ? wanted : upTo(after)).indexOf(number) >= 0;
        });
      }
      show(unknown ? panel.dataset.unknown : "");
      var target = pointedAt();
      var hidden = target && paper.contains(target) && target.closest("[hidden]");
      if (!hidden) return;
      shown = numbers;
      show("");
      keep("replaceState");
      target.scrollIntoView();
    }

    function follow() {
      if (panel.isConnected) restore();
      else window.removeEventListener("popstate", follow);
    }

    panel.addEventListener("click", function (event) {
      var button = event.target.closest("button");
      if (!button) return;
      var only = button.dataset.only;
      shown = numbers.filter(function (number) {
        return only ? isShown(number) !== (number === only) : upTo(button.dataset.upto).indexOf(number) >= 0;
      });
      show("");
      keep("pushState");
    });
    window.addEventListener("popstate", follow);
    window.addEventListener("beforeprint", function () {
      var chosen = shown;
      shown = numbers;
      paint();
      shown = chosen;
    });
    window.addEventListener("afterprint", paint);
    panel.hidden = false;
    restore();
  }

  /* Bring something into view within a pane that scrolls on its own, without moving the page. */
  function bring(element, pane) {
    if (pane.scrollHeight <= pane.clientHeight) return;
    var box = element.getBoundingClientRect();
    var hull = pane.getBoundingClientRect();
    var margin = 0.15 * hull.height;
    if (box.top < hull.top + margin) pane.scrollTop -= hull.top + margin - box.top;
    else if (box.bottom > hull.bottom - margin) pane.scrollTop += box.bottom - hull.bottom + margin;
  }

  function beginBoxes(sheet) {
    var boxes = all(".gt-on-photo a", sheet);
    var photos = sheet.querySelector(".gt-photos");
    var transcript = sheet.querySelector(".gt-transcript");
    var marked = [];

    function lineOf(box) {
      return document.getElementById(box.getAttribute("href").slice(1));
    }

    function mark(box) {
      marked.forEach(function (one) {
        one.removeAttribute("data-gt-marked");
      });
      marked = box ? [box, lineOf(box)] : [];
      marked.forEach(function (one) {
        one.setAttribute("data-gt-marked", "");
      });
    }

    /* The box of what is pointed at: a box itself, or the innermost line that has one. */
    function boxAt(element) {
      var box = element.closest(".gt-on-photo a");
      var link = element.closest(".gt-to-photo");
      if (link) return document.getElementById(link.getAttribute("href").slice(1));
      for (var line = element.closest(LINES); line && !box; line = line.parentElement.closest(LINES)) {
        box = document.getElementById("gt-box-" + line.id);
      }
      return box;
    }

    function point(event) {
      var box = boxAt(event.target);
      if (box === marked[0]) return;
      mark(box);
      if (box && !photos.contains(event.target)) bring(box, photos);
    }

    function focus(event) {
      var box = boxAt(event.target);
      mark(box);
      if (!box) return;
      stopAt(box, box.parentNode);
      if (photos.contains(event.target)) bring(lineOf(box), transcript);
      else bring(box, photos);
    }

    function step(event) {
      var box = event.target.closest(".gt-on-photo a");
      var by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
      if (!box || !by || event.ctrlKey || event.altKey || event.metaKey) return;
      var there = all("a:not([data-gt-away])", box.parentNode);
      var next = there[there.indexOf(box) + by];
      event.preventDefault();
      if (next) next.focus();
    }

    if (!boxes.length) return;
    all(".gt-on-photo", sheet).forEach(stop);
    sheet.addEventListener("pointerover", point);
    sheet.addEventListener("pointerleave", function () {
      mark(null);
    });
    sheet.addEventListener("focusin", focus);
    sheet.addEventListener("keydown", step);
  }

  /* A sheet that has begun says so. A theme that exchanges pages in place may run this more than once. */
  function start() {
    all(".gt-sheet:not([data-gt-begun])", document).forEach(function (sheet) {
      var panel = sheet.querySelector("[data-gt-rounds]");
      sheet.setAttribute("data-gt-begun", "");
      if (panel) beginRounds(panel, sheet.querySelector(".gt-paper"));
      beginBoxes(sheet);
    });
  }

  start();
  if (window.document$ && !window.goldenthreadChart) {
    window.goldenthreadChart = true;
    window.document$.subscribe(start);
  }
})();
