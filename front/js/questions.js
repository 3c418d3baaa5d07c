// The questions that go with a contract follow the choice of the contract; answers already given stay.
const place = document.querySelector("[data-questions]");
const form = place?.closest("form");

async function ask(contract) {
  const answer = await fetch(`${place.dataset.questions}?contrat=${encodeURIComponent(contract)}`).catch(() => null);
  if (!answer?.ok || form.elements.contract.value !== contract) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const kept = new FormData(form);
  place.replaceChildren(...(page.getElementById(place.id)?.childNodes ?? []));
  for (const field of place.querySelectorAll("input, select, textarea")) give(field, kept.getAll(field.name));
}

function give(field, values) {
  if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
  else if (values.length) [field.value] = values;
}

form?.addEventListener("change", ({ target }) => target.name === "contract" && ask(target.value));
