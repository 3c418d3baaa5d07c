// Fields changed in place: htmx swaps a row for its form and back; this gives the keys, the focus and the voice.
import { announce } from "./announce.js";

const FIELD = ".field-edit :is(input:not([type=hidden]), select, textarea)";

// A whole page in answer (sign in, gone) does not fit in a row: the link or the form leads to it instead.
// A form that came too late stays as it is, with what was typed, and says why.
document.addEventListener("htmx:after:request", (event) => {
  const { sourceElement: source, response, text } = event.detail.ctx;
  if (!source.closest("[data-part]") || response.status >= 500) return;
  if (response.status !== 401 && /^\s*<(div|form)\b/.test(text)) return;
  event.preventDefault();
  if (source.matches("form") && response.status === 409) refuse(source, text);
  else if (source.matches("form")) source.submit();
  else location.assign(source.href);
});

function refuse(form, page) {
  const said = new DOMParser().parseFromString(page, "text/html").querySelector(".reading p").textContent;
  const line = form.querySelector("[data-late]") ?? form.insertBefore(document.createElement("p"), form.querySelector(".field-edit-verbs"));
  Object.assign(line, { className: "field-error", textContent: said }).dataset.late = "";
  announce(said);
}

document.addEventListener("htmx:after:swap", (event) => {
  const part = document.getElementById(event.detail.ctx.target?.id);
  if (!part?.matches("[data-part]")) return;
  const field = part.querySelector(FIELD);
  (field ?? part.querySelector(".pencil, button"))?.focus();
  if (field?.type === "text") field.select();
  const refusal = part.matches("[data-refused]") ? part.querySelector(".field-error, .field-help")?.textContent : "";
  if (part.dataset.said || refusal) announce(part.dataset.said ?? refusal.trim());
});

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.(".field-edit");
  if (!form || event.isComposing) return;
  if (event.key === "Escape") form.querySelector("[data-cancel]").click();
  else if (event.key === "Enter" && event.target.matches("select")) form.requestSubmit();
  else return;
  event.preventDefault();
});
