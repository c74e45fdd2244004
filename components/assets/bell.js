// The bell of the wall: rings for alarms that are new, where this display has been allowed to by a click.
(function () {
  const KEPT = "yiping-sound";
  const LOOK_MS = 1000;
  const TONES = [880, 660]; // Hz, one after the other
  const TONE_S = 0.22;
  const rung = new Set(); // alarms that were heard here
  let audio = null;

  const bell = () => document.getElementById("bell");

  function allowed() {
    try {
      return localStorage.getItem(KEPT) === "on";
    } catch {
      return audio !== null; // a browser that keeps nothing: as long as the page lives
    }
  }

  function keep(value) {
    try {
      localStorage.setItem(KEPT, value);
    } catch {
      if (value === "off") audio = null;
    }
  }

  function minutes(text) {
    const [hours, rest] = text.split(":");
    return 60 * hours + Number(rest);
  }

  // The place's own time of day lies in one of its quiet spans; one that ends before it begins goes over midnight.
  function quiet(told) {
    const format = new Intl.DateTimeFormat("en-GB", { timeZone: told.zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    const now = minutes(format.format(new Date()));
    return told.hours.split(" ").filter(Boolean).some((span) => {
      const [begin, end] = span.split("-").map(minutes);
      return begin < end ? begin <= now && now < end : begin <= now || now < end;
    });
  }

  function wake() {
    audio = audio || new AudioContext();
    if (audio.state === "suspended") audio.resume().catch(() => {});
  }

  function stateOf(button) {
    if (!allowed()) return "off";
    if (quiet(button.dataset)) return "quiet";
    wake();
    return audio.state === "running" ? "on" : "blocked";
  }

  function show(button, state) {
    if (button.dataset.state === state) return;
    const title = button.getAttribute(`data-${state}-title`);
    button.dataset.state = state;
    button.textContent = button.getAttribute(`data-${state}`);
    button.title = title;
    button.setAttribute("aria-label", title);
  }

  function ring() {
    TONES.forEach((frequency, position) => {
      const begin = audio.currentTime + position * TONE_S;
      const loudness = audio.createGain();
      loudness.gain.setValueAtTime(0.0001, begin);
      loudness.gain.exponentialRampToValueAtTime(0.3, begin + 0.02);
      loudness.gain.exponentialRampToValueAtTime(0.0001, begin + TONE_S);
      const tone = audio.createOscillator();
      tone.frequency.value = frequency;
      tone.connect(loudness).connect(audio.destination);
      tone.start(begin);
      tone.stop(begin + TONE_S);
    });
  }

  // What was new while this display was mute or quiet rings when it may sound again, if nobody acknowledged it by then.
  function look() {
    const button = bell();
    if (!button) return;
    const state = stateOf(button);
    show(button, state);
    const fresh = (document.querySelector("#alarms .alarms")?.dataset.new || "").split(" ").filter(Boolean);
    for (const alarm of rung) if (!fresh.includes(alarm)) rung.delete(alarm);
    if (state !== "on" || fresh.every((alarm) => rung.has(alarm))) return;
    ring();
    fresh.forEach((alarm) => rung.add(alarm));
  }

  function press(event) {
    const button = event.target.closest?.("#bell");
    if (!button) return;
    if (button.dataset.state === "blocked") wake();
    else keep(button.dataset.state === "off" ? "on" : "off");
    look();
  }

  addEventListener("click", press);
  setInterval(look, LOOK_MS);
})();
