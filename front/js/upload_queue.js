// Which files of one writing box wait, go, have arrived or were refused. It knows neither the page nor the network.
//
// A row's state: waiting, sending, checking (every byte went, the answer has not come), received, refused,
// stopped (it can go on), duplicate (it was handed in before), partial (begun earlier, its file is to be chosen again).
// One that is `pending` is not looked at yet; one that was taken out is `gone`, `lost` once it cannot come back.
import { Withdrawal } from "./upload_withdrawal.js";

const UNDER_WAY = new Set(["waiting", "sending", "checking"]);
const UNSENT = new Set(["refused", "stopped", "partial", "duplicate"]);
const SHORT_OF_ALL = 0.99; // no bar is full before the server's last word

export class Queue {
  rows = [];
  withdrawn = null;
  #batch = 0;
  #best = 0;

  /**
   * send(row, told): begins or goes on; gives { stop(), abandon() }.
   * refusal(file, rows): why a file cannot go, "" when it can.
   * changed(row, next): a row is new, differs or, with `gone`, has left; next: the one before which it stands.
   * withdrew(rows): these have just left and may come back; null: it is too late, or they are back.
   */
  constructor({ send, refusal, changed, withdrew = () => {}, later, atOnce = 2 }) {
    Object.assign(this, { send, refusal, changed, withdrew, later, atOnce });
  }

  get left() {
    return this.rows.filter((row) => UNDER_WAY.has(row.state)).length;
  }

  get unsent() {
    return this.rows.filter((row) => UNSENT.has(row.state));
  }

  get batch() {
    return this.rows.filter((row) => row.batch === this.#batch && row.state !== "refused");
  }

  /** How much of this batch has gone, by weight, between 0 and 1: it never goes back, and is 1 when nothing is left. */
  get share() {
    const weight = this.batch.reduce((sum, row) => sum + row.size, 0);
    const sent = this.batch.reduce((sum, row) => sum + row.sent, 0);
    this.#best = Math.max(this.#best, weight ? sent / weight : 0);
    return this.left ? Math.min(this.#best, SHORT_OF_ALL) : 1;
  }

  /** Puts files at the end of the queue; one that was begun earlier goes on where it stopped. */
  add(files) {
    if (!this.left) [this.#batch, this.#best] = [this.#batch + 1, 0];
    for (const file of files) {
      const begun = this.rows.find((row) => row.state === "partial" && isSame(row, file));
      if (begun) this.#change(begun, { file, state: "waiting", batch: this.#batch });
      else this.#enter(file);
    }
    this.settle();
    this.#go();
  }

  /** Shows what the server has already: received whole, or begun and cut. */
  know(row) {
    this.rows.push({ reason: "", batch: 0, ...row });
    this.changed(this.rows.at(-1));
  }

  retry = (row) => this.tell(row, { state: "waiting", reason: "", batch: this.#batch });

  /** What is known of a row now; then whatever may go goes, so many at once from here on. */
  tell(row, news, atOnce = this.atOnce) {
    this.atOnce = atOnce;
    if (row) this.#change(row, news);
    this.#go();
  }

  /** The way is open again: all that was stopped goes on. */
  resume() {
    for (const row of this.rows.filter(({ state, again }) => state === "stopped" && again)) this.retry(row);
  }

  remove(row) {
    this.#leave([row]);
    this.#go();
  }

  /** All that has not arrived, or all: nothing more begins, then what goes is stopped; its bytes are given up later. */
  clear(all) {
    this.#leave(this.rows.filter((row) => all || row.state !== "received"));
  }

  /** What left last is back in its place; what was on its way goes on where it stopped. */
  undo() {
    this.#end((withdrawn) => {
      this.rows = withdrawn.among(this.rows);
      for (const row of withdrawn.revived(UNDER_WAY)) this.changed(row, this.rows[this.rows.indexOf(row) + 1]);
      this.#go();
    });
  }

  /** Gives up what left last: nobody can bring it back any more. */
  settle() {
    this.#end((withdrawn) => withdrawn.giveUp());
  }

  #end(how) {
    const { withdrawn } = this;
    if (!withdrawn) return;
    withdrawn.cancel();
    this.withdrawn = null;
    how(withdrawn);
    this.withdrew(null);
  }

  #enter(file) {
    const { name, size, lastModified: modified } = file;
    const reason = this.refusal(file, this.rows);
    const row = { name, size, modified, file, sent: 0, reason, state: reason ? "refused" : "waiting", batch: this.#batch };
    this.rows.push(row);
    this.changed(row);
  }

  #leave(leaving) {
    this.settle();
    const order = this.rows;
    this.rows = order.filter((row) => !leaving.includes(row));
    if (!leaving.length) return;
    for (const row of leaving) Object.assign(row, { gone: true }).way?.stop();
    this.withdrawn = new Withdrawal(leaving, order, () => this.settle(), this.later);
    for (const row of leaving) this.changed(row);
    this.withdrew(leaving);
  }

  #go() {
    const going = this.rows.filter((row) => row.state === "sending" || row.state === "checking").length;
    for (const row of this.rows.filter(({ state, pending }) => state === "waiting" && !pending).slice(0, Math.max(this.atOnce - going, 0))) {
      this.#change(row, { state: "sending" });
      const way = this.send(row, (news) => row.way === way && this.#told(row, news)); // a former way is not heard
      row.way = way;
    }
  }

  #told = (row, news) => row.gone || this.tell(row, news);

  #change(row, news) {
    Object.assign(row, news);
    this.changed(row);
  }
}

/** The same file as one that is known, as far as a browser tells without reading it. */
export const isSame = (row, file) => row.name.normalize() === file.name.normalize() && row.size === file.size && row.modified === file.lastModified;
