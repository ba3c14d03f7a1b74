// Maps: pan, zoom, popups, layers, filters. The drawing and the tables of the page are all that it needs: no request,
// no inline script, no style attribute but through the style object. Without it the page reads the same.
(() => {
  const french = document.documentElement.lang.startsWith("fr");
  const say = (fr, en) => (french ? fr : en);
  const most = 32;
  const near = 3;
  const marks = ".m-mark,.m-circle,.m-class,.m-none,.m-area,.m-line,.m-cluster";

  const element = (name, props = {}, ...children) => {
    const made = Object.assign(document.createElement(name), props);
    made.append(...children);
    return made;
  };

  document.querySelectorAll(".map-figure").forEach((figure) => {
    const view = figure.querySelector(".map-view");
    const tables = [...figure.querySelectorAll("table[data-layer]")];
    const places = figure.querySelector(".map-places");
    const drawings = [...view.querySelectorAll("svg")].map((svg) => {
      const [width, height] = svg.dataset.frame.split(" ").map(Number);
      return { svg, world: svg.querySelector(".m-world"), width, height, scale: svg.querySelector(".m-scale") };
    });
    if (!drawings.length) return;
    const state = { x: 0, y: 0, k: 1 };
    const off = new Set();
    let popup = null;
    let chosen = null;
    figure.classList.add("map-on");

    // The drawing that the container query shows.
    const current = () => drawings.find(({ svg }) => svg.getClientRects().length) || drawings[0];
    const row = (layer, number) => tables[layer]?.tBodies[0].rows[number];
    const key = (layer, number) => layer + "/" + number;

    function apply() {
      const { width, height } = current();
      state.k = Math.min(most, Math.max(1, state.k));
      // No more than the frame's own land can be shown: there is nothing beyond.
      state.x = Math.min(0, Math.max(width * (1 - state.k), state.x));
      state.y = Math.min(0, Math.max(height * (1 - state.k), state.y));
      for (const drawing of drawings) {
        const share = drawing.width / width;
        drawing.world.setAttribute("transform", `translate(${state.x * share} ${state.y * share}) scale(${state.k})`);
        drawing.svg.style.setProperty("--map-inverse", 1 / state.k);
        drawing.svg.querySelectorAll(".m-near").forEach((group) => {
          state.k >= near ? group.removeAttribute("display") : group.setAttribute("display", "none");
        });
        drawing.svg.querySelectorAll(".m-clusters").forEach((group) => {
          state.k >= near ? group.setAttribute("display", "none") : group.removeAttribute("display");
        });
        // The bar would lie: it is shown at its own scale only.
        drawing.scale?.classList.toggle("m-off", state.k !== 1);
      }
      if (tiled) tiles();
      if (popup) place();
    }

    // Pictures of another site, under the places, once the reader has asked for them: those of the frame, no more.
    let tiled = false;
    let laid = "";
    function tiles() {
      const { svg, world, width, height } = current();
      if (!svg.dataset.degrees) return;
      const [west, north, kx, ky] = svg.dataset.degrees.split(" ").map(Number);
      const sharp = svg.getBoundingClientRect().width / width || 1;
      const z = Math.max(0, Math.min(19, Math.round(Math.log2((kx * state.k * sharp * 360) / 256))));
      const n = 2 ** z;
      const column = (lon) => Math.floor(((lon + 180) / 360) * n);
      const row = (lat) => Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * n);
      const lon = (x) => (x / n) * 360 - 180;
      const lat = (y) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / n))) * 180) / Math.PI;
      const at = (x, y) => [west + (x - state.x) / state.k / kx, north - (y - state.y) / state.k / ky];
      const [left, top] = at(0, 0);
      const [right, bottom] = at(width, height);
      const range = [z, column(left), column(right), row(top), row(bottom)];
      if (laid === range.join() + svg.dataset.frame) return;
      laid = range.join() + svg.dataset.frame;
      const space = "http://www.w3.org/2000/svg";
      const group = document.createElementNS(space, "g");
      group.setAttribute("class", "m-tiles");
      for (let x = range[1]; x <= range[2]; x += 1) {
        for (let y = range[3]; y <= range[4]; y += 1) {
          if (y < 0 || y >= n) continue;
          const image = document.createElementNS(space, "image");
          const put = (name, value) => image.setAttribute(name, value);
          put("x", (lon(x) - west) * kx);
          put("y", (north - lat(y)) * ky);
          put("width", (360 / n) * kx);
          put("height", (lat(y) - lat(y + 1)) * ky);
          put("preserveAspectRatio", "none");
          put("href", view.dataset.tiles.replace("{z}", z).replace("{x}", ((x % n) + n) % n).replace("{y}", y));
          group.append(image);
        }
      }
      world.querySelector(".m-tiles")?.remove();
      world.insertBefore(group, world.querySelector(".m-layer"));
    }

    function zoom(factor, at) {
      const { width, height } = current();
      const [x, y] = at || [width / 2, height / 2];
      const k = Math.min(most, Math.max(1, state.k * factor));
      state.x = x - ((x - state.x) * k) / state.k;
      state.y = y - ((y - state.y) * k) / state.k;
      state.k = k;
      apply();
    }

    // From the window to the drawing's own pixels.
    const local = (event) => {
      const { svg, width } = current();
      const box = svg.getBoundingClientRect();
      const share = width / box.width;
      return [(event.clientX - box.left) * share, (event.clientY - box.top) * share];
    };

    function close(focus) {
      if (!popup) return;
      popup.remove();
      popup = null;
      view.classList.remove("map-popped");
      figure.querySelectorAll(".m-chosen").forEach((mark) => mark.classList.remove("m-chosen"));
      figure.querySelectorAll("tr[aria-current]").forEach((line) => line.removeAttribute("aria-current"));
      if (focus) current().svg.focus();
    }

    // Beside the chosen mark, inside the view.
    function place() {
      const mark = [...current().svg.querySelectorAll(".m-chosen")].pop();
      if (!mark) return;
      const frame = view.getBoundingClientRect();
      const box = mark.getBoundingClientRect();
      const middle = box.left - frame.left + box.width / 2;
      const right = middle < frame.width / 2;
      const left = right ? middle + 16 : middle - popup.offsetWidth - 16;
      const top = box.top - frame.top + box.height / 2 - 30;
      popup.style.left = Math.max(8, Math.min(frame.width - popup.offsetWidth - 8, left)) + "px";
      popup.style.top = Math.max(8, Math.min(frame.height - popup.offsetHeight - 8, top)) + "px";
    }

    function open(layer, number, focus) {
      close();
      const line = row(layer, number);
      const found = figure.querySelectorAll(`.m-layer[data-layer="${layer}"] [data-i="${number}"]`);
      if (!line || !found.length) return;
      found.forEach((mark) => mark.classList.add("m-chosen"));
      line.setAttribute("aria-current", "true");
      chosen = [layer, number];
      const heads = [...tables[layer].tHead.rows[0].cells].slice(1);
      const title = element("h3", { textContent: line.cells[0].textContent });
      const shut = element("button", { type: "button", textContent: "×" });
      shut.setAttribute("aria-label", say("Fermer", "Close"));
      shut.onclick = () => close(true);
      popup = element("div", { className: "map-popup" }, title);
      popup.setAttribute("role", "dialog");
      popup.setAttribute("aria-label", line.cells[0].textContent);
      if (line.dataset.popup) {
        popup.append(element("p", { textContent: line.dataset.popup }));
      } else {
        const list = element("dl");
        heads.forEach((head, at) => {
          const text = line.cells[at + 1].textContent.trim();
          if (text) list.append(element("dt", { textContent: head.textContent }), element("dd", { textContent: text }));
        });
        popup.append(list);
      }
      const link = element("a", { href: "#" + tables[layer].id, textContent: say("Voir dans la liste", "See in the list") });
      link.onclick = () => {
        places.open = true;
        line.scrollIntoView({ block: "center" });
      };
      popup.append(link, shut);
      view.append(popup);
      view.classList.add("map-popped");
      place();
      if (focus) shut.focus();
    }

    function pick(target, at, focus) {
      const mark = target.closest("[data-i]");
      const layer = target.closest(".m-layer");
      if (mark && layer) return open(+layer.dataset.layer, +mark.dataset.i, focus);
      if (target.closest(".m-cluster")) return zoom(near / state.k, at);
      close();
    }

    // Marks in the order of the tables, those that can be seen.
    const all = () =>
      tables.flatMap((table) =>
        [...table.tBodies[0].rows]
          .map((line, number) => [+table.dataset.layer, number, line])
          .filter(([layer, number, line]) => !off.has(layer) && !line.hidden && current().svg.querySelector(`.m-layer[data-layer="${layer}"] [data-i="${number}"]`)),
      );

    function step(by) {
      const list = all();
      if (!list.length) return;
      const at = chosen ? list.findIndex(([layer, number]) => key(layer, number) === key(...chosen)) : -1;
      const [layer, number] = list[(at + by + list.length) % list.length];
      show(layer, number);
      open(layer, number);
      live.textContent = row(layer, number).cells[0].textContent;
    }

    // Brings a mark into the frame.
    function show(layer, number) {
      const { svg, width, height } = current();
      const mark = svg.querySelector(`.m-layer[data-layer="${layer}"] [data-i="${number}"]`);
      if (mark.closest(".m-near") && state.k < near) zoom(near / state.k);
      const box = mark.getBoundingClientRect();
      const frame = svg.getBoundingClientRect();
      const share = width / frame.width;
      const x = (box.left + box.width / 2 - frame.left) * share;
      const y = (box.top + box.height / 2 - frame.top) * share;
      if (x < 20 || y < 20 || x > width - 20 || y > height - 20) {
        state.x += width / 2 - x;
        state.y += height / 2 - y;
        apply();
      }
    }

    const live = element("p", { className: "visually-hidden" });
    live.setAttribute("aria-live", "polite");
    view.append(live);

    for (const { svg } of drawings) {
      svg.setAttribute("tabindex", "0");
      svg.setAttribute("role", "application");
      svg.setAttribute("aria-roledescription", say("carte", "map"));
      const help = say(
        " Flèches : déplacer. + et − : agrandir, réduire. N et P : lieu suivant, précédent. Échap : fermer.",
        " Arrows: move. + and −: zoom. N and P: next and previous place. Escape: close.",
      );
      svg.setAttribute("aria-label", svg.getAttribute("aria-label") + help);

      // One finger or the mouse moves, two fingers pinch.
      const fingers = new Map();
      let moved = 0;
      svg.addEventListener("pointerdown", (event) => {
        if (event.button) return;
        fingers.set(event.pointerId, local(event));
        moved = 0;
      });
      svg.addEventListener("pointermove", (event) => {
        const before = fingers.get(event.pointerId);
        if (!before) return;
        const at = local(event);
        const others = [...fingers].filter(([id]) => id !== event.pointerId);
        moved += Math.abs(at[0] - before[0]) + Math.abs(at[1] - before[1]);
        if (others.length) {
          const [, still] = others[0];
          const was = Math.hypot(before[0] - still[0], before[1] - still[1]);
          const is = Math.hypot(at[0] - still[0], at[1] - still[1]);
          if (was > 0) zoom(is / was, [(at[0] + still[0]) / 2, (at[1] + still[1]) / 2]);
        } else if (moved > 4) {
          svg.setPointerCapture(event.pointerId);
          state.x += at[0] - before[0];
          state.y += at[1] - before[1];
          apply();
        }
        fingers.set(event.pointerId, at);
      });
      const lift = (event) => fingers.delete(event.pointerId);
      svg.addEventListener("pointerup", lift);
      svg.addEventListener("pointercancel", lift);
      svg.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && lift(event));
      svg.addEventListener("click", (event) => moved <= 4 && pick(event.target, local(event), true));
      // The wheel scrolls the page unless the reader is in the map, or holds Ctrl as everywhere for zooming.
      svg.addEventListener(
        "wheel",
        (event) => {
          if (!event.ctrlKey && !event.metaKey && document.activeElement !== svg) return;
          event.preventDefault();
          zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.002)), local(event));
        },
        { passive: false },
      );
      svg.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const far = current().width / 8;
        const does = {
          ArrowLeft: () => (state.x += far),
          ArrowRight: () => (state.x -= far),
          ArrowUp: () => (state.y += far),
          ArrowDown: () => (state.y -= far),
          "+": () => zoom(1.5),
          "=": () => zoom(1.5),
          "-": () => zoom(1 / 1.5),
          0: () => (state.k = 1),
          n: () => step(1),
          p: () => step(-1),
        }[event.key];
        if (!does) return;
        event.preventDefault();
        does();
        apply();
      });
    }
    view.addEventListener("keydown", (event) => event.key === "Escape" && close(true));
    addEventListener("resize", apply);

    // Buttons: targets of 40 pixels, the same as the keys.
    const button = (sign, label, does) => {
      const made = element("button", { type: "button", title: label, onclick: does }, sign);
      made.setAttribute("aria-label", label);
      return made;
    };
    const space = "http://www.w3.org/2000/svg";
    const corners = document.createElementNS(space, "svg");
    corners.setAttribute("viewBox", "0 0 18 18");
    corners.setAttribute("aria-hidden", "true");
    corners.append(document.createElementNS(space, "path"));
    corners.firstChild.setAttribute("d", "M2 6V2h4M12 2h4v4M16 12v4h-4M6 16H2v-4");
    view.append(
      element(
        "div",
        { className: "map-buttons" },
        button("+", say("Agrandir", "Zoom in"), () => zoom(1.5)),
        button("−", say("Réduire", "Zoom out"), () => zoom(1 / 1.5)),
        button(corners, say("Voir toute la carte", "See the whole map"), () => {
          state.k = 1;
          apply();
        }),
      ),
    );

    const tools = element("div", { className: "map-tools" });
    const group = (title) => {
      const set = element("fieldset", {}, element("legend", { textContent: title }));
      tools.append(set);
      return set;
    };
    const box = (text, does) => {
      const input = element("input", { type: "checkbox", checked: true });
      input.onchange = () => does(input.checked);
      return element("label", {}, input, text);
    };
    if (tables.length > 1) {
      const set = group(say("Calques", "Layers"));
      tables.forEach((table) => {
        const layer = +table.dataset.layer;
        set.append(
          box(table.caption.textContent, (on) => {
            on ? off.delete(layer) : off.add(layer);
            close();
            figure.querySelectorAll(`.m-layer[data-layer="${layer}"]`).forEach((drawn) => drawn.classList.toggle("m-off", !on));
            table.parentElement.hidden = !on;
          }),
        );
      });
    }

    // Filters: the values of the columns that the author names, when they are few.
    const hidden = new Map();
    const filter = () => {
      close();
      let left = 0;
      tables.forEach((table) => {
        const layer = table.dataset.layer;
        const heads = [...table.tHead.rows[0].cells].map((head) => head.textContent);
        [...table.tBodies[0].rows].forEach((line, number) => {
          line.hidden = heads.some((head, at) => hidden.get(head)?.has(line.cells[at].textContent));
          left += !line.hidden;
          figure
            .querySelectorAll(`.m-layer[data-layer="${layer}"] [data-i="${number}"]`)
            .forEach((mark) => mark.classList.toggle("m-off", line.hidden));
        });
      });
      // A cluster counts places that a filter may have taken away: near marks say it right.
      if (state.k < near && figure.querySelector(".m-near")) zoom(near / state.k);
      live.textContent = left + say(" lieux", " places");
    };
    const values = new Map();
    tables.forEach((table) => {
      [...table.tHead.rows[0].cells].forEach((head, at) => {
        if (!("filter" in head.dataset)) return;
        const found = values.get(head.textContent) || new Set();
        [...table.tBodies[0].rows].forEach((line) => found.add(line.cells[at].textContent));
        values.set(head.textContent, found);
      });
    });
    values.forEach((found, head) => {
      if (found.size < 2 || found.size > 12) return;
      const set = group(head);
      const gone = new Set();
      hidden.set(head, gone);
      [...found].sort((a, b) => a.localeCompare(b)).forEach((value) => {
        set.append(
          box(value || say("non renseigné", "not given"), (on) => {
            on ? gone.delete(value) : gone.add(value);
            filter();
          }),
        );
      });
    });
    if (view.dataset.tiles && drawings.some(({ svg }) => svg.dataset.degrees)) {
      const host = new URL(view.dataset.tiles).host;
      const ask = element("button", { type: "button", className: "map-ask" }, say("Afficher le fond de carte de ", "Show the background of ") + host);
      ask.onclick = () => {
        tiled = true;
        view.classList.add("map-tiled");
        const credit = element("p", { className: "map-credit", textContent: view.dataset.attribution || host, tabIndex: -1 });
        ask.replaceWith(credit);
        credit.focus();
        apply();
      };
      tools.append(ask);
    }
    if (tools.children.length) view.before(tools);
    view.querySelectorAll(marks).length && apply();
  });
})();
