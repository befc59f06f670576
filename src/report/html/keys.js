// Where the reader is, and the keyboard.

function route() {
  const article = location.hash.match(/^#article-(\d+)$/);
  return article ? { view: "articles", article: Number(article[1]) } : { view: location.hash === "#articles" ? "articles" : "overview" };
}

function showView() {
  const { view } = route();
  for (const name of ["overview", "articles"]) {
    byId(name).hidden = name !== view;
    const link = byId("to-" + name);
    if (name === view) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.body.dataset.view = view;
}

function follow() {
  const { view, article } = route();
  hideTip();
  showView();
  if (view !== "articles") {
    scrollTo(0, 0);
    return;
  }
  drawRows();
  if (article !== undefined) open(article);
  else if (opened === null && listed.length && !narrow.matches) {
    opened = null;
    open(listed[0]);
  } else document.body.classList.toggle("reading", opened !== null && !narrow.matches);
}

const narrow = matchMedia("(max-width: 760px)");

function back() {
  document.body.classList.remove("reading");
  byId("list").focus({ preventScroll: true });
}

/** To the next flag, or the one before. */
function go(by) {
  if (flags.length === 0) return;
  const to = active === null ? (by > 0 ? 0 : flags.length - 1) : (active + by + flags.length) % flags.length;
  explain(to, { focus: true });
}

function goArticle(by) {
  if (listed.length === 0) return;
  const at = opened === null ? 0 : Math.max(0, Math.min(listed.length - 1, listed.indexOf(opened) + by));
  open(listed[at]);
}

function escape() {
  if (!byId("tip").hidden) hideTip();
  if (active !== null) {
    const element = markOf(active);
    explain(null);
    element.focus({ preventScroll: true });
  } else if (route().view === "articles") back();
}

const KEYS = {
  j: () => go(1),
  k: () => go(-1),
  n: () => goArticle(1),
  p: () => goArticle(-1),
  o: () => { location.hash = "#overview"; },
  "/": () => byId("filters").elements.query.focus(),
  "?": () => byId("help").showModal(),
  Escape: escape,
};

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
  const { target, key } = event;
  if (target.matches("input, select")) {
    if (key === "Escape") target.blur();
    return;
  }
  if (target.matches("mark")) {
    const numbers = numbersOf(target);
    const to = { Enter: 0, " ": 0, ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[key];
    if (to !== undefined) {
      event.preventDefault();
      if (to === 0) target.click();
      else {
        active ??= numbers[0];
        go(to);
      }
      return;
    }
  }
  // Letters steer the articles; on the overview they lead there.
  if ("jknp/".includes(key) && route().view !== "articles") location.hash = "#articles";
  const action = KEYS[key];
  if (!action) return;
  event.preventDefault();
  action();
});
addEventListener("hashchange", follow);
addEventListener("popstate", follow);

drawFilters();
drawOverview();
refilter();
follow();
