// Messages of a secretariat: one button ticks the page or unticks it; new ones are told without moving anything.
import { announce } from "./announce.js";
import { onArrival } from "./fragments.js";

onArrival(() => {
  const every = document.querySelector("[data-tick-all]");
  if (every) every.hidden = false;
});

document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-tick-all]")) document.querySelector("[data-tick-page]")?.click();
});

let known;
const title = document.title;

document.addEventListener("live:secretariat-messages", ({ detail: { count, last } }) => {
  const line = document.querySelector("[data-arrivals]");
  const words = document.getElementById("messages-count");
  if (!line || !words) return;
  const before = known;
  known = last;
  words.textContent = (count === 1 ? line.dataset.one : line.dataset.many).replace("{count}", count);
  if (before === undefined || last <= before) return;
  document.title = `(${count}) ${title}`;
  line.hidden = false;
  announce(line.dataset.said);
});
