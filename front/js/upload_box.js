// The frame of the queue: its button, its line of words, its total. The field that works without a script gives way to it.
import { announce } from "./announce.js";

const DONE = 100;

export function cover(place, template, { say }) {
  const input = place.querySelector("input[type=file]"), list = place.querySelector("[data-rows]") ?? place.querySelector("ul");
  const received = [...list.children].map(({ dataset }) => ({ ...dataset, size: Number(dataset.size), sent: Number(dataset.size), state: "received" }));
  list.replaceChildren();
  template.before(template.content.querySelector("[data-tools]").cloneNode(true));
  const [pick, clear, line, total, undone, undo] = ["pick", "clear", "line", "total", "undone", "undo"].map((name) => place.querySelector(`[data-${name}]`));
  takeOver(place, input, pick);

  return {
    input, list, pick, clear, undo, received, row: template.content.querySelector("template"),
    tell(words) {
      line.textContent = words;
      announce(words);
    },
    /** Rows that have just left may come back; null: no more. Whoever was on the button stays in the box. */
    offer(rows) {
      const held = undone.contains(document.activeElement);
      undone.hidden = !rows;
      if (rows) undone.firstElementChild.textContent = say("withdrawn", { count: rows.length, name: rows[0].name });
      else if (held) pick.focus();
    },
    total(queue) {
      const { left, batch, share } = queue;
      total.hidden = !left || batch.length < 2;
      total.querySelector("progress").value = Math.floor(DONE * share);
      total.querySelector("[data-left]").textContent = say("left", { count: left });
      if (!left && !queue.unsent.length) line.textContent = "";
    },
  };
}

/** The label and what describes the field speak of the button from now on; the plain field sends nothing any more. */
function takeOver(place, input, pick) {
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (input.hasAttribute(name)) pick.setAttribute(name, input.getAttribute(name));
  }
  const label = document.querySelector(`label[for="${input.id}"]`);
  [pick.id, input.id] = [input.id, `${input.id}_plain`];
  label?.removeAttribute("for");
  place.setAttribute("role", "group");
  if (label) place.setAttribute("aria-labelledby", label.id);
  input.removeAttribute("name");
  input.removeAttribute("aria-describedby");
  Object.assign(input, { hidden: true, multiple: true });
}
