// Applies a tick of the wall's stream: marks what moved, stamps what is newer, recolours the map.
(function () {
  const MARK = { duration: 4000, easing: "ease-out" };
  const MARKED = [{ boxShadow: "inset 0 0 0 0.15rem var(--mark)" }, { boxShadow: "inset 0 0 0 0.15rem transparent" }];

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

  function recolour(colours) {
    document.querySelectorAll(".wall .map-places path").forEach((place, n) => {
      place.setAttribute("class", colours[n] === null ? "no-class" : `ramp-${colours[n]}`);
    });
  }

  function apply(data) {
    // React has yet to paint what came with this tick.
    requestAnimationFrame(() => {
      if (data.stamps) stamp(data.stamps);
      if (data.moved) mark(data.moved);
      if (data.colours) recolour(data.colours);
    });
  }

  window.yiping = { ...window.yiping, apply };
})();
