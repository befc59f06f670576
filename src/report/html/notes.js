// The margin: every flag of the open article in a line, the explained one in full.

/** So many notes are in the page at once; they turn with the flag that is explained. */
const NOTES = 200;

function drawNotes() {
  const first = Math.floor((active ?? 0) / NOTES) * NOTES;
  const shownNow = flags.slice(first, first + NOTES);
  const article = data.articles[opened];
  const step = (by) => make("button", {
    type: "button", class: "quiet", disabled: flags.length === 0, "aria-label": by > 0 ? "Next flag" : "Previous flag",
    on: { click: () => go(by) },
  }, by > 0 ? "›" : "‹");
  byId("notes").replaceChildren(...[
    make("header", {}, make("h2", { "aria-live": "polite" },
      flags.length === 0 ? (article.flags.length ? "No flag is left by the filters" : "Nothing was found here")
        : active === null ? count(flags.length, "flag") : "Flag " + (active + 1) + " of " + flags.length), step(-1), step(1)),
    make("ol", { start: first + 1 }, shownNow.map((flag, at) => note(flag, first + at))),
    flags.length > NOTES ? make("p", { class: "note" }, "Notes " + (first + 1) + " to " + (first + shownNow.length) + " of " + flags.length + "; k and j lead on") : "",
    article.truncated ? make("p", { class: "note" }, "More was found than is told here.") : "",
  ].filter(Boolean));
  byId("notes").querySelector(".open")?.scrollIntoView({ block: "nearest" });
}

function note(flag, number) {
  const isOpen = number === active;
  return make("li", { class: "note-item " + flag.severity + (isOpen ? " open" : "") },
    make("button", {
      type: "button", class: "plain", "aria-expanded": String(isOpen), id: "note-" + number,
      on: {
        click: () => {
          explain(isOpen ? null : number);
          byId("note-" + number)?.focus({ preventScroll: true });
        },
      },
    },
    make("i", { class: "dot " + flag.severity }), make("span", { class: "message" }, flag.message),
    isOpen ? null : make("q", { dir: "auto" }, excerpt(flag.field, flag.span, 48) || "here")),
    isOpen ? details(flag) : null);
}

function excerpt(field, span, most) {
  const text = data.articles[opened][field] ?? "";
  const signs = [...text.slice(span[0], Math.min(span[1], span[0] + 8 * most))];
  return shown(signs.slice(0, most).join("")) + (signs.length > most ? "…" : "");
}

/** Everything about a flag. */
function details(flag) {
  const rule = rules.get(flag.rule);
  const sure = flag.confidence < 1 && flag.confidence >= 0.995 ? "over 99" : Math.round(100 * flag.confidence);
  return make("div", { class: "details" },
    make("p", { class: "facts" }, make("span", { class: "tag " + flag.severity }, flag.severity),
      make("code", {}, flag.rule), drawn(make("span", { class: "sure", title: "the probability that this flag is right" }, sure + " % sure"), "share", flag.confidence)),
    flag.suggestions.map((suggestion) => repair(flag, suggestion)),
    flag.related.length ? make("ul", { class: "related" }, flag.related.map((related) => make("li", {},
      make("button", { type: "button", class: "plain", on: { click: () => showRelated(related) } },
        make("em", {}, related.role), make("q", { dir: "auto" }, excerpt(related.field, related.span, 60)))))) : null,
    make("p", { class: "where" }, (flag.field === "text" ? "" : flag.field + ", ") + "line " + flag.line + ", column " + flag.column),
    rule?.explanation ? make("details", { class: "rule" }, make("summary", {}, "About this rule"),
      make("p", {}, rule.summary + "."), ...prose(rule.explanation)) : null);
}

/** The text as it is and as it should be; where they part is marked, for they may look alike. */
function repair(flag, suggestion) {
  const text = (data.articles[opened][flag.field] ?? "").slice(...flag.span);
  const certainty = make("small", {}, suggestion.certainty === "exact" ? "certain" : "likely");
  if (suggestion.text === "" || text.length > 200 || suggestion.text.length > 200) {
    return make("p", { class: "repair" }, make("del", { dir: "auto", class: UNSEEN.test(text) ? "signs" : null }, excerpt(flag.field, flag.span, 120)), " → ",
      suggestion.text === "" ? make("ins", { class: "nothing" }, "take it out") : make("ins", { dir: "auto" }, shown(suggestion.text)), certainty);
  }
  const [old, mended] = [[...text], [...suggestion.text]];
  let head = 0, tail = 0;
  while (head < Math.min(old.length, mended.length) && old[head] === mended[head]) head++;
  while (tail < Math.min(old.length, mended.length) - head && old.at(-1 - tail) === mended.at(-1 - tail)) tail++;
  const parts = (signs) => [signs.slice(0, head), signs.slice(head, signs.length - tail), signs.slice(signs.length - tail)].map((part) => part.join(""));
  const [before, after] = [parts(old), parts(mended)];
  const changed = ([start, middle, end]) => [shown(start), middle && make("b", {}, shown(middle)), shown(end)].filter(Boolean);
  const points = before[1] && after[1] && [...before[1]].length <= 3 && [...after[1]].length <= 3 && /[^\x00-\x7f]/.test(before[1])
    ? make("small", { class: "points" }, [before[1], after[1]].map((part) => [...part].map(codePoint).join(" ")).join(" → ")) : null;
  return make("p", { class: "repair" }, make("del", { dir: "auto", class: UNSEEN.test(text) ? "signs" : null }, ...changed(before)), " → ",
    make("ins", { dir: "auto" }, ...changed(after)), certainty, points);
}

function showRelated(related) {
  const range = rangeOf(related);
  range?.startContainer.parentElement.scrollIntoView({ block: "center" });
}

/** The little Markdown that rules explain themselves in. */
function prose(markdown) {
  return markdown.trim().split(/\n\s*\n|\n(?=#)|(?<=^#[^\n]*)\n/m).map((block) => {
    const heading = block.match(/^#+\s*(.*)/);
    if (heading) return make("h4", {}, heading[1]);
    const items = block.split(/^[-*] /m).map((item) => item.trim()).filter(Boolean);
    if (/^[-*] /.test(block)) return make("ul", {}, items.map((item) => make("li", {}, ...inline(item))));
    return make("p", {}, ...inline(block));
  });
}

function inline(text) {
  return text.split(/(`[^`]+`)/).map((part) =>
    (/^`[^`]+`$/.test(part) ? make("code", { dir: "auto" }, part.slice(1, -1)) : part.replace(/\s+/g, " ")));
}
