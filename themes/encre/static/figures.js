// The value of a mark by hover, touch or arrow keys; the table says the same.
(function () {
  "use strict";
  document.querySelectorAll(".data-figure .chart").forEach(function (chart) {
    var marks = Array.from(chart.querySelectorAll("[data-v]"));
    var figure = chart.closest("figure");
    var at = -1;
    var tip = null;
    if (!marks.length) return;
    marks.forEach(function (mark) {
      var title = mark.querySelector("title");
      if (!title) return;
      mark.dataset.tip = title.textContent;
      title.remove();
    });
    var hide = function () {
      if (tip) tip.remove();
    };
    var show = function (mark) {
      hide();
      if (!mark || !mark.dataset.tip) return;
      tip = document.createElement("div");
      tip.className = "tooltip";
      tip.setAttribute("role", "status");
      tip.textContent = mark.dataset.tip;
      var box = mark.getBoundingClientRect();
      var base = figure.getBoundingClientRect();
      tip.style.top = box.top - base.top + "px";
      figure.append(tip);
      var half = tip.offsetWidth / 2;
      tip.style.left = Math.max(half, Math.min(base.width - half, box.left + box.width / 2 - base.left)) + "px";
    };
    chart.tabIndex = 0;
    chart.addEventListener("pointerover", function (event) {
      show(event.target.closest("[data-v]"));
    });
    chart.addEventListener("pointerleave", hide);
    chart.addEventListener("blur", hide);
    chart.addEventListener("keydown", function (event) {
      var step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (event.key === "Escape") hide();
      if (!step) return;
      event.preventDefault();
      at = (at + step + marks.length) % marks.length;
      show(marks[at]);
    });
  });
})();
