// Colleagues who have the same conversation open are named above the writing box; typing says so in turn.
const place = document.querySelector("[data-presence]");
const TYPING = 8000;
let timer;

function typing() {
  const { live } = place.dataset;
  if (!live.endsWith("-ecrit")) place.dataset.live = `${live}-ecrit`;
  clearTimeout(timer);
  timer = setTimeout(() => { place.dataset.live = live.replace(/-ecrit$/, ""); }, TYPING);
}

if (place) {
  document.addEventListener("live:presence", ({ detail }) => {
    place.replaceChildren(...detail.map((words) => Object.assign(document.createElement("p"), { textContent: words })));
  });
  place.closest(".reply").addEventListener("input", typing);
}
