// Commands: every room, what can be done on this page, stories by their words, people, sections; Ctrl+K or the button in the
// bar. What is offered of the page is read from the page, so that nothing is offered that is not there. The combobox of the
// ARIA authoring practices in a modal dialog.
import { fold, match } from "asset:fold.js";
import { register, shown, showKeys } from "asset:keys.js";
import { word } from "asset:words.js";

const SHOWN_MAX = 40;
const WAIT_MS = 150;
let known = null;

const textOf = (element) => (element.ariaLabel || element.innerText || "").replace(/\s+/g, " ").trim();

function rooms() {
  return [...document.querySelectorAll(".rooms.wide a")].map((link) => ({ group: "shell-group-rooms", name: textOf(link).replace(/\s[0-9٠-٩]+\+?$/, ""), run: () => link.click() }));
}

function acts() {
  const all = document.querySelectorAll("main a.btn, main button.btn, main summary.btn, main .filters a.chip");
  const offered = [...all].filter((one) => one.id !== "open-palette" && !one.disabled && one.checkVisibility() && textOf(one));
  const run = (one) => () => {
    one.click();
    // What asks for something first is unfolded, and asks.
    if (one.localName === "summary") one.parentElement.querySelector("form :is(input:not([type=hidden]), textarea, button)")?.focus();
  };
  const of = offered.map((one) => ({ group: one.matches(".chip") ? "shell-group-filters" : "shell-group-acts", name: textOf(one), run: run(one) }));
  const seen = new Set();
  const page = of.filter(({ group, name }) => !seen.has(group + name) && seen.add(group + name));
  return [...page, { group: "shell-group-acts", name: word("shell-keys"), run: showKeys }];
}

const lead = (href) => () => location.assign(href);

async function ask(query) {
  const answer = await fetch(`/newsroom/palette${query ? `?q=${encodeURIComponent(query)}` : ""}`).catch(() => null);
  return answer?.ok && !answer.redirected ? answer.json() : { stories: [], people: [], sections: [] };
}

function open() {
  if (document.querySelector("dialog[open]")) return;
  const dialog = document.createElement("dialog");
  dialog.className = "palette";
  dialog.ariaLabel = word("shell-palette");
  const input = document.createElement("input");
  input.type = "search";
  input.dir = "auto";
  input.autocomplete = "off";
  input.spellcheck = false;
  input.maxLength = 100;
  input.placeholder = word("shell-palette-hint");
  const list = document.createElement("ul");
  list.id = "palette-list";
  list.role = "listbox";
  list.ariaLabel = word("shell-palette");
  const count = document.createElement("p");
  count.className = "unseen";
  count.role = "status";
  for (const [name, value] of [["role", "combobox"], ["aria-label", word("shell-palette-hint")], ["aria-expanded", "true"], ["aria-controls", list.id], ["aria-autocomplete", "list"]]) input.setAttribute(name, value);
  dialog.append(input, list, count);

  const fixed = [...acts(), ...rooms()];
  let stories = [];
  let options = [];
  let at = 0;
  let asked = 0;

  const choose = (next) => {
    options[at]?.row.setAttribute("aria-selected", "false");
    at = Math.max(0, Math.min(next, options.length - 1));
    const row = options[at]?.row;
    if (!row) return input.removeAttribute("aria-activedescendant");
    row.setAttribute("aria-selected", "true");
    row.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", row.id);
  };
  const take = (option) => {
    if (!option) return;
    dialog.close();
    option.run();
  };
  const draw = () => {
    const wanted = fold(input.value.trim());
    const also = [
      ...(known?.sections ?? []).map(({ name, href }) => ({ group: "shell-group-sections", name, run: lead(href) })),
      ...(known?.people ?? []).map(({ name, href }) => ({ group: "shell-group-people", name, run: lead(href) })),
    ];
    const scored = [...fixed, ...(wanted ? also : [])].map((option) => ({ ...option, score: match(fold(option.name), wanted) })).filter(({ score }) => score > 0);
    if (wanted) scored.sort((one, other) => other.score - one.score);
    const found = [...scored, ...(wanted ? stories : [])].slice(0, SHOWN_MAX);
    // Groups in the order in which their best line comes.
    const groups = [...new Set(found.map(({ group }) => group))];
    options = groups.flatMap((group) => found.filter((option) => option.group === group));
    list.replaceChildren();
    for (const group of groups) {
      const head = document.createElement("li");
      head.role = "presentation";
      head.className = "head";
      head.textContent = word(group);
      list.append(head);
      for (const option of options.filter((one) => one.group === group)) {
        const row = document.createElement("li");
        row.role = "option";
        row.id = `palette-${options.indexOf(option)}`;
        row.setAttribute("aria-selected", "false");
        const name = document.createElement("bdi");
        name.textContent = option.name;
        row.append(name);
        if (option.more) {
          const more = document.createElement("span");
          more.className = "meta";
          more.textContent = option.more;
          row.append(" ", more);
        }
        row.addEventListener("click", () => take(option));
        row.addEventListener("pointermove", () => options[at] !== option && choose(options.indexOf(option)));
        option.row = row;
        list.append(row);
      }
    }
    if (!options.length) {
      const none = document.createElement("li");
      none.role = "presentation";
      none.className = "head";
      none.textContent = word("shell-palette-none");
      list.append(none);
    }
    count.textContent = options.length ? "" : word("shell-palette-none");
    choose(0);
  };

  let waiting;
  input.addEventListener("input", () => {
    draw();
    clearTimeout(waiting);
    const query = input.value.trim();
    const number = (asked += 1);
    if (query.length < 2) return void (stories = []);
    waiting = setTimeout(async () => {
      const found = await ask(query);
      if (number !== asked) return;
      stories = found.stories.map(({ id, title, state }) => ({ group: "shell-group-stories", name: title, more: state, run: lead(`/newsroom/stories/${id}`) }));
      draw();
    }, WAIT_MS);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const moves = { ArrowDown: () => choose(at + 1 < options.length ? at + 1 : 0), ArrowUp: () => choose(at ? at - 1 : options.length - 1), PageDown: () => choose(at + 8), PageUp: () => choose(at - 8), Enter: () => take(options[at]) };
    if (!moves[event.key]) return;
    event.preventDefault();
    moves[event.key]();
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  input.focus();
  draw();
  if (!known) {
    ask("").then((found) => {
      known = found;
      if (dialog.open) draw();
    });
  }
}

const button = document.querySelector("#open-palette");
if (button) {
  button.hidden = false;
  button.querySelector("kbd").textContent = shown("Mod+K");
  button.addEventListener("click", open);
  register("Mod+K", "shell-palette", open);
}
