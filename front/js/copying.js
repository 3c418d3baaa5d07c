// Buttons that copy a text. Without a clipboard (a page that is not secure, an old browser) they stay away.
import { announce } from "./announce.js";
import { onArrival } from "./fragments.js";

const SHOWN = 2000; // milliseconds

onArrival((part) => {
  for (const button of part.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  announce(button.dataset.copied);
  button.classList.add("is-done");
  setTimeout(() => button.classList.remove("is-done"), SHOWN);
});
