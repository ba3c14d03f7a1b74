// Read before the first paint: the theme that the reader chose, if one was.
(function () {
  var root = document.documentElement;
  root.classList.add("js");
  try {
    var chosen = localStorage.getItem("carnet-theme");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  } catch (error) {
    // No storage: the system's preference stands.
  }
})();
