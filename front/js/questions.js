// Questions that follow from an answer are swapped in by htmx: what was typed meanwhile stays, and they are said aloud.
import { announce } from "./announce.js";

const PART = "further", TYPED = "input:not([type=hidden], [type=radio], [type=checkbox], [type=file]), textarea";
const typed = new Map(); // by name: also of questions that went away, which may come back

const chosen = new Map(); // by name, of this swap alone

const controls = (which = TYPED) => document.getElementById(PART)?.querySelectorAll(which) ?? [];

document.addEventListener("htmx:before:swap", () => {
  chosen.clear();
  for (const { name, value } of controls()) typed.set(name, value);
  for (const { name, value } of controls("select")) chosen.set(name, value);
});

/** A choice made while the answer was under way is not the answer's to take back: it is made again. */
function chooseAgain(select) {
  const value = chosen.get(select.name);
  if (!value || value === select.value || ![...select.options].some((option) => option.value === value)) return;
  select.value = value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}

document.addEventListener("htmx:after:swap", ({ detail }) => {
  const part = document.getElementById(PART);
  if (!part || detail.ctx.target?.id !== PART) return;
  for (const control of controls()) if (typed.get(control.name)) control.value = typed.get(control.name);
  controls("select").forEach(chooseAgain);
  if (part.dataset.said) announce(part.dataset.said);
});
