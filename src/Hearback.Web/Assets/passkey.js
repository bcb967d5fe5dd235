// Passkeys: a form asks the service what to ask the device, and takes the device's answer along as fields of its own. Only the pages of sign-in load this.

const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const toText = (buffer) =>
  buffer ? btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "") : "";
const named = (list) => (list ?? []).map((one) => ({ ...one, id: toBytes(one.id) }));

const ways = {
  async use(asked) {
    const { rawId, response } = await navigator.credentials.get({
      publicKey: { ...asked, challenge: toBytes(asked.challenge), allowCredentials: named(asked.allowCredentials) },
    });
    return {
      "passkey.Id": toText(rawId),
      "passkey.ClientData": toText(response.clientDataJSON),
      "passkey.AuthenticatorData": toText(response.authenticatorData),
      "passkey.Signature": toText(response.signature),
      "passkey.UserHandle": toText(response.userHandle),
    };
  },
  async add(asked) {
    const { rawId, response } = await navigator.credentials.create({
      publicKey: {
        ...asked,
        challenge: toBytes(asked.challenge),
        user: { ...asked.user, id: toBytes(asked.user.id) },
        excludeCredentials: named(asked.excludeCredentials),
      },
    });
    return {
      "made.Id": toText(rawId),
      "made.ClientData": toText(response.clientDataJSON),
      "made.Attestation": toText(response.attestationObject),
      "made.Transports": (response.getTransports?.() ?? []).join(" "),
    };
  },
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const failed = form.querySelector("[data-failed]");
  const button = form.querySelector("button");
  if (!window.PublicKeyCredential) {
    form.hidden = true;
    continue;
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failed.textContent = "";
    button.disabled = true;
    try {
      const answer = await fetch("?handler=PasskeyOptions", { method: "POST", body: new FormData(form) });
      if (!answer.ok) {
        // The page that comes back says what is missing.
        form.submit();
        return;
      }
      for (const [name, value] of Object.entries(await ways[form.dataset.passkey](await answer.json()))) {
        const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
        form.append(field);
      }
      form.submit();
    } catch {
      // Not allowed, cancelled, timed out, made already: browsers do not say which, and the next step is the same.
      failed.textContent = failed.dataset.failed;
      button.disabled = false;
    }
  });
}
