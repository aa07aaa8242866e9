// The thread, the related stories, the writers and the topics of a story: what is typed is looked for at once, what is chosen
// takes its place in the list, which is ordered with buttons, or in the line of names. It all stands in the form, and is kept when
// the form is sent. Without this script the same form finds on sending.
import { word } from "asset:words.js";

const FIND_MS = 200;
const form = document.querySelector("form[data-links]");
if (form && !form.querySelector("fieldset").disabled) {
  for (const field of document.querySelectorAll("fieldset:not(:disabled) [data-offers]")) offer(field);
  form.querySelectorAll(".chosen > li:not(.none)").forEach(dress);
}

// A field whose words are looked for as they are typed; the list under it is gone through with arrows.
function offer(field) {
  const kind = field.dataset.offers;
  const isLine = ["writers", "topics"].includes(kind);
  const input = field.querySelector("input");
  // What is looked for: all of it, or in a line of names the one at the caret.
  const asks = () => (isLine ? nameAt(input) : { words: input.value.trim() });
  const list = document.createElement("ul");
  list.id = `${input.id}-offers`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.querySelector("label").textContent);
  list.hidden = true;
  field.append(list);
  for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", list.id], ["aria-autocomplete", "list"]]) {
    input.setAttribute(name, value);
  }
  let asked = 0;
  let waits;
  const options = () => [...list.children];
  const current = () => list.querySelector("[aria-selected=true]");
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const point = (option) => {
    current()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
  };
  const take = (option) => {
    close();
    if (isLine) {
      const { from, to } = nameAt(input);
      const rest = input.value.slice(to);
      input.setRangeText(option.dataset.value + (rest.trim() ? "" : "، "), from, to, "end");
      input.dispatchEvent(new Event("input", { bubbles: true }));
      close();
    } else if (kind === "thread") {
      input.value = option.dataset.value;
      form.querySelector("[name=new]").checked = "isNew" in option.dataset;
      changed();
    } else {
      input.value = "";
      add(option.dataset.value, option.dataset.title);
    }
    input.focus();
  };
  const show = (offers) => {
    list.replaceChildren(...offers.map((one, number) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${number}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      Object.assign(option.dataset, { value: one.value, title: one.title });
      if (one.isNew) option.dataset.isNew = "";
      const title = document.createElement("bdi");
      title.textContent = one.title;
      const meta = document.createElement("span");
      meta.className = "meta";
      meta.textContent = one.meta;
      option.append(title, meta);
      option.addEventListener("pointerdown", (event) => event.preventDefault());
      option.addEventListener("click", () => take(option));
      return option;
    }));
    list.hidden = offers.length === 0;
    input.setAttribute("aria-expanded", String(offers.length > 0));
    list.scrollIntoView({ block: "nearest" });
  };
  const find = async () => {
    const mine = ++asked;
    const { words } = asks();
    if (words.length < 2) return close();
    const answer = await fetch(`${form.dataset.links}?${new URLSearchParams({ q: words, kind: kind === "related" ? "" : kind })}`).catch(() => null);
    const { offers } = answer?.ok ? await answer.json() : { offers: [] };
    if (mine !== asked || document.activeElement !== input || asks().words !== words) return;
    // A name that is there already is no offer; the one that is typed to its end is none either.
    const known = new Set(isLine ? input.value.split(BETWEEN).map((name) => name.trim()) : [...form.querySelectorAll("[name=related]")].map((one) => one.value));
    const fresh = offers.filter((one) => !known.has(one.value));
    if (kind === "thread" && !fresh.some((one) => one.title === words)) {
      fresh.push({ value: words, title: words, meta: word("ed-link-new"), isNew: true });
    }
    show(fresh);
  };
  input.addEventListener("input", () => {
    clearTimeout(waits);
    waits = setTimeout(find, FIND_MS);
    if (kind === "thread") form.querySelector("[name=new]").checked = false;
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const all = options();
    const at = all.indexOf(current());
    if (event.key === "ArrowDown") point(all[(at + 1) % all.length]);
    else if (event.key === "ArrowUp") point(all[(at - 1 + all.length) % all.length]);
    else if (event.key === "Enter" && current()) take(current());
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

/** What stands between names. */
const BETWEEN = /[،,;؛\n]/;
/** The name at the caret of a line of names: where it stands, and its words. */
function nameAt(input) {
  const caret = input.selectionStart;
  const before = input.value.slice(0, caret).split(BETWEEN).at(-1);
  const after = input.value.slice(caret).split(BETWEEN)[0];
  const from = caret - before.trimStart().length;
  return { from, to: caret + after.length, words: (before + after).trim() };
}

function changed() {
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function add(value, title) {
  const list = form.querySelector(".chosen");
  list.querySelector(".none")?.remove();
  const item = document.createElement("li");
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: "related", value });
  const link = document.createElement("a");
  link.href = `/newsroom/stories/${value}`;
  link.dir = "auto";
  link.textContent = title;
  item.append(field, link, Object.assign(document.createElement("span"), { className: "do" }));
  list.append(item);
  dress(item);
  changed();
}

// Buttons that act at once take the place of those that send the form.
function dress(item) {
  const title = item.querySelector("a")?.textContent ?? "";
  const button = (id, name, act) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: "btn quiet", textContent: word(id) });
    made.setAttribute("aria-label", word(name, { name: title }));
    made.addEventListener("click", () => {
      act();
      changed();
    });
    return made;
  };
  const up = button("ed-link-up", "ed-link-up-of", () => {
    item.previousElementSibling?.before(item);
    up.focus();
  });
  const drop = button("ed-link-drop", "ed-link-drop-of", () => {
    const next = item.nextElementSibling ?? item.previousElementSibling;
    item.remove();
    (next?.querySelector("button") ?? form.querySelector("#f-add"))?.focus();
  });
  item.querySelector(".do").replaceChildren(up, drop);
}
