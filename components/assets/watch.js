// Keeps watch over the wall's stream for months: a wall that is not live says so and since when, lets the ages grow,
// asks for a new stream after a cut, a sleep or a restart, and loads anew where another version runs.
(function () {
  const LATE_MS = 16000; // a heartbeat comes every few seconds
  const LOOK_MS = 5000;
  const ASLEEP_MS = 10000; // a timer of a second that is so late has slept
  const ANSWER_MS = 4000;
  const ASKED = 3; // streams asked for in vain before the page is loaded anew; twice as many each time
  const DAY_MS = 20 * 3600000; // a page that was open for longer is loaded anew in the quiet hour: a browser's memory creeps
  const QUIET = "04";
  const RENEWED = "yiping-renewed"; // how often in a row, kept over the loading
  let last = null; // the newest tick
  let heard = { wall: 0, steady: 0 }; // when it came, by two clocks: one may be set, the other may stand in sleep
  let ahead = 0; // the server's clock minus this machine's, ms
  let asked = 0;
  let beat = Date.now();
  let looking = false;
  let whole = null; // the edition up to which nothing was lost: Dash keeps the newest only where a display is slow

  const wall = () => document.querySelector(".wall");
  const silent = () => Math.max(Date.now() - heard.wall, performance.now() - heard.steady);
  const renewals = () => Number(sessionStorage.getItem(RENEWED)) || 0;

  function tick(data) {
    if (!wall()) return;
    const another = data.version !== wall().dataset.version;
    const follows = last && last.number !== data.number;
    const same = last?.started_at === data.started_at;
    // What an older stream still sends is known; all of it comes where `after` is missing.
    const late = same && data.after != null && data.number <= whole;
    if (!late && (!same || data.after == null || data.after <= whole)) whole = data.number;
    last = data;
    heard = { wall: Date.now(), steady: performance.now() };
    ahead = Date.parse(data.sent_at) - heard.wall;
    asked = 0;
    say(false);
    // Should what is loaded never fit what runs, the page still does not load over and over.
    if (another && renewals() < 3) renew();
    else if (follows && !another) sessionStorage.removeItem(RENEWED);
    if (!late) window.yiping.apply(JSON.parse(data.news));
  }

  function renew() {
    sessionStorage.setItem(RENEWED, renewals() + 1);
    location.reload();
  }

  function say(late) {
    const words = document.getElementById("not-live");
    if (!words || !wall() || words.hidden === !late) return;
    if (late) words.textContent = words.dataset.words.replace("{time}", wallTime(Date.parse(last.sent_at)));
    words.hidden = !late;
    wall().toggleAttribute("data-late", late);
  }

  function wallTime(ms) {
    const zone = document.querySelector(".clock").dataset.zone;
    return new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeStyle: "medium" }).format(ms);
  }

  // What comes no more gets older all the same; where the place is history, its clock stands.
  function grow() {
    const [now, minutes, hours, days] = JSON.parse(wall().dataset.ages);
    const at = Date.parse(last.as_of) + (document.querySelector(".clock").dataset.runs === "yes" ? silent() : 0);
    const words = (old) => {
      if (old < 1) return now;
      if (old < 120) return minutes.replace("{n}", old);
      return old < 48 * 60 ? hours.replace("{n}", Math.floor(old / 60)) : days.replace("{n}", Math.floor(old / 1440));
    };
    for (const feed of document.querySelectorAll(".feed")) {
      const grown = feed.querySelector(".feed-grown");
      const from = Date.parse(feed.dataset.asOf);
      if (grown) grown.textContent = from ? words(Math.floor((at - from) / 60000)) : "";
    }
  }

  async function reachable() {
    try {
      return (await fetch("/readyz", { cache: "no-store", signal: AbortSignal.timeout(ANSWER_MS) })).ok;
    } catch {
      return false;
    }
  }

  async function look() {
    if (looking) return;
    looking = true;
    try {
      if (document.querySelector(".waiting")) {
        if (await reachable()) location.reload();
      } else if (!wall()) {
        last = null;
      } else if (last && silent() > LATE_MS) {
        await recover();
      } else if (last && last.number !== whole) {
        ask(whole);
      } else if (last && performance.now() > DAY_MS && wallTime(Date.now()).startsWith(QUIET)) {
        if (await reachable()) location.reload();
      }
    } finally {
      looking = false;
    }
  }

  async function recover() {
    say(true);
    grow();
    if (!(await reachable()) || !wall()) return;
    asked += 1;
    // Something more than the stream is broken.
    if (asked > ASKED * 2 ** Math.min(renewals(), 6)) return renew();
    ask(whole);
  }

  // A stream of what changed since the edition of that number; of everything where the server knows it no more.
  function ask(number) {
    const shown = { number, started_at: last.started_at, round: crypto.randomUUID?.() ?? `${Math.random()}` };
    window.dash_clientside.set_props("wall-view", { data: { ...JSON.parse(wall().dataset.view), ...shown } });
  }

  function pulse() {
    const slept = Date.now() - beat > ASLEEP_MS;
    beat = Date.now();
    if (slept) look();
    clock();
  }

  function clock() {
    const face = document.querySelector(".clock");
    if (!face) return;
    const moment = face.dataset.runs === "yes" ? Date.now() + ahead : Date.parse(last ? last.as_of : face.dataset.asOf);
    const language = wall()?.lang ?? document.documentElement.lang;
    const zone = { timeZone: face.dataset.zone };
    face.querySelector(".time").textContent = new Intl.DateTimeFormat("en-GB", { ...zone, timeStyle: "medium" }).format(moment);
    face.querySelector(".date").textContent = new Intl.DateTimeFormat(language, { ...zone, month: "short", day: "numeric", weekday: "short" }).format(moment);
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.wall = { tick };
  window.yiping = { ...window.yiping, reachable };
  setInterval(pulse, 1000);
  setInterval(look, LOOK_MS);
  // A page out of the browser's memory has lost its stream.
  addEventListener("pageshow", (event) => event.persisted && location.reload());
})();
