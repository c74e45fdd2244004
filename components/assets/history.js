// Dash keeps every value that an input of a callback ever had, to undo it. A wall is told new ones for months, and
// nobody undoes them: what was kept is let go, else the browser is full within days.
(function () {
  const EVERY_MS = 10000;

  function forget() {
    for (const store of window.dash_stores ?? []) {
      const past = store.getState().history?.past;
      if (past) past.length = 0;
    }
  }

  setInterval(forget, EVERY_MS);
})();
