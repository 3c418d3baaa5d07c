// What the queue says, on the page and aloud. The words come with the page, in its language.
import { announce } from "./announce.js";

const STEP = 1024;
const TOGETHER = 500; // milliseconds: what happens at once is said in one breath
const TOLD = new Set(["sending", "received", "refused", "stopped", "duplicate"]);

export function wordsOf(template) {
  const known = new Map([...template.content.querySelectorAll("[data-word]")].map((one) => [one.dataset.word, one.textContent]));
  const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });

  /** The sentence of this name, its {places} filled in; "name-one" stands for a count of one. */
  function say(name, places = {}) {
    const sentence = (places.count === 1 && known.get(`${name}-one`)) || known.get(name);
    return sentence.replace(/\{(\w+)\}/g, (_, place) => places[place]);
  }

  function weight(bytes) {
    const power = bytes < STEP ? 0 : Math.min(Math.floor(Math.log(bytes) / Math.log(STEP)), 3);
    const figure = bytes / STEP ** power;
    return `${number.format(power < 2 ? Math.round(figure) : figure)}\u00a0${known.get("units").split(" ")[power]}`;
  }

  return { say, weight };
}

/** Gives the function that tells aloud what became of a row, and of all of them: never how far they are. */
export function aloud(queue, { say }, voice) {
  const states = new Map();
  let busy = false;
  return (row) => {
    const before = states.get(row);
    states.set(row, row.state);
    if (row.gone) voice(say("removed", row));
    else if (row.batch && row.state !== before && TOLD.has(row.state)) voice(say(`${row.state}-aloud`, row));
    if (busy && !queue.left && queue.batch.length > 1) voice(say("ended", { count: queue.batch.filter(({ state }) => state === "received").length }));
    busy = queue.left > 0;
  };
}

/** Gives a voice: what it is told at the same moment is said as one. */
export function inOneBreath() {
  const waiting = [];
  let timer;
  return (sentence) => {
    waiting.push(sentence);
    clearTimeout(timer);
    timer = setTimeout(() => announce(waiting.splice(0).join(" ")), TOGETHER);
  };
}
