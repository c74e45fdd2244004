// Dash's own controls, told to a screen reader as what they are: choices with their name, not lists of lists.
(() => {
  const ROLES = { "dash-radioitems": "radiogroup", "dash-checklist": "group" };

  function put(element, name, value) {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }

  function drop(element, ...names) {
    names.filter((name) => element.hasAttribute(name)).forEach((name) => element.removeAttribute(name));
  }

  function mend() {
    for (const list of document.querySelectorAll(".dash-options-list")) {
      const role = Object.entries(ROLES).find(([name]) => list.classList.contains(name))?.[1];
      if (!role) continue; // a dropdown's own list is one
      put(list, "role", role);
      const named = list.closest("[role=group][aria-label]:not(.dash-options-list)");
      if (named) put(list, "aria-label", named.getAttribute("aria-label"));
      // The box inside each label tells whether it is chosen.
      for (const one of list.querySelectorAll("[role=option], [aria-selected]")) drop(one, "role", "aria-selected");
    }
    // It is hidden from screen readers, so nobody is to reach it by the keyboard: the button before it opens the list.
    document.querySelectorAll(".dash-dropdown-focus-target").forEach((one) => put(one, "tabindex", "-1"));
    for (const file of document.querySelectorAll("input[type=file]:not([aria-label])")) {
      const text = file.parentElement?.textContent.trim();
      if (text) put(file, "aria-label", text);
    }
  }

  let asked = false;
  function ask() {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      mend();
    });
  }

  const seen = { subtree: true, childList: true, attributes: true, attributeFilter: ["role", "aria-selected"] };
  new MutationObserver(ask).observe(document.documentElement, seen);
  ask();
})();
