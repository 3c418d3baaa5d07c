import { announce } from "./announce.js";

const talk = document.querySelector("[data-arrivals]");
let busy = false;
let waits = false;

/** Fetches what came since, and puts it in its place: nobody is scrolled, no focus moves. */
async function bring() {
  waits = document.hidden; // what nobody looks at is not read
  if (busy || waits) return;
  busy = true;
  const { arrivals, message, event } = talk.dataset;
  const answer = await fetch(`${arrivals}?message=${message}&event=${event}`).catch(() => null);
  if (answer?.ok) take(new DOMParser().parseFromString(await answer.text(), "text/html"));
  busy = false;
}

function take(page) {
  const list = page.querySelector("ol");
  if (document.getElementById("first-unread")) list.querySelector("#first-unread")?.remove();
  const lines = [...list.children].filter((line) => !line.id || !document.getElementById(line.id));
  keepStill(() => talk.append(...lines));
  for (const part of page.querySelectorAll("body > [id]")) refresh(part);
  if (list.dataset.message !== "0") talk.dataset.message = list.dataset.message;
  talk.dataset.event = list.dataset.event;
  if (lines.length) arrive(lines);
}

function refresh(part) {
  const old = document.getElementById(part.id);
  if (old && !old.contains(document.activeElement)) old.replaceWith(part);
}

/** What is typed stays where it is on the screen, whatever grows above it. */
function keepStill(change) {
  const held = document.activeElement?.closest(".reply");
  const before = held?.getBoundingClientRect().top;
  change();
  if (held) scrollBy({ top: held.getBoundingClientRect().top - before, behavior: "instant" });
}

function arrive(lines) {
  announce(lines.map((line) => line.dataset.say ?? line.textContent.trim()).join(". "));
  const unseen = new Set(lines);
  const pill = document.querySelector("[data-pill]");
  const watch = new IntersectionObserver((entries) => {
    for (const { target } of entries.filter((entry) => entry.isIntersecting)) unseen.delete(target);
    tell(pill, [...unseen].filter((line) => line.dataset.say));
    if (unseen.size) return;
    watch.disconnect();
    for (const field of document.querySelectorAll("[data-seen]")) field.value = talk.dataset.event;
  });
  for (const line of lines) watch.observe(line);
}

function tell(pill, unseen) {
  const count = unseen.length;
  pill.hidden = !count;
  pill.querySelector("span").textContent = count > 1 ? pill.dataset.many.replace("{count}", count) : pill.dataset.one;
  pill.onclick = () => {
    unseen[0].tabIndex = -1;
    unseen[0].focus();
    unseen[0].scrollIntoView({ block: "center" });
  };
}

if (talk) {
  document.addEventListener("live:conversation", ({ detail }) => {
    if (detail.event > Number(talk.dataset.event)) bring();
  });
  document.addEventListener("visibilitychange", () => { if (waits) bring(); });
}
