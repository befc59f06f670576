"use strict";

// The data, and what every part of the page is made with. Text of articles enters the page as text
// nodes and attributes only: nothing here ever parses HTML.
const data = JSON.parse(document.getElementById("data").textContent);
const rules = new Map(data.rules.map((rule) => [rule.id, rule]));
const SEVERITIES = ["critical", "major", "minor", "neutral"];
const VERDICTS = ["reject", "review", "insufficient", "clean"];
const VERDICT_WORDS = {
  reject: "unfit for use",
  review: "wants a look",
  insufficient: "too short to tell",
  clean: "clean",
};

const byId = (id) => document.getElementById(id);
const familyOf = (rule) => rule.slice(0, rule.indexOf("/"));
const whole = new Intl.NumberFormat("en");
const count = (n, one, many = one + "s") => whole.format(n) + " " + (n === 1 ? one : many);
const percent = (share) => (share === 0 || share === 1 ? 100 * share : (100 * share).toFixed(1)) + " %";
const decimal = (figure) => (figure >= 100 ? whole.format(Math.round(figure)) : figure.toFixed(1));

/** An element with attributes (`on` holds listeners) and children (nodes, or strings as text). */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== false && value !== undefined && value !== null) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Sets a custom property that the style sheet draws with, and gives the element back. */
function drawn(element, name, value) {
  element.style.setProperty("--" + name, value);
  return element;
}

/** What a suggestion puts in the place of the span, for people. */
function shown(text) {
  return text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, (c) =>
    c === "\n" ? "↵" : c === "\t" ? "⇥" : "‹" + codePoint(c) + "›");
}

function codePoint(character) {
  return "U+" + character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  byId("theme").textContent = theme === "dark" ? "Light" : "Dark";
  byId("theme").setAttribute("aria-label", "Switch to " + (theme === "dark" ? "light" : "dark") + " colours");
}

function keep(key, value) {
  // A page opened from a file may have no storage.
  try { localStorage.setItem(key, value); } catch { /* then it is not kept */ }
}

function kept(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}

const prefersDark = matchMedia("(prefers-color-scheme: dark)");
setTheme(kept("mtflag-theme") ?? (prefersDark.matches ? "dark" : "light"));
prefersDark.addEventListener("change", (event) => {
  if (kept("mtflag-theme") === null) setTheme(event.matches ? "dark" : "light");
});
byId("theme").addEventListener("click", () => {
  const theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  setTheme(theme);
  keep("mtflag-theme", theme);
});
byId("keys").addEventListener("click", () => byId("help").showModal());
