// The toolbar above the text and the menu that «/» opens: both show the acts of acts.ts.
import { Plugin, PluginKey, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { ACTS, type Act } from "./acts";
import { fold } from "./fold";
import { element, word } from "./words";

const isMac = /mac|iphone|ipad/i.test(navigator.platform);

/** Keys as people read them. */
export function keysOf(act: Pick<Act, "keys">): string {
  const key = act.keys?.[0];
  if (!key) return "";
  const names: Record<string, string> = isMac ? { Mod: "⌘", Alt: "⌥", Shift: "⇧" } : { Mod: "Ctrl" };
  return key
    .split("-")
    .map((part) => names[part] ?? part.replace("Arrow", "").replace("Backspace", "⌫").toUpperCase().replace(/^(UP)$/, "↑").replace(/^(DOWN)$/, "↓").replace("CTRL", "Ctrl").replace("SHIFT", "Shift").replace("ALT", "Alt"))
    .join("+");
}

/** A toolbar (ARIA: toolbar pattern): one stop of the Tab key, arrows inside. `more` are buttons that are no acts. */
export function toolbar(more: HTMLButtonElement[]): { dom: HTMLElement; plugin: Plugin } {
  const dom = element("div", { class: "toolbar", role: "toolbar", "aria-label": word("ed-toolbar"), "aria-controls": "editor-text" });
  const buttons: [HTMLButtonElement, Act | null][] = [];
  let view: EditorView | undefined;
  let group: string | undefined;
  const SIGNS: Record<string, string> = { undo: "↶", redo: "↷", turn: "⇄" };
  for (const act of ACTS.filter((act) => act.group)) {
    if (group && group !== act.group) dom.append(element("i", { role: "separator" }));
    group = act.group;
    const keys = keysOf(act);
    const button = element("button", { type: "button", "data-act": act.name, title: keys ? `${act.label} (${keys})` : act.label, "aria-keyshortcuts": keys || null, "aria-pressed": act.isOn ? "false" : null, "aria-label": SIGNS[act.name] ? act.label : null }, SIGNS[act.name] ?? act.label);
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      if (!view) return;
      act.run(view.state, view.dispatch, view);
      view.focus();
    });
    buttons.push([button, act]);
    dom.append(button);
  }
  dom.append(element("i", { role: "separator" }));
  for (const button of more) {
    button.addEventListener("mousedown", (event) => event.preventDefault());
    buttons.push([button, null]);
    dom.append(button);
  }
  buttons.forEach(([button], at) => (button.tabIndex = at === 0 ? 0 : -1));
  dom.addEventListener("keydown", (event) => {
    const at = buttons.findIndex(([button]) => button === document.activeElement);
    const rtl = getComputedStyle(dom).direction === "rtl";
    const step = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 }[event.key];
    const to = event.key === "Home" ? 0 : event.key === "End" ? buttons.length - 1 : step === undefined ? -1 : (at + step + buttons.length) % buttons.length;
    if (event.key === "Escape") view?.focus();
    if (to < 0) return;
    event.preventDefault();
    buttons.forEach(([button], n) => (button.tabIndex = n === to ? 0 : -1));
    buttons[to]![0].focus();
  });
  const plugin = new Plugin({
    view(made) {
      view = made;
      let shown: EditorState | undefined;
      let frame = 0;
      const show = () => {
        frame = 0;
        const { state } = made;
        if (state === shown) return;
        shown = state;
        for (const [button, act] of buttons) {
          if (!act) continue;
          if (act.isOn) {
            const on = String(act.isOn(state));
            if (button.getAttribute("aria-pressed") !== on) button.setAttribute("aria-pressed", on);
          }
          const isOn = button.getAttribute("aria-pressed") === "true";
          const cannot = !made.editable || (!isOn && !act.run(state));
          if (button.getAttribute("aria-disabled") !== String(cannot)) button.setAttribute("aria-disabled", String(cannot));
        }
      };
      show();
      // Not in the way of a key: the toolbar may follow a moment later.
      return {
        update: () => {
          clearTimeout(frame);
          frame = window.setTimeout(show, 120);
        },
        destroy: () => clearTimeout(frame),
      };
    },
  });
  return { dom, plugin };
}

interface Open {
  from: number;
  query: string;
  at: number;
}

const slashKey = new PluginKey<Open | null>("slash");

/** The acts that a query finds, by any form of its letters. */
function found(query: string): Act[] {
  const words = fold(query);
  return ACTS.filter((act) => act.slash && (fold(act.label).includes(words) || act.name.includes(query.toLowerCase())));
}

