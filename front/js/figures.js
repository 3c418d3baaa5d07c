// Figures that stand inside a live part follow what it says: data-figure is their name in it.
for (const part of document.querySelectorAll("[data-live]:has([data-figure])")) {
  document.addEventListener(`live:${part.dataset.live.split(":")[0]}`, ({ detail }) => {
    for (const figure of part.querySelectorAll("[data-figure]")) {
      const value = String(detail[figure.dataset.figure] ?? figure.textContent);
      if (figure.textContent !== value) figure.textContent = value;
    }
  });
}
