// What is typed into a form marked data-draft is kept on the server, a moment after the last key.
const PAUSE = 1500;

for (const form of document.querySelectorAll("form[data-draft]")) keep(form);

function keep(form) {
  const place = form.elements.draft_place;
  const state = { changed: false, sent: false, timer: 0 };
  const save = (last) => {
    clearTimeout(state.timer);
    if (state.changed && !state.sent) send(form, place.dataset.to, state, last);
  };
  form.addEventListener("input", () => {
    state.changed = true;
    clearTimeout(state.timer);
    state.timer = setTimeout(save, PAUSE);
  });
  form.addEventListener("change", () => { state.changed = true; });
  form.addEventListener("submit", ({ target }) => { if (target === form) state.sent = true; });
  addEventListener("pagehide", () => save(true));
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(true); });
  addEventListener("pageshow", () => { state.sent = false; });
}

async function send(form, to, state, last) {
  state.changed = false;
  const body = new URLSearchParams(new FormData(form));
  const answer = await fetch(to, { method: "POST", body, redirect: "manual", keepalive: last }).catch(() => null);
  const line = form.querySelector("[data-draft-said]");
  if (answer?.ok || answer?.status === 413) {
    const { said } = await answer.json();
    line.textContent = said;
    if (answer.ok) kept(form, said);
  } else {
    state.changed = true;
    line.textContent = answer ? line.dataset.over : line.dataset.offline;
  }
}

function kept(form, said) {
  form.querySelector("[data-draft-clear]").hidden = !said;
  form.dispatchEvent(new CustomEvent("draft:kept", { bubbles: true }));
}
