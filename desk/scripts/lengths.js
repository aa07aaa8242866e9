// Fields with a limit keep whole what is typed or pasted and say how much of it is too much, instead of cutting its end away in
// silence as `maxlength` does. A form is not sent before it fits; without a script the server refuses with words.
import { counted } from "asset:words.js";

/** Fields of words that have a limit, in either form; a code or a number is no text. */
const LIMITED = ":is(textarea, input:not([type]), input[type=text])";

const lengthOf = (field) => [...field.value.trim()].length;

/** The line under a field that says how much is too much. */
function lineOf(field) {
  const holder = field.closest(".field") ?? field.parentElement;
  const known = holder.querySelector(":scope > .over");
  if (known) return known;
  const made = document.createElement("p");
  made.className = "over problem";
  made.setAttribute("role", "alert");
  holder.append(made);
  return made;
}

function judge(field) {
  const over = lengthOf(field) - Number(field.dataset.most);
  if (over <= 0 && !field.validity.customError) return;
  const says = over > 0 ? counted("shell-over", over) : "";
  field.setCustomValidity(says);
  if (over > 0) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
  const line = lineOf(field);
  if (line.textContent !== says) line.textContent = says;
  line.hidden = says === "";
}

/** From now on the limit is told, not enforced by cutting. */
function lift(field) {
  if (!field.matches?.(LIMITED) || field.hasAttribute("inputmode")) return;
  if (field.hasAttribute("maxlength")) {
    field.dataset.most = field.getAttribute("maxlength");
    field.removeAttribute("maxlength");
  }
  if (field.dataset.most && !field.dataset.told) {
    field.dataset.told = "";
    // Who puts words there by a script says so with `measure`.
    for (const event of ["input", "measure"]) field.addEventListener(event, () => judge(field));
    judge(field);
  }
}

for (const field of document.querySelectorAll("[maxlength], [data-most]")) lift(field);
// Fields that came later: panels that renew themselves, the fields of a block.
document.addEventListener("focusin", ({ target }) => lift(target));
