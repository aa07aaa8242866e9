import { register } from "asset:keys.js";
import { watch } from "asset:live.js";
import { word } from "asset:words.js";

// The queue by keyboard: one key for each act on the page, as written on its button. The page works without it.
const press = (act) => document.querySelector(`[data-act="${act}"]`)?.click();
const reasons = () => [...document.querySelectorAll(".refusals[open] .reasons button")];

register("A", "moderate-key-approve", () => press("approve"));
register("S", "moderate-key-spam", () => press("spam"));
register("R", "moderate-key-reject", () => {
  press("reject");
  reasons()[0]?.focus();
});
for (let digit = 1; digit <= 9; digit += 1) register(String(digit), "moderate-key-reason", () => reasons()[digit - 1]?.click());
register("J", "moderate-key-next", () => press("next"));
register("O", "moderate-key-open", () => press("open"));
register("L", "moderate-key-list", () => press("other"));
register("Z", "moderate-key-undo", () => document.querySelector("form.undo button")?.click());

// In the list X ticks all, or what is in hand.
const all = document.querySelector('[data-act="all"]');
if (all) {
  const boxes = [...document.querySelectorAll("#bulk input[name=comment]")];
  all.hidden = false;
  all.addEventListener("click", () => {
    const some = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = some;
  });
  register("X", "moderate-key-all", () => all.click());
}

// What came in since is said, and nothing moves under the hand.
const changed = document.querySelector("#changed");
if (changed) {
  watch({ comments: changed.dataset.mark }, () => {
    const again = document.createElement("a");
    again.href = location.pathname + location.search.replace(/[?&](done|undo)=[^&]*/g, "");
    again.textContent = word("moderate-refresh");
    changed.replaceChildren(`${word("moderate-changed")} — `, again);
  });
}
