// Passkeys, for a form such as
//   <form method="post" action="/newsroom/sign-in/passkey" data-passkey="get" data-question="/…/question" hidden>
// with hidden fields `ceremony` and `answer` (and `token` for somebody signed in), and a line `data-failed`. The form
// shows itself where the browser knows passkeys; sending it asks the device first, then sends what it answered.

const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const toText = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const withBytes = (known) => ({ ...known, id: toBytes(known.id) });

function readable({ publicKey }) {
  const question = { ...publicKey, challenge: toBytes(publicKey.challenge) };
  if (question.user) question.user = { ...question.user, id: toBytes(question.user.id) };
  if (question.excludeCredentials) question.excludeCredentials = question.excludeCredentials.map(withBytes);
  if (question.allowCredentials) question.allowCredentials = question.allowCredentials.map(withBytes);
  return question;
}

function sendable(credential) {
  const { response } = credential;
  const answer = { clientDataJSON: toText(response.clientDataJSON) };
  if (response.attestationObject) {
    answer.attestationObject = toText(response.attestationObject);
    answer.transports = response.getTransports?.() ?? [];
  } else {
    answer.authenticatorData = toText(response.authenticatorData);
    answer.signature = toText(response.signature);
    answer.userHandle = response.userHandle ? toText(response.userHandle) : null;
  }
  return { id: credential.id, rawId: toText(credential.rawId), type: credential.type, response: answer, extensions: credential.getClientExtensionResults() };
}

async function ask(form) {
  const body = new URLSearchParams({ token: form.elements.token?.value ?? "" });
  const asked = await fetch(form.dataset.question, { method: "POST", body });
  // The proof is too old by now: the page itself leads to where it is renewed.
  if (asked.redirected) return location.reload();
  if (!asked.ok) throw new Error(`${form.dataset.question}: ${asked.status}`);
  const { ceremony, question } = await asked.json();
  const publicKey = readable(question);
  const made = form.dataset.passkey === "create" ? await navigator.credentials.create({ publicKey }) : await navigator.credentials.get({ publicKey });
  form.elements.ceremony.value = ceremony;
  form.elements.answer.value = JSON.stringify(sendable(made));
  form.submit();
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  const [button, failed] = [form.querySelector("button"), form.querySelector("[data-failed]")];
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    failed.hidden = true;
    try {
      await ask(form);
    } catch (error) {
      // Somebody who thought better of it has not failed at anything we could explain.
      console.info(error);
      failed.hidden = false;
      button.disabled = false;
    }
  });
}
