// One article: its text with the flags in place, and what they say.

let opened = null;
/** The flags of the open article that the filters let through, in order, and the one explained. */
let flags = [];
let active = null;
let rightToLeft = false;

const RTL = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\p{Script=Hanifi_Rohingya}\p{Script=Mandaic}\p{Script=Samaritan}]/gu;
const UNSEEN = /^[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]+$/u;

const languages = new Intl.DisplayNames("en", { type: "language" });

function languageName(tag) {
  // Not every tag is well-formed that a caller declares.
  try { return tag && languages.of(tag); } catch { return tag; }
}

/** The direction that most letters of a text have; none when it has no letters. */
function direction(text) {
  const letters = (text.match(/\p{L}/gu) ?? []).length;
  return letters === 0 ? null : 2 * (text.match(RTL) ?? []).length > letters ? "rtl" : "ltr";
}

/** Shows an article; `focus` moves the keyboard into its text. */
function open(index, focus = false) {
  const article = data.articles[index];
  if (!article) return;
  if (opened !== index) {
    opened = index;
    active = null;
    const at = listed.indexOf(index);
    if (at >= 0) moveTo(at);
    redraw();
    byId("reader").scrollTop = 0;
  }
  document.body.classList.add("reading");
  const hash = "#article-" + index;
  if (location.hash !== hash) history.pushState(null, "", hash);
  showView();
  if (focus) (flags.length ? markOf(0) : byId("reader")).focus({ preventScroll: true });
}

function redraw() {
  const article = data.articles[opened];
  const was = active === null ? null : flags[active];
  flags = article.flags.filter(admits);
  active = was === null ? null : flags.indexOf(was);
  if (active === -1) active = null;
  const meta = [VERDICT_WORDS[article.verdict], count(article.words, "word"), "penalty " + decimal(article.penalty), "score " + decimal(article.score),
    languageName(article.language) || "unknown language", article.group, article.date].filter(Boolean).join(" · ");
  const dir = direction(article.text) ?? "ltr";
  rightToLeft = dir === "rtl";
  const body = make("div", { class: "text", lang: article.language || null, dir });
  body.append(...paragraphs(article.text, "text"));
  const parts = [
    make("header", {},
      make("button", { type: "button", class: "quiet back", on: { click: back } }, "‹ All articles"),
      make("p", { class: "path" }, article.id, article.item ? make("span", {}, article.item) : null),
      article.title !== undefined
        ? make("h1", { lang: article.language || null, dir: direction(article.title) ?? dir }, ...cutter(article.title, "title")(0, article.title.length))
        : null,
      make("p", { class: "meta" }, make("i", { class: "dot " + article.verdict }), meta),
      article.hints.length ? make("p", { class: "meta" }, "Perhaps translated from " + article.hints.slice(0, 3).map(languageName).join(", ")) : null),
    body,
  ];
  if (article.source !== undefined) {
    const source = make("div", { class: "text source", dir: direction(article.source) ?? "ltr" });
    source.append(make("h2", {}, "Source"), ...paragraphs(article.source, "source"));
    parts.push(source);
  }
  if (article.aside.length) {
    parts.push(make("details", { class: "aside" }, make("summary", {}, count(article.aside.length, "flag") + " set aside"),
      make("ul", {}, article.aside.map((flag) => make("li", {}, make("code", {}, flag.rule), " line " + flag.line + ": " + flag.message,
        make("small", {}, flag.reason))))));
  }
  byId("reader").setAttribute("aria-label", headline(article));
  byId("reader").replaceChildren(...parts.filter(Boolean));
  drawNotes();
  mark();
}

/** The lines of a text as paragraphs. */
function paragraphs(text, field) {
  const cut = cutter(text, field);
  const made = [];
  for (let start = 0; start <= text.length;) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline + 1;
    const line = text.slice(start, end);
    const inside = cut(start, end);
    if (inside.length) made.push(make("p", { dir: direction(line), class: /\S/.test(line) ? null : "blank" }, ...inside));
    start = newline < 0 ? text.length + 1 : end;
  }
  return made;
}

/** Cuts consecutive stretches of a text where flags begin and end; what they cover is marked. */
function cutter(text, field) {
  const waiting = flags.map((flag, number) => ({ flag, number, from: flag.span[0], to: flag.span[1] }))
    .filter(({ flag }) => flag.field === field).sort((a, b) => a.from - b.from);
  let next = 0;
  let over = [];
  return (start, end) => {
    let last = next;
    while (last < waiting.length && (waiting[last].from < end || (waiting[last].from === end && end === text.length))) last++;
    const cuts = new Set([start, end]);
    for (const { from, to } of [...over, ...waiting.slice(next, last)]) {
      if (from > start) cuts.add(from);
      if (to < end) cuts.add(Math.max(start, to));
    }
    const made = [];
    const places = [...cuts].sort((a, b) => a - b);
    places.forEach((from, index) => {
      over = over.filter(({ to }) => to > from);
      for (; next < last && waiting[next].from <= from; next++) {
        const here = waiting[next];
        if (here.from === here.to) made.push(marked("", [here]));
        else over.push(here);
      }
      const to = places[index + 1];
      if (to !== undefined && to > from) {
        const piece = text.slice(from, to);
        made.push(over.length ? marked(piece, over) : piece);
      }
    });
    return made;
  };
}

