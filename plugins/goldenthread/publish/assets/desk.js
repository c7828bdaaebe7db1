/* Boxes of lines, drawn over the photos of a chart: choose a line, drag. A box is {photo, left, top, width, height}, in
   thousandths of the photo's width and height; a line that has none has null. Nothing is written until it is saved. */
(function () {
  "use strict";

  var WHOLE = 1000;
  var LEAST = 5; /* the smallest side of a box, so that it can be taken hold of */
  var STEP = 5; /* what one arrow key moves */
  var SLIP = 4; /* pixels that a hand may slip in a click */
  var CORNER = 13; /* pixels of a corner to pull */
  var ZOOMS = [1, 1.5, 2, 3, 4, 6];
  var SIDES = ["left", "top", "width", "height"];
  var SVG = "http://www.w3.org/2000/svg";

  var form = document.getElementById("gt-desk");
  var words = form.dataset;
  var pane = part("pane");
  var fields = part("fields");
  var photos = all(".gt-desk-photo").map(function (element) {
    return { element: element, number: Number(element.dataset.photo), svg: element.querySelector("svg") };
  });
  var lines = all("input[name=line]").map(function (input) {
    var box = boxOf(input.dataset.box);
    return { input: input, has: input.parentElement.querySelector("[data-gt-has]"), box: box, saved: typed(box) };
  });
  var done = []; /* what can be undone: the line, its box before, and how and when it changed */
  var chosen = null;
  var drag = null;
  var zoom = 0;
  var saving = false;

  function part(name) {
    return form.querySelector("[data-gt-" + name + "]");
  }

  function all(selector) {
    return Array.prototype.slice.call(form.querySelectorAll(selector));
  }

  function filled(sentence, facts) {
    return sentence.replace(/\{(\w+)\}/g, function (_, name) {
      return facts[name];
    });
  }

  function tell(sentence) {
    part("told").textContent = sentence;
  }

  /* Boxes */

  function boxOf(numbers) {
    var all = numbers ? numbers.split(" ").map(Number) : null;
    return all && { photo: all[0], left: all[1], top: all[2], width: all[3], height: all[4] };
  }

  /* A box as it is sent, and compared; "null" for none. */
  function typed(box) {
    return JSON.stringify(box && [box.photo, box.left, box.top, box.width, box.height]);
  }

  function within(number, least, most) {
    return Math.max(least, Math.min(most, Math.round(number)));
  }

  /* The box nearest to one that is wholly on its photo. */
  function fitted(box) {
    var width = within(box.width, LEAST, WHOLE);
    var height = within(box.height, LEAST, WHOLE);
    return {
      photo: box.photo,
      left: within(box.left, 0, WHOLE - width),
      top: within(box.top, 0, WHOLE - height),
      width: width,
      height: height,
    };
  }

  /* The box that lies between two points. */
  function between(photo, one, other) {
    var left = Math.min(one.x, other.x);
    var top = Math.min(one.y, other.y);
    return fitted({ photo: photo, left: left, top: top, width: Math.abs(one.x - other.x), height: Math.abs(one.y - other.y) });
  }

  function unsaved() {
    return lines.filter(function (line) {
      return typed(line.box) !== line.saved;
    });
  }

  /* Give a line another box. What goes on in the same `way` within a second is undone at once. */
  function change(line, box, way) {
    var last = done[done.length - 1];
    var now = Date.now();
    if (typed(box) === typed(line.box)) return;
    if (last && way && last.way === way && last.line === line && now - last.at < 1000) last.at = now;
    else done.push({ line: line, before: line.box, way: way, at: now });
    line.box = box;
    part("wrote").hidden = true;
    show();
    tell(box ? stands(box) : words.removed);
  }

  function stands(box) {
    var facts = {};
    SIDES.forEach(function (side) {
      facts[side] = box[side] / WHOLE;
    });
    return filled(words.stands, facts);
  }

  function undo() {
    var last = done.pop();
    if (!last) return tell(words.nothing);
    last.line.box = last.before;
    choose(last.line);
    tell(words.undone);
  }

  /* What is seen */

  function rectangle(svg, box, kind) {
    var element = document.createElementNS(SVG, "rect");
    element.setAttribute("class", kind);
    element.setAttribute("vector-effect", "non-scaling-stroke");
    element.setAttribute("x", box.left);
    element.setAttribute("y", box.top);
    element.setAttribute("width", box.width);
    element.setAttribute("height", box.height);
    svg.appendChild(element);
    return element;
  }

  function draw(photo) {
    var last = chosen && chosen.box && chosen.box.photo === photo.number ? [chosen] : [];
    photo.svg.replaceChildren();
    lines
      .filter(function (line) {
        return line !== chosen && line.box && line.box.photo === photo.number;
      })
      .concat(last)
      .forEach(function (line) {
        rectangle(photo.svg, line.box, "gt-drawn-under");
        rectangle(photo.svg, line.box, line === chosen ? "gt-drawn gt-drawn--chosen" : "gt-drawn").dataset.line = lines.indexOf(line);
      });
    if (last.length) corners(photo, chosen.box);
  }

  /* Corners stand outside of the box, as far as the photo goes, so that a small one can still be moved. */
  function corners(photo, box) {
    var size = photo.element.getBoundingClientRect();
    var width = (CORNER / size.width) * WHOLE;
    var height = (CORNER / size.height) * WHOLE;
    [0, 1, 2, 3].forEach(function (corner) {
      var left = corner % 2 ? box.left + box.width : box.left - width;
      var top = corner > 1 ? box.top + box.height : box.top - height;
      var place = {
        left: Math.max(0, Math.min(WHOLE - width, left)),
        top: Math.max(0, Math.min(WHOLE - height, top)),
        width: width,
        height: height,
      };
      rectangle(photo.svg, place, "gt-drawn-corner").dataset.corner = corner;
    });
  }

  function nameOf(number) {
    var option = form.elements.photo && form.elements.photo.querySelector('[value="' + number + '"]');
    return option ? option.text : "";
  }

  function show() {
    var changed = unsaved().length;
    var boxed = lines.filter(function (line) {
      return line.box;
    });
    photos.forEach(draw);
    lines.forEach(function (line) {
      var name = line.box && nameOf(line.box.photo);
      line.has.classList.toggle("gt-desk-has--box", Boolean(line.box));
      line.has.textContent = line.box ? (name ? filled(words.withNamed, { photo: name }) : words.with) : words.without;
    });
    showFields();
    part("count").textContent =
      filled(words.counted, { boxes: boxed.length, lines: lines.length }) +
      (changed ? " · " + filled(words.unsaved, { count: changed }) : "");
  }

  function showFields() {
    var box = chosen && chosen.box;
    fields.disabled = !chosen;
    SIDES.forEach(function (side) {
      form.elements[side].value = box ? box[side] / WHOLE : "";
    });
    if (form.elements.photo && box) form.elements.photo.value = box.photo;
    part("put").hidden = Boolean(box);
    part("remove").hidden = !box;
  }

  function choose(line) {
    chosen = line;
    line.input.checked = true;
    line.input.parentElement.scrollIntoView({ block: "nearest" });
    show();
    var box = form.querySelector(".gt-drawn--chosen");
    if (box) box.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function next() {
    var from = chosen ? lines.indexOf(chosen) + 1 : 0;
    var found = lines.slice(from).concat(lines.slice(0, from)).filter(function (line) {
      return !line.box;
    })[0];
    if (found) choose(found);
    tell(found ? found.input.labels[0].textContent.trim() : words.all);
  }

  /* The middle of what is seen stays where it is. */
  function setZoom(by) {
    var across = (pane.scrollLeft + pane.clientWidth / 2) / pane.scrollWidth;
    var down = (pane.scrollTop + pane.clientHeight / 2) / pane.scrollHeight;
    zoom = within(zoom + by, 0, ZOOMS.length - 1);
    photos.forEach(function (photo) {
      photo.element.style.width = 100 * ZOOMS[zoom] + "%";
    });
    part("size").textContent = 100 * ZOOMS[zoom] + " %";
    pane.scrollLeft = across * pane.scrollWidth - pane.clientWidth / 2;
    pane.scrollTop = down * pane.scrollHeight - pane.clientHeight / 2;
    photos.forEach(draw);
  }

  /* By pointer */

  function pointOn(photo, event) {
    var size = photo.element.getBoundingClientRect();
    return {
      x: within(((event.clientX - size.left) / size.width) * WHOLE, 0, WHOLE),
      y: within(((event.clientY - size.top) / size.height) * WHOLE, 0, WHOLE),
    };
  }

  function press(photo, event) {
    if (event.button || drag) return;
    var under = event.target.dataset;
    var box = chosen && chosen.box;
    var hit = under.line ? lines[under.line] : null;
    drag = { photo: photo, from: pointOn(photo, event), x: event.clientX, y: event.clientY, hit: hit, before: box };
    if (under.corner) {
      /* The corner opposite to the one that is pulled stays. */
      drag.anchor = {
        x: under.corner % 2 ? box.left : box.left + box.width,
        y: under.corner > 1 ? box.top : box.top + box.height,
      };
    } else if (chosen && hit !== chosen) drag.anchor = drag.from;
    photo.svg.setPointerCapture(event.pointerId);
  }

  function pull(event) {
    if (!drag) return;
    drag.moved = drag.moved || Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > SLIP;
    if (!drag.moved || !chosen) return;
    var to = pointOn(drag.photo, event);
    var before = drag.before;
    if (drag.anchor) chosen.box = between(drag.photo.number, drag.anchor, to);
    else {
      chosen.box = fitted({
        photo: before.photo,
        left: before.left + to.x - drag.from.x,
        top: before.top + to.y - drag.from.y,
        width: before.width,
        height: before.height,
      });
    }
    photos.forEach(draw);
    showFields();
  }

  /* A pull draws, moves or resizes; a click chooses. */
  function release() {
    if (!drag) return;
    var ended = drag;
    drag = null;
    if (ended.moved && chosen) {
      var box = chosen.box;
      chosen.box = ended.before;
      change(chosen, box);
    } else if (!ended.moved && ended.hit) choose(ended.hit);
    else if (!chosen) tell(words.choose);
  }

  function giveUp() {
    if (!drag) return;
    if (chosen) chosen.box = drag.before;
    drag = null;
    show();
  }

  /* By keys and fields */

  function middle(photo) {
    var size = photo.element.getBoundingClientRect();
    var seen = pane.getBoundingClientRect();
    var across = (Math.max(size.left, seen.left) + Math.min(size.right, seen.right)) / 2;
    var down = (Math.max(size.top, seen.top) + Math.min(size.bottom, seen.bottom)) / 2;
    var x = ((across - size.left) / size.width) * WHOLE;
    var y = ((down - size.top) / size.height) * WHOLE;
    return fitted({ photo: photo.number, left: x - 150, top: y - 30, width: 300, height: 60 });
  }

  /* The photo of which most is seen. */
  function seenMost() {
    var seen = pane.getBoundingClientRect();
    function height(photo) {
      var size = photo.element.getBoundingClientRect();
      return Math.min(size.bottom, seen.bottom) - Math.max(size.top, seen.top);
    }
    return photos.reduce(function (best, photo) {
      return height(photo) > height(best) ? photo : best;
    });
  }

  function enter(name) {
    var box = Object.assign({}, chosen.box || middle(seenMost()));
    if (name === "photo") box.photo = Number(form.elements.photo.value);
    else if (form.elements[name].value !== "" && form.elements[name].checkValidity()) box[name] = form.elements[name].value * WHOLE;
    change(chosen, fitted(box));
    showFields(); /* what was typed and cannot be */
  }

  function arrow(key, resize) {
    var across = { ArrowLeft: -STEP, ArrowRight: STEP }[key] || 0;
    var down = { ArrowUp: -STEP, ArrowDown: STEP }[key] || 0;
    var box = Object.assign({}, chosen.box);
    if (resize) {
      box.width = Math.min(box.width + across, WHOLE - box.left);
      box.height = Math.min(box.height + down, WHOLE - box.top);
    } else {
      box.left += across;
      box.top += down;
    }
    change(chosen, fitted(box), resize ? "resize" : "move");
    form.querySelector(".gt-drawn--chosen").scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function keyOnPhotos(event) {
    var key = event.key;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === "Escape") giveUp();
    else if (key === "Enter") next();
    else if (key === "+" || key === "-") setZoom(key === "+" ? 1 : -1);
    else if (/^Arrow/.test(key) && chosen && chosen.box) arrow(key, event.shiftKey);
    else if ((key === "Delete" || key === "Backspace") && chosen) change(chosen, null);
    else return;
    event.preventDefault();
  }

  function key(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    if (event.key === "s") save();
    else if (event.key === "z" && event.target.type !== "number") undo();
    else return;
    event.preventDefault();
  }

  /* Saving */

  function save() {
    var changed = unsaved();
    var boxes = {};
    if (saving) return;
    if (!changed.length) return tell(words.nothing);
    changed.forEach(function (line) {
      boxes[line.input.value] = JSON.parse(typed(line.box));
    });
    saving = true;
    tell(words.saving);
    window
      .fetch("boxes", {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Goldenthread-Token": words.token },
        body: JSON.stringify({ digest: words.digest, boxes: boxes }),
      })
      .then(
        function (answer) {
          if (!answer.ok) return answer.text().then(refused.bind(null, answer.status));
          return answer.json().then(saved.bind(null, changed, boxes));
        },
        function () {
          tell(words.ended);
        }
      )
      .finally(function () {
        saving = false;
        show();
      });
  }

  function saved(changed, boxes, said) {
    changed.forEach(function (line) {
      line.saved = JSON.stringify(boxes[line.input.value]);
    });
    words.digest = said.digest;
    list(part("wrote"), said.wrote);
    part("wrote").hidden = false;
    list(part("problems").querySelector("ul"), said.problems, "code");
    part("problems").hidden = !said.problems.length;
    part("reload").hidden = true;
    tell(said.said);
  }

  function refused(status, said) {
    part("reload").hidden = status !== 409;
    tell(said);
  }

  function list(element, items, inner) {
    element.replaceChildren.apply(
      element,
      items.map(function (words) {
        var item = document.createElement("li");
        (inner ? item.appendChild(document.createElement(inner)) : item).textContent = words;
        return item;
      })
    );
  }

  form.addEventListener("change", function (event) {
    var name = event.target.name;
    if (name === "line") choose(lines[all("input[name=line]").indexOf(event.target)]);
    else enter(name);
  });
  document.addEventListener("keydown", key);
  part("save").addEventListener("click", save);
  part("undo").addEventListener("click", undo);
  part("next").addEventListener("click", next);
  part("reload").addEventListener("click", function () {
    window.location.reload();
  });
  part("put").addEventListener("click", function () {
    change(chosen, middle(seenMost()));
    pane.focus();
  });
  pane.addEventListener("keydown", keyOnPhotos);
  part("remove").addEventListener("click", function () {
    change(chosen, null);
    part("put").focus();
  });
  all("[data-gt-zoom]").forEach(function (button) {
    button.addEventListener("click", function () {
      setZoom(Number(button.dataset.gtZoom));
    });
  });
  photos.forEach(function (photo) {
    photo.svg.addEventListener("pointerdown", function (event) {
      press(photo, event);
    });
    photo.svg.addEventListener("pointermove", pull);
    photo.svg.addEventListener("pointerup", release);
    photo.svg.addEventListener("pointercancel", giveUp);
    new ResizeObserver(function () {
      draw(photo);
    }).observe(photo.element);
  });
  window.addEventListener("beforeunload", function (event) {
    if (unsaved().length) event.preventDefault();
  });
  show();
})();
