import { changeTable, insertTable, tableAround } from "./rich_tables.js";

const CHOSEN = { ink: colour, link, table: insert };

/** The small dialogues of the tools; gives the function that opens one by its name. */
export function dialogues(place, editor) {
  return (name) => {
    const dialog = place.querySelector(`[data-dialogue="${name}"]`);
    prepare(dialog, editor);
    dialog.returnValue = "cancel";
    dialog.addEventListener("close", () => {
      editor.focus();
      if (dialog.returnValue !== "cancel") CHOSEN[name](editor, dialog);
    }, { once: true });
    dialog.showModal();
  };
}

const field = (dialog, name) => dialog.querySelector(`[data-name="${name}"]`);

function prepare(dialog, editor) {
  const around = tableAround(editor);
  for (const part of dialog.querySelectorAll("[data-if-table]")) part.hidden = !around;
  const anchor = linkAround(editor);
  for (const part of dialog.querySelectorAll("[data-if-linked]")) part.hidden = !anchor;
  const href = field(dialog, "href");
  if (href) href.value = anchor?.getAttribute("href") ?? "";
}

function linkAround(editor) {
  const node = editor.getSelection().startContainer;
  return (node.nodeType === Node.TEXT_NODE ? node.parentNode : node).closest("[role=textbox] a");
}

function colour(editor, { returnValue }) {
  const chosen = returnValue === "none" ? null : { tag: "SPAN", attributes: { class: returnValue } };
  editor.changeFormat(chosen, { tag: "SPAN", attributes: {} }, editor.getSelection(), true);
}

function link(editor, dialog) {
  const { value, placeholder } = field(dialog, "href");
  if (dialog.returnValue === "remove" || !value.trim()) editor.removeLink();
  else editor.makeLink(address(value.trim(), placeholder));
}

/** « exemple.fr » is a site, « nom@exemple.fr » a mailbox. */
function address(typed, secure) {
  if (/^(https?:\/\/|mailto:|tel:)/i.test(typed)) return typed;
  return (typed.includes("@") && !typed.includes("/") ? "mailto:" : secure) + typed;
}

function insert(editor, dialog) {
  const size = (name) => Math.min(Math.max(field(dialog, name).valueAsNumber || 1, 1), Number(field(dialog, name).max));
  if (dialog.returnValue === "insert") insertTable(editor, size("rows"), size("columns"));
  else changeTable(editor, dialog.returnValue);
}
