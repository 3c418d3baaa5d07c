// The logic of the queue, without a page and without a network.
import assert from "node:assert/strict";
import { test } from "node:test";
import { refusals } from "../../front/js/upload_limits.js";
import { Queue } from "../../front/js/upload_queue.js";

const file = (name, size = 100, lastModified = 1) => ({ name, size, lastModified });

/** A queue whose sendings do what the test says. */
function scene(more = {}) {
  const begun = [], done = [], late = [];
  const queue = new Queue({
    send(row, told) {
      begun.push({ row, told, name: row.name });
      return { stop: () => done.push(`stop ${row.name}`), abandon: () => done.push(`abandon ${row.name}`) };
    },
    refusal: () => "",
    changed() {},
    later: (over) => (late.push(over), () => late.splice(late.indexOf(over), 1)),
    ...more,
  });
  const tell = (name, news) => begun.findLast((one) => one.name === name).told(news);
  const wait = () => late.splice(0).forEach((over) => over());
  return { queue, begun, done, tell, wait, states: () => queue.rows.map(({ state }) => state) };
}

test("two go at once, the others wait their turn", () => {
  const { queue, tell, states } = scene();
  queue.add([file("a"), file("b"), file("c")]);
  assert.deepEqual(states(), ["sending", "sending", "waiting"]);
  assert.equal(queue.left, 3);
  tell("a", { state: "received", sent: 100, uuid: "u" });
  assert.deepEqual(states(), ["received", "sending", "sending"]);
  assert.equal(queue.left, 2);
});

test("the total never goes back, and is full only when the last answer has come", () => {
  const { queue, tell } = scene();
  const seen = [];
  const look = () => seen.push(queue.share);
  queue.add([file("a", 100), file("b", 300)]);
  tell("a", { state: "sending", sent: 100 });
  look();
  queue.add([file("late", 4000)]);
  look();
  tell("a", { state: "received", sent: 100 });
  tell("b", { state: "sending", sent: 250 });
  look();
  tell("b", { state: "sending", sent: 0 }); // the server had less of it
  look();
  tell("b", { state: "checking", sent: 300 });
  tell("late", { state: "checking", sent: 4000 });
  look();
  assert.equal(seen.at(-1), 0.99);
  tell("b", { state: "received", sent: 300 });
  tell("late", { state: "received", sent: 4000 });
  look();
  assert.equal(seen.at(-1), 1);
  assert.deepEqual(seen, [...seen].sort((one, other) => one - other));
});

test("the total is by weight, and begins again with the next batch", () => {
  const { queue, tell } = scene();
  queue.add([file("a", 100), file("b", 300)]);
  tell("a", { state: "received", sent: 100 });
  assert.equal(queue.share, 0.25);
  tell("b", { state: "received", sent: 300 });
  queue.add([file("c", 100)]);
  assert.equal(queue.share, 0);
});

test("cancelling everything empties the queue before it stops, and gives up when it is too late to undo", () => {
  const { queue, begun, done, tell, wait } = scene();
  queue.add(["a", "b", "c", "d", "e"].map((name) => file(name)));
  tell("a", { state: "received", sent: 100 });
  const before = begun.length;
  queue.clear();
  assert.equal(begun.length, before);
  assert.deepEqual(queue.rows.map(({ name }) => name), ["a"]);
  assert.deepEqual(done, ["stop b", "stop c"]);
  wait();
  assert.deepEqual(done, ["stop b", "stop c", "abandon b", "abandon c"]);
  queue.undo();
  tell("b", { state: "received", sent: 100 }); // an answer that comes too late changes nothing
  assert.equal(begun.length, before);
  assert.deepEqual(queue.rows.map(({ name }) => name), ["a"]);
});

test("one whose bytes have all gone is given up with the rest, whatever the server says of it meanwhile", () => {
  const { queue, done, tell, wait } = scene();
  queue.add(["a", "b"].map((name) => file(name)));
  tell("a", { state: "checking", sent: 100 });
  queue.clear();
  tell("a", { state: "received", sent: 100, uuid: "u" });
  assert.deepEqual(queue.rows, []);
  wait();
  assert.deepEqual(done, ["stop a", "stop b", "abandon a", "abandon b"]);
});

test("one that is removed lets the next one go", () => {
  const { queue, states, done, wait } = scene({ atOnce: 1 });
  queue.add([file("a"), file("b")]);
  queue.remove(queue.rows[0]);
  assert.deepEqual(states(), ["sending"]);
  wait();
  assert.deepEqual(done, ["stop a", "abandon a"]);
});

test("what was taken out comes back to its place, and goes on at its own address", () => {
  const shown = [], { queue, begun, done, tell, wait, states } = scene({ changed: (row, next) => shown.push([row.name, next?.name]) });
  queue.add(["a", "b", "c"].map((name) => file(name)));
  tell("a", { state: "received", sent: 100, uuid: "u" });
  queue.rows[1].url = "/televersement/b";
  const former = begun[1];
  queue.clear();
  assert.deepEqual(queue.rows.map(({ name }) => name), ["a"]);
  queue.undo();
  assert.deepEqual(queue.rows.map(({ name }) => name), ["a", "b", "c"]);
  assert.deepEqual(states(), ["received", "sending", "sending"]);
  assert.deepEqual(shown.filter(([, next]) => next), [["b", "c"]]);
  assert.equal(begun.findLast(({ name }) => name === "b").row.url, "/televersement/b");
  former.told({ state: "refused" }); // the way that was stopped has no say any more
  assert.deepEqual(states(), ["received", "sending", "sending"]);
  wait();
  assert.deepEqual(done, ["stop b", "stop c"]);
});

