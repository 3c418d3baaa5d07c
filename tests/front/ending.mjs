// The end of a session: how often the server is asked when it gives no answer.
import assert from "node:assert/strict";
import { mock, test } from "node:test";

mock.timers.enable({ apis: ["setTimeout", "Date"] });
let asked = 0;
const page = new EventTarget();
const part = () => ({ addEventListener() {} });
const dialog = {
  dataset: { idle: "200", whole: "7200", life: "/session/" },
  close() {}, showModal() {}, querySelector: part, querySelectorAll: () => [],
};
Object.assign(page, { hidden: false, getElementById: () => dialog });
Object.assign(globalThis, {
  document: page, window: {}, fetch: async () => { asked += 1; throw new TypeError("offline"); },
});
await import("../../front/js/ending.js");

async function pass(seconds) {
  asked = 0;
  for (let second = 0; second < seconds; second += 1) {
    mock.timers.tick(1000);
    for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
  }
  return asked;
}

test("without an answer it asks a few times a minute, then no more", async () => {
  await pass(60);
  const each = await pass(60);
  assert.ok(each >= 1 && each <= 4, `asked ${each} times in a minute`);
  await pass(15 * 60);
  assert.equal(await pass(60), 0);
});

test("whoever comes back to the page has it ask again", () => {
  asked = 0;
  page.dispatchEvent(new Event("visibilitychange"));
  assert.equal(asked, 1);
});
