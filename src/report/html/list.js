// The list of articles: filters, search and order; only the rows in sight are in the page.

const NO_FILTERS = { family: "", severity: "", confidence: 0, rule: "", verdict: "", group: "", query: "", order: "worst" };
const filters = { ...NO_FILTERS };
const ROW = 84;
let listed = [];
let selected = 0;

const searchable = data.articles.map(() => null);

/** Everything of an article that a search looks at. */
function haystack(index) {
  const article = data.articles[index];
  return searchable[index] ??= [article.id, article.item, article.title, article.text,
    ...article.flags.map((flag) => flag.rule + " " + flag.message)].filter(Boolean).join("\n").toLowerCase();
}

/** Whether the filters let a flag through. */
function admits(flag) {
  return (!filters.family || familyOf(flag.rule) === filters.family)
    && (!filters.severity || flag.severity === filters.severity)
    && (!filters.rule || flag.rule === filters.rule)
    && flag.confidence >= filters.confidence;
}

const filtersFlags = () => filters.family || filters.severity || filters.rule || filters.confidence > 0;

const ORDERS = {
  worst: ["worst first", null],
  flags: ["most flags first", (a, b) => b.flags.length - a.flags.length],
  sure: ["surest flag first", (a, b) => surest(b) - surest(a)],
  name: ["by name", (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)],
  date: ["latest first", (a, b) => ((b.date ?? "") < (a.date ?? "") ? -1 : (b.date ?? "") > (a.date ?? "") ? 1 : 0)],
};

const surest = (article) => article.flags.reduce((most, flag) => Math.max(most, flag.confidence), 0);

function select(name, label, options) {
  return make("label", {}, make("span", {}, label), make("select", { name },
    options.map(([value, text]) => make("option", { value }, text))));
}

function drawFilters() {
  const of = (values) => [...new Set(values)].sort().map((value) => [value, value]);
  const families = of(data.rules.map((rule) => familyOf(rule.id)));
  const groups = of(data.articles.map((article) => article.group).filter((group) => group !== undefined));
  const dated = data.articles.some((article) => article.date !== undefined);
  byId("filters").replaceChildren(...[
    make("label", { class: "search" }, make("span", {}, "Search"),
      make("input", { type: "search", name: "query", placeholder: "words, names, rules", spellcheck: "false", autocomplete: "off" })),
    select("family", "Family", [["", "any"], ...families]),
    select("severity", "Severity", [["", "any"], ...SEVERITIES.map((severity) => [severity, severity])]),
    select("rule", "Rule", [["", "any"], ...of(data.rules.map((rule) => rule.id))]),
    make("label", { class: "range" }, make("span", {}, "Confidence from ", make("output", { id: "sure" }, "0 %")),
      make("input", { type: "range", name: "confidence", min: 0, max: 100, step: 5, value: 0 })),
    select("verdict", "Verdict", [["", "any"], ...VERDICTS.map((verdict) => [verdict, VERDICT_WORDS[verdict]])]),
    groups.length ? select("group", "Group", [["", "any"], ...groups]) : "",
    select("order", "Order", Object.entries(ORDERS).filter(([name]) => name !== "date" || dated).map(([name, [text]]) => [name, text])),
    make("button", { type: "button", class: "quiet", id: "clear", on: { click: () => only({}) } }, "Clear"),
    make("output", { class: "found", id: "found", "aria-live": "polite" }),
  ].filter(Boolean));
}

/** Sets these filters and no others, and shows the articles they leave. */
function only(wanted) {
  const { order } = filters;
  Object.assign(filters, NO_FILTERS, { order }, wanted);
  for (const [name, value] of Object.entries(filters)) {
    const field = byId("filters").elements[name];
    if (field) field.value = name === "confidence" ? 100 * value : value;
  }
  refilter();
  if (route().view !== "articles") location.hash = "#articles";
}

byId("filters").addEventListener("submit", (event) => event.preventDefault());
byId("filters").addEventListener("input", (event) => {
  const { name, value } = event.target;
  filters[name] = name === "confidence" ? value / 100 : value;
  clearTimeout(refilter.later);
  // A search reads every text: it waits until the typing rests.
  refilter.later = setTimeout(refilter, name === "query" ? 120 : 0);
});

