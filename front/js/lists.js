// A list changes in place: search as one types, sort, pages, chips. Every link of it is also a real one.
import htmx from "htmx.org";
import { announce } from "./announce.js";

const REST = 250; // milliseconds without a key before the search leaves
const FIRST = "input:not([type=hidden]), select, button";
let waiting;
let asked = 0;

/** Asks for the list at another address, and puts it where the list is; the last asked for counts.
 *  The focus stays where it was, or goes to the panel that was opened. */
export async function show(address, { replace = false, panel = false } = {}) {
  clearTimeout(waiting);
  const [mine, inside] = [++asked, document.activeElement?.closest("#list")];
  const way = replace ? { replace: "true" } : { push: "true" };
  const asking = { source: "#list", target: "#list", select: "#list", swap: "outerMorph", headers: { "HX-Target": "div#list" } };
  await htmx.ajax("GET", address, { ...asking, ...way });
  if (mine !== asked) return;
  const list = document.getElementById("list");
  if (!list) return location.reload(); // the session is over: the page of sign-in leads back here
  if (panel) list.querySelector(".list-panel")?.querySelector(FIRST)?.focus();
  else if (inside && document.activeElement === document.body) list.querySelector("[type=search], [data-panel]")?.focus();
  announce(list.dataset.said);
}

const address = (form) => `?${new URLSearchParams([...new FormData(form)].filter(([, value]) => value))}`;

document.addEventListener("click", (event) => {
  const link = event.target.closest("#list a[href^='?']:not([data-plain])");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  event.preventDefault();
  show(link.getAttribute("href"), { panel: link.hasAttribute("data-panel") });
});

document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-list-search]");
  if (!form) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => show(address(form) === "?" ? "?tout=1" : address(form), { replace: true }), REST);
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-list-search], [data-list-filters]");
  if (!form) return;
  event.preventDefault();
  show(address(form) === "?" ? "?tout=1" : address(form));
});

// A step up or down of a column moves it in the form; it is kept with the rest.
document.addEventListener("click", (event) => {
  const step = event.target.closest("[data-columns] [name=monter], [data-columns] [name=descendre]");
  if (!step) return;
  event.preventDefault();
  const line = step.closest("li");
  if (step.name === "monter") line.previousElementSibling?.before(line);
  else line.nextElementSibling?.after(line);
  step.focus();
  announce(`${line.textContent.trim()} ${[...line.parentElement.children].indexOf(line) + 1}`);
});
