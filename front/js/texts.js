// Text areas grow with their text where the browser does not do it (field-sizing), and count what is left.
const grows = CSS.supports("field-sizing", "content");

function grow(area) {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}

for (const area of document.querySelectorAll("textarea[data-autosize]")) {
  if (grows) break;
  grow(area);
  area.addEventListener("input", () => grow(area));
}

for (const counter of document.querySelectorAll("[data-counter]")) {
  const area = document.getElementById(counter.dataset.counter);
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const count = () => { counter.textContent = `${number.format(area.value.length)} / ${number.format(counter.dataset.most)}`; };
  count();
  area.addEventListener("input", count);
}
