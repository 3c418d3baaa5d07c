import { post } from "./post.js";
import { chooseTheme } from "./theme.js";

for (const form of document.querySelectorAll("[data-appearance]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { name, value } = event.submitter;
    if (name === "theme") chooseTheme(value);
    else document.documentElement.dataset.density = value;
    for (const button of form.querySelectorAll(`button[name="${name}"]`)) button.setAttribute("aria-pressed", button.value === value);
    for (const other of document.querySelectorAll(`[data-appearance] input[name="${name}"]`)) other.value = value;
    post(form, event.submitter);
  });
}