/** «/» at the beginning of an empty paragraph, or Ctrl+/ anywhere: a listbox of blocks that the text field controls. */
export function slashMenu(): Plugin<Open | null> {
  const list = element("ul", { id: "slash-menu", class: "slash", role: "listbox", tabindex: "0", "aria-label": word("ed-slash"), hidden: true });
  let choices: Act[] = [];
  const choose = (view: EditorView, act: Act) => {
    const open = slashKey.getState(view.state);
    if (!open) return;
    const to = view.state.selection.from;
    view.dispatch(view.state.tr.delete(open.from, Math.max(open.from, to)).setMeta(slashKey, { close: true }));
    act.run(view.state, view.dispatch, view);
    if (document.activeElement === document.body) view.focus();
  };
  return new Plugin<Open | null>({
    key: slashKey,
    state: {
      init: () => null,
      apply(tr, open, _, state) {
        const meta = tr.getMeta(slashKey) as { close?: true; at?: number; open?: number } | undefined;
        if (meta?.close) return null;
        if (meta?.open !== undefined) return { from: meta.open, query: "", at: 0 };
        if (!open) return null;
        const from = tr.mapping.map(open.from, -1);
        const { $from, empty } = state.selection;
        if (!empty || $from.pos < from || !state.doc.resolve(from).sameParent($from)) return null;
        const text = state.doc.textBetween(from, $from.pos);
        // Ctrl+/ opens it without a sign in the text.
        const query = text.startsWith("/") ? text.slice(1) : text;
        if (/\s\s|\n/.test(query) || query.length > 24) return null;
        return { from, query, at: meta?.at ?? (query === open.query ? open.at : 0) };
      },
    },
    props: {
      handleTextInput(view, from, to, text) {
        const { $from } = view.state.selection;
        if (text !== "/" || $from.parent.type.name !== "paragraph" || $from.depth !== 1 || $from.parent.content.size > 0) return false;
        view.dispatch(view.state.tr.insertText("/", from, to).setMeta(slashKey, { open: from }));
        return true;
      },
      handleKeyDown(view, event) {
        if (event.code === "Slash" && (event.ctrlKey || event.metaKey) && !event.altKey) {
          view.dispatch(view.state.tr.setMeta(slashKey, { open: view.state.selection.from }));
          return true;
        }
        const open = slashKey.getState(view.state);
        if (!open || choices.length === 0) return false;
        if (event.key === "Escape") {
          view.dispatch(view.state.tr.setMeta(slashKey, { close: true }));
          return true;
        }
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (step) {
          view.dispatch(view.state.tr.setMeta(slashKey, { at: (open.at + step + choices.length) % choices.length }));
          return true;
        }
        if (event.key === "Enter" || event.key === "Tab") {
          choose(view, choices[open.at] ?? choices[0]!);
          return true;
        }
        return false;
      },
    },
    view(view) {
      view.dom.parentElement?.append(list);
      const show = () => {
        const open = view.hasFocus() || document.activeElement?.closest(".slash") ? slashKey.getState(view.state) : null;
        choices = open ? found(open.query) : [];
        list.hidden = choices.length === 0;
        const active = choices.length > 0 ? `slash-${choices[open!.at]?.name ?? choices[0]!.name}` : null;
        if (active) {
          view.dom.setAttribute("aria-activedescendant", active);
          view.dom.setAttribute("aria-controls", "slash-menu");
        } else {
          view.dom.removeAttribute("aria-activedescendant");
          view.dom.removeAttribute("aria-controls");
        }
        if (list.hidden || !open) return;
        list.replaceChildren(
          ...choices.map((act, at) => {
            const item = element("li", { id: `slash-${act.name}`, role: "option", "aria-selected": String(at === open.at) }, element("span", {}, act.label), element("kbd", { "aria-hidden": "true" }, keysOf(act)));
            item.addEventListener("mousedown", (event) => {
              event.preventDefault();
              choose(view, act);
            });
            return item;
          }),
        );
        const caret = view.coordsAtPos(open.from);
        const box = list.offsetParent?.getBoundingClientRect();
        const rtl = getComputedStyle(list).direction === "rtl";
        // Above the line where there is no room below it.
        const isLow = caret.bottom + list.offsetHeight + 60 > innerHeight && caret.top > list.offsetHeight + 80;
        const top = isLow ? caret.top - list.offsetHeight - 6 : caret.bottom + 6;
        list.style.insetBlockStart = `${top - (box?.top ?? 0)}px`;
        list.style.insetInlineStart = `${Math.max(0, rtl ? (box?.right ?? 0) - caret.right : caret.left - (box?.left ?? 0))}px`;
        list.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
      };
      return { update: (_, before) => (slashKey.getState(before) || slashKey.getState(view.state) ? show() : undefined), destroy: () => list.remove() };
    },
  });
}
