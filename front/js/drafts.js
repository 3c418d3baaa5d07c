// What is typed into a form marked data-draft is kept on the server, a moment after the last key.
const PAUSE = 1500;
const LONGEST = 5000; // whoever types without a pause is kept all the same
const SETTLED = 1000; // what the page before sent as it went away has come in by then
const AGAIN = 10_000; // after a failure
const MOST_AT_LAST = 60_000; // bytes: a browser refuses to send more than 64 KiB from a page that goes away

for (const form of document.querySelectorAll("form[data-draft]")) keep(form);

function keep(form) {
  const state = { changed: false, sent: false, timer: 0, since: 0, under_way: 0 };
  const save = (last = false) => {
    clearTimeout(state.timer);
    if (state.changed && !state.sent) send(form, state, last).then((again) => again && later(AGAIN));
  };
  const later = (pause) => {
    clearTimeout(state.timer);
    const left = state.since ? Math.max(0, state.since + LONGEST - Date.now()) : pause;
    state.timer = setTimeout(save, Math.min(pause, left));
  };
  form.addEventListener("input", () => {
    state.changed = true;
    state.since ||= Date.now();
    later(PAUSE);
  });
  form.addEventListener("change", () => { state.changed = true; });
  form.addEventListener("submit", ({ target }) => { if (target === form) state.sent = true; });
  document.addEventListener("session:ending", () => save());
  addEventListener("pagehide", () => save(true));
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  addEventListener("pageshow", () => { state.sent = false; });
  setTimeout(() => askForNewer(form), SETTLED);
}

/** What the page before sent as it went away may be newer than what this one was made with. */
async function askForNewer(form) {
  const { draft_place: place, draft_version: version } = form.elements;
  const asked = `${place.dataset.to}?${new URLSearchParams({ draft_place: place.value })}`;
  const answer = await fetch(asked, { redirect: "manual" }).catch(() => null);
  const kept = answer?.ok ? await answer.json() : { version: 0 };
  if (kept.version > Number(version.value)) form.querySelector("[data-draft-newer]").hidden = false;
}

/** Whether to try again by itself: not when the session has ended, nor when the text is too long. */
async function send(form, state, last) {
  state.changed = false;
  state.since = 0;
  const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string")); // no file
  // One that is under way makes a version more: this one comes after it.
  body.set("draft_version", Number(form.elements.draft_version.value) + state.under_way);
  const { to } = form.elements.draft_place.dataset;
  const keepalive = last && body.toString().length < MOST_AT_LAST;
  state.under_way += 1;
  const answer = await fetch(to, { method: "POST", body, redirect: "manual", keepalive }).catch(() => null);
  state.under_way -= 1;
  const line = form.querySelector("[data-draft-said]");
  if (answer?.ok || answer?.status === 413 || answer?.status === 409) {
    const { said, version } = await answer.json();
    line.textContent = said;
    if (answer.ok) kept(form, said, version);
    return false;
  }
  state.changed = true;
  const over = answer?.status === 401;
  line.textContent = over ? line.dataset.over : answer ? line.dataset.failed : line.dataset.offline;
  return !over;
}

function kept(form, said, version) {
  const { draft_version: own } = form.elements;
  own.value = Math.max(Number(own.value), version);
  form.querySelector("[data-draft-clear]").hidden = !said;
  form.dispatchEvent(new CustomEvent("draft:kept", { bubbles: true }));
}
