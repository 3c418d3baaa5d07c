// What is typed into a form marked data-draft is kept on the server, a moment after the last key.
const PAUSE = 1500;
const AGAIN = 10_000; // after a failure
const MOST_AT_LAST = 60_000; // bytes: a browser refuses to send more than 64 KiB from a page that goes away

for (const form of document.querySelectorAll("form[data-draft]")) keep(form);

function keep(form) {
  const state = { changed: false, sent: false, timer: 0 };
  const save = (last = false) => {
    clearTimeout(state.timer);
    if (state.changed && !state.sent) send(form, state, last).then((again) => again && later(AGAIN));
  };
  const later = (pause) => {
    clearTimeout(state.timer);
    state.timer = setTimeout(save, pause);
  };
  form.addEventListener("input", () => {
    state.changed = true;
    later(PAUSE);
  });
  form.addEventListener("change", () => { state.changed = true; });
  form.addEventListener("submit", ({ target }) => { if (target === form) state.sent = true; });
  document.addEventListener("session:ending", () => save());
  addEventListener("pagehide", () => save(true));
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  addEventListener("pageshow", () => { state.sent = false; });
}

/** Whether to try again by itself: not when the session has ended, nor when the text is too long. */
async function send(form, state, last) {
  state.changed = false;
  const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string")); // no file
  const { to } = form.elements.draft_place.dataset;
  const keepalive = last && body.toString().length < MOST_AT_LAST;
  const answer = await fetch(to, { method: "POST", body, redirect: "manual", keepalive }).catch(() => null);
  const line = form.querySelector("[data-draft-said]");
  if (answer?.ok || answer?.status === 413) {
    const { said } = await answer.json();
    line.textContent = said;
    if (answer.ok) kept(form, said);
    return false;
  }
  state.changed = true;
  const over = answer?.status === 401;
  line.textContent = over ? line.dataset.over : answer ? line.dataset.failed : line.dataset.offline;
  return !over;
}

function kept(form, said) {
  form.querySelector("[data-draft-clear]").hidden = !said;
  form.dispatchEvent(new CustomEvent("draft:kept", { bubbles: true }));
}
