// Rows taken out of a queue a moment ago: their bytes stay on the server until it is too late to bring them back.
const GRACE = 5000; // milliseconds

export class Withdrawal {
  /** rows: what was taken out. order: of the whole queue before. over: called when it is too late. */
  constructor(rows, order, over, later = inAMoment) {
    Object.assign(this, { rows, order });
    this.cancel = later(over);
  }

  /** The rows of a queue with these back in their places; what came since stands last. */
  among(rows) {
    const all = new Set([...rows, ...this.rows]);
    return [...this.order.filter((row) => all.has(row)), ...rows.filter((row) => !this.order.includes(row))];
  }

  /** The rows, last one first, ready to stand again; those that were on their way wait for their turn. */
  revived(underWay) {
    for (const row of this.rows) Object.assign(row, underWay.has(row.state) ? { state: "waiting", way: null } : {}, { gone: false, back: true });
    return [...this.rows].reverse();
  }

  giveUp() {
    for (const row of this.rows) {
      row.lost = true;
      row.way?.abandon();
    }
  }
}

function inAMoment(over) {
  const timer = setTimeout(over, GRACE);
  return () => clearTimeout(timer);
}
