// « Je ne suis pas un robot »: the tick box whose value is a proof that this machine worked (front/proof.js). It begins
// as soon as the form is entered and ticks itself, so that the password is hardly typed before the proof is there.
import { announce } from "./announce.js";
import { onArrival } from "./fragments.js";

const OLD = 9 * 60_000; // ms: the server takes a proof for ten minutes
const SLOW = 6_000; // ms: by then the way by mail is shown, and what is done is said again

function equip(part) {
  const box = part.querySelector("input"), form = box.form, words = part.dataset;
  let worker = null, work = null, madeAt = box.value ? Date.now() : 0, failed = false;

  const tell = (text, aloud) => {
    document.getElementById(`${box.id}_state`).textContent = text;
    if (aloud) announce(text);
  };
  const offerMail = () => { part.querySelector("[data-proof-mail]").hidden = false; };
  const isFresh = () => box.checked && box.value && Date.now() - madeAt < OLD;

  function clear() {
    worker?.terminate();
    worker = work = null;
    box.value = "";
    tell("");
  }

  function hire(challenge, aloud) {
    return new Promise((resolve, reject) => {
      let said = Date.now();
      worker = new Worker(words.worker);
      worker.onerror = reject;
      worker.onmessage = ({ data }) => {
        if (data.numbers) return resolve(`${challenge.token}~${data.numbers.join(".")}`);
        const loud = aloud && (data.done === 1 || Date.now() - said > SLOW);
        if (loud) said = Date.now();
        tell(words.working.replace("{done}", data.done).replace("{all}", challenge.parts), loud);
      };
      worker.postMessage(challenge);
    });
  }

  async function make(aloud) {
    const slow = setTimeout(offerMail, SLOW);
    try {
      const answer = await fetch(words.proof, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.status);
      box.value = await hire(await answer.json(), aloud);
      box.checked = true;
      madeAt = Date.now();
      tell(words.done, true);
    } catch {
      failed = true;
      box.checked = false;
      tell(words.failed, true);
      offerMail();
    } finally {
      clearTimeout(slow);
      worker?.terminate();
      worker = work = null;
    }
  }

  const start = (aloud) => { if (!isFresh()) work ??= make(aloud); return work; };

  form.addEventListener("focusin", (event) => { if (event.target !== box && !failed) start(false); });
  box.addEventListener("change", () => { failed = false; if (box.checked) start(true); else clear(); });
  form.addEventListener("submit", async (event) => {
    if (isFresh() || failed) return; // what failed, the server tells
    event.preventDefault();
    const { submitter } = event;
    await start(true);
    form.requestSubmit(submitter);
  }, true);
  addEventListener("pageshow", (event) => { if (event.persisted) { clear(); box.checked = false; } });
}

onArrival((page) => page.querySelectorAll("[data-proof]").forEach(equip));
