// On every page of the desk: the rail's number of notices is kept true, and a line says so when the desk cannot be heard.
import { onState, watch } from "asset:live.js";
import { number, word } from "asset:words.js";

function countNotices(unread) {
  for (const link of document.querySelectorAll('.rooms a[data-room="notices"]')) {
    let count = link.querySelector(".count");
    if (!unread) {
      count?.remove();
      continue;
    }
    if (!count) {
      count = document.createElement("span");
      count.className = "count hot";
      link.append(" ", count);
    }
    count.textContent = unread > 99 ? `${number(99)}+` : number(unread);
  }
}

if (document.querySelector('.rooms a[data-room="notices"]')) watch(["notices"], (_, mark) => countNotices(Number(mark)));

// What hinders the storage, while it does: nothing can be saved, and everything can be read.
const OUTAGES = { full: "shell-full", read_only: "shell-read-only" };
document.addEventListener("storage-state", ({ detail }) => {
  const line = document.querySelector("#outage");
  if (line) line.textContent = detail ? word(OUTAGES[detail] ?? "shell-storage-away") : "";
});

// Said only after the desk was heard once: a page is as good without it.
let heard = false;
onState((state) => {
  heard ||= state === "live";
  const line = document.querySelector("#away");
  if (!line) return;
  line.textContent = heard && state === "away" ? word("shell-away") : "";
});

// What was done is said once: whoever comes back to the address, or sends it to somebody, has done nothing.
const address = new URL(location.href);
for (const name of ["done", "undo", "notices"]) address.searchParams.delete(name);
if (address.href !== location.href) history.replaceState(history.state, "", address);
