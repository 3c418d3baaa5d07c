// The drawer is a native popover; on a wide screen the same element is the side menu and must not stay « open ».
const side = document.getElementById("side");

matchMedia("(min-width: 768px)").addEventListener("change", ({ matches }) => {
  if (matches && side?.matches(":popover-open")) side.hidePopover();
});
