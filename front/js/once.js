// A form is sent once; after eight seconds, or when the page comes back, it can be sent again.
const REST = 8000;
const release = (form) => {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]") || event.defaultPrevented) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-disabled", "true");
  setTimeout(release, REST, form);
});

addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach(release));
