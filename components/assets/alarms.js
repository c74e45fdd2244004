// The page of the alarms: opens and closes the form, moves the focus, and says when the server no longer answers.
(function () {
  const LATE_MS = 16000;
  const LOOK_MS = 2000;
  let heard = Date.now();
  let chosen = 0; // the number of the alarm that the form is about

  const row = (number) => document.querySelector(`[data-alarm="${CSS.escape(number)}"]`);

  // What a callback has shown is there only after React has painted it.
  function focus(find, tries = 20) {
    const found = find();
    if (found) found.focus();
    if ((!found || document.activeElement !== found) && tries) setTimeout(() => focus(find, tries - 1), 50);
  }

  function choose() {
    const { triggered } = window.dash_clientside.callback_context;
    const pressed = triggered.find((one) => one.value);
    if (!pressed) return window.dash_clientside.no_update;
    const id = pressed.prop_id.slice(0, pressed.prop_id.lastIndexOf("."));
    if (id === "acknowledge-cancel") {
      shut();
      focus(() => row(chosen)?.querySelector(".to-acknowledge") || document.querySelector(".to-acknowledge"), 2);
      return null;
    }
    const { number } = JSON.parse(id);
    chosen = number;
    window.dash_clientside.set_props("acknowledge-name", { children: row(number).querySelector(".alarm-name").textContent });
    window.dash_clientside.set_props("acknowledge-said", { children: "" });
    window.dash_clientside.set_props("acknowledge", { hidden: false });
    focus(() => document.querySelector("#acknowledge:not([hidden]) #acknowledge-word"));
    return number;
  }

  function shut() {
    window.dash_clientside.set_props("acknowledge", { hidden: true });
    window.dash_clientside.set_props("acknowledge-word", { value: "" });
  }

  // The next one that waits for a word, else the list itself.
  function close(number) {
    shut();
    focus(() => (row(number)?.querySelector(".to-acknowledge") ? null : document.querySelector(".to-acknowledge, .alarms-page > header a")));
    return number;
  }

  function press(event) {
    if (event.key !== "Escape" || event.isComposing || !event.target.closest?.("#acknowledge")) return;
    document.getElementById("acknowledge-cancel").click();
  }

  function hear() {
    heard = Date.now();
    return heard;
  }

  function look() {
    const words = document.querySelector(".alarms-page #not-live");
    if (!words) return;
    const late = Date.now() - heard > LATE_MS;
    if (words.hidden === !late) return;
    const zone = document.querySelector(".alarms-page").dataset.zone;
    const since = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeStyle: "medium" }).format(heard);
    words.textContent = late ? words.dataset.words.replace("{time}", since) : "";
    words.hidden = !late;
  }

  addEventListener("keydown", press);
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.alarms = { choose, close, heard: hear };
  setInterval(look, LOOK_MS);
})();
