// Two minutes before the session ends a dialogue says so; what is typed is kept whatever is chosen. Tabs agree.
import { resume } from "./resumption.js";

const dialog = document.getElementById("ending");
const WARNED = 150_000; // ms before the end: the two minutes that are promised, and what an answer takes
const LONGEST = 600_000; // timers forget time spent asleep: the clock is looked at again
const SHORTEST = 1000;
const UNHEARD = 15_000; // after a question that found no answer
const PAST = 600_000; // so long after the end nothing more is asked, until somebody comes back to the page
const channel = "BroadcastChannel" in window ? new BroadcastChannel("session") : null;
const ends = { idle: Infinity, whole: Infinity };
let timer;

const left = () => Math.min(ends.idle, ends.whole) - Date.now();

function learn({ idle, whole }) {
  ends.idle = Date.now() + idle * 1000;
  ends.whole = Date.now() + whole * 1000;
  if (left() > WARNED) {
    delete dialog.dataset.says;
    dialog.close();
  }
  watch();
}

function watch(shortest = SHORTEST) {
  clearTimeout(timer);
  if (left() < -PAST) return;
  const next = dialog.dataset.says ? left() : left() - WARNED;
  timer = setTimeout(look, Math.min(Math.max(next, shortest), LONGEST));
}

/** Another tab may have carried on: the server alone knows. */
async function look() {
  if (left() > WARNED) return watch();
  const answer = await fetch(dialog.dataset.life, { redirect: "manual" }).catch(() => null);
  if (answer?.ok) {
    learn(await answer.json());
    if (left() <= WARNED) say(ends.whole < ends.idle ? "whole" : "idle");
  } else if (answer && (left() <= 0 || answer.type === "opaqueredirect")) say("over");
  else watch(UNHEARD);
}

function say(what) {
  if (dialog.dataset.says === what) return watch(); // said once, even if it was put aside
  dialog.dataset.says = what;
  for (const part of dialog.querySelectorAll("[data-when]")) part.hidden = !part.dataset.when.split(" ").includes(what);
  document.dispatchEvent(new CustomEvent("session:ending"));
  if (!dialog.open) dialog.showModal();
  [...dialog.querySelectorAll("[autofocus]")].find((button) => button.offsetParent)?.focus();
  if (what !== "over") watch();
}

async function extend(event) {
  event.preventDefault();
  const { action } = event.target;
  const answer = await fetch(action, { method: "POST", body: new URLSearchParams(new FormData(event.target)) }).catch(() => null);
  if (!answer?.ok) return say("over");
  const life = await answer.json();
  learn(life);
  channel?.postMessage(life);
}

if (dialog) {
  const { idle, whole } = dialog.dataset;
  learn({ idle, whole });
  channel?.postMessage({ idle, whole }); // opening a page carries on for every tab
  channel?.addEventListener("message", ({ data }) => learn(data));
  dialog.querySelector("[data-extend]").addEventListener("submit", extend);
  for (const button of dialog.querySelectorAll("[data-resume]")) button.addEventListener("click", () => resume(dialog));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
}
