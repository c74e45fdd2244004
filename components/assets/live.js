// Applies a tick of the wall's stream: marks what moved, stamps what is newer, recolours the map.
(function () {
  const MARKED_MS = 4000;
  const ends = new Map(); // by indicator: what takes its mark away

  function cardOf(indicator) {
    return document.querySelector(`.card[data-indicator="${CSS.escape(indicator)}"]`);
  }

  // A mark that stands and goes: one that fades for seconds would have the wall painted anew in every frame.
  function mark(indicators) {
    for (const indicator of indicators) {
      cardOf(indicator)?.setAttribute("data-moved", "");
      clearTimeout(ends.get(indicator));
      ends.set(indicator, setTimeout(() => cardOf(indicator)?.removeAttribute("data-moved"), MARKED_MS));
    }
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
