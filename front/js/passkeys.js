// Forms marked data-passkey ask the server for a question, have it answered by a passkey, and send the answer.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

if (window.PublicKeyCredential) for (const form of document.querySelectorAll("form[data-passkey]")) prepare(form);

function prepare(form) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (form.reportValidity()) give(form).catch(() => fail(form));
  });
}

async function give(form) {
  const asked = await ask(form);
  if (!asked) return;
  const { publicKey } = asked;
  const makes = form.dataset.passkey === "new";
  const credential = makes
    ? await navigator.credentials.create({ publicKey: toMake(publicKey) })
    : await navigator.credentials.get({ publicKey: toSign(publicKey) });
  form.elements.credential.value = JSON.stringify(makes ? made(credential) : signed(credential));
  if (document.querySelector("[name=remember]")?.checked) form.append(ticked("remember"));
  form.submit();
}

/** The question; nothing when a proof is asked for first, on another page. */
async function ask(form) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
  const answer = await fetch(form.dataset.question, { method: "POST", body });
  const told = await answer.json();
  if (answer.status !== 401) return told;
  location.assign(told.sign_in);
  return null;
}

const known = (list = []) => list.map((one) => ({ ...one, id: bytes(one.id) }));
const toSign = (asked) => ({
  ...asked, challenge: bytes(asked.challenge), allowCredentials: known(asked.allowCredentials),
});
const toMake = (asked) => ({
  ...asked, challenge: bytes(asked.challenge), user: { ...asked.user, id: bytes(asked.user.id) },
  excludeCredentials: known(asked.excludeCredentials),
});

const told = (credential, response) => ({
  id: credential.id, rawId: text(credential.rawId), type: credential.type, response,
  clientExtensionResults: credential.getClientExtensionResults(),
});
const made = (credential) => told(credential, {
  clientDataJSON: text(credential.response.clientDataJSON),
  attestationObject: text(credential.response.attestationObject),
});
const signed = (credential) => told(credential, {
  clientDataJSON: text(credential.response.clientDataJSON),
  authenticatorData: text(credential.response.authenticatorData),
  signature: text(credential.response.signature),
  userHandle: credential.response.userHandle ? text(credential.response.userHandle) : null,
});

const ticked = (name) => Object.assign(document.createElement("input"), { type: "hidden", name, value: "on" });

function fail(form) {
  const line = form.querySelector("[role=alert]");
  line.hidden = false;
  line.textContent = form.dataset.failed;
}
