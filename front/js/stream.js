// News of the server as they come. One tab of a browser listens and tells the others: a browser has six connections
// for a host, and a stream holds one. Where it cannot be had, `isHeard` stays false and pages go on asking.
const DOOR = "/en-direct/flux/";
const SILENCE = 40_000; // the server speaks every fifteen seconds
const AGAIN = 60_000; // after a refusal
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("en-direct") : null;
let heard = -Infinity;

export const isHeard = () => performance.now() - heard < SILENCE;

/**
 * Calls `work` with the sign of the latest event each time that there is a newer one, whichever tab heard of it, and
 * with null when the stream is lost.
 */
export function onNews(work) {
  if (!tabs || !navigator.locks || !window.EventSource) return;
  tabs.addEventListener("message", ({ data }) => hear(data, work));
  navigator.locks.request("en-direct", () => new Promise((leave) => listen(work, leave)));
}

/** data: the sign of the latest event, "" to say that the stream lives, null that it does not. */
function hear(data, work) {
  heard = data === null ? -Infinity : performance.now();
  if (data !== "") work(data);
}

function listen(work, leave) {
  const stream = new EventSource(DOOR);
  const tell = (data) => { hear(data, work); tabs.postMessage(data); };
  stream.addEventListener("message", ({ data }) => tell(data));
  stream.addEventListener("beat", () => tell(""));
  stream.addEventListener("over", () => { stream.close(); tell(null); leave(); });
  stream.addEventListener("error", () => {
    tell(null);
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => listen(work, leave), AGAIN);
  });
}
