// Applies a tick of the wall's stream: marks what moved, stamps what is newer, recolours the map.
(function () {
  const MARK = { duration: 4000, easing: "ease-out" };
  const MARKED = [{ boxShadow: "inset 0 0 0 0.15rem var(--mark)" }, { boxShadow: "inset 0 0 0 0.15rem transparent" }];

  let colours = null;
  let again = 0;

  function cardOf(indicator) {
    return document.querySelector(`.card[data-indicator="${CSS.escape(indicator)}"]`);
  }

  function mark(indicators) {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    for (const indicator of indicators) cardOf(indicator)?.animate(MARKED, MARK);
  }

  // A name is an indicator's, or the slot of a feed.
  function stamp(stamps) {
    for (const [time, names] of Object.entries(stamps)) {
      for (const name of names) {
        const told = name.startsWith("feed-") ? document.getElementById(name)?.firstElementChild : cardOf(name);
        told?.setAttribute("data-as-of", time);
      }
    }
  }

  // A map that is not drawn yet takes the newest colours once it is.
  function recolour() {
    clearTimeout(again);
    const wall = document.querySelector(".wall");
    const graph = wall?.querySelector("[data-fitted] .js-plotly-plot");
    if (graph) window.Plotly.restyle(graph, { z: [colours] }, [0]);
    else if (wall?.querySelector(".map-fit")) again = setTimeout(recolour, 1000);
  }

  function apply(data) {
    // React has yet to paint what came with this tick.
    requestAnimationFrame(() => {
      if (data.stamps) stamp(data.stamps);
      if (data.moved) mark(data.moved);
      if (data.colours) {
        colours = data.colours;
        recolour();
      }
    });
  }

  window.yiping = { ...window.yiping, apply };
})();