function refilter() {
  clearTimeout(refilter.later);
  const query = filters.query.trim().toLowerCase();
  listed = data.articles.map((_, index) => index).filter((index) => {
    const article = data.articles[index];
    return (!filters.verdict || article.verdict === filters.verdict)
      && (!filters.group || article.group === filters.group)
      && (!filtersFlags() || article.flags.some(admits))
      && (!query || haystack(index).includes(query));
  });
  const by = ORDERS[filters.order][1];
  if (by) listed.sort((a, b) => by(data.articles[a], data.articles[b]));
  byId("sure").textContent = Math.round(100 * filters.confidence) + " %";
  const flags = listed.reduce((sum, index) => sum + data.articles[index].flags.filter(admits).length, 0);
  byId("found").textContent = count(listed.length, "article") + ", " + count(flags, "flag");
  byId("clear").hidden = !filtersFlags() && !filters.verdict && !filters.group && !query;
  selected = Math.max(0, listed.indexOf(opened));
  byId("list").scrollTop = 0;
  drawRows();
  if (opened !== null) redraw();
}

/** Puts the rows in sight into the page, and takes out the others. */
function drawRows() {
  const list = byId("list"), rows = byId("rows");
  rows.style.height = listed.length * ROW + "px";
  const first = Math.max(0, Math.floor(list.scrollTop / ROW) - 4);
  const last = Math.min(listed.length, Math.ceil((list.scrollTop + (list.clientHeight || 800)) / ROW) + 4);
  const drawnRows = [];
  for (let at = first; at < last; at++) drawnRows.push(row(at));
  if (listed.length === 0) drawnRows.push(make("p", { class: "empty" }, "No article is left by these filters."));
  rows.replaceChildren(...drawnRows);
  if (listed.length) list.setAttribute("aria-activedescendant", "row-" + selected);
  else list.removeAttribute("aria-activedescendant");
}

function row(at) {
  const article = data.articles[listed[at]];
  const flags = article.flags.filter(admits);
  const place = [article.item ?? article.id, article.group, article.date].filter((part) => part !== undefined).join(" · ");
  const element = make("div", {
    class: "row", role: "option", id: "row-" + at, "aria-setsize": listed.length, "aria-posinset": at + 1,
    "aria-selected": String(at === selected), "aria-current": listed[at] === opened ? "true" : null,
    on: {
      click: () => {
        selected = at;
        location.hash = "#article-" + listed[at];
      },
    },
  },
  make("span", { class: "headline", dir: "auto" }, headline(article)),
  make("span", { class: "meta" }, make("i", { class: "dot " + article.verdict, title: VERDICT_WORDS[article.verdict] }),
    make("b", {}, decimal(article.penalty)),
    make("span", { class: "pips", "aria-label": count(flags.length, "flag") }, SEVERITIES.map((severity) => {
      const n = flags.filter((flag) => flag.severity === severity).length;
      return n ? make("i", { class: "pip " + severity, title: n + " " + severity }, String(n)) : null;
    })),
    make("span", { class: "place", title: place }, place)));
  element.style.top = at * ROW + "px";
  return element;
}

function moveTo(at) {
  selected = Math.max(0, Math.min(listed.length - 1, at));
  const list = byId("list");
  if (selected * ROW < list.scrollTop) list.scrollTop = selected * ROW;
  else if ((selected + 1) * ROW > list.scrollTop + list.clientHeight) list.scrollTop = (selected + 1) * ROW - list.clientHeight;
  drawRows();
}

byId("list").addEventListener("scroll", () => {
  cancelAnimationFrame(drawRows.frame);
  drawRows.frame = requestAnimationFrame(drawRows);
});
addEventListener("resize", drawRows);
byId("list").addEventListener("keydown", (event) => {
  const page = Math.max(1, Math.floor(byId("list").clientHeight / ROW) - 1);
  const to = { ArrowDown: selected + 1, ArrowUp: selected - 1, PageDown: selected + page, PageUp: selected - page, Home: 0, End: listed.length - 1 }[event.key];
  if (to !== undefined) moveTo(to);
  else if (event.key === "Enter" && listed.length) open(listed[selected], true);
  else return;
  event.preventDefault();
  event.stopPropagation();
});
