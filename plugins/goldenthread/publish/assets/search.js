/* On every page: the box in the header begins to search when somebody turns to it, and the key / leads there. What does
   the searching is fetched then, and not before. Without this file the box is a form that leads to the page of the search. */
(function () {
  "use strict";

  var KEY = "goldenthread.slash";
  var here = document.currentScript.src;
  var box = document.querySelector("[data-gt-search-box]");
  var field = document.querySelector("[data-gt-search-field]") || (box && box.querySelector("input"));

  function read() {
    try {
      return window.localStorage.getItem(KEY) !== "off";
    } catch (refused) {
      return true;
    }
  }

  function write(on) {
    try {
      if (on) window.localStorage.removeItem(KEY);
      else window.localStorage.setItem(KEY, "off");
    } catch (refused) {
      /* Storage is closed to us: the choice lasts as long as the page. */
    }
  }

  var slash = read();
  var choice = document.querySelector("[data-gt-slash]");
  if (choice) {
    choice.checked = slash;
    choice.addEventListener("change", function () {
      slash = choice.checked;
      write(slash);
    });
  }

  document.addEventListener("keydown", function (event) {
    var typing = event.target.closest("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]");
    if (event.key !== "/" || !slash || typing || event.ctrlKey || event.metaKey || event.altKey || !field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });

  if (box) {
    var list = box.querySelector("ul");
    /* What stands behind "#" is sent to no host; the page of the search takes it from there. */
    box.addEventListener("submit", function (event) {
      event.preventDefault();
      location.assign(box.action + "#" + new URLSearchParams(new FormData(box)));
    });
    list.setAttribute("role", "listbox");
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    box.addEventListener(
      "focusin",
      function () {
        import(new URL("search-box.js", here)).then(
          function (module) {
            module.begin(box);
          },
          function () {
            /* The form leads to the page of the search, which says what is wrong. */
          }
        );
      },
      { once: true }
    );
  }
})();
