// Fits each map to its box, whatever its size, and tells the labels how large the world is drawn.
(function () {
  const TILE = 512;
  const MARGIN = 0.94;

  function fit(box) {
    const graph = box.querySelector(".js-plotly-plot");
    if (!graph || !graph._fullLayout || !window.Plotly) return false;
    const width = box.clientWidth, height = box.clientHeight;
    if (!width || !height) return false;
    const world = MARGIN * Math.min(width / Number(box.dataset.width), height / Number(box.dataset.height));
    box.style.setProperty("--world", `${world}px`);
    window.Plotly.relayout(graph, { "map.zoom": Math.log2(world / TILE), width: width, height: height });
    return true;
  }

  const watch = new ResizeObserver((entries) => entries.forEach((entry) => fit(entry.target)));

  function find() {
    for (const box of document.querySelectorAll(".map-fit:not([data-fitted])")) {
      if (!fit(box)) continue;
      box.dataset.fitted = "";
      watch.observe(box);
    }
  }

  new MutationObserver(find).observe(document.documentElement, { childList: true, subtree: true });
})();
