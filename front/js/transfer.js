// A queue that waits for « transfer all »: files handed in before are noticed, a destination is asked for.
const AT_ONCE = 3;
const MOST = 200 * 1024 * 1024; // bytes of which a sum is made here
const HEXADECIMAL = 16;

/** Gives the function that is told of each row that changed. */
export function holdBack(place, queue, box) {
  const form = place.closest("form"), where = form.elements.destination;
  const left = form.querySelector("[data-transfer-left]"), all = form.querySelector("[data-transfer-all]");
  const why = form.querySelector("[data-transfer-why]");
  const mark = () => {
    all.setAttribute("aria-disabled", String(!where.value));
    why.hidden = Boolean(where.value);
  };
  openCamera(place.querySelector("[data-camera]"), (files) => queue.add(files));
  where.addEventListener("change", mark);
  all.addEventListener("click", (event) => {
    if (where.value) return queue.tell(null, null, AT_ONCE);
    event.preventDefault();
    box.tell(why.textContent.trim());
    where.focus();
  });
  mark();

  return (row) => {
    left.textContent = queue.rows.filter(({ state }) => state !== "received" && state !== "refused").length;
    if (row.file && row.state === "waiting" && row.pending === undefined) look(row);
  };

  async function look(row) {
    row.pending = true;
    const reason = await twinOf(row.file, place.dataset.twins).catch(() => "");
    queue.tell(row, { pending: false, ...(reason && row.state === "waiting" ? { state: "duplicate", reason } : {}) });
  }
}

/** The camera of a phone; each photograph goes into the queue as it was taken. */
function openCamera(button, take) {
  const input = Object.assign(document.createElement("input"), { type: "file", accept: "image/*", capture: "environment" });
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", () => (take([...input.files]), (input.value = "")));
}

/** What the server says of the same bytes in one's own dossier; "" when it knows none, or cannot be asked. */
async function twinOf(file, address) {
  if (file.size > MOST || !globalThis.crypto?.subtle) return "";
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  const print = [...sum].map((byte) => byte.toString(HEXADECIMAL).padStart(2, "0")).join("");
  const answer = await fetch(`${address}?${new URLSearchParams({ empreinte: print })}`);
  return answer.ok && !answer.redirected ? (await answer.json()).known : "";
}
