// Names offered while somebody types after @ in a field: arrows choose, Enter or Tab takes, Escape lets go.
import { fold } from "asset:fold.js";

let lists = 0;

export function callNames(field, names) {
  if (field.dataset.calls === "on" || !names.length) return;
  field.dataset.calls = "on";
  const list = document.createElement("ul");
  list.className = "callable";
  list.role = "listbox";
  list.id = `callable-${(lists += 1)}`;
  list.hidden = true;
  const around = document.createElement("div");
  around.className = "calling";
  field.replaceWith(around);
  around.append(field, list);
  // A field of several lines may not be called a combobox; what it offers is said in the same words.
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-haspopup", "listbox");
  let at = 0;

  const typed = () => /(^|\s)@([^@\n]{0,40})$/.exec(field.value.slice(0, field.selectionStart));
  const close = () => {
    list.hidden = true;
    field.removeAttribute("aria-activedescendant");
  };
  const choose = (index) => {
    at = index;
    [...list.children].forEach((one, place) => one.setAttribute("aria-selected", String(place === at)));
    field.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  };
  const take = (name) => {
    const [whole, before] = typed();
    const start = field.selectionStart - whole.length + before.length;
    field.setRangeText(`@${name} `, start, field.selectionStart, "end");
    close();
    field.focus();
  };

  field.addEventListener("input", () => {
    const asked = typed();
    const wanted = asked && fold(asked[2]);
    const found = asked ? names.filter((name) => fold(name).split(" ").some((part, place, all) => all.slice(place).join(" ").startsWith(wanted))).slice(0, 8) : [];
    if (!found.length || (found.length === 1 && fold(found[0]) === wanted.trim())) return close();
    list.replaceChildren(
      ...found.map((name, place) => {
        const one = document.createElement("li");
        one.role = "option";
        one.id = `${list.id}-${place}`;
        one.textContent = name;
        one.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          take(name);
        });
        return one;
      }),
    );
    list.ariaLabel = field.labels?.[0]?.textContent ?? field.ariaLabel;
    list.hidden = false;
    choose(0);
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const last = list.children.length - 1;
    const acts = {
      ArrowDown: () => choose(at === last ? 0 : at + 1),
      ArrowUp: () => choose(at === 0 ? last : at - 1),
      Enter: () => take(list.children[at].textContent),
      Tab: () => take(list.children[at].textContent),
      Escape: close,
    };
    if (!acts[event.key] || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    acts[event.key]();
  });
  field.addEventListener("blur", close);
}
