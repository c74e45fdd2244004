// Fits each map to its box, whatever its size, and tells the labels how large the world is drawn.
(function () {
  const TILE = 512;
  const MARGIN = 0.95;

  function fit(box) {
    const graph = box.querySelector(".js-plotly-plot");
    const map = graph?._fullLayout?.map?._subplot?.map;
    if (!map) return false;
    const width = box.clientWidth, height = box.clientHeight;
    if (!width || !height) return false;
    const world = MARGIN * Math.min(width / Number(box.dataset.width), height / Number(box.dataset.height));
    // Before the style is there, any change of the view raises; the labels go with what is drawn.
    if (!map.getStyle()) {
      box.style.setProperty("--world", `${TILE * 2 ** map.getZoom()}px`);
      return false;
    }
    box.style.setProperty("--world", `${world}px`);
    window.Plotly.relayout(graph, { "map.zoom": Math.log2(world / TILE), width: width, height: height });
    return true;
  }

  const watch = new ResizeObserver((entries) => entries.forEach((entry) => fit(entry.target)));

  setInterval(() => {
    for (const box of document.querySelectorAll(".map-fit:not([data-fitted])")) {
      if (!fit(box)) continue;
      box.dataset.fitted = "";
      watch.observe(box);
    }
  }, 200);
})();
