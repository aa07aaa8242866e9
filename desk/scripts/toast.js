// What was just done and can be undone is said once more where the eye is, for ten seconds; the line in the page stays.
import { word } from "asset:words.js";

const SHOWN_MS = 10_000;
const line = document.querySelector(".done");
const form = line?.querySelector("form.undo");

if (form) {
  const toast = document.createElement("div");
  toast.className = "toast";
  const said = document.createElement("span");
  said.textContent = line.querySelector(".what").textContent;
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "btn";
  undo.textContent = word("shell-undo");
  undo.addEventListener("click", () => form.requestSubmit());
  toast.append(said, undo);
  // The line itself has been announced; this is the same for the eye and hand.
  toast.role = "group";
  toast.ariaLabel = word("shell-undo");
  document.querySelector("main").append(toast);
  let left = setTimeout(() => toast.remove(), SHOWN_MS);
  // Whoever is about to press it is not raced.
  for (const kind of ["pointerenter", "focusin"]) toast.addEventListener(kind, () => clearTimeout(left));
  for (const kind of ["pointerleave", "focusout"])
    toast.addEventListener(kind, () => {
      clearTimeout(left);
      left = setTimeout(() => toast.remove(), SHOWN_MS / 2);
    });
}
