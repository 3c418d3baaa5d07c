// A click anywhere in a row opens it, as its link does; a selection of text, a control or a modifier key does not.
document.addEventListener("click", (event) => {
  const row = event.target.closest("[data-row-links] tbody tr");
  if (!row || event.target.closest("a, button, input, label, select, textarea, summary")) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || String(getSelection())) return;
  row.querySelector("th a")?.click();
});