test("only what left last comes back; what left before it, or before more was added, is given up", () => {
  const told = [], { queue, done, wait } = scene({ withdrew: (rows) => told.push(rows?.map(({ name }) => name) ?? null) });
  queue.add(["a", "b", "c"].map((name) => file(name)));
  queue.remove(queue.rows[0]);
  queue.remove(queue.rows[0]);
  assert.deepEqual(done, ["stop a", "abandon a", "stop b"]);
  queue.undo();
  assert.deepEqual(queue.rows.map(({ name }) => name), ["b", "c"]);
  queue.remove(queue.rows[0]);
  queue.add([file("d")]);
  assert.equal(done.at(-1), "abandon b");
  assert.deepEqual(told, [["a"], null, ["b"], null, ["b"], null]);
  wait();
  queue.remove(queue.rows.at(-1));
  queue.settle(); // the page is left
  assert.equal(done.at(-1), "abandon d");
});

test("what had arrived comes back as it was", () => {
  const { queue, begun, tell, states } = scene();
  queue.add([file("a")]);
  tell("a", { state: "received", sent: 100, uuid: "u" });
  queue.remove(queue.rows[0]);
  queue.undo();
  assert.deepEqual([states(), begun.length, queue.rows[0].back], [["received"], 1, true]);
});

test("what was stopped by the network goes on when it is back; what ended otherwise does not", () => {
  const { queue, tell, states } = scene();
  queue.add([file("a"), file("b")]);
  tell("a", { state: "stopped", again: true });
  tell("b", { state: "stopped", again: false });
  assert.equal(queue.unsent.length, 2);
  queue.resume();
  assert.deepEqual(states(), ["sending", "stopped"]);
});

test("a file begun earlier goes on at its own address, and only when it is the very same", () => {
  const { queue, begun } = scene();
  queue.know({ name: "a", size: 100, modified: 1, url: "/televersement/1", sent: 40, state: "partial" });
  queue.add([file("a", 100, 2)]);
  assert.equal(begun[0].row.url, undefined);
  queue.add([file("a", 100, 1)]);
  assert.equal(begun[1].row.url, "/televersement/1");
  assert.equal(queue.rows.length, 2);
});

test("a refused file is not sent, and is not taken for sent either", () => {
  const { queue, begun } = scene({ refusal: () => "too big" });
  queue.add([file("a")]);
  assert.equal(begun.length, 0);
  assert.equal(queue.left, 0);
  assert.deepEqual(queue.unsent.map(({ reason }) => reason), ["too big"]);
});

test("what cannot be sent is told before", () => {
  const limits = { mostBytes: "100", mostTogether: "250", mostFiles: "3", endings: ".pdf,.png" };
  const refusal = refusals(limits, { say: (name) => name, weight: String });
  const row = (name, size, state = "received") => ({ name, size, modified: 1, state });
  const of = (one, ...rows) => refusal(one, rows);
  assert.equal(of(file("a.PDF", 100)), "");
  assert.equal(of(file("a.pdf", 101)), "too-big");
  assert.equal(of(file("a.pdf", 0)), "empty");
  assert.equal(of(file("a.exe")), "wrong-type");
  assert.equal(of(file("sans-fin")), "wrong-type");
  assert.equal(of(file("a.pdf"), row("a.pdf", 100)), "twice");
  assert.equal(of(file("a.pdf"), row("a.pdf", 100, "refused")), "");
  assert.equal(of(file("a.pdf"), row("b.pdf", 100), row("c.pdf", 51)), "too-heavy");
  assert.equal(of(file("a.pdf"), row("b.pdf", 1), row("c.pdf", 1), row("d.pdf", 1)), "too-many");
});

test("a queue that holds back sends nothing before it is told to", () => {
  const { queue, begun } = scene({ atOnce: 0 });
  queue.add([file("a"), file("b")]);
  assert.equal(begun.length, 0);
  assert.equal(queue.left, 2);
  queue.tell(null, null, 1);
  assert.deepEqual(begun.map(({ name }) => name), ["a"]);
});

test("a file that is still looked at waits, and a duplicate goes only when somebody says so", () => {
  const { queue, begun, states } = scene({ atOnce: 2 });
  const look = (row) => {
    if (row.pending === undefined) row.pending = true;
  };
  queue.changed = look;
  queue.add([file("a"), file("b")]);
  assert.equal(begun.length, 0);
  queue.tell(queue.rows[0], { pending: false, state: "duplicate", reason: "yesterday" });
  queue.tell(queue.rows[1], { pending: false });
  assert.deepEqual(states(), ["duplicate", "sending"]);
  assert.deepEqual(queue.unsent.map(({ name }) => name), ["a"]);
  queue.retry(queue.rows[0]);
  assert.deepEqual(states(), ["sending", "sending"]);
});

test("all may be taken out, what was received too", () => {
  const { queue, tell } = scene();
  queue.add([file("a"), file("b")]);
  tell("a", { state: "received", sent: 100 });
  queue.clear(true);
  assert.equal(queue.rows.length, 0);
});
