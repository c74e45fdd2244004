// Tells the names and the points of each map how large the world is drawn; a name that would lie on another is left out.
(function () {
  const MARGIN = 0.95; // of the box is filled
  const LOOK_MS = 200;

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

  function look(box) {
    const width = box.clientWidth, height = box.clientHeight;
    if (!width || !height || box.dataset.fitted === `${width}×${height}`) return;
    const world = MARGIN * Math.min(width / Number(box.dataset.width), height / Number(box.dataset.height));
    box.style.setProperty("--world", `${world}px`);
    box.dataset.fitted = `${width}×${height}`;
    thin(box);
  }

  setInterval(() => document.querySelectorAll(".map-fit").forEach(look), LOOK_MS);
})();
