// The shortcuts of a page, and `?`, which shows them. A part of a page says which it has:
//
//   register("J", "shell-key-next", () => …);      register("Mod+K", "shell-key-palette", () => …);
//
// Keys are named by what stands on them on a Latin keyboard and known by their place, so that an Arabic keyboard works
// alike; `Mod` is Ctrl, or Command on a Mac. A single letter does nothing while one writes, and can be switched off where
// somebody's voice or hand types by accident (WCAG 2.1.4).
import { word } from "asset:words.js";

const KEPT = "matbaa-single-keys";
const shortcuts = [];
const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
const codes = { "/": "Slash", "?": "Slash", ",": "Comma", ".": "Period" };

/** Names what `keys` does here (`wordId`) and does it (`act`, which gets the event). */
export function register(keys, wordId, act) {
  const parts = keys.split("+");
  const key = parts.pop();
  const code = codes[key] ?? (/^[A-Z]$/.test(key) ? `Key${key}` : /^[0-9]$/.test(key) ? `Digit${key}` : key);
  shortcuts.push({ keys, code, wordId, act, mod: parts.includes("Mod"), shift: parts.includes("Shift") || key === "?" });
}

/** A shortcut as people read it. */
export const shown = (keys) => keys.replace("Mod+", isMac ? "⌘ " : "Ctrl ").replace("Shift+", "⇧ ");

const areOn = () => localStorage.getItem(KEPT) !== "off";
const writes = (target) => target instanceof Element && target.closest("input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable=true], [role=combobox]");

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const mod = event.ctrlKey || event.metaKey;
  if (!mod && writes(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (!mod && (!areOn() || document.querySelector("dialog[open]"))) return;
  const isAsked = event.key === "?" || event.key === "؟";
  const found = shortcuts.find((one) => one.mod === mod && (one.keys === "?" ? isAsked || (one.code === event.code && event.shiftKey) : one.code === event.code && one.shift === event.shiftKey && !isAsked));
  if (!found) return;
  event.preventDefault();
  found.act(event);
});

/** Shows what can be typed here. */
export function showKeys() {
  const dialog = document.createElement("dialog");
  dialog.className = "keys-dialog";
  dialog.setAttribute("aria-labelledby", "keys-title");
  const title = document.createElement("h2");
  title.id = "keys-title";
  title.textContent = word("shell-keys");
  const list = document.createElement("dl");
  // Parts that are not modules of ours say theirs when asked: `{ keys, label }`, keys as people read them.
  const others = [];
  document.dispatchEvent(new CustomEvent("shortcuts", { detail: others }));
  const all = shortcuts.map(({ keys, wordId }) => ({ keys: shown(keys), label: word(wordId) }));
  for (const { keys, label } of [...all, ...others]) {
    const line = document.createElement("div");
    const [name, what] = [document.createElement("dt"), document.createElement("dd")];
    const key = document.createElement("kbd");
    key.dir = "ltr";
    key.textContent = keys;
    name.append(key);
    what.textContent = label;
    line.append(name, what);
    list.append(line);
  }
  const label = document.createElement("label");
  label.className = "tick";
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = areOn();
  box.addEventListener("change", () => localStorage.setItem(KEPT, box.checked ? "on" : "off"));
  const text = document.createElement("span");
  text.textContent = word("shell-keys-single");
  label.append(box, text);
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn";
  close.textContent = word("shell-close");
  close.addEventListener("click", () => dialog.close());
  dialog.append(title, list, label, close);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  close.focus();
}

register("?", "shell-keys", showKeys);
