// Parts of a page are asked for and swapped by htmx; every such link or form also works without it.
import htmx from "htmx.org";

htmx.config.history = "reload"; // going back asks the server again: what was left may have changed
htmx.config.noSwap = [204, 304, "5xx"]; // the page that is there is worth more than an error in its middle

/** Calls `work` with the page now, and with each part that is swapped in later. */
export function onArrival(work) {
  work(document);
  document.addEventListener("htmx:after:swap", (event) => work(event.detail?.ctx?.target ?? event.target));
}
