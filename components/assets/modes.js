// Cards are painted once for every display; what this one's address asks for, its links take along.
(function () {
  const KEPT = ["theme", "visitor", "modules", "scale", "rotate", "play"];
  // A link that leaves the playlist's page by hand leaves the playlist.
  const LEFT = new Set(["play"]);

  function keep(event) {
    const link = event.target.closest?.(".wall a, .page a");
    if (!link?.href || link.origin !== location.origin) return;
    const here = new URLSearchParams(location.search), there = new URL(link.href);
    const same = there.pathname === location.pathname;
    for (const key of KEPT) {
      if (here.has(key) && !there.searchParams.has(key) && (same || !LEFT.has(key))) there.searchParams.set(key, here.get(key));
    }
    link.href = there.href;
  }

  addEventListener("click", keep, true);
})();
