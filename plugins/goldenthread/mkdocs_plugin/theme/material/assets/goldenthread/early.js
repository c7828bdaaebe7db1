/* Runs in the head, before anything is drawn: the colour scheme, and the names that Material's
   bundle expects to find. Nothing is stored but the reader's display choice. */
(function () {
  "use strict";

  var root = document.documentElement;
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  var KEY = "goldenthread.display";

  root.classList.remove("no-js");
  root.classList.add("js");

  function read() {
    try {
      var choice = window.localStorage.getItem(KEY);
      return choice === "light" || choice === "dark" ? choice : "auto";
    } catch (refused) {
      return "auto";
    }
  }

  function write(choice) {
    try {
      if (choice === "auto") window.localStorage.removeItem(KEY);
      else window.localStorage.setItem(KEY, choice);
    } catch (refused) {
      /* Storage is closed to us: the choice lasts as long as the page. */
    }
  }

  var current = read();

  function apply() {
    var scheme = current === "auto" ? (dark.matches ? "dark" : "light") : current;
    root.setAttribute("data-gt-scheme", scheme);
    /* For content that follows Material's own mark, such as images ending in #only-dark. */
    if (document.body) {
      document.body.setAttribute("data-md-color-scheme", scheme === "dark" ? "slate" : "default");
    }
  }

  apply();
  document.addEventListener("DOMContentLoaded", apply);
  dark.addEventListener("change", apply);
  window.addEventListener("storage", function (event) {
    if (event.key === KEY || event.key === null) {
      current = read();
      apply();
      document.dispatchEvent(new CustomEvent("goldenthread:display"));
    }
  });

  window.goldenthread = {
    display: function (choice) {
      if (choice !== undefined) {
        current = choice;
        write(choice);
        apply();
      }
      return current;
    },
  };

  /* What Material's bundle asks for. Its settings live only as long as the page. */
  var kept = new Map();
  var base = document.currentScript.getAttribute("data-gt-base") || ".";
  window.__md_scope = new URL(base, window.location.href);
  window.__md_hash = function (words) {
    var sum = 0;
    for (var i = 0; i < words.length; i += 1) sum = (Math.imul(sum, 31) + words.charCodeAt(i)) | 0;
    return sum;
  };
  window.__md_get = function (key) {
    return kept.has(key) ? kept.get(key) : null;
  };
  window.__md_set = function (key, value) {
    kept.set(key, value);
  };
})();
