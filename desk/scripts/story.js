// A story's page: a part is locked for whoever types in it, renewed while they do, and let go of when they leave; words
// that were not saved are not lost by leaving. The page works without it.
import { allKept } from "asset:forms.js";

const RENEW_MS = 30_000;
const token = document.querySelector("input[name=token]")?.value;
let saving = false;

for (const part of document.querySelectorAll("[data-part]")) {
  const name = part.dataset.part;
  // The editor of the text keeps its own lock and its own words.
  if (name === "text" && document.querySelector("script[src*='/editor.']")) continue;
  let typed = 0;
  let held = false;
  const ask = (act) => {
    const address = `${location.pathname}/${act}/${name}`;
    const body = new URLSearchParams({ token });
    return fetch(address, { method: "POST", body, redirect: "manual", keepalive: act === "release" }).catch(() => {});
  };
  part.addEventListener("input", () => {
    typed = Date.now();
    part.dataset.changed = "";
    if (!held) {
      held = true;
      ask("lock");
    }
  });
  part.addEventListener("submit", () => {
    saving = true;
  });
  setInterval(() => {
    if (held && Date.now() - typed < 2 * RENEW_MS) ask("lock");
  }, RENEW_MS);
  addEventListener("pagehide", () => {
    if (held) ask("release");
  });
}

addEventListener("beforeunload", (event) => {
  // Whoever comes back finds what is kept in this browser.
  if (!saving && document.querySelector("[data-changed]") && !allKept()) event.preventDefault();
});
