// Figures that stand inside a live part follow what it says: data-figure is their name in it.
for (const part of document.querySelectorAll("[data-live]")) {
  const figures = part.querySelectorAll("[data-figure]");
  if (figures.length) document.addEventListener(`live:${part.dataset.live.split(":")[0]}`, ({ detail }) => follow(figures, detail));
}

function follow(figures, detail) {
  for (const figure of figures) {
    const value = String(detail[figure.dataset.figure] ?? figure.textContent);
    if (figure.textContent !== value) figure.textContent = value;
  }
}
