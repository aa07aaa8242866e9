// On the page of a story that the reader of it may no longer write in: what they typed before is in this browser, and is shown
// here with a way to take it along. Nothing of it is sent.
import { word } from "asset:words.js";

const place = document.querySelector("form[data-story]");
const beginning = `${place.dataset.story}/${place.dataset.person}`;

const opened = (name) =>
  new Promise((done, fail) => {
    const request = indexedDB.open(name);
    // There is no journal in this browser: none is made for looking.
    request.onupgradeneeded = () => request.transaction.abort();
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });

async function entries() {
  const journal = await opened("matbaa-journal");
  try {
    return await new Promise((done, fail) => {
      const all = journal.transaction("entries").objectStore("entries").getAll(IDBKeyRange.bound(beginning, `${beginning}/\uffff`));
      all.onsuccess = () => done(all.result);
      all.onerror = () => fail(all.error);
    });
  } finally {
    journal.close();
  }
}

/** The words of a document, a line for each paragraph. */
function words(node) {
  if (node.type === "text") return node.text;
  if (node.type === "hard_break") return "\n";
  const inner = (node.content ?? []).map(words);
  const isLine = (node.content ?? []).some((child) => child.type === "text");
  return isLine ? `${inner.join("")}\n\n` : inner.join("");
}

const textOf = ({ mine }) => [...Object.entries(mine).filter(([name]) => name !== "body").map(([, line]) => line), words(JSON.parse(mine.body)).trim()].filter(Boolean).join("\n\n");

for (const entry of await entries().catch(() => [])) {
  if (JSON.stringify(entry.mine) === JSON.stringify(entry.base)) continue;
  const box = document.createElement("section");
  box.className = "note kept-words";
  const says = document.createElement("p");
  says.setAttribute("role", "status");
  says.textContent = word("shell-kept-words");
  const field = document.createElement("textarea");
  field.readOnly = true;
  field.rows = 8;
  field.dir = "auto";
  field.value = textOf(entry);
  field.setAttribute("aria-label", word("shell-kept-words"));
  const take = document.createElement("button");
  take.type = "button";
  take.className = "btn";
  take.textContent = word("shell-kept-copy");
  take.addEventListener("click", async () => {
    field.select();
    await navigator.clipboard?.writeText(field.value).catch(() => {});
    take.textContent = word("shell-kept-copied");
  });
  const acts = document.createElement("p");
  acts.className = "acts";
  acts.append(take);
  box.append(says, field, acts);
  document.querySelector("#text").before(box);
}
