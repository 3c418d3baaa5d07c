// A slot in a dialogue: the page of the appointment, taken for its part; without a script the link opens the page.
import { refresh } from "./agenda.js";
import { announce } from "./announce.js";

const dialog = (name) => document.getElementById(`${name}-dialog`);
const page = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");
let opener;

async function open(link) {
  const part = (await page(await fetch(link.href))).getElementById("engagement");
  if (!part) return location.assign(link.href);
  opener = link.closest("td[data-key]");
  show(part, link.href);
  if (!dialog("slot").open) dialog("slot").showModal();
  part.querySelector("input:not([type=hidden])")?.focus();
}

function show(part, address) {
  dialog("slot").querySelector("[data-slot-body]").replaceChildren(part);
  for (const form of part.querySelectorAll("form")) form.dataset.address ||= form.getAttribute("action") || address;
  for (const back of part.querySelectorAll("[data-retour]")) back.value = document.getElementById("agenda").dataset.here;
  for (const close of part.querySelectorAll("[data-slot-close]")) close.hidden = false;
  tabs(part);
}

/** Two panes, one shown. */
function tabs(part) {
  const bar = part.querySelector("[data-tabs]");
  bar.hidden = false;
  const choose = (tab) => {
    for (const one of bar.children) {
      one.setAttribute("aria-selected", String(one === tab));
      one.tabIndex = one === tab ? 0 : -1;
      part.querySelector(`#${one.getAttribute("aria-controls")}`).hidden = one !== tab;
    }
  };
  bar.addEventListener("click", ({ target }) => target.matches("[role=tab]") && choose(target));
  bar.addEventListener("keydown", (event) => {
    if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    const other = [...bar.children].find((one) => one !== event.target);
    choose(other);
    other.focus();
  });
  choose(bar.children[part.querySelector("#pane-settings .field-error") ? 1 : 0]);
}

async function send(form, submitter) {
  const answer = await fetch(form.dataset.address, { method: "POST", body: new URLSearchParams(new FormData(form, submitter)) });
  const part = (await page(answer)).getElementById("engagement");
  if (part && !answer.ok) {
    show(part, form.dataset.address);
    part.querySelector("[role=alert], .form-errors, .field-error")?.scrollIntoView({ block: "nearest" });
    return announce(part.querySelector(".form-errors, .field-error")?.textContent.trim() ?? "");
  }
  dialog("slot").close();
  return refresh(answer.redirected ? answer.url : document.getElementById("agenda").dataset.here);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-slot]");
  if (link && dialog("slot") && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
    event.preventDefault();
    open(link);
  } else if (event.target.closest("#slot-dialog [data-slot-close]")) {
    event.preventDefault();
    dialog("slot").close();
  } else if (event.target.closest("[data-choice-close]")) dialog("contact").close();
});

document.addEventListener("submit", (event) => {
  if (!event.target.closest("#slot-dialog")) return;
  event.preventDefault();
  send(event.target, event.submitter);
});

document.addEventListener("close", ({ target }) => target.id === "slot-dialog" && opener?.focus(), true);

// « Voir la liste des contacts »: found as one types, chosen with a button.
let waiting;

async function choices(address) {
  const part = (await page(await fetch(address))).getElementById("choice");
  const body = dialog("contact").querySelector("[data-choice-body]");
  const list = body.querySelector(".choice-list");
  if (list) list.replaceWith(part.querySelector(".choice-list"));
  else body.replaceChildren(part);
  for (const close of body.querySelectorAll("[data-choice-close]")) close.hidden = false;
  announce(body.querySelector(".choice-list").dataset.said);
}

const asked = (form) => `${form.action}?${new URLSearchParams(new FormData(form))}`;

document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-contacts]");
  const chosen = event.target.closest("[data-choose]");
  if (link && dialog("contact") && dialog("slot").open) {
    event.preventDefault();
    dialog("contact").querySelector("[data-choice-body]").replaceChildren();
    await choices(link.href);
    dialog("contact").showModal();
    dialog("contact").querySelector("[type=search]").focus();
  } else if (chosen && dialog("contact")?.open) {
    event.preventDefault();
    choose(chosen.dataset);
  }
});

function choose({ choose: key, name }) {
  const form = dialog("slot").querySelector("[data-engagement-form]");
  form.elements.contact.value = key;
  form.elements.text.value ||= name;
  form.querySelector("[data-chosen]").textContent = name;
  dialog("contact").close();
  form.querySelector("[data-contacts]").focus();
  announce(name);
}

document.addEventListener("input", ({ target }) => {
  const form = target.closest("#contact-dialog [data-choice-search]");
  if (!form) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => choices(asked(form)), 200);
});

document.addEventListener("submit", (event) => {
  if (!event.target.closest("#contact-dialog")) return;
  event.preventDefault();
  choices(asked(event.target));
});
