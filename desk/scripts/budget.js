// The day's budget: printed by a press, and put anew when something on it changes.
import { watch } from "asset:live.js";

const print = document.querySelector("#print");
print.hidden = false;
print.addEventListener("click", () => window.print());

const budget = () => document.querySelector("#budget");
watch({ [budget().dataset.subject]: budget().dataset.mark }, async () => {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return;
  const made = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#budget");
  if (made) budget().replaceWith(made);
});
