// Goes round the pages that the address names, /wall?play=wall:30s,indicator/case_open:15s, each for its time. The
// pages change in place, so that nothing flashes; a page that does not come is left out and the round goes on.
(function () {
  const STOP = /^\/?(wall|catalogue|indicator\/[A-Za-z0-9_]+):(\d+(?:\.\d+)?)([smhd])$/;
  const UNITS = { s: 1000, m: 60000, h: 3600000, d: 86400000 };
  const SHORTEST_MS = 2000;
  const COMES_WITHIN_MS = 8000;
  // Pages that are left leave something behind in the browser: now and then a round begins with a page that is loaded.
  const FRESH_AFTER = 40; // turns
  let at = -1; // which stop is shown
  let since = performance.now();
  let left = null; // the page that must give way to the next
  let going = false;
  let turned = 0;

  const page = () => document.querySelector(".wall, .page");

  function stops() {
    const asked = new URLSearchParams(location.search).get("play") ?? "";
    const found = asked.split(",").map((part) => STOP.exec(part.trim())).filter(Boolean);
    return found.map(([, path, count, unit]) => ({ path: `/${path}`, ms: count * UNITS[unit] })).filter((one) => one.ms >= SHORTEST_MS);
  }

  async function go(path) {
    if (!(await window.yiping.reachable())) return;
    turned += 1;
    if (turned > FRESH_AFTER && at === 0) return location.replace(path + location.search);
    left = page();
    // No history grows behind a screen that nobody touches.
    history.replaceState(null, "", path + location.search);
    dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    since = performance.now();
  }

  async function turn() {
    const all = stops();
    if (!all.length || going) return;
    const stood = performance.now() - since;
    if (left && page() === left && stood < COMES_WITHIN_MS) return;
    const stuck = left && page() === left;
    if (left && !stuck) since = performance.now();
    left = null;
    if (at < 0) at = all.findIndex((one) => one.path === location.pathname);
    if (at >= 0 && !stuck && (all.length < 2 || performance.now() - since < all[at % all.length].ms)) return;
    going = true;
    try {
      at = (at + 1) % all.length;
      await go(all[at].path);
    } finally {
      going = false;
    }
  }

  setInterval(turn, 500);
})();
