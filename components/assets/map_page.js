// A map to move about in: fills the layers of its style, colours its places, tells what is clicked, keeps the address.
(function () {
  const LOOK_MS = 250;
  const NEAR_PX = 7;
  const EMPTY = { type: "FeatureCollection", features: [] };
  const begun = new WeakSet(); // maps that listen already
  const put = new WeakMap(); // by map: what of `held` it shows
  let held = {}; // by layer: marks or shapes; `classes`, `values`, `chosen` layers
  let words = {};

  const box = () => document.getElementById("map-box");
  const mapOf = (one) => one?.querySelector(".js-plotly-plot")?._fullLayout?.map?._subplot?.map;

  function look() {
    for (const one of document.querySelectorAll(".map-free")) {
      const map = mapOf(one);
      if (!map || !map.style?._loaded) continue;
      const live = one === box();
      if (live && !map.getSource("places")) continue;
      if (!begun.has(map)) begin(one, map, live);
      fit(one, map);
      if (live) show(map);
    }
  }

  function begin(one, map, live) {
    begun.add(map);
    put.set(map, {});
    map._fadeDuration = 0; // names that come slowly are so many more frames to draw
    map.on("idle", () => (one.dataset.idle = Number(one.dataset.idle ?? 0) + 1));
    for (const touched of ["mousedown", "wheel", "touchstart"]) map.on(touched, () => (one.dataset.touched = ""));
    if (!live) return;
    map.on("click", (event) => click(map, event));
    map.on("mousemove", (event) => hover(map, event));
    // With a change of size Plotly gives the map its style anew, without what was put into it.
    map.on("resize", () => put.set(map, {}));
    map.on("mouseout", () => (one.querySelector(".map-hover").hidden = true));
  }

  // Buttons on a map: nearer, farther, the whole again, and the picture.
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".map-free [data-map]");
    const one = button?.closest(".map-free");
    const map = mapOf(one);
    if (!map) return;
    if (button.dataset.map === "png") return save(map);
    if (button.dataset.map === "whole") {
      delete one.dataset.touched;
      return fit(one, map);
    }
    one.dataset.touched = "";
    map.zoomTo(map.getZoom() + Number(button.dataset.map), {}, { originalEvent: event });
  });

  // Until somebody moves it, the map shows the whole place, whatever its size. Plotly must know of the view, or it would
  // go back to its own: it takes in what it holds to be somebody's move. It forgets the view when the figure is drawn
  // anew, hence the look at what is shown. A change by its own way would have it load the whole style again.
  function fit(one, map) {
    if (one.dataset.touched !== undefined) return;
    const [west, south, east, north] = one.dataset.bounds.split(",").map(Number);
    const wanted = map.cameraForBounds([[west, south], [east, north]], { padding: 16 });
    if (!wanted || Math.abs(wanted.zoom - map.getZoom()) < 0.01) return;
    map.jumpTo({ center: wanted.center, zoom: wanted.zoom }, { originalEvent: { type: "fit" } });
  }

  // Marks come as rows, which are shorter; shapes as GeoJSON; layers of the base as the address of theirs.
  function collection(told) {
    if (!Array.isArray(told)) return told ?? EMPTY;
    const features = told.map(([lon, lat, state, lit, name, at, note, link]) => ({
      type: "Feature",
      properties: { state, lit, name, at, note, link },
      geometry: { type: "Point", coordinates: [lon, lat] },
    }));
    return { type: "FeatureCollection", features };
  }

  function show(map) {
    const shown = put.get(map);
    const drawn = {};
    for (const [layer, told] of Object.entries(held.layers ?? {})) {
      drawn[layer] = Array.isArray(told) ? told.length : (told?.features?.length ?? (told ? 1 : 0));
      if (shown[layer] === told) continue;
      shown[layer] = told;
      map.getSource(layer)?.setData(collection(told));
    }
    if (held.classes && shown.classes !== held.classes) {
      shown.classes = held.classes;
      map.removeFeatureState({ source: "places" });
      for (const [id, number] of Object.entries(held.classes)) {
        if (number !== null) map.setFeatureState({ source: "places", id }, { class: number });
      }
    }
    box().dataset.drawn = JSON.stringify(drawn);
  }

  function found(map, point, layers) {
    const near = [[point.x - NEAR_PX, point.y - NEAR_PX], [point.x + NEAR_PX, point.y + NEAR_PX]];
    return map.queryRenderedFeatures(near, { layers })[0];
  }

  const markLayers = (map) => map.getStyle().layers.map((one) => one.id).filter((id) => id.split("-")[0] in (words.layers ?? {}));

  function click(map, event) {
    const layers = markLayers(map);
    const mark = layers.length ? found(map, event.point, layers) : undefined;
    if (mark?.properties.point_count) {
      const nearer = { center: mark.geometry.coordinates, zoom: map.getZoom() + 2 };
      map.easeTo(nearer, { originalEvent: event.originalEvent });
      return;
    }
    tell(mark);
    if (mark) return;
    const place = map.queryRenderedFeatures(event.point, { layers: ["places"] })[0];
    window.dash_clientside.set_props("map-place", { data: place ? String(place.properties.id) : null });
  }

  function tell(mark) {
    const panel = box().querySelector(".map-told");
    panel.replaceChildren();
    panel.hidden = !mark;
    if (!mark) return;
    const { state, name, at, note, link: there } = mark.properties;
    const layer = mark.source;
    const age = at ? Math.max(0, Math.round((words.as_of - at) / 60)) : null;
    const lines = [
      `${words.marks[layer]?.[state] ?? ""} ${words.layers[layer]} · ${words.states[state] ?? state}`,
      name,
      note ?? "",
      age === null ? "" : words.minutes.replace("{n}", age.toLocaleString()),
    ];
    for (const line of lines.filter(Boolean)) {
      const told = document.createElement("p");
      told.textContent = line;
      panel.append(told);
    }
    if (/^https?:\/\//i.test(there ?? "")) {
      const link = document.createElement("a");
      Object.assign(link, { href: there, textContent: words.snapshot, target: "_blank", rel: "noopener noreferrer" });
      panel.append(link);
    }
    if (layer !== "cases") return;
    const link = document.createElement("a");
    link.href = `${words.life}&id=${encodeURIComponent(name)}`;
    link.textContent = words.open;
    panel.append(link);
  }

  function hover(map, event) {
    const place = map.queryRenderedFeatures(event.point, { layers: ["places"] })[0];
    const panel = box().querySelector(".map-hover");
    panel.hidden = !place;
    if (!place) return;
    const value = held.values?.[place.properties.id];
    panel.textContent = `${place.properties.name}${value ? ` · ${value}` : ""}`;
    panel.style.transform = `translate(${event.point.x + 14}px, ${event.point.y + 14}px)`;
  }

  // What a callback tells: only what is new of it; layers that were switched off come as nothing.
  function apply(told, spoken) {
    if (spoken) words = spoken;
    if (told) {
      held = { ...held, ...told, layers: { ...held.layers, ...told.layers } };
      words.as_of = told.as_of ?? words.as_of;
      look();
    }
    return window.dash_clientside.no_update;
  }

  function begins() {
    held = {};
    return window.dash_clientside.no_update;
  }

  // The address holds what is chosen, so that it can be sent on; the page is not loaded again.
  function address(...chosen) {
    const asked = new URLSearchParams(location.search);
    const [names, values] = [chosen.at(-1), chosen.slice(0, -1)];
    names.forEach((name, n) => {
      if (!name) return;
      const value = Array.isArray(values[n]) ? values[n].join(",") || "none" : values[n];
      if (value) asked.set(name, value);
      else asked.delete(name);
    });
    history.replaceState(history.state, "", `${location.pathname}?${asked}`);
    for (const link of document.querySelectorAll(".map-choices a")) {
      const there = new URL(link.href);
      for (const name of names) if (name && name !== "place" && asked.has(name)) there.searchParams.set(name, asked.get(name));
      link.href = there;
    }
    return window.dash_clientside.no_update;
  }

  // The picture is read in the frame in which it is drawn; heading, classes and source are written around it.
  function save(map) {
    map.once("render", () => {
      const drawn = map.getCanvas();
      const ratio = drawn.width / map.getContainer().clientWidth;
      const style = getComputedStyle(document.querySelector("[data-theme]"));
      const line = 24 * ratio;
      const heads = [...document.querySelectorAll("[data-png]")].map((one) => one.innerText.replace(/\s+/g, " ").trim());
      const canvas = document.createElement("canvas");
      canvas.width = drawn.width;
      canvas.height = drawn.height + line * (heads.length + 0.6);
      const pen = canvas.getContext("2d");
      pen.fillStyle = style.getPropertyValue("--ground").trim();
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(drawn, 0, 0);
      pen.fillStyle = style.getPropertyValue("--text").trim();
      pen.font = `${14 * ratio}px ${getComputedStyle(document.body).fontFamily}`;
      heads.forEach((head, n) => pen.fillText(head, 10 * ratio, drawn.height + line * (n + 0.9), canvas.width - 20 * ratio));
      canvas.toBlob((blob) => {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(blob);
        link.download = `${location.pathname.slice(1).replaceAll("/", "-")}.png`;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
      });
    });
    map.triggerRepaint();
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.moving = { apply, begins, address };
  setInterval(look, LOOK_MS);
})();
