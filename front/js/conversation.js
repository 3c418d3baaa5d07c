import htmx from "htmx.org";
import { announce } from "./announce.js";

const talk = document.querySelector("[data-arrivals]");
const pill = document.querySelector("[data-pill]");
const unseen = new Set(); // lines that arrived and were not on the screen yet
const PAUSE = 4000;
let latest = 0;
let busy = false;

/** Fetches what came since, and puts it in its place: nobody is scrolled, no focus moves. */
async function bring() {
  if (busy || document.hidden || latest <= Number(talk.dataset.event)) return; // what nobody looks at is not read
  busy = true;
  try {
    if (await brought()) setTimeout(bring, PAUSE);
  } finally {
    busy = false;
  }
}

/** Whether to look again: what happened meanwhile, or could not be fetched. A session that has ended asks no more. */
async function brought() {
  const { arrivals, message, event } = talk.dataset;
  const answer = await fetch(`${arrivals}?message=${message}&event=${event}&vu`, { redirect: "manual" }).catch(() => null);
  if (answer?.ok) take(new DOMParser().parseFromString(await answer.text(), "text/html"));
  return !answer || answer.ok || answer.status >= 500;
}

function take(page) {
  const list = page.querySelector("ol");
  if (document.getElementById("first-unread")) list.querySelector("#first-unread")?.remove();
  const lines = [...list.children].filter((line) => !line.id || !document.getElementById(line.id));
  keepStill(() => talk.append(...lines));
  for (const part of page.querySelectorAll("body > [id]")) refresh(part);
  if (list.dataset.message !== "0") talk.dataset.message = list.dataset.message;
  talk.dataset.event = list.dataset.event;
  arrive(lines.filter((line) => !line.matches(".talk-new")));
}

/** A part in which somebody is stays as it is, and so does one with a field being changed. */
function refresh(part) {
  const old = document.getElementById(part.id);
  if (!old || old.contains(document.activeElement) || old.querySelector(".is-editing")) return;
  old.replaceWith(part);
  htmx.process(part);
}

/** What is typed stays where it is on the screen, whatever grows above it. */
function keepStill(change) {
  const held = document.activeElement?.closest(".reply");
  const before = held?.getBoundingClientRect().top;
  change();
  if (held) scrollBy({ top: held.getBoundingClientRect().top - before, behavior: "instant" });
}

function arrive(lines) {
  if (lines.length) announce(lines.map((line) => line.dataset.say ?? line.textContent.trim()).join(". "));
  for (const line of lines) {
    unseen.add(line);
    watch.observe(line);
  }
  tell();
}

const watch = new IntersectionObserver((entries) => {
  for (const { target } of entries.filter((entry) => entry.isIntersecting)) {
    unseen.delete(target);
    watch.unobserve(target);
  }
  tell();
});

/** The button counts the messages that were not seen yet; once all was seen, the forms may say so when they are sent. */
function tell() {
  const [first, ...more] = [...unseen].filter((line) => line.dataset.say);
  pill.hidden = !first;
  if (first) pill.querySelector("span").textContent = more.length ? pill.dataset.many.replace("{count}", more.length + 1) : pill.dataset.one;
  pill.onclick = () => {
    first.tabIndex = -1;
    first.focus();
    first.scrollIntoView({ block: "center" });
  };
  if (unseen.size) return;
  for (const field of document.querySelectorAll("[data-seen]")) field.value = talk.dataset.event;
}

if (talk) {
  document.addEventListener("live:conversation", ({ detail }) => {
    latest = detail.event;
    bring();
  });
  document.addEventListener("visibilitychange", bring);
}
