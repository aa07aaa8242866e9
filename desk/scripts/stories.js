// The list by keyboard: J and K move, Enter opens, X ticks, / searches, N begins. The page works without it.
const rows = [...document.querySelectorAll("table.stories tbody tr")];
let at = -1;

function move(step) {
  if (!rows.length) return;
  rows[at]?.removeAttribute("aria-selected");
  at = Math.min(rows.length - 1, Math.max(0, at + step));
  rows[at].setAttribute("aria-selected", "true");
  rows[at].querySelector("a.h").focus({ preventScroll: true });
  rows[at].scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  // By the place of the key, so that an Arabic keyboard works alike.
  const acts = {
    KeyJ: () => move(1),
    KeyK: () => move(-1),
    KeyX: () => rows[at]?.querySelector("input[type=checkbox]").click(),
    KeyN: () => document.querySelector("a[data-key=n]")?.click(),
    Slash: () => document.querySelector("#q")?.focus(),
  };
  const act = acts[event.code];
  if (act) {
    event.preventDefault();
    act();
  }
});
