// Ctrl+K: what is typed is sought as it is typed; the arrows choose, Enter opens. Without a script the box is a form.
import { announce } from "./announce.js";

const dialog = document.getElementById("palette");
const [query, list, voice] = ["palette-query", "palette-list", "palette-voice"].map((id) => document.getElementById(id));
const REST = 150; // milliseconds without a key before asking
let turn = 0;
let timer;

const options = () => [...list.querySelectorAll("[role=option]")];
const chosen = () => list.querySelector("[aria-selected=true]");

async function suggest() {
  const mine = ++turn; // an answer that comes after another question is dropped
  const answer = await fetch(`${dialog.dataset.url}?q=${encodeURIComponent(query.value)}`).catch(() => null);
  if (mine !== turn) return;
  if (answer?.redirected) return location.reload(); // the session is over: the page asks to sign in
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (mine !== turn) return;
  const found = page.querySelector("[data-count]");
  list.replaceChildren(...found.childNodes);
  choose(options()[0]);
  announce(query.value.trim() ? found.dataset.count : "", voice);
}

function choose(option) {
  chosen()?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  query.setAttribute("aria-activedescendant", option?.id ?? "");
}

function open(text = "") {
  query.value = text;
  if (!dialog.open) dialog.showModal();
  query.focus();
  suggest();
}

function step(by) {
  const every = options();
  if (every.length) choose(every.at((every.indexOf(chosen()) + by) % every.length));
}

if (dialog) {
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k" || event.shiftKey) return;
    event.preventDefault();
    if (dialog.open) dialog.close();
    else if (!document.querySelector("dialog[open]")) open();
  });
  for (const opener of document.querySelectorAll("[data-palette]")) {
    opener.addEventListener("click", (event) => { event.preventDefault(); open(opener.value); });
    opener.addEventListener("input", () => { const text = opener.value; opener.value = ""; open(text); });
  }
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => { turn += 1; clearTimeout(timer); list.replaceChildren(); });
  query.addEventListener("input", () => {
    choose(undefined); // Enter before the answer is no choice among what answered something else: it opens the page
    clearTimeout(timer);
    timer = setTimeout(suggest, REST);
  });
  query.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) step(by);
    else if (event.key === "Enter" && chosen()) chosen().click();
    else return;
    event.preventDefault();
  });
}
