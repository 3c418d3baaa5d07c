// Parts marked data-live="name:argument" are asked for together as soon as the stream tells that something happened, and
// every few seconds where there is no stream. What changed is told on the document as an event "live:name": who listens
// need not know how the news came.
import { isHeard, onNews } from "./stream.js";

const DOOR = "/en-direct/";
const PAUSE = { visible: 4000, hidden: 30_000 };
const WHOLE = { beat: 10_000, calm: 30_000 }; // after so long the whole question is asked, even if nothing happened
const GAP = 3000;
const SPREAD = 1000;
const known = new Map();
let seen = "";
let last = 0;
let asked = 0;
let due = Infinity;
let timer;

const wanted = () => new Map([...document.querySelectorAll("[data-live]")].map(({ dataset: { live } }) => {
  const [name, ...rest] = live.split(":");
  return [name, rest.join(":")];
}));

async function ask() {
  forget();
  asked = performance.now();
  const parts = wanted();
  const goesOn = parts.size ? await answered(parts) : true;
  if (goesOn) askIn(pause());
  else forget();
}

/** Of two times to ask, the earlier: news that keep coming, or a stream that is cut again and again, put nothing off. */
function askIn(wait) {
  const at = performance.now() + wait;
  if (at >= due) return;
  clearTimeout(timer);
  due = at;
  timer = setTimeout(ask, wait);
}

function forget() {
  clearTimeout(timer);
  due = Infinity;
}

/** Milliseconds until the next question; what is a heartbeat is asked however quiet the stream. */
function pause() {
  if (document.hidden) return PAUSE.hidden;
  return isHeard() ? patience() : PAUSE.visible;
}

const patience = () => (document.querySelector("[data-live-beat]") ? WHOLE.beat : WHOLE.calm);

/** Whether to ask again: a session that has ended answers with another page. */
async function answered(parts) {
  const query = new URLSearchParams([...parts]);
  const now = performance.now();
  if (seen !== "" && now - last < patience()) query.set("vu", seen);
  const answer = await fetch(`${DOOR}?${query}`, { redirect: "manual" }).catch(() => null);
  if (!answer || answer.status >= 500) return true;
  if (!answer.ok) return false;
  if (answer.status === 200) {
    last = now;
    tell(await answer.json());
  }
  return true;
}

/** All the open pages hear the same news at once: they ask one after the other, and not at each news. */
function soon(sign) {
  if (sign === seen) return;
  const rest = Math.max(asked + GAP - performance.now(), 0);
  askIn(sign === null || document.hidden ? pause() : rest + Math.random() * SPREAD);
}

function tell({ vu, ...parts }) {
  seen = vu;
  for (const [name, detail] of Object.entries(parts)) {
    const words = JSON.stringify(detail);
    if (known.get(name) === words) continue;
    known.set(name, words);
    document.dispatchEvent(new CustomEvent(`live:${name}`, { detail }));
  }
}

document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
if (wanted().size) {
  askIn(1000);
  setTimeout(() => onNews(soon), 2000); // whoever only passes by opens no stream
}
