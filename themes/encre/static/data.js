// On the pages of data: search in the first rows, filter the list. All is there without it.
(function () {
  "use strict";
  var fold = function (text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  };
  var show = function (rows, keep, status, words) {
    var count = 0;
    rows.forEach(function (row) {
      row.hidden = !keep(row);
      if (!row.hidden) count += 1;
    });
    status.textContent = words.replace("{}", count);
  };

  var find = document.querySelector(".find input");
  if (find) {
    var rows = Array.from(document.querySelectorAll(".preview tbody tr"));
    find.parentNode.hidden = false;
    find.addEventListener("input", function () {
      var wanted = fold(find.value.trim());
      show(rows, function (row) {
        return fold(row.textContent).includes(wanted);
      }, find.nextElementSibling, find.dataset.count);
    });
  }

  var filters = document.querySelector(".filters");
  if (filters) {
    var lines = Array.from(document.querySelectorAll(".all-datasets tbody tr"));
    var status = filters.querySelector("[role=status]");
    var chosen = filters.querySelectorAll("select");
    filters.hidden = false;
    document.querySelector(".groups").hidden = true;
    filters.addEventListener("change", function () {
      show(lines, function (line) {
        return Array.from(chosen).every(function (select) {
          return line.dataset.keys.includes(" " + (select.value || "").concat(select.value ? " " : ""));
        });
      }, status, status.dataset.count);
    });
  }
})();
