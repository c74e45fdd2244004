// Fits each map to its box, whatever its size, and tells the labels how large the world is drawn; a name that would
// lie on another is left out.
(function () {
  const TILE = 512;
  const MARGIN = 0.95;
  const LOOK_MS = 200;
  const followed = new WeakSet();
  const busy = new WeakSet();
  const named = new WeakMap();

  function tell(box, map) {
    const world = TILE * 2 ** map.getZoom();
    box.style.setProperty("--world", `${world}px`);
    const size = `${world} ${box.clientWidth} ${box.clientHeight}`;
    if (named.get(box) === size) return;
    named.set(box, size);
    thin(box);
  }

  function thin(box) {
    const kept = [];
    const rim = box.getBoundingClientRect();
    for (const name of box.querySelectorAll(".map-labels span")) {
      const at = name.getBoundingClientRect();
      const inside = at.left >= rim.left && at.right <= rim.right && at.top >= rim.top && at.bottom <= rim.bottom;
      const free = kept.every((one) => at.right < one.left || one.right < at.left || at.bottom < one.top || one.bottom < at.top);
      name.classList.toggle("hidden", !(inside && free));
      if (inside && free) kept.push(at);
    }
  }

  function follow(box, map) {
    tell(box, map);
    if (followed.has(map)) return;
    followed.add(map);
    map.on("move", () => tell(box, map));
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
      box.dataset.fitted = `${width}×${height}`;
      return;
    }
    busy.add(box);
    window.Plotly.relayout(graph, { "map.zoom": zoom, width: width, height: height }).finally(() => busy.delete(box));
  }

  setInterval(() => document.querySelectorAll(".map-fit").forEach(look), LOOK_MS);
})();
