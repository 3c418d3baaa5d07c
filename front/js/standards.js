/** Puts a standard message where the cursor is; what was typed stays. Without a script the same button sends the form. */
export function insertInto(editor, form) {
  const place = form.querySelector("[data-standards]");
  if (!place) return;
  const [button, choice] = [place.querySelector("[data-insert]"), place.querySelector("select")];
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    if (!choice.value) return choice.focus();
    button.disabled = true;
    try {
      const body = new URLSearchParams({ standard: choice.value, csrfmiddlewaretoken: form.csrfmiddlewaretoken.value });
      const answer = await fetch(button.formAction, { method: "POST", body, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.status);
      editor.focus().insertHTML((await answer.json()).html);
    } catch {
      form.requestSubmit(button); // the server answers with a page that says why
    } finally {
      button.disabled = false;
    }
  });
}
