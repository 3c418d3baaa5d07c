import { dialogues } from "./rich_dialogues.js";

const toggle = (tag, on, off) => (editor) => (editor.hasFormat(tag) ? editor[off]() : editor[on]());
const block = (tag, on, off) => (editor) => (within(editor, tag) ? editor[off]() : editor[on]());
const within = (editor, tag) => new RegExp(`(?:^|>)${tag}\\b`).test(editor.getPath());

export const ACTS = {
  bold: ["B", toggle("B", "bold", "removeBold")],
  italic: ["I", toggle("I", "italic", "removeItalic")],
  underline: ["U", toggle("U", "underline", "removeUnderline")],
  subscript: ["SUB", toggle("SUB", "subscript", "removeSubscript")],
  superscript: ["SUP", toggle("SUP", "superscript", "removeSuperscript")],
  bullets: ["UL", block("UL", "makeUnorderedList", "removeList")],
  numbers: ["OL", block("OL", "makeOrderedList", "removeList")],
  quote: ["BLOCKQUOTE", block("BLOCKQUOTE", "increaseQuoteLevel", "removeQuote")],
  undo: ["", (editor) => editor.undo()],
  redo: ["", (editor) => editor.redo()],
};

/** Brings the tools to life: one stop of the Tab key, arrows inside, Alt+F10 from the text, Escape back to it. */
export function equip(place, sheet, editor) {
  const bar = place.querySelector("[role=toolbar]");
  const buttons = [...bar.querySelectorAll("button")];
  const open = dialogues(place, editor);
  rove(bar, buttons, editor);
  bar.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays in the text
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    if (button.dataset.opens) open(button.dataset.opens);
    else ACTS[button.dataset.do][1](editor.focus());
  });
  sheet.addEventListener("keydown", (event) => {
    if (!event.altKey || event.key !== "F10") return;
    event.preventDefault();
    buttons.find((button) => button.tabIndex === 0).focus();
  });
  show(buttons, editor);
}

function rove(bar, buttons, editor) {
  const stop = (at) => buttons.forEach((button, place) => { button.tabIndex = place === at ? 0 : -1; });
  stop(0);
  bar.addEventListener("focusin", ({ target }) => stop(buttons.indexOf(target)));
  bar.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement), last = buttons.length - 1;
    const to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at || last + 1, Home: 0, End: last }[event.key];
    if (event.key === "Escape") editor.focus();
    else if (to === undefined) return;
    else buttons[event.key === "ArrowLeft" ? to - 1 : to].focus();
    event.preventDefault();
  });
}

function show(buttons, editor) {
  const path = () => {
    for (const button of buttons.filter((one) => one.hasAttribute("aria-pressed"))) {
      button.setAttribute("aria-pressed", within(editor, button.dataset.opens ? "A" : ACTS[button.dataset.do][0]));
    }
  };
  editor.addEventListener("pathChange", path);
  editor.addEventListener("undoStateChange", ({ detail }) => {
    for (const [act, can] of [["undo", detail.canUndo], ["redo", detail.canRedo]]) {
      buttons.find((button) => button.dataset.do === act).setAttribute("aria-disabled", !can);
    }
  });
  path();
}
