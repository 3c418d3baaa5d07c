// The form that was last typed into is sent along when one signs in again: its text waits at the end of the sign-in.
let typed = null;

document.addEventListener("input", ({ target }) => {
  if (target.form?.elements.submission) typed = target.form;
});
document.addEventListener("submit", ({ target }) => { if (target === typed) typed = null; });

/** Leaves this page for the sign-in page, which leads back here. */
export function resume({ dataset }) {
  if (!typed?.isConnected) return location.reload();
  const sent = document.createElement("form");
  Object.assign(sent, { method: "post", action: dataset.resumption, hidden: true });
  const fields = [...new FormData(typed)].filter(([name, value]) => typeof value === "string" && name !== "back");
  for (const [name, value] of [...fields, ["back", location.pathname + location.search]]) sent.append(field(name, value));
  typed.dispatchEvent(new CustomEvent("draft:kept", { bubbles: true })); // so that leaving asks nothing
  document.body.append(sent);
  sent.submit();
}

function field(name, value) {
  const area = document.createElement("textarea"); // an input would lose line breaks
  return Object.assign(area, { name, value });
}
