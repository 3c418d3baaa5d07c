// A proof that is asked for first is no failure of the passkey.
import assert from "node:assert/strict";
import { test } from "node:test";

const line = { hidden: true };
const form = Object.assign(new EventTarget(), {
  dataset: { passkey: "new", question: "/question/", failed: "Failed" },
  elements: { csrfmiddlewaretoken: { value: "x" }, credential: {} },
  reportValidity: () => true, querySelector: () => line,
});
const left = [];
let answer;
Object.assign(globalThis, {
  window: { PublicKeyCredential: class {} },
  document: { querySelectorAll: () => [form] },
  location: { assign: (address) => left.push(address) },
  fetch: async () => answer,
});
await import("../../front/js/passkeys.js");

async function submit(status, told) {
  answer = new Response(JSON.stringify(told), { status });
  form.dispatchEvent(new Event("submit", { cancelable: true }));
  await new Promise((done) => setTimeout(done));
}

test("a proof that is asked for leads to its page and says nothing", async () => {
  await submit(401, { sign_in: "/confirmation/" });
  assert.deepEqual(left, ["/confirmation/"]);
  assert.equal(line.hidden, true);
});

test("a question that cannot be had is told", async () => {
  await submit(500, {});
  assert.equal(line.hidden, false);
  assert.equal(line.textContent, "Failed");
});
