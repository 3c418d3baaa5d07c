const root = document.documentElement;
const button = document.querySelector("[data-fold]");

function fold(folded) {
  root.dataset.menu = folded ? "folded" : "open";
  button.setAttribute("aria-expanded", !folded);
  document.cookie = `menu=${folded ? "folded" : "open"}; path=/; max-age=31536000; samesite=lax`;
}

if (button) {
  button.hidden = false;
  button.setAttribute("aria-expanded", root.dataset.menu !== "folded");
  button.addEventListener("click", () => fold(root.dataset.menu !== "folded"));
  // A group has no room for its entries in the folded menu: opening one unfolds it.
  document.querySelector(".side-list").addEventListener("click", (event) => {
    if (root.dataset.menu !== "folded" || !event.target.closest("summary")) return;
    fold(false);
    if (event.target.closest("details").open) event.preventDefault();
  });
}
