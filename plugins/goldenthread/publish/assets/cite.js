/* Copying what a page offers to be cited by. Without this file the words stand there to be selected. */
(function () {
  "use strict";

  function begin(part) {
    var words = part.querySelector("[data-gt-words]");
    var button = part.querySelector("button");
    var told = part.querySelector("[role=status]");
    button.hidden = false;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(words.textContent.trim()).then(
        function () { told.textContent = button.dataset.gtDone; },
        function () {
          window.getSelection().selectAllChildren(words);
          told.textContent = button.dataset.gtSelected;
        },
      );
    });
  }

  /* A button that is shown has begun. A theme that exchanges pages in place may run this more than once. */
  function start() {
    Array.prototype.forEach.call(document.querySelectorAll("[data-gt-copied]:has(button[hidden])"), begin);
  }

  if (!navigator.clipboard) return;
  start();
  if (window.document$ && !window.goldenthreadCite) {
    window.goldenthreadCite = true;
    window.document$.subscribe(start);
  }
})();
