// Questions that follow from an answer are swapped in by htmx: what was typed meanwhile stays, and they are said aloud.
import { announce } from "./announce.js";

const PART = "further", TYPED = "input:not([type=hidden], [type=radio], [type=checkbox], [type=file]), textarea";
const typed = new Map(); // by name: also of questions that went away, which may come back

const controls = () => document.getElementById(PART)?.querySelectorAll(TYPED) ?? [];

document.addEventListener("htmx:before:swap", () => {
  for (const { name, value } of controls()) typed.set(name, value);
});

document.addEventListener("htmx:after:swap", ({ detail }) => {
  const part = document.getElementById(PART);
  if (!part || detail.ctx.target?.id !== PART) return;
  for (const control of controls()) if (typed.get(control.name)) control.value = typed.get(control.name);
  if (part.dataset.said) announce(part.dataset.said);
});
