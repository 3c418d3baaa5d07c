import Squire from "squire-rte";
import { cleaned, paragraphs } from "./rich_cleaning.js";
import { insertInto } from "./standards.js";
import { ACTS, equip } from "./rich_tools.js";

/** Covers a text area by an editor; the form then sends markup, and says so in a field of the same name + "_format". */
export function dress(place) {
  const area = document.getElementById(place.dataset.rich);
  place.prepend(place.querySelector("template").content.cloneNode(true));
  const sheet = place.querySelector("[role=textbox]");
  const editor = new Squire(sheet, { blockTag: "P", sanitizeToDOMFragment: cleaned, didError: console.error });
  // Tab leaves the editor, as it leaves any field; the others are the browser's own.
  for (const key of ["Tab", "Shift-Tab", "Ctrl-d", "Meta-d", "Ctrl-[", "Ctrl-]"]) editor.setKeyHandler(key, null);
  // With the capitals locked the browser would format by itself, and nest.
  for (const [key, act] of Object.entries({ B: "bold", I: "italic", U: "underline" })) {
    for (const held of ["Ctrl", "Meta"]) editor.setKeyHandler(`${held}-${key}`, (self, event) => format(self, event, act));
  }
  editor.setHTML(place.dataset.shape || paragraphs(area.value));
  takeOver(area, sheet, editor);
  equip(place, sheet, editor);
  insertInto(editor, area.form);
}

function format(editor, event, act) {
  event.preventDefault();
  ACTS[act][1](editor);
}

/** The label, the summary of errors and the form speak to the editor from now on. */
function takeOver(area, sheet, editor) {
  const label = document.getElementById(sheet.getAttribute("aria-labelledby"));
  [sheet.id, area.id] = [area.id, `${area.id}_plain`];
  area.hidden = true;
  label.removeAttribute("for");
  label.addEventListener("click", () => editor.focus());
  editor.addEventListener("input", () => area.dispatchEvent(new Event("input", { bubbles: true })));
  area.form.addEventListener("formdata", ({ formData }) => {
    const empty = !sheet.textContent.trim() && !sheet.querySelector("table");
    formData.set(area.name, empty ? "" : editor.getHTML());
    formData.set(`${area.name}_format`, "html");
  });
}
