/** Says a sentence to screen readers, politely, through the live region of the page or of an open dialogue. */
export function announce(text, region = document.getElementById("live")) {
  if (!region) return;
  region.textContent = ""; // the same sentence twice is said twice
  setTimeout(() => { region.textContent = text; }, 60);
}
