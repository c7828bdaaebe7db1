/* Registers: filter, sort, count, share, take away. Without this file the whole register stands there, and its table
   is a link. A row says in data-line its line in the table, in data-in the numbers of the values it has, and in data-at
   its place in each order. Of a long register only the beginning stands there: who asks for anything gets the rest from
   the pages of its volumes. */
(function () {
  "use strict";

  function all(selector, inside) {
    return Array.prototype.slice.call((inside || document).querySelectorAll(selector));
  }

  /* The lines of a table as they were written, quotation marks and all; the last one ends in a line break too. */
  function lines(text) {
    var found = [];
    var quoted = false;
    var from = 0;
    for (var place = 0; place < text.length; place += 1) {
      if (text[place] === '"') quoted = !quoted;
      else if (text[place] === "\n" && !quoted) {
        found.push(text.slice(from, place + 1));
        from = place + 1;
      }
    }
    return found;
  }

  function rowsIn(box) {
    return all("tbody > tr", box).map(function (element) {
      return {
        element: element,
        line: Number(element.dataset.line),
        values: new Set(element.dataset.in.split(" ")),
        places: element.dataset.at.split(" ").map(Number),
      };
    });
  }

  /* The rows under each heading. */
  function sectionsOf() {
    return all("[data-gt-rows]").map(function (box) {
      return {
        name: box.dataset.gtRows,
        body: box.querySelector("tbody"),
        table: box.querySelector(".gt-table"),
        none: box.querySelector("[data-gt-none]"),
        beginning: box.querySelector("[data-gt-beginning]"),
        rows: rowsIn(box),
      };
    });
  }

  function fetched(where) {
    return window.fetch(where).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.text();
    });
  }

  function volumesIn(page, at) {
    return all("[data-gt-volumes] a", page).map(function (link) {
      return new URL(link.getAttribute("href"), at).href;
    });
  }

  /* The pages of these volumes, few at a time, and of those into which one is divided. */
  function pagesOf(volumes) {
    var waiting = volumes.slice();
    var found = [];
    function next() {
      var where = waiting.shift();
      if (!where) return null;
      return fetched(where).then(function (text) {
        var page = new DOMParser().parseFromString(text, "text/html");
        var parts = volumesIn(page, where);
        if (parts.length) waiting = waiting.concat(parts);
        else found.push({ page: page, at: where });
        return next();
      });
    }
    return Promise.all([1, 2, 3, 4].map(next)).then(function () {
      return found;
    });
  }

  function begin(form) {
    var sections = sectionsOf();
    var status = form.querySelector("[role=status]");
    var chosen = form.querySelector("[data-gt-chosen]");
    var sort = form.elements.sort;
    var choices = all("option, input", form);
    var order = sort.options[0];
    var told = "";
    var last = {};
    var refused = false;
    var volumes = volumesIn(document, document.baseURI);
    var rest = null;

    function nameOf(choice) {
      return choice.name || choice.closest("select").name;
    }

    /* What has been chosen, other than that everything is to be shown. */
    function chosenNow() {
      return choices.filter(function (choice) {
        return choice.dataset.n && (choice.selected || choice.checked);
      });
    }

    function asked() {
      var query = new URLSearchParams();
      chosenNow().forEach(function (choice) {
        query.append(nameOf(choice), choice.value);
      });
      if (sort.selectedIndex) query.append("sort", sort.value);
      return query.toString();
    }

    /* All rows of the register, once: those of its volumes lead from here to where they led from there. */
    function whole() {
      rest = rest || pagesOf(volumes).then(function (pages) {
        sections.forEach(function (section) {
          var begun = new Set(section.rows.map(function (row) {
            return row.line;
          }));
          pages.forEach(function (found) {
            all("[data-gt-rows='" + section.name + "']", found.page).forEach(function (box) {
              rowsIn(box).forEach(function (row) {
                if (begun.has(row.line)) return;
                all("a[href]", row.element).forEach(function (link) {
                  link.href = new URL(link.getAttribute("href"), found.at).href;
                });
                section.rows.push(document.adoptNode(row.element) && row);
              });
            });
          });
          if (section.beginning) section.beginning.hidden = true;
          arrange(section);
        });
        volumes = [];
      });
      rest.catch(function () {
        rest = null; /* who asks again tries again */
      });
      return rest;
    }

    /* Set the controls as the address says, and tell whether it asks for something that is not there. */
    function restore() {
      var unknown = false;
      form.reset();
      new URLSearchParams(window.location.search).forEach(function (value, name) {
        var known = choices.filter(function (choice) {
          return nameOf(choice) === name;
        });
        var found = known.filter(function (choice) {
          return choice.value === value;
        })[0];
        if (!found) unknown = unknown || known.length > 0;
        else if (found.type === "checkbox") found.checked = true;
        else found.selected = true;
      });
      show(unknown ? form.dataset.unknown : "");
    }

    /* Values of one facet widen what is shown, facets narrow it. */
    function wanted() {
      var facets = {};
      chosenNow().forEach(function (choice) {
        var name = nameOf(choice);
        (facets[name] = facets[name] || []).push(choice.dataset.n);
      });
      return Object.keys(facets).map(function (name) {
        return facets[name];
      });
    }

    function filter() {
      var facets = wanted();
      var shown = 0;
      sections.forEach(function (section) {
        var before = shown;
        section.rows.forEach(function (row) {
          var fits = facets.every(function (numbers) {
            return numbers.some(function (number) {
              return row.values.has(number);
            });
          });
          if (row.element.hidden === fits) row.element.hidden = !fits;
          shown += fits ? 1 : 0;
        });
        section.table.hidden = shown === before;
        section.none.hidden = shown > before;
      });
      return shown;
    }

    function arrange(section) {
      var turn = "backwards" in order.dataset ? -1 : 1;
      var place = order.dataset.at;
      section.rows.sort(function (one, other) {
        return place ? turn * (one.places[place] - other.places[place]) : one.line - other.line;
      });
      section.rows.forEach(function (row) {
        section.body.append(row.element);
      });
    }

    /* What is told beside the lists is heard at once: they alone are busy. */
    function wait(busy) {
      all("[data-gt-rows]").forEach(function (box) {
        if (busy) box.setAttribute("aria-busy", "true");
        else box.removeAttribute("aria-busy");
      });
    }

    /* What is asked for, of all there is: the beginning alone answers nothing. */
    function show(note) {
      if (!volumes.length || !asked()) {
        tell(note);
        return;
      }
      wait(true);
      var slow = window.setTimeout(function () {
        status.textContent = form.dataset.fetching;
      }, 400);
      whole()
        .then(function () {
          tell(note);
        })
        .catch(function () {
          status.textContent = form.dataset.failed;
        })
        .then(function () {
          window.clearTimeout(slow);
          wait(false);
        });
    }

    /* What is shown is said once for each change; a hearer is not told again what has stayed as it was. */
    function tell(note) {
      var words = [form.dataset.counted.replace("{shown}", filter())];
      if (order !== sort.selectedOptions[0]) {
        order = sort.selectedOptions[0];
        sections.forEach(arrange);
      }
      if (sort.selectedIndex) words.push(order.text);
      if (note) words.push(note);
      told = words.join(" · ");
      if (status.textContent !== told) status.textContent = told;
      chosen.textContent = chosenNow()
        .map(function (choice) {
          return " · " + choice.dataset.words;
        })
        .join("");
      window.dispatchEvent(new Event("resize")); /* wide tables are measured anew */
    }

    /* Whoever runs through a list by arrow keys goes back in one step. */
    function change(event) {
      show("");
      var query = asked();
      var address = window.location.pathname + (query ? "?" + query : "") + window.location.hash;
      var running = event.target === last.target && event.timeStamp - last.timeStamp < 1000;
      last = event;
      try {
        window.history[running ? "replaceState" : "pushState"](null, "", address);
      } catch (file) {
        refused = true; /* A page opened as a file may not change its address; it filters all the same. */
      }
    }

    /* The lines of the table that are seen, in the order in which they are seen. */
    function take() {
      var where = form.dataset.gtRegister;
      whole()
        .then(function () {
          tell("");
          return fetched(where);
        })
        .then(function (text) {
          var written = lines(text);
          var seen = [written[0]];
          sections.forEach(function (section) {
            section.rows.forEach(function (row) {
              if (!row.element.hidden) seen.push(written[row.line]);
            });
          });
          save(seen.join(""), where);
        })
        .catch(function () {
          status.textContent = told + " · " + form.dataset.failed;
        });
    }

    /* With the mark by which spreadsheets know UTF-8, which a browser takes away as it reads. */
    function save(text, where) {
      var link = document.createElement("a");
      var filtered = decodeURIComponent(asked()).replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 80);
      link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }));
      link.download = where.split("/").pop().replace(".csv", (filtered ? "-" + filtered : "") + ".csv");
      link.click();
      window.setTimeout(URL.revokeObjectURL, 10000, link.href);
    }

    function follow() {
      if (!form.isConnected) window.removeEventListener("popstate", follow);
      else if (!refused) restore(); /* or what was chosen would go: the address does not say it */
    }

    form.addEventListener("submit", function (event) {
      event.preventDefault();
    });
    form.addEventListener("change", change);
    form.querySelector("[data-gt-take]").addEventListener("click", take);
    form.querySelector("[data-gt-clear]").addEventListener("click", function (event) {
      form.reset();
      change(event);
    });
    window.addEventListener("popstate", follow);
    form.querySelector("details").open = !window.matchMedia("(max-width: 44em)").matches;
    form.hidden = false;
    restore();
  }

  /* A form that is shown has begun. A theme that exchanges pages in place may run this more than once. */
  function start() {
    all("form[data-gt-register][hidden]").forEach(begin);
  }

  start();
  if (window.document$ && !window.goldenthreadRegister) {
    window.goldenthreadRegister = true;
    window.document$.subscribe(start);
  }
})();
