// Leaving a form marked data-guard with unsent changes asks first.
const changed = new Set();
const guarded = (event) => event.target.closest?.("form[data-guard]");

document.addEventListener("input", (event) => {
  const form = guarded(event);
  if (form) changed.add(form);
});
for (const kept of ["submit", "draft:kept"]) document.addEventListener(kept, (event) => changed.delete(event.target));
addEventListener("beforeunload", (event) => {
  if ([...changed].some((form) => form.isConnected)) event.preventDefault();
});
