// The reader's search. The index comes in small scripts, each asked for when a word needs it: it works from a server,
// from a folder on a disk, and under a policy that runs only the site's own files.
(function () {
  "use strict";
  var boxes = document.querySelectorAll(".search");
  if (!boxes.length) return;
  var root = boxes[0].dataset.root;
  var EMPTY = new Set("a afin ai ainsi alor and apre are as au aussi autre avec avoir avon bien ce cela ces cet cette ceu comme dan de depui des donc dont du elle en encore entre est et etait ete etre eux fait for from ici il ils in is it je la le les leur lor lui meme mes ne nos notre nou of on ont or ou par pas peu plu pour qu quand que qui sa san se ses si son sont sou sur that the thi to tou tout un une very vos vou was what where with".split(" "));
  var SHOWN = 12;
  var files = {};
  var waiting = {};

  window.carnetSearch = function (name, value) {
    files[name] = value;
  };

  // A file of the index, once; null when there is none.
  function file(name) {
    if (!waiting[name]) {
      waiting[name] = new Promise(function (resolve) {
        var script = document.createElement("script");
        script.src = root + "assets/search/" + name + ".js";
        script.onload = script.onerror = function () {
          script.remove();
          resolve(files[name] || null);
        };
        document.head.append(script);
      });
    }
    return waiting[name];
  }

  function fold(text) {
    return text
      .replace(/œ/gi, "oe")
      .replace(/æ/gi, "ae")
      .replace(/ß/g, "ss")
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .toLowerCase();
  }

  // As src/search/words.rs does.
  function stem(word) {
    if (word.length < 2) return /\d/.test(word) ? word : "";
    if (word.length < 4) return word;
    if (word.length > 4 && /[^e]aux$/.test(word)) return word.slice(0, -3) + "al";
    return /[^sx][sx]$/.test(word) ? word.slice(0, -1) : word;
  }

  function words(text) {
    return fold(text).split(/[^\p{L}\p{N}]+/u).map(stem).filter(function (word) {
      return word && !EMPTY.has(word);
    });
  }

  function plain(text) {
    return text.replace(/[^a-z0-9]/g, "_");
  }

  // The files that may hold words that start so.
  function shards(index, word) {
    return index.shards.filter(function (name) {
      var start = plain(word.slice(0, name.length));
      return name.slice(0, start.length) === start;
    });
  }

  // Pages of one word, each with its weight. A whole word counts more than the start of one.
  function pages(index, word) {
    return Promise.all(shards(index, word).map(function (name) {
      return file("w-" + name);
    })).then(function (parts) {
      var found = new Map();
      parts.forEach(function (part) {
        Object.keys(part || {}).forEach(function (known) {
          if (known.slice(0, word.length) !== word) return;
          var steps = part[known].split(" ");
          var rare = Math.log(1 + index.count / steps.length);
          var whole = known === word ? 1 : 0.4 + (0.4 * word.length) / known.length;
          var page = 0;
          steps.forEach(function (step) {
            var last = step.slice(-1);
            var place = last === "*" ? 9 : last === "!" ? 4 : 1;
            page += parseInt(step, 36);
            found.set(page, Math.max(found.get(page) || 0, rare * whole * place));
            page += 1;
          });
        });
      });
      return found;
    });
  }

  // Of the pages from `first` to before `end`, or of all.
  function search(text, first, end) {
    return file("index").then(function (index) {
      var wanted = words(text);
      // While the first letters of one word are typed, a file of all words would be too much.
      if (!index || !wanted.length || wanted[0].length < 2) return { results: [], total: 0 };
      return Promise.all(wanted.map(function (word) {
        return pages(index, word);
      })).then(function (found) {
        var scores = new Map();
        found.forEach(function (one) {
          one.forEach(function (score, page) {
            if (page < first || page >= end) return;
            var known = scores.get(page) || { page: page, words: 0, score: 0 };
            known.words += 1;
            known.score += score;
            scores.set(page, known);
          });
        });
        var all = Array.from(scores.values());
        var best = all.reduce(function (most, one) {
          return Math.max(most, one.words);
        }, 0);
        // Pages with every word, else those with most of them.
        all = all.filter(function (one) {
          return one.words === best;
        }).sort(function (a, b) {
          return b.score - a.score || a.page - b.page;
        });
        return Promise.all(all.slice(0, SHOWN).map(function (one) {
          return file("d-" + Math.floor(one.page / index.chunk)).then(function (part) {
            return part && part[one.page % index.chunk];
          });
        })).then(function (results) {
          return { results: results.filter(Boolean), total: all.length, words: wanted };
        });
      });
    });
  }

  function make(name, kind, text) {
    var node = document.createElement(name);
    if (kind) node.className = kind;
    if (text) node.textContent = text;
    return node;
  }

  // The words found, marked in a title.
  function marked(node, text, wanted) {
    text.split(/([\p{L}\p{N}]+)/u).forEach(function (part) {
      var folded = stem(fold(part));
      var hit = folded && wanted.some(function (word) {
        return folded.slice(0, word.length) === word;
      });
      node.append(hit ? make("mark", "", part) : part);
    });
  }

  function setUp(box) {
    var input = box.querySelector("input");
    var list = box.querySelector(".search-results");
    var status = box.querySelector(".search-status");
    var first = Number(box.dataset.first || 0);
    var end = Number(box.dataset.end || Infinity);
    var asked = 0;

    function show(found) {
      list.replaceChildren();
      found.results.forEach(function (page) {
        var item = make("li");
        var link = make("a");
        // The heading that holds most of the words is where the reader lands.
        var best = null;
        var most = 0;
        page[4].forEach(function (heading) {
          var own = words(heading[0]);
          var hits = found.words.filter(function (word) {
            return own.some(function (known) {
              return known.slice(0, word.length) === word;
            });
          }).length;
          if (hits > most) {
            most = hits;
            best = heading;
          }
        });
        link.href = root + page[1] + (best ? "#" + encodeURIComponent(best[1]) : "");
        marked(link, page[2], found.words);
        item.append(link);
        var rest = [box.getAttribute("data-kind-" + page[0]), page[3], best && best[0]].filter(function (part, at) {
          return part && (at !== 1 || part !== page[2]);
        }).join(" · ");
        var where = make("span", "search-where");
        marked(where, rest, found.words);
        item.append(where);
        list.append(item);
      });
      var count = found.total;
      status.textContent = count === 0 ? box.dataset.none : count === 1 ? box.dataset.one : box.dataset.many.replace("{}", count);
      open(true);
    }

    function open(isOpen) {
      box.classList.toggle("open", isOpen);
    }

    function run() {
      var own = (asked += 1);
      var text = input.value.trim();
      if (!words(text).length) {
        list.replaceChildren();
        status.textContent = "";
        open(false);
        return;
      }
      search(text, first, end).then(function (found) {
        if (own === asked) show(found);
      });
    }

    var timer;
    input.addEventListener("input", function () {
      clearTimeout(timer);
      timer = setTimeout(run, 60);
    });
    input.addEventListener("focus", function () {
      file("index");
      if (list.children.length) open(true);
    });
    box.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && box.classList.contains("open")) {
        open(false);
        input.focus();
        return;
      }
      if (event.key === "Enter" && document.activeElement === input) {
        var top = list.querySelector("a");
        if (top) top.click();
        return;
      }
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      var stops = [input].concat(Array.from(list.querySelectorAll("a")));
      var at = stops.indexOf(document.activeElement);
      if (at < 0) return;
      event.preventDefault();
      var next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
      if (next) next.focus();
    });
    document.addEventListener("click", function (event) {
      if (!box.contains(event.target)) open(false);
    });
    box.addEventListener("focusout", function (event) {
      if (event.relatedTarget && !box.contains(event.relatedTarget)) open(false);
    });
    box.hidden = false;
  }

  document.addEventListener("keydown", function (event) {
    var typing = /^(input|textarea|select)$/i.test(event.target.nodeName) || event.target.isContentEditable;
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    boxes[0].querySelector("input").focus();
  });
  boxes.forEach(setUp);
})();
