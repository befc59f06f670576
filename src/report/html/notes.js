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
  const sure = Math.round(100 * flag.confidence);
  return make("div", { class: "details" },
    make("p", { class: "facts" }, make("span", { class: "tag " + flag.severity }, flag.severity),
      make("code", {}, flag.rule), drawn(make("span", { class: "sure", title: "the probability that this flag is right" }, sure + " % sure"), "share", flag.confidence)),
    flag.suggestions.map((suggestion) => make("p", { class: "repair" },
      make("del", { dir: "auto" }, excerpt(flag.field, flag.span, 120)), " → ",
      suggestion.text === "" ? make("ins", { class: "nothing" }, "take it out") : make("ins", { dir: "auto" }, shown(suggestion.text)),
      make("small", {}, suggestion.certainty === "exact" ? "certain" : "likely"))),
    flag.related.length ? make("ul", { class: "related" }, flag.related.map((related) => make("li", {},
      make("button", { type: "button", class: "plain", on: { click: () => showRelated(related) } },
        make("em", {}, related.role), make("q", { dir: "auto" }, excerpt(related.field, related.span, 60)))))) : null,
    make("p", { class: "where" }, (flag.field === "text" ? "" : flag.field + ", ") + "line " + flag.line + ", column " + flag.column),
    rule?.explanation ? make("details", { class: "rule" }, make("summary", {}, "About this rule"),
      make("p", {}, rule.summary + "."), ...prose(rule.explanation)) : null);
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
