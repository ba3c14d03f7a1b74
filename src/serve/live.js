// The preview's own script: it hears of each build, changes only what changed on the page, and shows what to mend.
// Everything that comes from texts is set as text: nothing a team writes runs here.
(function () {
  "use strict";
  var own = document.currentScript;
  var path = own.dataset.path;
  var version = Number(own.dataset.version);
  var words = null;
  var last = null;
  var served = null;
  var opened = null;

  // The page as it was sent, before scripts touched it: what the next one is compared with.
  function load() {
    return fetch(location.pathname + location.search, { cache: "no-store" }).then(function (answer) {
      return answer.text().then(function (text) {
        var tag = new DOMParser().parseFromString(text, "text/html");
        var script = tag.querySelector('script[src="/.carnet/live.js"]');
        return { page: tag, version: script ? Number(script.dataset.version) : 0, status: answer.status };
      });
    });
  }

  function fresh(node) {
    return document.importNode(node, true);
  }

  // Applies to the living page what differs between the old page and the new one, and nothing else: an open list, a
  // position, a map keep their form.
  function patch(old, next, live) {
    if (old.isEqualNode(next)) return;
    if (old.nodeType !== 1 || next.nodeType !== 1 || old.nodeName !== next.nodeName || live.nodeName !== next.nodeName) {
      live.replaceWith(fresh(next));
      return;
    }
    Array.from(next.attributes).forEach(function (attribute) {
      if (old.getAttribute(attribute.name) !== attribute.value) live.setAttribute(attribute.name, attribute.value);
    });
    Array.from(old.attributes).forEach(function (attribute) {
      if (!next.hasAttribute(attribute.name)) live.removeAttribute(attribute.name);
    });
    var a = Array.from(old.childNodes);
    var b = Array.from(next.childNodes);
    var c = Array.from(live.childNodes).filter(function (node) {
      return !node.classList || !node.classList.contains("carnet-live");
    });
    if (a.length !== c.length) {
      c.forEach(function (node) {
        node.remove();
      });
      live.prepend.apply(live, b.map(fresh));
      return;
    }
    var start = 0;
    while (start < a.length && start < b.length && a[start].isEqualNode(b[start])) start++;
    var end = 0;
    while (end < a.length - start && end < b.length - start && a[a.length - 1 - end].isEqualNode(b[b.length - 1 - end])) end++;
    var both = Math.min(a.length, b.length) - start - end;
    for (var index = start; index < start + both; index++) patch(a[index], b[index], c[index]);
    for (index = start + both; index < a.length - end; index++) c[index].remove();
    var after = end > 0 ? c[c.length - end] : null;
    for (index = start + both; index < b.length - end; index++) live.insertBefore(fresh(b[index]), after);
  }

  function again(address) {
    return address.split("?")[0] + "?v=" + version;
  }

  // A style sheet or a picture of the same name with other bytes is asked for again.
  function replaceFiles(changed) {
    function moved(address) {
      var url = new URL(address, location.href);
      return url.origin === location.origin && changed.has(decodeURIComponent(url.pathname.slice(1)));
    }
    document.querySelectorAll('link[rel="stylesheet"]').forEach(function (link) {
      if (!moved(link.href)) return;
      var next = link.cloneNode();
      next.href = again(link.getAttribute("href"));
      next.onload = function () {
        link.remove();
      };
      link.after(next);
    });
    document.querySelectorAll("img").forEach(function (image) {
      var candidates = (image.getAttribute("srcset") || "").split(",").concat(image.getAttribute("src") || "");
      var any = candidates.some(function (candidate) {
        var address = candidate.trim().split(/\s+/)[0];
        return address && moved(address);
      });
      if (!any) return;
      if (image.srcset) {
        image.srcset = image.getAttribute("srcset").replace(/([^\s,]+)(\s+[\d.]+[wx])/g, function (_, address, size) {
          return again(address) + size;
        });
      }
      image.src = again(image.getAttribute("src"));
    });
  }

  function needsReload(changed) {
    return Array.from(document.scripts).some(function (script) {
      var name = script.src && decodeURIComponent(new URL(script.src).pathname.slice(1));
      // The index of the search follows every save: a reader who searches is not disturbed.
      return name && name.indexOf("assets/search/") !== 0 && changed.has(name);
    });
  }

  function follow(news) {
    if (news.version === version) return;
    var missed = news.before !== version;
    var changed = new Set(news.changed);
    version = news.version;
    if (needsReload(changed)) return location.reload();
    replaceFiles(changed);
    if (!missed && !changed.has(path) && news.unknown.indexOf(path) < 0) return;
    load().then(function (loaded) {
      if (!served || loaded.status !== 200) return location.reload();
      document.title = loaded.page.title;
      patch(served.body, loaded.page.body, document.body);
      served = loaded.page;
      document.dispatchEvent(new CustomEvent("carnet:patched"));
    });
  }

  function make(name, kind, text) {
    var node = document.createElement(name);
    if (kind) node.className = "carnet-live-" + kind;
    if (text !== undefined) node.textContent = text;
    return node;
  }

  // Terminals take plain spaces; a page keeps French signs with their words.
  function spaced(text) {
    return text.replace(/« /g, "«\u00a0").replace(/ ([»:;!?])/g, "\u00a0$1");
  }

  var box = make("div");
  box.className = "carnet-live";
  box.setAttribute("data-nosnippet", "");
  var button = make("button", "open");
  button.type = "button";
  var panel = make("aside", "panel");
  panel.hidden = true;
  panel.tabIndex = -1;
  var draft = make("p", "draft");
  draft.hidden = true;
  box.append(draft, button, panel);

  function show(open, byHand) {
    panel.hidden = !open;
    button.hidden = open;
    document.documentElement.classList.toggle("carnet-live-pushed", open);
    // The page has another width: what it measures is measured again.
    window.dispatchEvent(new Event("resize"));
    if (byHand) {
      opened = open;
      (open ? panel : button).focus();
      try {
        sessionStorage.setItem("carnet-live", open ? "open" : "closed");
      } catch (error) {
        // The choice lasts as long as the page.
      }
    }
  }
  button.addEventListener("click", function () {
    show(true, true);
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && !panel.hidden && panel.contains(document.activeElement)) show(false, true);
  });

  function count(errors, warnings) {
    var parts = [];
    if (errors) parts.push(errors + " " + (errors > 1 ? words.errors : words.error));
    if (warnings) parts.push(warnings + " " + (warnings > 1 ? words.warnings : words.warning));
    return parts.join(", ") || words.clean;
  }

  function card(problem, index, total) {
    var node = make("section", "problem");
    node.dataset.severity = problem.severity;
    var kind = make("p", "kind", { error: words.Error, warning: words.Warning, hint: words.Hint }[problem.severity]);
    kind.append(make("span", "", index + " " + words.of + " " + total));
    node.append(kind, make("p", "message", spaced(problem.message)));
    if (problem.file) {
      var where = problem.file;
      if (problem.line > 1 || problem.column > 1) where += ", " + words.line + " " + problem.line + ", " + words.column + " " + problem.column;
      node.append(make("p", "where", where));
      if (problem.excerpt.join("")) {
        var excerpt = make("pre", "excerpt");
        excerpt.append((problem.cut[0] ? "…" : "") + problem.excerpt[0], make("mark", "", problem.excerpt[1]), problem.excerpt[2] + (problem.cut[1] ? "…" : ""));
        node.append(excerpt);
      }
    }
    if (problem.help) {
      var help = make("p", "help");
      help.append(make("strong", "", words.repair), " " + spaced(problem.help));
      node.append(help);
    }
    if (problem.code) node.append(make("p", "code", words.more.replace("{}", problem.code)));
    return node;
  }

  function tell(news) {
    if (!words) return;
    var state = news.errors ? "error" : news.warnings ? "warning" : "good";
    var text = count(news.errors, news.warnings);
    button.dataset.state = state;
    button.replaceChildren(make("span", "dot"), text);
    button.setAttribute("aria-label", words.open + " : " + text);
    var head = make("div", "head");
    var close = make("button", "", words.close);
    close.type = "button";
    close.addEventListener("click", function () {
      show(false, true);
    });
    head.append(make("p", "", text), close);
    var here = news.problems.filter(function (problem) {
      return problem.here;
    });
    var others = news.problems.filter(function (problem) {
      return !problem.here;
    });
    draft.hidden = !news.draft;
    draft.textContent = words.draft;
    panel.setAttribute("aria-label", words.panel);
    panel.replaceChildren(head);
    if (!news.good) panel.append(make("p", "foot", words.failed));
    here.forEach(function (problem, index) {
      panel.append(card(problem, index + 1, here.length));
    });
    if (others.length) {
      var more = make("details", "others");
      more.open = !here.length;
      more.append(make("summary", "", words.others + " (" + (others.length + news.left) + ")"));
      others.forEach(function (problem, index) {
        more.append(card(problem, index + 1, others.length));
      });
      panel.append(more);
    }
    if (news.left) panel.append(make("p", "foot", words.left.replace("{}", news.left)));
    if (news.good) panel.append(make("p", "foot", words.good));
    // What stops the build opens by itself, once; what was mended closes what opened so.
    if (opened === null || !news.good !== !(last && last.good)) show(!news.good || opened === true, false);
    last = news;
  }

  function away() {
    if (!words) return;
    button.dataset.state = "error";
    button.replaceChildren(make("span", "dot"), words.away);
  }

  try {
    if (sessionStorage.getItem("carnet-live") === "open") opened = true;
  } catch (error) {
    // No storage: the panel starts closed.
  }
  document.body.append(box);
  load().then(function (loaded) {
    served = loaded.page;
    // Saved between the page and its script.
    if (loaded.version !== version) return location.reload();
    var source = new EventSource("/.carnet/news?page=" + encodeURIComponent(path));
    source.addEventListener("words", function (event) {
      words = JSON.parse(event.data);
    });
    source.onmessage = function (event) {
      var news = JSON.parse(event.data);
      follow(news);
      tell(news);
    };
    source.onerror = away;
  });
})();
