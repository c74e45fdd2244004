// The page for analysts: drawing on the map, pictures of charts, files with their progress, views that are kept here.
(function () {
  const OF_PAGE = ["lang", "theme", "visitor"];
  const KEPT = "yiping-views";
  const POLL_MS = 400;
  const LOOK_MS = 500;
  const held = new WeakSet(); // maps that are listened to
  const SIZE = { width: 1200, height: 720 };

  const query = () => {
    const found = new URLSearchParams(location.search);
    OF_PAGE.forEach((name) => found.delete(name));
    return found.toString();
  };
  const graphOf = (name) => document.querySelector(`#explore-${name} .js-plotly-plot`);
  const save = (href, name) => {
    const link = document.createElement("a");
    link.href = href;
    link.download = name;
    link.click();
  };

  // A picture says what it shows, of when, and that it is made up where it is.
  async function picture(name, kind) {
    const graph = graphOf(name);
    if (!graph) return;
    const marks = [...document.querySelectorAll(".explore > header .mark")].map((one) => one.textContent);
    const told = [
      document.getElementById(`explore-title-${name}`).textContent,
      document.getElementById("explore-data-at").textContent,
      ...marks,
      decodeURIComponent(query()).replaceAll("<", "&lt;"),
    ];
    const page = getComputedStyle(document.body);
    const layout = { ...graph.layout, ...SIZE, paper_bgcolor: page.backgroundColor };
    layout.margin = { l: 20, r: 20, t: 80, b: 20 };
    layout.title = { text: told.slice(0, -1).join(" · ") + `<br><sub>${told.at(-1).slice(0, 200)}</sub>`, x: 0.02, font: { size: 18, color: page.color } };
    const config = { ...graph._context };
    const url = await window.Plotly.toImage({ data: graph.data, layout, config }, { format: kind, ...SIZE });
    save(url, `${name}.${kind}`);
  }

  async function write(kind, told) {
    const say = (text) => (told.textContent = text);
    const begun = await fetch(`/api/v1/exports?${query()}&format=${kind}`, { method: "POST" });
    const answer = await begun.json();
    if (!begun.ok) return say(answer.error);
    for (;;) {
      const now = await (await fetch(`/api/v1/exports/${answer.token}`)).json();
      if (now.error) return say(now.error);
      const number = (n) => n.toLocaleString("en-US");
      say(told.dataset.writing.replace("{done}", number(now.done)).replace("{total}", number(now.total)));
      if (now.ready) return save(`/api/v1/exports/${answer.token}/file`, now.name);
      await new Promise((go) => setTimeout(go, POLL_MS));
    }
  }

  const kept = () => {
    try {
      const found = JSON.parse(localStorage.getItem(KEPT) ?? "{}");
      return found && typeof found === "object" ? found : {};
    } catch {
      return {};
    }
  };
  const keep = (views) => {
    localStorage.setItem(KEPT, JSON.stringify(views));
    list();
  };

  function list() {
    const box = document.querySelector(".explore-views");
    if (!box) return;
    const words = document.querySelector(".explore-progress").dataset;
    const shown = JSON.stringify(kept());
    if (box.dataset.shown === shown) return;
    box.dataset.shown = shown;
    box.replaceChildren(
      ...Object.entries(kept()).map(([name, search]) => {
        const item = document.createElement("span");
        const link = document.createElement("a");
        const own = new URLSearchParams(location.search);
        link.textContent = name;
        link.href = `?${OF_PAGE.filter((one) => own.has(one)).map((one) => `${one}=${own.get(one)}&`).join("")}${search}`;
        const forget = document.createElement("button");
        forget.type = "button";
        forget.textContent = "×";
        forget.setAttribute("aria-label", `${words.forget} ${name}`);
        forget.addEventListener("click", () => {
          const views = kept();
          delete views[name];
          keep(views);
        });
        item.append(link, forget);
        return item;
      }),
    );
  }

  function drag(button) {
    document.querySelectorAll(".explore-drag").forEach((one) => one.setAttribute("aria-pressed", one === button));
    hold();
  }

  // What the pointer does is what the pressed button says, also after a map was drawn anew.
  function hold() {
    const mode = document.querySelector('.explore-drag[aria-pressed="true"]')?.dataset.mode;
    for (const name of ["map", "map-vs"]) {
      const graph = graphOf(name);
      const shown = graph?._fullLayout;
      if (!shown?.map || graph.offsetParent === null) continue;
      if (shown.dragmode !== mode) window.Plotly.relayout(graph, { dragmode: mode });
      if (!held.has(graph)) graph.on("plotly_afterplot", hold);
      held.add(graph);
    }
  }

  // The other language and the other theme show the same view: what is chosen stands in the address alone.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".explore .nav-view a");
    if (!link) return;
    const own = new URL(link.href, location.href).searchParams;
    link.search = [own.toString(), query()].filter(Boolean).join("&");
  }, true);

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".explore button");
    if (!button) return;
    if (button.matches(".explore-picture")) picture(button.dataset.graph, button.dataset.kind);
    if (button.matches(".explore-export")) write(button.dataset.kind, document.querySelector(".explore-progress"));
    if (button.matches(".explore-drag")) drag(button);
    if (button.matches(".explore-copy")) navigator.clipboard?.writeText(location.href);
    if (button.matches(".explore-save")) {
      const name = document.getElementById("explore-view-name").value.trim();
      if (name) keep({ ...kept(), [name]: query() });
    }
  });
  setInterval(list, LOOK_MS);
  setInterval(hold, LOOK_MS);

  window.dash_clientside = window.dash_clientside ?? {};
  window.dash_clientside.explore = {
    refresh: () => {
      const there = document.querySelector("#explore-grid .ag-root");
      if (there) window.dash_ag_grid.getApi("explore-grid").purgeInfiniteCache();
      return window.dash_clientside.no_update;
    },
  };

  // A row's number opens its life; the text is set as text.
  window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions ?? {};
  window.dashAgGridComponentFunctions.ExploreLink = (props) =>
    props.data?.href ? window.React.createElement("a", { href: props.data.href }, props.value) : (props.value ?? "");
})();
