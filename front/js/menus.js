// Menus are <details data-menu>: they open without a script; this closes them and gives the arrow keys.
const items = (menu) => [...menu.querySelectorAll(".menu-sheet :is(a, button)")];
const open = () => document.querySelector("details[data-menu][open]");

function close(menu, refocus) {
  menu.open = false;
  if (refocus) menu.querySelector("summary").focus();
}

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) close(menu, false);
  }
});

document.addEventListener("focusin", (event) => {
  const menu = open();
  if (menu && !menu.contains(event.target)) close(menu, false);
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details[data-menu]");
  if (!menu) return;
  if (event.key === "Escape" && menu.open) return close(menu, true);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  menu.open = true;
  const list = items(menu);
  list.at((list.indexOf(document.activeElement) + (step > 0 || list.includes(document.activeElement) ? step : 0)) % list.length).focus();
});
