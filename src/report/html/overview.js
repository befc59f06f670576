// The first page: figures over all articles, also those whose text is not kept.

const amiss = (verdicts) => verdicts.reject + verdicts.review;

function drawOverview() {
  const { totals } = data;
  const bad = amiss(totals.verdicts);
  const alone = VERDICTS.find((verdict) => totals.verdicts[verdict] > 0);
  const words = totals.articles === 0 ? "Nothing was checked."
    : totals.articles === 1 ? "The article is " + VERDICT_WORDS[alone].replace(/^wants/, "one that wants") + "."
      : bad === 0 ? "Nothing here is unfit, and nothing wants a look."
        : (bad === totals.articles ? "All " : whole.format(bad) + " of ") + count(totals.articles, "article") + (bad === 1 ? " is unfit or wants" : " are unfit or want") + " a look.";
  byId("overview").replaceChildren(...[
    make("div", { class: "lead" },
      make("h1", {}, words),
      make("p", { class: "figures" },
        [count(totals.articles, "article"), count(totals.words, "word"), count(totals.flags, "flag"),
          count(data.rules.length, "rule") + " fired"].map((figure) => make("span", {}, figure)))),
    verdictBar(totals),
    make("div", { class: "pair" }, histogram(), severities(totals)),
    groupTable(),
    ruleTable(),
    worst(),
    make("footer", {}, "mtflag " + data.version + ". Penalty: the flags’ weights per 1,000 words (neutral 0, minor 1, " +
      "major 5, critical 25; minor typography 0.1)."),
  ].filter(Boolean));
}

function panel(title, note, ...content) {
  return make("section", { class: "panel" }, make("h2", {}, title), note && make("p", { class: "note" }, note), ...content);
}

function verdictBar(totals) {
  const present = VERDICTS.filter((verdict) => totals.verdicts[verdict] > 0);
  const part = (verdict) => drawn(make("button", {
    type: "button", class: "part " + verdict,
    title: whole.format(totals.verdicts[verdict]) + " " + VERDICT_WORDS[verdict],
    on: { click: () => only({ verdict }) },
  }), "share", totals.verdicts[verdict]);
  return make("div", { class: "verdicts" },
    make("div", { class: "bar", "aria-hidden": "true" }, present.map((verdict) => {
      const button = part(verdict);
      button.tabIndex = -1;
      return button;
    })),
    make("ul", { class: "legend" }, VERDICTS.map((verdict) => make("li", {},
      make("button", { type: "button", class: "plain", on: { click: () => only({ verdict }) } },
        make("i", { class: "dot " + verdict }), make("b", {}, whole.format(totals.verdicts[verdict])),
        " " + VERDICT_WORDS[verdict],
        make("small", {}, totals.articles ? percent(totals.verdicts[verdict] / totals.articles) : ""))))));
}

function histogram() {
  const most = Math.max(1, ...data.histogram.map((bin) => VERDICTS.reduce((sum, v) => sum + bin.verdicts[v], 0)));
  const columns = data.histogram.map((bin) => {
    const sum = VERDICTS.reduce((total, verdict) => total + bin.verdicts[verdict], 0);
    const range = bin.to === 0 ? "0" : bin.to === null ? "over " + bin.from : bin.from + "–" + bin.to;
    return make("li", { title: count(sum, "article") + " with a penalty of " + range },
      make("span", { class: "n" }, sum ? whole.format(sum) : ""),
      drawn(make("span", { class: "stack" }, VERDICTS.filter((v) => bin.verdicts[v]).map((verdict) =>
        drawn(make("i", { class: verdict }), "share", bin.verdicts[verdict]))), "height", sum / most),
      make("span", { class: "x" }, bin.to === 0 ? "0" : bin.to === null ? ">" + bin.from : "≤" + bin.to));
  });
  return panel("How bad", "Articles by penalty per 1,000 words, coloured by verdict", make("ol", { class: "histogram" }, columns));
}

function severities(totals) {
  const most = Math.max(1, ...SEVERITIES.map((severity) => totals.severities[severity]));
  const families = new Map();
  for (const rule of data.rules) families.set(familyOf(rule.id), (families.get(familyOf(rule.id)) ?? 0) + rule.flags);
  const ranked = [...families].sort((a, b) => b[1] - a[1]);
  const row = (kind, name, n, of, filter) => make("li", {},
    make("button", { type: "button", class: "plain", on: { click: () => only(filter) } },
      make("span", { class: "name" }, name), drawn(make("i", { class: "line " + kind }), "share", n / of),
      make("b", {}, whole.format(n))));
  return panel("What kind", "Flags by severity and by family; a click shows them",
    make("ul", { class: "bars" }, SEVERITIES.map((severity) =>
      row(severity, severity, totals.severities[severity], most, { severity }))),
    make("ul", { class: "bars" }, ranked.map(([family, n]) => row("family", family, n, ranked[0][1], { family }))));
}

