import { holdBack } from "./transfer.js";
import { cover } from "./upload_box.js";
import { openTo } from "./upload_entry.js";
import { hold } from "./upload_form.js";
import { refusals } from "./upload_limits.js";
import { Queue } from "./upload_queue.js";
import { rowsIn } from "./upload_rows.js";
import { abandon, sender, unfinished } from "./upload_sending.js";
import { aloud, inOneBreath, wordsOf } from "./upload_words.js";

/** Covers a file field by a queue: the form then sends the keys of the files that the server has. */
export function dress(place) {
  if (place.hasAttribute("role")) return; // it is covered already
  const { form } = place.querySelector("input[type=file]");
  const way = { ...place.dataset, token: form.elements.csrfmiddlewaretoken.value, place: form.elements.draft_place?.value ?? "" };
  const template = place.querySelector("template"), words = wordsOf(template), voice = inOneBreath();
  const box = cover(place, template, words);
  const held = "held" in way ? 0 : undefined; // nothing goes before somebody says so
  const queue = new Queue({ send: sender(way, words), refusal: refusals(way, words), changed, withdrew, atOnce: held });
  const row = rowsIn(box.list, box.row, way, words, (one, what) => queue[what](one));
  const say = aloud(queue, words, voice);
  const transfer = held === 0 ? holdBack(place, queue, box) : () => {};
  const settle = hold(place, queue, (name, places) => box.tell(words.say(name, places)));

  function changed(one, next) {
    row(one, next);
    transfer(one);
    say(one);
    box.total(queue);
    settle();
  }

  function withdrew(rows) {
    box.offer(rows);
    if (rows) voice(words.say("undo-aloud"));
    else settle();
  }

  function undo() {
    voice(words.say("back", { count: queue.withdrawn.rows.length }));
    queue.undo();
  }

  const known = (one) => queue.know({ ...one, way: { stop() {}, abandon: () => abandon(one.url ?? way.endpoint + one.uuid, way.token) } });
  box.received.forEach(known);
  if (way.unfinished) unfinished(way).then((rows) => rows.forEach(known));
  openTo("alone" in place.dataset ? place : form, place, box.input, box.pick, (files) => queue.add(files));
  box.clear.addEventListener("click", () => (queue.clear(held === 0), box.undo.focus()));
  box.undo.addEventListener("click", undo);
  addEventListener("pagehide", () => queue.settle());
  addEventListener("online", () => queue.resume());
  document.addEventListener("visibilitychange", () => document.hidden || queue.resume()); // a telephone that was locked
}
