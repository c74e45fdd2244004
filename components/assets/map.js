// Fits each map to its box, whatever its size, and tells the labels how large the world is drawn.
(function () {
  const TILE = 512;
  const MARGIN = 0.95;
  const LOOK_MS = 200;
  const followed = new WeakSet();
  const busy = new WeakSet();

  function follow(box, map) {
    const tell = () => box.style.setProperty("--world", `${TILE * 2 ** map.getZoom()}px`);
    tell();
    if (followed.has(map)) return;
    followed.add(map);
    map.on("move", tell);
  }

  function look(box) {
    const graph = box.querySelector(".js-plotly-plot");
    const map = graph?._fullLayout?.map?._subplot?.map;
    const width = box.clientWidth, height = box.clientHeight;
    if (!map || !width || !height || busy.has(box)) return;
    follow(box, map);
    // Before the style is there, any change of the view raises.
    if (!map.getStyle()) return;
    const world = MARGIN * Math.min(width / Number(box.dataset.width), height / Number(box.dataset.height));
    const zoom = Math.log2(world / TILE);
    const size = graph._fullLayout;
    if (Math.abs(map.getZoom() - zoom) < 0.001 && size.width === width && size.height === height) {
      box.dataset.fitted = "";
      return;
    }
    busy.add(box);
    window.Plotly.relayout(graph, { "map.zoom": zoom, width: width, height: height }).finally(() => busy.delete(box));
  }

  setInterval(() => document.querySelectorAll(".map-fit").forEach(look), LOOK_MS);
})();
