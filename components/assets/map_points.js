// Draws patrols, cameras, drones and new cases over the map, on a canvas of its own: shapes as well as colours tell them
// apart, and no tick makes the map below be drawn anew.
(function () {
  const PARTS = 10000; // of the town's width, in which the points are told
  const LOOK_MS = 250;
  let layers = {};
  let drawn = "";
  let version = 0;

  // The layers that changed: all their points, or those that moved, by position.
  function points(changed) {
    for (const [layer, told] of Object.entries(changed)) {
      if (Array.isArray(told)) layers[layer] = told;
      else for (const [position, point] of Object.entries(told)) if (layers[layer]) layers[layer][position] = point;
    }
    version += 1;
    draw();
  }

  function draw() {
    const box = document.querySelector(".wall .map-fit");
    const canvas = box?.querySelector(".map-points");
    const world = parseFloat(box?.style.getPropertyValue("--world"));
    if (!canvas || !world || !box.clientWidth) return;
    const ratio = devicePixelRatio || 1;
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const state = [version, world, box.clientWidth, box.clientHeight, ratio, rem, box.closest(".wall").dataset.theme].join();
    if (state === drawn && canvas.dataset.drawn) return;
    drawn = state;
    canvas.width = box.clientWidth * ratio;
    canvas.height = box.clientHeight * ratio;
    canvas.dataset.drawn = Object.values(layers).reduce((sum, one) => sum + one.length, 0);
    const pen = canvas.getContext("2d");
    const style = getComputedStyle(canvas);
    const colour = (name) => style.getPropertyValue(`--${name}`).trim();
    const scale = (world * Number(box.dataset.width)) / PARTS;
    for (const [layer, told] of Object.entries(layers)) {
      for (const [x, y, lit] of told) {
        pen.setTransform(ratio, 0, 0, ratio, canvas.width / 2 + x * scale * ratio, canvas.height / 2 + y * scale * ratio);
        pen.scale(rem, rem);
        MARKS[layer]?.(pen, lit, colour);
      }
    }
  }

  function shape(pen, corners) {
    pen.beginPath();
    corners.forEach(([x, y], n) => (n ? pen.lineTo(x, y) : pen.moveTo(x, y)));
    pen.closePath();
  }

  // Filled, with a rim in the colour of the ground, so that it stands out on every class.
  function filled(pen, inside, rim) {
    pen.lineJoin = "round";
    pen.lineWidth = 0.25;
    pen.strokeStyle = rim;
    pen.stroke();
    pen.fillStyle = inside;
    pen.fill();
  }

  const MARKS = {
    cameras(pen, lit, colour) {
      pen.beginPath();
      if (lit) {
        pen.rect(-0.42, -0.42, 0.84, 0.84);
        pen.lineWidth = 0.4;
        pen.strokeStyle = colour("halo");
        pen.stroke();
        pen.lineWidth = 0.18;
        pen.strokeStyle = colour("watch");
        pen.stroke();
      } else {
        pen.rect(-0.18, -0.18, 0.36, 0.36);
        pen.fillStyle = colour("muted");
        pen.fill();
      }
    },
    patrols(pen, lit, colour) {
      shape(pen, [[0, -0.55], [0.45, 0.5], [0, 0.25], [-0.45, 0.5]]);
      filled(pen, colour("patrol"), colour("halo"));
    },
    drones(pen, lit, colour) {
      for (const [width, name] of [[0.45, "halo"], [0.2, "accent"]]) {
        pen.beginPath();
        pen.arc(0, 0, 0.7, 0, 2 * Math.PI);
        pen.lineWidth = width;
        pen.strokeStyle = colour(name);
        pen.stroke();
      }
      pen.beginPath();
      pen.arc(0, 0, 0.28, 0, 2 * Math.PI);
      filled(pen, colour("accent"), colour("halo"));
    },
    cases(pen, lit, colour) {
      const size = lit ? 0.9 : 0.8;
      shape(pen, [[0, -size], [size, 0], [0, size], [-size, 0]]);
      filled(pen, colour(lit ? "bad" : "text"), colour("halo"));
    },
  };

  window.yiping = { ...window.yiping, points };
  setInterval(draw, LOOK_MS);
})();