/** A marked stretch. The shortest flag over it is the one that a click explains first. */
function marked(piece, over) {
  const inner = over.toSorted((a, b) => (a.flag.span[1] - a.flag.span[0]) - (b.flag.span[1] - b.flag.span[0]));
  const worstOf = SEVERITIES.find((severity) => over.some(({ flag }) => flag.severity === severity));
  const visible = piece.replace(/\n$/, "");
  const element = make("mark", {
    class: worstOf + (over.length > 1 ? " several" : "") + (piece === "" ? " point" : ""),
    "data-flags": inner.map(({ number }) => number).join(" "),
    // Broken letters and entities keep their order inside a text that runs the other way.
    dir: rightToLeft && (direction(piece) ?? (/\d/.test(piece) ? "ltr" : null)) === "ltr" ? "ltr" : null,
    role: "button", tabindex: "-1", "aria-expanded": "false",
    "aria-description": inner[0].flag.severity + ": " + inner[0].flag.message,
  }, piece);
  if (piece !== "" && (visible === "" || UNSEEN.test(visible))) {
    element.classList.add("unseen");
    element.dataset.sign = visible === "" ? "↵" : [...visible].slice(0, 4).map(codePoint).join(" ");
  }
  return element;
}

const numbersOf = (element) => element.dataset.flags.split(" ").map(Number);
const marksOf = (number) => byId("reader").querySelectorAll('mark[data-flags~="' + number + '"]');
const markOf = (number) => marksOf(number)[0] ?? byId("reader");

/** Explains flag `number`, or none. */
function explain(number, { scroll = true, focus = false } = {}) {
  active = number;
  drawNotes();
  mark();
  hideTip();
  if (number === null) return;
  const element = markOf(number);
  if (scroll) element.scrollIntoView({ block: "nearest" });
  if (focus) element.focus({ preventScroll: true });
}

/** Shows in the text which flag is explained, and which places it names. */
function mark() {
  for (const element of byId("reader").querySelectorAll("mark.active")) {
    element.classList.remove("active");
    element.setAttribute("aria-expanded", "false");
  }
  byId("reader").querySelectorAll('mark[tabindex="0"]').forEach((element) => { element.tabIndex = -1; });
  if (flags.length) markOf(active ?? 0).tabIndex = 0;
  CSS.highlights?.delete("related");
  if (active === null) return;
  for (const element of marksOf(active)) {
    element.classList.add("active");
    element.setAttribute("aria-expanded", "true");
  }
  const ranges = flags[active].related.map(rangeOf).filter(Boolean);
  if (ranges.length && CSS.highlights) CSS.highlights.set("related", new Highlight(...ranges));
}

/** The place of a related span in the page. */
function rangeOf({ field, span }) {
  const root = byId("reader").querySelector({ title: "h1", text: ".text:not(.source)", source: ".text.source" }[field]);
  if (!root) return null;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT,
    (node) => (node.parentElement.closest("h2") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
  const range = document.createRange();
  let at = 0, begun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const end = at + node.length;
    if (!begun && span[0] < end) {
      range.setStart(node, span[0] - at);
      begun = true;
    }
    if (begun && span[1] <= end) {
      range.setEnd(node, span[1] - at);
      return range;
    }
    at = end;
  }
  return null;
}

byId("reader").addEventListener("click", (event) => {
  const element = event.target.closest?.("mark");
  if (!element) return;
  const numbers = numbersOf(element);
  // A second click on flags that lie over one another explains the next one.
  const next = numbers[(numbers.indexOf(active) + 1) % numbers.length];
  explain(numbers.includes(active) && numbers.length === 1 ? null : next, { scroll: false });
});
byId("reader").addEventListener("pointerover", (event) => {
  const element = event.target.closest?.("mark");
  if (element) showTip(element);
  else hideTip();
});
byId("reader").addEventListener("pointerleave", hideTip);
byId("reader").addEventListener("scroll", hideTip);
byId("reader").addEventListener("focusin", (event) => {
  if (event.target.matches("mark:focus-visible")) showTip(event.target);
});

function showTip(element) {
  const numbers = numbersOf(element);
  if (numbers.includes(active) && numbers.length === 1) return hideTip();
  const tip = byId("tip");
  tip.replaceChildren(...numbers.map((number) => make("p", {},
    make("i", { class: "dot " + flags[number].severity }), flags[number].message, make("code", {}, flags[number].rule))));
  tip.hidden = false;
  const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
  const left = Math.max(8, Math.min(box.left, innerWidth - tip.offsetWidth - 8));
  const below = box.bottom + 8 + tip.offsetHeight < innerHeight;
  tip.style.left = left + "px";
  tip.style.top = (below ? box.bottom + 8 : Math.max(8, box.top - tip.offsetHeight - 8)) + "px";
}

function hideTip() {
  byId("tip").hidden = true;
}
