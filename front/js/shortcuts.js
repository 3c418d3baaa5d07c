// Ctrl+S saves the form being filled in; / goes to the search of the list; ? shows the shortcuts.
const types = (element) => element.matches?.("input, textarea, select") || element.isContentEditable;

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s" && !event.shiftKey) {
    const form = event.target.closest?.("form[data-save]") ?? document.querySelector("main form[data-save]");
    if (!form) return;
    event.preventDefault();
    form.requestSubmit();
  }
  if (event.ctrlKey || event.metaKey || event.altKey || types(event.target) || document.querySelector("dialog[open]")) return;
  const search = event.key === "/" && document.querySelector("main .list-bar input[type=search]");
  if (search) search.focus();
  else if (event.key === "?") document.getElementById("shortcuts")?.showModal();
  else return;
  event.preventDefault();
});
