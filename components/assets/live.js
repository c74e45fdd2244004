// Applies the ticks of the wall's stream, and keeps watch over it: a wall that is not live says so, asks for a new
// stream, and starts afresh when the server did.
(function () {
  const LATE_MS = 16000; // a heartbeat comes every few seconds
  const LOOK_MS = 5000;
  const MARK = { duration: 4000, easing: "ease-out" };
  let last = null; // the newest tick
  let heard = Date.now(); // when it came, by this machine's clock
  let ahead = 0; // the server's clock minus this machine's, ms
  let asked = 0; // how often a stream was asked for since the last tick

  function cardOf(indicator) {
    return document.querySelector(`.card[data-indicator="${CSS.escape(indicator)}"]`);
  }

  function mark(indicators) {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    for (const indicator of indicators) {
      const card = cardOf(indicator);
      if (card) card.animate([{ boxShadow: "inset 0 0 0 0.15rem var(--mark)" }, { boxShadow: "inset 0 0 0 0.15rem transparent" }], MARK);
    }
  }

  function stamp(stamps) {
    for (const [time, indicators] of Object.entries(stamps)) {
      for (const indicator of indicators) cardOf(indicator)?.setAttribute("data-as-of", time);
    }
  }

  function recolour(colours) {
    const graph = document.querySelector("[data-fitted] .js-plotly-plot");
    if (graph) window.Plotly.restyle(graph, { z: [colours] }, [0]);
    else setTimeout(() => recolour(colours), 1000);
  }

  function tick(data) {
    if (last && data.started_at !== last.started_at) {
      location.reload();
      return;
    }
    last = data;
    heard = Date.now();
    asked = 0;
    ahead = Date.parse(data.sent_at) - heard;
    say(false);
    // React has yet to paint what came with this tick.
    requestAnimationFrame(() => {
      if (data.stamps) stamp(data.stamps);
      if (data.moved) mark(data.moved);
      if (data.colours) recolour(data.colours);
    });
  }

  function say(late) {
    const words = document.getElementById("not-live");
    if (!words || words.hidden === !late) return;
    if (late) words.textContent = words.dataset.words.replace("{time}", wallTime(heard + ahead));
    words.hidden = !late;
    document.querySelector(".wall").toggleAttribute("data-late", late);
  }

  function wallTime(ms) {
    const zone = document.querySelector(".clock").dataset.zone;
    return new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeStyle: "medium" }).format(ms);
  }

  async function reachable() {
    try {
      return (await fetch("/readyz", { cache: "no-store" })).ok;
    } catch {
      return false;
    }
  }

  async function look() {
    if (document.querySelector(".waiting")) {
      if (await reachable()) location.reload();
      return;
    }
    if (!last || Date.now() - heard < LATE_MS) return;
    say(true);
    if (!(await reachable())) return;
    asked += 1;
    // The second time something more than the stream is broken.
    if (asked > 2) {
      location.reload();
      return;
    }
    const view = { language: document.querySelector(".wall").lang.slice(0, 2), number: last.number, started_at: last.started_at };
    window.dash_clientside.set_props("wall-view", { data: { ...view, round: Date.now() } });
  }

  function clock() {
    const face = document.querySelector(".clock");
    if (!face) return;
    const moment = face.dataset.runs === "yes" ? Date.now() + ahead : Date.parse(last ? last.as_of : face.dataset.asOf);
    const language = document.querySelector(".wall").lang;
    const zone = { timeZone: face.dataset.zone };
    face.querySelector(".time").textContent = new Intl.DateTimeFormat("en-GB", { ...zone, timeStyle: "medium" }).format(moment);
    face.querySelector(".date").textContent = new Intl.DateTimeFormat(language, { ...zone, month: "short", day: "numeric", weekday: "short" }).format(moment);
  }

  // Cards are painted once for every display; which theme this one has, it adds itself.
  function keepTheme(event) {
    const link = event.target.closest?.("a.card, a.alarm");
    const wall = document.querySelector(".wall");
    if (link && wall && !link.search.includes("theme=")) link.search += `&theme=${wall.dataset.theme}`;
  }

  addEventListener("click", keepTheme, true);
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.wall = { tick };
  setInterval(clock, 1000);
  setInterval(look, LOOK_MS);
  // A page out of the browser's memory has lost its stream.
  addEventListener("pageshow", (event) => event.persisted && location.reload());
})();
