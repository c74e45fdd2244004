// The page's own language and title: Dash has one of each for all pages.
(function () {
  const LOOK_MS = 500;
  setInterval(() => {
    const page = document.querySelector("[data-title]");
    if (!page) return;
    if (document.documentElement.lang !== page.lang) document.documentElement.lang = page.lang;
    const title = `${page.dataset.title} · 一屏`;
    if (document.title !== title) document.title = title;
  }, LOOK_MS);
})();