const FEW = 12;

function ruleTable() {
  if (data.rules.length === 0) return null;
  const most = data.rules[0].flags;
  const rows = data.rules.map((rule, index) => make("li", { hidden: index >= FEW },
    make("button", { type: "button", class: "plain", title: "Show the articles with this flag", on: { click: () => only({ rule: rule.id }) } },
      make("span", { class: "what" }, make("code", {}, rule.id), make("span", {}, rule.summary)),
      drawn(make("i", { class: "line " + rule.severity }), "share", rule.flags / most),
      make("b", {}, whole.format(rule.flags)),
      make("small", {}, "in " + count(rule.articles, "article")))));
  const more = data.rules.length > FEW && make("button", {
    type: "button", class: "quiet more", on: {
      click: (event) => {
        for (const row of rows) row.hidden = false;
        event.currentTarget.remove();
      },
    },
  }, "All " + data.rules.length + " rules");
  return panel("Rules", "The most frequent first; the colour is the rule’s severity", make("ol", { class: "rules" }, rows), more);
}

function groupTable() {
  if (data.groups.length === 0 && data.dates.length < 2) return null;
  const { totals } = data;
  const groups = data.groups.length ? data.groups : [{ name: "all articles", ...totals, dates: data.alltime }];
  const tallest = Math.max(0.01, ...groups.flatMap((group) => group.dates.map((d) => (d ? amiss(d.verdicts) / d.articles : 0))));
  const rows = groups.map((group) => {
    const { damaged, damaged_from: low, damaged_to: high, stands_out: out } = group;
    const strip = data.dates.length > 1 && make("td", { class: "strip" }, make("span", { class: "days", role: "img",
      "aria-label": "share of articles that are unfit or want a look, from " + data.dates[0] + " to " + data.dates.at(-1) },
    group.dates.map((day, index) => drawn(make("i", {
      class: day ? "" : "none",
      title: data.dates[index] + ": " + (day ? whole.format(amiss(day.verdicts)) + " of " + count(day.articles, "article") : "no articles"),
    }), "height", day ? amiss(day.verdicts) / day.articles / tallest : 0))));
    return make("tr", { class: out === "more" ? "out" : "" },
      make("th", { scope: "row" }, data.groups.length
        ? make("button", { type: "button", class: "plain", on: { click: () => only({ group: group.name }) } }, group.name)
        : group.name,
      out && make("em", {}, out + " than the others")),
      make("td", {}, whole.format(group.articles)),
      make("td", {}, decimal(group.words ? group.weight / group.words * 1000 : 0)),
      make("td", { title: data.confidence + " interval " + percent(low) + " to " + percent(high) }, percent(damaged),
        drawn(drawn(drawn(make("span", { class: "interval", "aria-hidden": "true" }, make("i")), "low", low), "high", high), "share", damaged)),
      strip);
  });
  const heads = [data.groups.length ? "Group" : "", "Articles", "Penalty", "Unfit or want a look"];
  if (data.dates.length > 1) heads.push(data.dates[0] + " – " + data.dates.at(-1));
  return panel(data.groups.length ? "Groups" : "Over time",
    data.groups.length ? "The thin line is the " + data.confidence + " interval, so wide because many groups are compared at once; a group stands out when all of it lies beyond the share of the others" : "The share of articles that are unfit or want a look",
    make("div", { class: "scroll" }, make("table", {},
      make("thead", {}, make("tr", {}, heads.map((head) => make("th", { scope: "col" }, head)))), make("tbody", {}, rows))));
}

function worst() {
  const found = data.articles.map((article, index) => [article, index]).filter(([article]) => article.flags.length).slice(0, 10);
  if (found.length === 0) return null;
  return panel("The worst articles", data.omitted
    ? "Of " + count(data.totals.articles, "article") + " the text of the worst " + whole.format(data.articles.length) + " is kept here"
    : null,
  make("ol", { class: "worst" }, found.map(([article, index]) => make("li", {},
    make("a", { href: "#article-" + index },
      make("span", { class: "headline", dir: "auto" }, headline(article)),
      make("span", { class: "meta" }, make("i", { class: "dot " + article.verdict }), VERDICT_WORDS[article.verdict] + ", " +
        count(article.flags.length, "flag") + " in " + count(article.words, "word") + ", penalty " + decimal(article.penalty),
        make("span", { class: "place" }, [article.id, article.item, article.date].filter(Boolean).join(" · "))))))));
}

/** What an article is called: its title, else its first line. */
function headline(article) {
  const line = article.title ?? (article.text.match(/\S[^\n]*/) ?? [article.id])[0];
  return line.length > 140 ? [...line.slice(0, 160)].slice(0, 140).join("") + "…" : line;
}
