import { register } from "asset:keys.js";
import { oneAtATime, watch } from "asset:live.js";
import { counted, word } from "asset:words.js";

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

register("J", "shell-key-next", () => move(1));
register("K", "shell-key-previous", () => move(-1));
register("X", "shell-key-tick", () => rows[at]?.querySelector("input[type=checkbox]").click());
register("N", "shell-key-new", () => document.querySelector("a[data-key=n]")?.click());
register("/", "shell-key-search", () => document.querySelector("#q")?.focus());

// What changed since the page was made is marked and counted; nothing that is being read moves until somebody asks.
const asked = new URLSearchParams(location.search);
asked.delete("done");
asked.delete("result");

async function compare() {
  const answer = await fetch(`/newsroom/stories/rows?${asked}`);
  if (!answer.ok || answer.redirected) return;
  const now = new Map((await answer.json()).rows.map(({ id, mark }) => [id, mark]));
  const shown = [...document.querySelectorAll("tr[data-story]")];
  let count = 0;
  for (const row of shown) {
    // A line that has left is counted as well: it is shown as it was.
    const changed = now.get(row.dataset.story) !== row.dataset.mark;
    row.toggleAttribute("data-changed", changed);
    if (changed) count += 1;
  }
  // New ones stand among those on the page; what only moved up from the next page stands below them and is no news.
  const known = new Set(shown.map((row) => row.dataset.story));
  const ids = [...now.keys()];
  const last = document.querySelector(".pages a") ? ids.findLastIndex((id) => known.has(id)) : ids.length;
  count += ids.slice(0, last).filter((id) => !known.has(id)).length;
  const line = document.querySelector("#changed");
  if (!count) return line.replaceChildren();
  const again = document.createElement("a");
  again.href = location.pathname + (asked.size ? `?${asked}` : "");
  again.textContent = word("shell-refresh");
  line.replaceChildren(counted("shell-changed", count), " — ", again);
}

watch(["stories"], oneAtATime(compare));
