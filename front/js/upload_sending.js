// One file on its way to the server, in parts, from where the server says that it stopped.
import { Upload } from "tus-js-client";

const PART = 8 * 1024 * 1024; // bytes in one request: few proxies let more through
const PAUSES = [0, 1000, 3000, 5000, 10_000, 20_000]; // before trying again; after the last, the page waits for the network
const PASSING = new Set([408, 409, 423, 425, 429]); // refusals that trying again may end

/** endpoint: the door. token: of the form, against forgery. purpose: what files are sent for. place: where the draft is kept. */
export function sender({ endpoint, token, purpose, place }, { say }) {
  return (row, told) => {
    const upload = new Upload(row.file, {
      endpoint,
      uploadUrl: row.url ?? null,
      chunkSize: PART,
      retryDelays: PAUSES,
      storeFingerprintForResuming: false, // the server knows what was begun: nothing of it stays in the browser
      headers: { "X-CSRFToken": token },
      metadata: { filename: row.name, modified: String(row.modified), purpose, place },
      onShouldRetry: (error) => navigator.onLine && isPassing(error),
      onUploadUrlAvailable: () => {
        if (row.way !== way) return upload.abort(true).catch(() => {}); // it came back meanwhile, and goes another way
        row.url = upload.url;
        if (row.gone) upload.abort(row.lost).catch(() => {});
      },
      onProgress: (sent, size) => told(sent < size ? { state: "sending", sent } : { state: "checking", sent }),
      onSuccess: () => told({ state: "received", sent: row.size, uuid: keyIn(upload.url), file: null }),
      onError: async (error) => told((await isReadable(row.file)) ? ended(error, say) : unreadable(say)),
    });
    isReadable(row.file).then((fits) => {
      if (!fits) told(unreadable(say));
      else if (!row.gone && row.way === way) upload.start();
    });
    const way = {
      // While the server is being asked for an address, the answer is awaited: what it opened can then be given up.
      stop: () => row.url && upload.abort().catch(() => {}),
      abandon: () => row.url && abandon(row.url, token),
    };
    return way;
  };
}

/** What was begun in this form and cut, here or on another device. */
export async function unfinished({ unfinished: address, place }) {
  if (!place) return [];
  const answer = await fetch(`${address}?${new URLSearchParams({ place })}`).catch(() => null);
  if (!answer?.ok || answer.redirected) return [];
  const { uploads } = await answer.json();
  return uploads.map(({ name, size, modified, offset, address: url }) => ({ name, size, modified, url, sent: offset, state: "partial" }));
}

/** Gives up what the server holds of a row, also when the page is being left. */
export const abandon = (url, token) => fetch(url, { method: "DELETE", keepalive: true, headers: { "X-CSRFToken": token, "Tus-Resumable": "1.0.0" } }).catch(() => {});

const statusOf = (error) => error.originalResponse?.getStatus() ?? 0;
const isPassing = (error) => !statusOf(error) || statusOf(error) >= 500 || PASSING.has(statusOf(error));
/** A file that was changed or moved since it was chosen fails as the network does: without a status. */
const isReadable = (file) => file.slice(0, 1).arrayBuffer().then(() => true, () => false);
const unreadable = (say) => ({ state: "refused", reason: say("unreadable") });
const keyIn = (url) => url.replace(/\/$/, "").split("/").at(-1);

function ended(error, say) {
  if (statusOf(error) === 401) return { state: "stopped", reason: say("session-over"), again: false };
  if (isPassing(error)) return { state: "stopped", reason: say(statusOf(error) ? "no-server" : "no-network"), again: true };
  return { state: "refused", reason: reasonIn(error) || say("not-taken") };
}

/** The door tells why, in words of the person's language; a page of error in its place says nothing of the file. */
function reasonIn({ originalResponse: answer }) {
  return answer?.getHeader("Content-Type")?.startsWith("text/plain") ? answer.getBody() : "";
}
