// What cannot be sent is refused before it is sent; the server asks all of it again, and more.
import { isSame } from "./upload_queue.js";

/** Limits of the box: bytes of one file and of all, how many, what their names may end with. */
export function refusals({ mostBytes, mostTogether, mostFiles, endings }, { say, weight }) {
  const allowed = endings.split(",");
  return (file, rows) => {
    const kept = rows.filter((row) => row.state !== "refused");
    const ending = `.${file.name.split(".").at(-1).toLowerCase()}`;
    if (kept.some((row) => row.state !== "partial" && isSame(row, file))) return say("twice");
    if (kept.length >= Number(mostFiles)) return say("too-many", { count: Number(mostFiles) });
    if (!file.size) return say("empty");
    if (file.size > Number(mostBytes)) return say("too-big", { size: weight(file.size), most: weight(Number(mostBytes)) });
    const together = kept.reduce((sum, { size }) => sum + size, file.size);
    if (together > Number(mostTogether)) return say("too-heavy", { most: weight(Number(mostTogether)) });
    return allowed.includes(ending) ? "" : say("wrong-type");
  };
}
