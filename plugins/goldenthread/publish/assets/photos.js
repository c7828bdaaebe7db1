/* Photos over the page, at any size. Without this file a photo is a link to its largest file. */
(function () {
  "use strict";

  var STEPS = [1, 1.5, 2, 3, 4, 6];

  function open(dialog, links, first) {
    var view = dialog.querySelector(".gt-lightbox-view");
    var name = document.getElementById(dialog.getAttribute("aria-labelledby"));
    var percent = dialog.querySelector(".gt-lightbox-buttons [role=status]");
    var caption = dialog.querySelector(".gt-lightbox-caption");
    var full = dialog.querySelector("a");
    var buttons = {};
    var image = document.createElement("img");
    var at = links.indexOf(first);
    var step = 0;

    dialog.querySelectorAll("button").forEach(function (button) {
      buttons[button.dataset.do] = button;
    });

    /* A hearer is not told again what has stayed as it was. */
    function tell(element, words) {
      if (element.textContent !== words) element.textContent = words;
    }

    /* The width at which all of the photo is seen, which is never more than it has. */
    function fitting() {
      var wide = image.naturalWidth || Number(image.dataset.width);
      var high = image.naturalHeight || Number(image.dataset.height);
      return Math.min(wide, view.clientWidth, (view.clientHeight * wide) / high);
    }

    /* Enlarged around the middle of what is seen. */
    function size() {
      var x = (view.scrollLeft + view.clientWidth / 2) / view.scrollWidth;
      var y = (view.scrollTop + view.clientHeight / 2) / view.scrollHeight;
      image.width = Math.round(fitting() * STEPS[step]);
      view.scrollLeft = x * view.scrollWidth - view.clientWidth / 2;
      view.scrollTop = y * view.scrollHeight - view.clientHeight / 2;
      tell(percent, percent.dataset.said.replace("{percent}", Math.round(100 * STEPS[step])));
      buttons.smaller.disabled = step === 0;
      buttons.larger.disabled = step === STEPS.length - 1;
      if (dialog.contains(document.activeElement) && document.activeElement.disabled) view.focus();
    }

    function zoom(by) {
      step = Math.min(Math.max(step + by, 0), STEPS.length - 1);
      size();
    }

    function show() {
      var link = links[at];
      var small = link.querySelector("img");
      image.alt = small.alt;
      image.dataset.width = small.getAttribute("width");
      image.dataset.height = small.getAttribute("height");
      image.src = link.href;
      full.href = link.href;
      tell(name, name.dataset.said.replace("{number}", at + 1).replace("{all}", links.length));
      tell(caption, link.dataset.gtPhoto);
      step = 0;
      size();
    }

    function turn(by) {
      at = (at + by + links.length) % links.length;
      show();
    }

    function press(event) {
      var backwards = window.getComputedStyle(dialog).direction === "rtl" ? -1 : 1;
      var scrolls = view.scrollWidth > view.clientWidth;
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key === "+" || event.key === "=") zoom(1);
      else if (event.key === "-") zoom(-1);
      else if (event.key === "0") zoom(-STEPS.length);
      else if (event.key === "ArrowRight" && !scrolls && links.length > 1) turn(backwards);
      else if (event.key === "ArrowLeft" && !scrolls && links.length > 1) turn(-backwards);
      else return;
      event.preventDefault();
    }

    var does = {
      smaller: zoom.bind(null, -1),
      larger: zoom.bind(null, 1),
      before: turn.bind(null, -1),
      after: turn.bind(null, 1),
      close: function () {
        dialog.close();
      },
    };

    function click(event) {
      var button = event.target.closest("button");
      if (button) does[button.dataset.do]();
    }

    function end() {
      dialog.removeEventListener("click", click);
      dialog.removeEventListener("keydown", press);
      dialog.removeEventListener("close", end);
      window.removeEventListener("resize", size);
      image.remove();
    }

    image.addEventListener("load", size);
    view.append(image);
    buttons.before.hidden = buttons.after.hidden = links.length < 2;
    dialog.addEventListener("click", click);
    dialog.addEventListener("keydown", press);
    dialog.addEventListener("close", end);
    window.addEventListener("resize", size);
    dialog.showModal();
    view.focus();
    show();
  }

  /* Whoever asks for another tab or window gets the file. */
  function follow(event) {
    var link = event.target.closest("a[data-gt-photo]");
    var dialog = document.querySelector("dialog.gt-lightbox");
    var elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!link || !dialog || !dialog.showModal || elsewhere || event.defaultPrevented) return;
    event.preventDefault();
    open(dialog, Array.prototype.slice.call(document.querySelectorAll("a[data-gt-photo]")), link);
  }

  /* A theme that exchanges pages in place may run this more than once. */
  if (window.goldenthreadPhotos) return;
  window.goldenthreadPhotos = true;
  document.addEventListener("click", follow);
})();
