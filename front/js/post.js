/** Sends a form in the background with the button that was pressed; the page stays. Resolves to whether it was taken. */
export async function post(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => null);
  return answer !== null && (answer.ok || answer.type === "opaqueredirect");
}
