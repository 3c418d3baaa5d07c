import { cover } from "./upload_box.js";
import { openTo } from "./upload_entry.js";
import { hold } from "./upload_form.js";
import { refusals } from "./upload_limits.js";
import { Queue } from "./upload_queue.js";
import { rowsIn } from "./upload_rows.js";
import { abandon, sender, unfinished } from "./upload_sending.js";
import { aloud, wordsOf } from "./upload_words.js";

/** Covers a file field by a queue: the form then sends the keys of the files that the server has. */
export function dress(place) {
  if (place.hasAttribute("role")) return; // it is covered already
  const { form } = place.querySelector("input[type=file]");
  const way = { ...place.dataset, token: form.elements.csrfmiddlewaretoken.value, place: form.elements.draft_place?.value ?? "" };
  const template = place.querySelector("template"), words = wordsOf(template);
  const box = cover(place, template, words);
  const queue = new Queue({ send: sender(way, words), refusal: refusals(way, words), changed });
  const row = rowsIn(box.list, box.row, way, words, (one, what) => queue[what](one));
  const say = aloud(queue, words);
  const settle = hold(place, queue, (name, places) => box.tell(words.say(name, places)));

  function changed(one) {
    row(one);
    say(one);
    box.total(queue);
    settle();
  }

  const known = (one) => queue.know({ ...one, way: { stop() {}, abandon: () => abandon(one.url ?? way.endpoint + one.uuid, way.token) } });
  box.received.forEach(known);
  if (way.unfinished) unfinished(way).then((rows) => rows.forEach(known));
  openTo("alone" in place.dataset ? place : form, place, box.input, box.pick, (files) => queue.add(files));
  box.clear.addEventListener("click", () => (box.pick.focus(), queue.clear()));
  addEventListener("online", () => queue.resume());
  document.addEventListener("visibilitychange", () => document.hidden || queue.resume()); // a telephone that was locked
}
