// Nothing here is needed to read: it only makes some gestures shorter.
(function () {
  "use strict";
  var root = document.documentElement;

  // The theme switch.
  var button = document.querySelector(".switch");
  if (button) {
    var dark = window.matchMedia("(prefers-color-scheme: dark)");
    var isDark = function () {
      return root.dataset.theme ? root.dataset.theme === "dark" : dark.matches;
    };
    var name = function () {
      button.setAttribute("aria-label", isDark() ? button.dataset.light : button.dataset.dark);
    };
    button.hidden = false;
    name();
    dark.addEventListener("change", name);
    button.addEventListener("click", function () {
      root.dataset.theme = isDark() ? "light" : "dark";
      try {
        localStorage.setItem("carnet-theme", root.dataset.theme);
      } catch (error) {
        // The choice lasts as long as the page.
      }
      name();
    });
  }

  // The list of contents: open beside the text, folded above it; the section being read is marked.
  var contents = document.querySelector(".contents details");
  if (contents) {
    var wide = window.matchMedia("(min-width: 80rem)");
    var fold = function () {
      contents.open = wide.matches;
    };
    fold();
    contents.parentNode.classList.add("ready");
    wide.addEventListener("change", fold);
    var links = {};
    contents.querySelectorAll("a").forEach(function (link) {
      links[decodeURIComponent(link.hash.slice(1))] = link;
      link.addEventListener("click", function () {
        if (!wide.matches) contents.open = false;
      });
    });
    if ("IntersectionObserver" in window) {
      var current = null;
      var observer = new IntersectionObserver(
        function (entries) {
          entries.forEach(function (entry) {
            if (!entry.isIntersecting || links[entry.target.id] === current) return;
            if (current) current.removeAttribute("aria-current");
            current = links[entry.target.id];
            current.setAttribute("aria-current", "true");
          });
        },
        { rootMargin: "0px 0px -70% 0px" }
      );
      Object.keys(links).forEach(function (id) {
        var target = document.getElementById(id);
        if (target) observer.observe(target);
      });
    }
  }

  // What scrolls sideways can be reached with the keyboard; what fits need not be.
  var regions = document.querySelectorAll(".scroll");
  var measure = function () {
    regions.forEach(function (region) {
      var over = region.scrollWidth > region.clientWidth + 1;
      region.classList.toggle("over", over);
      if (over || region.scrollHeight > region.clientHeight + 1) region.tabIndex = 0;
      else region.removeAttribute("tabindex");
    });
  };
  if (regions.length) {
    measure();
    window.addEventListener("resize", measure);
    if (document.fonts && document.fonts.ready) document.fonts.ready.then(measure);
  }

  // Pictures of other sites that do not come: the drawing under a cover, a quiet box in a text.
  document.querySelectorAll("main img[referrerpolicy]").forEach(function (image) {
    var away = function () {
      if (image.closest(".cover")) return image.remove();
      var box = document.createElement("span");
      box.className = "picture-away";
      box.textContent = document.querySelector("main").dataset.away + (image.alt ? " (" + image.alt + ")" : "");
      image.hidden = true;
      image.before(box);
    };
    if (image.complete && image.currentSrc && !image.naturalWidth) away();
    else image.addEventListener("error", away);
  });

  // Frames of other sites, when the reader asks.
  document.querySelectorAll(".embed-ask, .embed-hint").forEach(function (part) {
    part.hidden = false;
  });
  document.querySelectorAll(".embed-ask button").forEach(function (ask) {
    ask.addEventListener("click", function () {
      var frame = document.createElement("iframe");
      frame.title = ask.dataset.title;
      frame.height = ask.dataset.height;
      frame.referrerPolicy = "no-referrer";
      frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups");
      frame.allow = "fullscreen";
      frame.tabIndex = 0;
      frame.src = ask.dataset.src || ask.dataset.frame;
      ask.closest(".embed-card").replaceWith(frame);
      frame.focus();
    });
  });

  // The table that compares: a button in each heading sorts.
  var table = document.querySelector("table.compare");
  if (table) {
    var hint = document.querySelector(".sort-hint");
    if (hint) hint.hidden = false;
    var collator = new Intl.Collator(root.lang, { numeric: true });
    var value = function (row, index) {
      var cell = row.cells[index];
      return cell.dataset.value === undefined ? cell.textContent.trim() : Number(cell.dataset.value);
    };
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, index) {
      var sort = document.createElement("button");
      sort.type = "button";
      sort.append.apply(sort, Array.from(head.childNodes));
      head.append(sort);
      sort.addEventListener("click", function () {
        var before = head.getAttribute("aria-sort");
        var numbers = table.tBodies[0].rows[0].cells[index].dataset.value !== undefined;
        var up = before ? before === "descending" : !numbers;
        var rows = Array.from(table.tBodies[0].rows);
        rows.sort(function (a, b) {
          var left = value(a, index);
          var right = value(b, index);
          var order = typeof left === "number" ? left - right : collator.compare(left, right);
          return up ? order : -order;
        });
        table.tBodies[0].append.apply(table.tBodies[0], rows);
        Array.prototype.forEach.call(table.tHead.rows[0].cells, function (other) {
          other.removeAttribute("aria-sort");
        });
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        var status = document.getElementById("page--sorted");
        if (status) status.textContent = table.dataset.sorted.replace("{}", sort.textContent);
      });
    });
  }
})();
