// Suggestions below the search field. Without this script the field is a plain form.

const form = document.querySelector("form[data-suggest]");
const field = form.querySelector("[name=q]");
const list = document.createElement("ul");
list.id = "suggestions";
list.className = "suggestions";
list.role = "listbox";
list.setAttribute("aria-label", form.dataset.suggestions);
list.hidden = true;
form.append(list);
field.role = "combobox";
field.setAttribute("aria-controls", list.id);
field.setAttribute("aria-autocomplete", "list");
field.setAttribute("aria-expanded", "false");

const WAIT = 120;
let chosen = -1;
let timer;
let asking;

const close = () => {
  list.hidden = true;
  chosen = -1;
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
};

const choose = (at) => {
  const options = [...list.children];
  chosen = (at + options.length) % options.length;
  options.forEach((option, n) => option.setAttribute("aria-selected", String(n === chosen)));
  field.setAttribute("aria-activedescendant", options[chosen].id);
  options[chosen].scrollIntoView({ block: "nearest" });
};

const show = (suggestions) => {
  list.replaceChildren(...suggestions.map(({ kind, text, href, lang }, n) => {
    const option = document.createElement("li");
    option.id = `suggestion-${n}`;
    option.role = "option";
    option.className = kind;
    option.lang = lang;
    option.dir = "auto";
    option.textContent = text;
    option.addEventListener("pointerdown", (event) => event.preventDefault());
    option.addEventListener("click", () => location.assign(href));
    option.dataset.href = href;
    return option;
  }));
  chosen = -1;
  field.removeAttribute("aria-activedescendant");
  list.hidden = !suggestions.length;
  field.setAttribute("aria-expanded", String(!list.hidden));
};

const ask = async () => {
  const typed = field.value;
  asking?.abort();
  if (typed.trim().length < 2) return close();
  asking = new AbortController();
  try {
    const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(typed)}`, { signal: asking.signal });
    if (answer.ok && field.value === typed && document.activeElement === field) show(await answer.json());
  } catch {
    // No network: the form still works.
  }
};

field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(ask, WAIT);
});
field.addEventListener("blur", close);
field.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Escape" && !list.hidden) {
    event.preventDefault();
    return close();
  }
  if (list.hidden) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    choose(event.key === "ArrowDown" ? chosen + 1 : Math.max(chosen, 0) - 1);
  } else if (event.key === "Enter" && chosen >= 0) {
    event.preventDefault();
    location.assign(list.children[chosen].dataset.href);
  }
});
