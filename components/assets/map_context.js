// A map whose WebGL context is lost (a driver restarts, a laptop wakes) is drawn anew, in a context of its own.
(function () {
  const SOON_MS = 2000;
  const AGAIN_MS = 10000;

  async function redraw(graph) {
    if (!graph.isConnected) return;
    const { data, layout, _context: config } = graph;
    try {
      await window.Plotly.newPlot(graph, data, layout, { ...config });
    } catch {
      setTimeout(() => redraw(graph), AGAIN_MS);
    }
  }

  function lost(event) {
    const graph = event.target.closest?.(".js-plotly-plot");
    if (graph) setTimeout(() => redraw(graph), SOON_MS);
  }

  // The event does not bubble, but it is seen on its way down.
  addEventListener("webglcontextlost", lost, true);
})();
