// The end of a long work is said when it comes.
import { announce } from "./announce.js";

document.addEventListener("htmx:after:swap", () => {
  const run = document.getElementById("run");
  if (run && !run.hasAttribute("hx-get")) announce(run.dataset.said);
});
