import { post } from "./post.js";

const form = document.querySelector("[data-news-pause]");

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  const pause = button.value === "1";
  const line = form.closest(".news");
  post(form, button);
  button.value = pause ? "0" : "1";
  if (pause) line.dataset.paused = "here";
  else delete line.dataset.paused;
});
