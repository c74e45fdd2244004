// A click on a place of a map that has an address to go to opens that address for the place.
(function () {
  function inside(ring, x, y) {
    let odd = false;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [xi, yi] = ring[i], [xj, yj] = ring[j];
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) odd = !odd;
    }
    return odd;
  }

  function holds(geometry, x, y) {
    const parts = geometry.type === "MultiPolygon" ? geometry.coordinates : [geometry.coordinates];
    return parts.some(([outer, ...holes]) => inside(outer, x, y) && !holes.some((hole) => inside(hole, x, y)));
  }

  document.addEventListener("click", (event) => {
    const box = event.target.closest("[data-pick] .map-fit");
    const graph = box?.querySelector(".js-plotly-plot");
    const map = graph?._fullLayout?.map?._subplot?.map;
    if (!map) return;
    const at = map.getCanvas().getBoundingClientRect();
    const point = map.unproject([event.clientX - at.left, event.clientY - at.top]);
    const { geojson } = graph.data[0]; // an address, under which Plotly keeps what it fetched
    const hit = window.PlotlyGeoAssets?.[geojson]?.features.find((one) => holds(one.geometry, point.lng, point.lat));
    if (!hit) return;
    const address = new URL(box.closest("[data-pick]").dataset.pick, window.location.origin);
    address.searchParams.set("place", hit.id);
    window.location.assign(address);
  });
})();
