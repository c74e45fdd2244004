// The catalogue's search: entries that do not match are hidden as one types, and the address keeps the words.
(function () {
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const box = () => document.getElementById("catalogue-search");

  function search(text) {
    const words = plain(text || "").split(/\s+/).filter(Boolean);
    let found = 0;
    for (const section of document.querySelectorAll(".module")) {
      let here = 0;
      for (const entry of section.querySelectorAll(".entry")) {
        entry.hidden = !words.every((word) => entry.dataset.words.includes(word));
        here += entry.hidden ? 0 : 1;
      }
      const jump = document.querySelector(`.modules a[href="#${CSS.escape(section.id)}"]`);
      jump.hidden = section.hidden = here === 0;
      for (const count of [section.querySelector(".note"), jump.querySelector("span")]) count.firstChild.nodeValue = here;
      found += here;
    }
    keep(words.length ? text : "");
    const told = document.getElementById("catalogue-count").dataset;
    return found ? told.found.replace("{n}", found) : told.none;
  }

  // In the address, and in the links to the same page in another language or theme.
  function keep(text) {
    const asked = (href) => {
      const address = new URL(href);
      if (text) address.searchParams.set("q", text);
      else address.searchParams.delete("q");
      return address.href;
    };
    history.replaceState(history.state, "", asked(location.href));
    for (const link of document.querySelectorAll(".catalogue > header nav a")) link.href = asked(link.href);
  }

  function press(event) {
    const field = box();
    if (!field || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = document.activeElement === field;
    const links = [...document.querySelectorAll(".entry:not([hidden]) h3 a")];
    const at = links.indexOf(document.activeElement);
    const go = (element) => {
      event.preventDefault();
      element?.focus();
    };
    if (event.key === "/" && !typing) go(field);
    else if (event.key === "Escape" && typing) window.dash_clientside.set_props("catalogue-search", { value: "" });
    else if (event.key === "Escape" && at >= 0) go(field);
    else if (event.key === "Enter" && typing && field.value.trim()) links[0]?.click();
    else if (event.key === "ArrowDown" && (typing || at >= 0)) go(links[at + 1]);
    else if (event.key === "ArrowUp" && at >= 0) go(links[at - 1] || field);
  }

  // A change of the address would make Dash build the page anew.
  function jump(event) {
    const link = event.target.closest?.(".modules a");
    if (!link) return;
    event.preventDefault();
    document.getElementById(decodeURIComponent(link.hash.slice(1)))?.scrollIntoView();
  }

  addEventListener("keydown", press);
  addEventListener("click", jump);
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.catalogue = { search };
})();
