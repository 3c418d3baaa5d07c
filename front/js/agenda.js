// The table of an agenda: one stop of the Tab key, arrows from slot to slot; a slot opens in a dialogue. Every link and
// button of it also works without this script.
import htmx from "htmx.org";
import { announce } from "./announce.js";
import { onArrival } from "./fragments.js";

const grid = () => document.querySelector("[data-time-grid]");
const cells = () => [...grid().querySelectorAll("td[data-key]")];
const INSIDE = "a, button";

/** Shows the agenda at an address, or what a form answers; the focus goes back to the slot where it was. */
export async function refresh(address, { method = "GET", values = {} } = {}) {
  const key = document.activeElement?.closest("td[data-key]")?.dataset.key ?? current()?.dataset.key;
  const swap = { source: "#agenda", target: "#agenda", select: "#agenda", swap: "outerMorph" };
  await htmx.ajax(method, address, { ...swap, values });
  if (!document.getElementById("agenda")) return location.reload();
  const there = key && grid().querySelector(`td[data-key="${CSS.escape(key)}"]`);
  if (there) settle(there, true);
  announce(document.querySelector("[data-done]")?.textContent.trim() ?? "");
}

const current = () => grid()?.querySelector("td[tabindex='0']");

/** Only this slot is a stop of the Tab key. */
function settle(cell, focused = false) {
  for (const other of cells()) other.tabIndex = other === cell ? 0 : -1;
  if (focused) cell.focus();
}

function dress() {
  const table = grid();
  if (!table || table.getAttribute("role") === "grid") return;
  table.setAttribute("role", "grid");
  for (const cell of cells()) {
    cell.setAttribute("role", "gridcell");
    for (const one of cell.querySelectorAll(INSIDE)) one.tabIndex = -1;
  }
  const first = cells().find((cell) => !cell.classList.contains("is-past")) ?? cells()[0];
  if (first) settle(first);
}

const row = (cell) => cell.parentElement.rowIndex;
const column = (number) => cells().filter((cell) => Number(cell.dataset.col) === number);
const across = (cell, step) => {
  const line = row(cell);
  return column(Number(cell.dataset.col) + step).find((other) => row(other) <= line && line < row(other) + other.rowSpan);
};
const along = (cell, step) => {
  const own = column(Number(cell.dataset.col));
  return own[own.indexOf(cell) + step];
};
const last = (cell, step) => {
  for (let next = across(cell, step); next; next = across(cell, step)) cell = next;
  return cell;
};

const MOVES = {
  ArrowRight: (cell) => across(cell, 1), ArrowLeft: (cell) => across(cell, -1),
  ArrowDown: (cell) => along(cell, 1), ArrowUp: (cell) => along(cell, -1),
  Home: (cell) => last(cell, -1), End: (cell) => last(cell, 1),
};
const ACTS = {
  Enter: (cell) => cell.querySelector("[data-slot]"), b: (cell) => cell.querySelector("[data-verb='lock']"),
  Delete: (cell) => cell.querySelector("[data-verb='bin']"), F2: null,
  PageUp: () => document.querySelector("[data-week-before]"), PageDown: () => document.querySelector("[data-week-after]"),
};

document.addEventListener("keydown", (event) => {
  const cell = event.target.closest?.("[data-time-grid] td[data-key]");
  if (!cell || event.altKey || event.metaKey) return;
  if (event.target !== cell) return inside(event, cell);
  if (event.ctrlKey && event.key === "Home") go(event, cells()[0]);
  else if (!event.ctrlKey && event.key in MOVES) go(event, MOVES[event.key](cell));
  else if (!event.ctrlKey && event.key === "F2") go(event, null, cell.querySelector(INSIDE));
  else if (!event.ctrlKey && event.key in ACTS) {
    event.preventDefault();
    ACTS[event.key](cell)?.click();
  }
});

function go(event, cell, other) {
  event.preventDefault();
  if (cell) settle(cell, true);
  else other?.focus();
}

/** Among the links and buttons of a slot: right and left go round, Escape comes back to the slot. */
function inside(event, cell) {
  const every = [...cell.querySelectorAll(INSIDE)];
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (event.key === "Escape") go(event, cell);
  else if (step) go(event, null, every.at((every.indexOf(event.target) + step) % every.length));
}

document.addEventListener("click", (event) => {
  const link = event.target.closest(".agenda-steps a, .agenda-modes a, [data-agenda-changed] a");
  if (!link?.closest("#agenda") || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  event.preventDefault();
  history.replaceState(null, "", link.href);
  refresh(link.href);
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-grid], #agenda .notice form")) return;
  event.preventDefault();
  const { target: form, submitter } = event;
  const values = Object.fromEntries(new FormData(form, submitter));
  refresh(submitter?.hasAttribute("formaction") ? submitter.formAction : form.action, { method: "POST", values });
});

// What changed elsewhere is told, and shown by itself unless somebody is in a dialogue or at a slot.
let known;
document.addEventListener("live:agendas", ({ detail }) => {
  const said = JSON.stringify(detail);
  const before = known;
  known = said;
  const line = document.querySelector("[data-agenda-changed]");
  if (before === undefined || before === said || !line) return;
  if (document.querySelector("dialog[open]")) line.hidden = false;
  else refresh(document.getElementById("agenda").dataset.here);
});

onArrival(dress);
