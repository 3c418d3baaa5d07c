/** An empty table whose first row is its head, with the cursor in its first cell. */
export function insertTable(editor, rows, columns) {
  const row = (cell) => `<tr>${cell.repeat(columns)}</tr>`;
  const before = new Set(editor.getRoot().querySelectorAll("table"));
  const body = row('<th scope="col"><br></th>') + row("<td><br></td>").repeat(rows - 1);
  editor.insertHTML(`<table><tbody>${body}</tbody></table><p><br></p>`);
  const range = document.createRange();
  range.setStart([...editor.getRoot().querySelectorAll("table")].find((one) => !before.has(one)).querySelector("th"), 0);
  editor.setSelection(range);
}

export function tableAround(editor) {
  return cellAround(editor)?.closest("table") ?? null;
}

/** act: add-row, add-column, remove-row or remove-column, at the cell of the cursor. */
export function changeTable(editor, act) {
  const cell = cellAround(editor);
  if (!cell) return;
  editor.saveUndoState();
  editor.modifyDocument(() => ACTS[act](cell, cell.closest("table")));
  editor.focus();
}

const ACTS = {
  "add-row": (cell) => cell.parentNode.after(fresh(cell.parentNode)),
  "add-column": (cell, around) => {
    for (const row of around.rows) row.cells[cell.cellIndex]?.after(empty(row.cells[cell.cellIndex]));
  },
  "remove-row": (cell, around) => (around.rows.length > 1 ? cell.parentNode : around).remove(),
  "remove-column": (cell, around) => {
    if (cell.parentNode.cells.length < 2) return around.remove();
    const at = cell.cellIndex;
    for (const row of around.rows) row.cells[at]?.remove();
  },
};

function fresh(row) {
  const other = document.createElement("tr");
  other.append(...[...row.cells].map(() => empty()));
  return other;
}

function empty(like) {
  const cell = document.createElement(like?.localName ?? "td");
  if (cell.localName === "th") cell.scope = "col";
  cell.append(document.createElement("br"));
  return cell;
}

function cellAround(editor) {
  const node = editor.getSelection().startContainer;
  return (node.nodeType === Node.TEXT_NODE ? node.parentNode : node).closest("[role=textbox] :is(td, th)");
}
