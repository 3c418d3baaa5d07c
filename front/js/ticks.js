// Ticked rows are remembered from page to page and from filter to filter, in this tab; the form carries them all.
import { announce } from "./announce.js";
import { onArrival } from "./fragments.js";

const list = () => document.getElementById("list");
const place = () => `ticks:${list().dataset.list}`;
const kept = () => new Set(JSON.parse(sessionStorage.getItem(place()) ?? "[]"));
const boxes = () => [...list().querySelectorAll("[name=cle]:not([type=hidden])")];

function keep(keys) {
  sessionStorage.setItem(place(), JSON.stringify([...keys]));
  tell(keys);
  announce(list().querySelector("[data-bulk-count]").textContent);
}

/** Shows the bar with how many rows are ticked, and how many of them are not on this page. */
function tell(keys) {
  const bar = list().querySelector("[data-bulk-bar]");
  const words = bar.querySelector("[data-bulk-count]");
  const beyond = keys.size - boxes().filter((box) => box.checked).length;
  const said = keys.size === 1 ? words.dataset.one : words.dataset.many.replace("{count}", keys.size);
  words.textContent = beyond ? `${said} (${words.dataset.beyond.replace("{count}", beyond)})` : said;
  bar.classList.toggle("is-empty", !keys.size && !bar.querySelector("[name=tout]").checked);
  bar.querySelector("[data-bulk-none]").hidden = !keys.size;
  const page = list().querySelector("[data-tick-page]");
  page.checked = boxes().length > 0 && boxes().every((box) => box.checked);
}

function restore() {
  if (!list()?.querySelector("[data-bulk]")) return;
  const keys = kept();
  for (const box of boxes()) box.checked = keys.has(box.value);
  list().querySelector("[data-tick-page]").hidden = false;
  tell(keys);
}

document.addEventListener("change", ({ target }) => {
  if (!target.closest?.("#list [data-bulk]")) return;
  const keys = kept();
  const touched = target.matches("[data-tick-page]") ? boxes() : [target].filter((box) => box.name === "cle");
  for (const box of touched) {
    box.checked = target.checked;
    if (box.checked) keys.add(box.value);
    else keys.delete(box.value);
  }
  keep(keys);
});

document.addEventListener("click", ({ target }) => {
  if (!target.closest("[data-bulk-none]")) return;
  for (const box of boxes()) box.checked = false;
  keep(new Set());
  list().querySelector("[data-tick-page]").focus();
});

document.addEventListener("submit", ({ target: form }) => {
  if (!form.matches("[data-bulk]")) return;
  const here = new Set(boxes().map((box) => box.value));
  const elsewhere = [...kept()].filter((key) => !here.has(key)).join();
  const field = form.querySelector("[name=cles]") ?? form.appendChild(document.createElement("input"));
  Object.assign(field, { type: "hidden", name: "cles", value: elsewhere });
});

/** Rows stay ticked until the work on them has begun. */
function forget() {
  const done = document.querySelector("[data-ticks-done]");
  if (done) sessionStorage.removeItem(`ticks:${done.dataset.ticksDone}`);
}

onArrival(restore);
onArrival(forget);
