import { announce } from "./announce.js";

const list = document.querySelector("[data-announce]");

if (list) {
  announce([...list.querySelectorAll("p")].map((line) => line.textContent).join(" "));
  for (const button of list.querySelectorAll("[data-dismiss]")) button.hidden = false;
  list.addEventListener("click", (event) => {
    if (!event.target.closest("[data-dismiss]")) return;
    event.target.closest("li").remove();
    if (!list.children.length) list.remove();
    document.getElementById("main").focus({ preventScroll: true });
  });
}
