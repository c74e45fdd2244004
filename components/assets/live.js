// Applies the news of the wall's stream: fills what changed, marks what moved, stamps what is newer, colours the map.
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

  function apply(news) {
    if (news.slots) window.yiping.fill(news.slots);
    if (news.points) window.yiping.points(news.points);
    if (news.colours) recolour(news.colours);
    // React has yet to paint what was filled.
    requestAnimationFrame(() => {
      if (news.stamps) stamp(news.stamps);
      if (news.moved) mark(news.moved);
    });
  }

  window.yiping = { ...window.yiping, apply };
})();
