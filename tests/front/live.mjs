// Questions are asked in time, however often news come and however often the stream is cut.
import assert from "node:assert/strict";
import { mock, test } from "node:test";

let clock = 0;
const asked = [], heard = {}, page = new EventTarget();
mock.timers.enable({ apis: ["setTimeout"] });
mock.method(performance, "now", () => clock);
mock.method(Math, "random", () => 0);
Object.assign(page, { hidden: false, querySelector: () => null, querySelectorAll: () => [{ dataset: { live: "bell:" } }] });
class Tabs { addEventListener(_name, work) { heard.news = (data) => work({ data }); } }
Object.assign(globalThis, {
  document: page,
  window: { BroadcastChannel: Tabs, EventSource: class {} },
  BroadcastChannel: Tabs,
  fetch: async () => { asked.push(clock); return { ok: true, status: 204 }; },
});
Object.defineProperty(globalThis, "navigator", { value: { locks: { request() {} } } });
await import("../../front/js/live.js");

async function pass(milliseconds) {
  for (const end = clock + milliseconds; clock < end; clock += 1000) {
    mock.timers.tick(1000);
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  }
}

/** How often the page asks while the same thing keeps happening, every `gap` milliseconds. */
async function count(times, gap, happen) {
  asked.length = 0;
  for (let at = 0; at < times; at += 1) {
    happen(at);
    await pass(gap);
  }
  return asked.length;
}

test("a stream that is cut again and again leaves the page its own questions", async () => {
  await pass(5000);
  const times = await count(20, 3000, () => { heard.news(""); heard.news(null); });
  assert.ok(times >= 10, `asked ${times} times in a minute`);
});

test("a hidden page asks although news keep coming", async () => {
  page.hidden = true;
  const times = await count(24, 5000, (at) => heard.news(String(at)));
  assert.ok(times >= 3 && times <= 5, `asked ${times} times in two minutes`);
});
