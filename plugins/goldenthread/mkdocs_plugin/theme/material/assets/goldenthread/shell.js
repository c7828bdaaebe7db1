/* The header and "On this page". Without this file the navigation stands open and everything works. */
(function () {
  "use strict";

  var narrow = window.matchMedia("(max-width: 59.9375em)");
  var besides = window.matchMedia("(min-width: 75em)");

  /* The menu button. What it controls is hidden by shell.css unless data-gt-open stands on it. */
  function menu() {
    var button = document.querySelector(".gt-menu-button");
    var panel = document.getElementById("gt-menu");
    if (!button || !panel) return;

    function set(open) {
      button.setAttribute("aria-expanded", String(open));
      panel.toggleAttribute("data-gt-open", open);
    }
    button.addEventListener("click", function () {
      set(button.getAttribute("aria-expanded") !== "true");
    });
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || event.defaultPrevented || !narrow.matches) return;
      if (button.getAttribute("aria-expanded") !== "true") return;
      var inside = panel.contains(document.activeElement) || document.activeElement === document.body;
      set(false);
      if (inside) button.focus();
    });
    narrow.addEventListener("change", function () {
      set(false);
    });
  }

  /* Sections are native disclosures; over the page they also close on Escape and when left. */
  function sections() {
    document.querySelectorAll(".gt-nav__section").forEach(function (section) {
      section.addEventListener("keydown", function (event) {
        if (event.key !== "Escape" || !section.open) return;
        section.open = false;
        section.querySelector("summary").focus();
        event.preventDefault();
      });
      section.addEventListener("focusout", function (event) {
        if (!narrow.matches && event.relatedTarget && !section.contains(event.relatedTarget)) section.open = false;
      });
      document.addEventListener("click", function (event) {
        if (!narrow.matches && !section.contains(event.target)) section.open = false;
      });
    });
  }

  function display() {
    var field = document.querySelector("[data-gt-display]");
    if (!field) return;

    function show() {
      field.querySelectorAll("input").forEach(function (input) {
        input.checked = input.value === window.goldenthread.display();
      });
    }
    field.addEventListener("change", function (event) {
      window.goldenthread.display(event.target.value);
    });
    document.addEventListener("goldenthread:display", show);
    window.addEventListener("pageshow", show);
    show();
  }

  /* The list of headings is open beside the text, closed above it. */
  function contents() {
    var list = document.querySelector(".gt-toc > details");
    if (!list) return;

    function fit() {
      list.open = besides.matches;
    }
    besides.addEventListener("change", fit);
    fit();
    document.documentElement.classList.add("gt-ready");
  }

  menu();
  sections();
  display();
  contents();
})();
