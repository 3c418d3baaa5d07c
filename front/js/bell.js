// The bell is a link to its page; with a script it opens the last lines on the page at hand, and stays fresh.
import { announce } from "./announce.js";

const bell = document.querySelector("[data-bell]");
const sheet = document.getElementById("bell-sheet");
const plain = (event) => event.metaKey || event.ctrlKey || event.shiftKey || event.button > 0;

async function open() {
  const answer = await fetch(bell.dataset.bell).catch(() => null);
  if (!answer?.ok || answer.redirected) return location.assign(bell.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  sheet.replaceChildren(...page.body.childNodes);
  sheet.showPopover();
  sheet.focus();
}

function show({ count, label, words }) {
  const said = bell.querySelector("[data-bell-words]");
  if (said.textContent === words) return;
  const more = count > Number(bell.dataset.count ?? 0);
  bell.querySelector(".bell-count").textContent = label;
  said.textContent = words;
  bell.dataset.count = count;
  if (more) announce(words);
}

if (bell && sheet?.showPopover) {
  bell.role = "button";
  bell.setAttribute("aria-haspopup", "dialog");
  bell.setAttribute("aria-expanded", "false");
  bell.addEventListener("click", (event) => {
    if (plain(event)) return;
    event.preventDefault();
    if (bell.getAttribute("aria-expanded") === "true") sheet.hidePopover();
    else open();
  });
  bell.addEventListener("keydown", (event) => event.key === " " && (event.preventDefault(), bell.click()));
  sheet.addEventListener("toggle", (event) => {
    bell.setAttribute("aria-expanded", event.newState === "open");
    if (event.newState === "closed" && sheet.contains(document.activeElement)) bell.focus();
  });
}
if (bell) document.addEventListener("live:bell", (event) => show(event.detail));
