// The rows of the queue on the page: what each file is, how far it is, what may be done about it.
const ICONS = [[/\.pdf$/i, "file-type-pdf"], [/\.(png|jpe?g|gif|webp|heic)$/i, "photo"], [/\.(xlsx|ods|csv)$/i, "file-spreadsheet"], [/\.zip$/i, "file-zip"]];
const MOVING = new Set(["sending", "checking"]);
const DONE = 100;

/** list: where rows stand. upload: the name under which received files are sent. act(row, what): a button was pressed. */
export function rowsIn(list, template, { upload }, { say, weight }, act) {
  const shown = new Map();

  return (row, next) => {
    const line = shown.get(row) ?? enter(row, next);
    if (row.gone) return leave(row, line);
    line.dataset.state = row.state;
    part(line, "state").textContent = told(row);
    part(line, "bar").hidden = !MOVING.has(row.state) && row.state !== "stopped";
    part(line, "bar").value = Math.min(Math.floor((DONE * row.sent) / row.size), DONE - 1);
    part(line, "retry").hidden = row.state !== "stopped" && row.state !== "duplicate";
    if (row.state === "duplicate") part(line, "retry-word").textContent = say("anyway");
    if (row.state === "received") keep(line, row);
    label(line, row);
  };

  function enter(row, next) {
    const line = template.content.firstElementChild.cloneNode(true);
    part(line, "name").textContent = row.name;
    part(line, "size").textContent = weight(row.size);
    part(line, "bar").setAttribute("aria-label", row.name);
    const drawing = line.querySelector("use"), kind = ICONS.find(([ending]) => ending.test(row.name))?.[1];
    if (kind) drawing.setAttribute("href", drawing.getAttribute("href").replace(/#.*/, `#${kind}`));
    for (const what of ["retry", "remove"]) part(line, what).addEventListener("click", () => act(row, what));
    shown.set(row, line);
    list.insertBefore(line, shown.get(next) ?? null);
    return line;
  }

  /** Whoever was on its button goes on to the next row's, or to the button that adds files. */
  function leave(row, line) {
    const next = line.nextElementSibling ?? line.previousElementSibling;
    const held = line.contains(document.activeElement);
    line.remove();
    shown.delete(row);
    if (row.state === "received") kept(list);
    if (held) (next?.querySelector("[data-part=remove]") ?? list.parentNode.querySelector("[data-pick]")).focus();
  }

  function told(row) {
    if (row.state === "sending") return say("sending", { sent: weight(row.sent), size: weight(row.size) });
    if (row.state === "partial") return say("partial", { sent: weight(row.sent) });
    return row.reason ? `${say(row.state)} ${row.reason}` : say(row.state);
  }

  function keep(line, row) {
    if (line.querySelector("input")) return;
    line.append(Object.assign(document.createElement("input"), { type: "hidden", name: upload, value: row.uuid }));
    if (row.batch || row.back) kept(list); // what was here when the page opened changes nothing
  }

  function label(line, { name, state }) {
    part(line, "retry").setAttribute("aria-label", state === "duplicate" ? `${say("anyway")} ${name}` : say("retry-name", { name }));
    part(line, "remove").setAttribute("aria-label", say(state === "received" || state === "refused" ? "remove-name" : "cancel-name", { name }));
    part(line, "remove").title = part(line, "remove").getAttribute("aria-label");
  }
}

/** The draft of the form follows. */
const kept = (list) => list.dispatchEvent(new Event("input", { bubbles: true }));
const part = (line, name) => line.querySelector(`[data-part=${name}]`);
