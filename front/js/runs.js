// The end of a long work is said when it comes, and the list that it changed is asked for anew.
import { announce } from "./announce.js";
import { show } from "./lists.js";

document.addEventListener("htmx:after:swap", ({ target }) => {
  const run = document.getElementById("run");
  if (!run || run.hasAttribute("hx-get") || run.dataset.ended) return;
  run.dataset.ended = "yes";
  announce(run.dataset.said);
  if (document.getElementById("list")) show(location.search || "?", { replace: true });
});
