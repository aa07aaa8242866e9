// The day's budget: printed by a press, and put anew when something on it changes.
const print = document.querySelector("#print");
print.hidden = false;
print.addEventListener("click", () => window.print());

const ASK_MS = 2_000;
const budget = () => document.querySelector("#budget");
setInterval(async () => {
  if (document.visibilityState === "hidden") return;
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return;
  const made = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#budget");
  if (made && made.dataset.mark !== budget().dataset.mark) budget().replaceWith(made);
}, ASK_MS);
