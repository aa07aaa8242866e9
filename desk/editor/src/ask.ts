// Small questions over the text: where a link leads, which language words are in, what to embed, which picture. Each is a
// native dialog: Escape closes it, the focus comes back to the text.
import type { EditorView } from "prosemirror-view";
import { insertBlock, rangeOf, setMark } from "./acts";
import { directionOf, freshId } from "./blocks";
import { node, safeLink } from "./schema";
import { send } from "./request";
import { settled } from "./settled";
import { element, word } from "./words";

/** Shows a dialog with a form; `act` says what is wrong, or nothing, and then it closes. */
function ask(view: EditorView, title: string, fields: HTMLElement[], acts: [string, string][], act: (form: FormData, what: string) => Promise<string | null> | string | null) {
  const problem = element("p", { class: "problem", role: "alert", hidden: true });
  const buttons = acts.map(([value, label], at) => element("button", { class: at === 0 ? "btn go" : "btn", name: "act", value }, label));
  const cancel = element("button", { class: "btn quiet", type: "button" }, word("ed-cancel"));
  const form = element("form", { method: "dialog" }, element("h2", {}, title), ...fields, problem, element("p", { class: "acts" }, ...buttons, cancel));
  const dialog = element("dialog", { class: "ask", "aria-label": title }, form);
  document.body.append(dialog);
  cancel.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    view.focus();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const what = (event.submitter as HTMLButtonElement | null)?.value ?? acts[0]![0];
    const wrong = await act(new FormData(form), what);
    if (wrong === null) {
      dialog.close();
    } else {
      problem.textContent = wrong;
      problem.hidden = false;
    }
  });
  dialog.showModal();
}

function field(name: string, label: string, value: string, extra: Record<string, string | boolean | null> = {}): HTMLElement {
  const input = element("input", { name, value, autofocus: true, ...extra });
  return element("div", { class: "field" }, element("label", {}, label, input));
}

export function askLink(view: EditorView) {
  const { state } = view;
  const known = rangeOf(state, "link");
  if (state.selection.empty && !known) return;
  const acts: [string, string][] = [["set", word("ed-link-set")]];
  if (known) acts.push(["take", word("ed-link-take")]);
  ask(view, word("ed-link"), [field("href", word("ed-link-where"), known?.attrs.href ?? "", { dir: "ltr", inputmode: "url" })], acts, (form, what) => {
    if (what === "take") {
      setMark(view, "link", null);
      return null;
    }
    const given = String(form.get("href") ?? "").trim();
    const link = safeLink(given) || safeLink(/^[^/\s]+@[^/\s]+$/.test(given) ? `mailto:${given}` : `https://${given}`);
    if (!given || !link) return word("ed-link-wrong");
    setMark(view, "link", link);
    return null;
  });
}

const LANGUAGES = ["fr", "en", "ber", "es", "it", "de", "tr", "fa", "ru", "ar"];

export function askForeign(view: EditorView) {
  const { state } = view;
  const known = rangeOf(state, "foreign");
  if (state.selection.empty && !known) return;
  const { from, to } = state.selection.empty ? known! : state.selection;
  const names = new Intl.DisplayNames(document.documentElement.lang || "ar", { type: "language" });
  const isLatin = directionOf(state.doc.textBetween(from, to, " ")) === "ltr";
  const chosen = known?.attrs.lang ?? (isLatin ? "fr" : "ar");
  const all = LANGUAGES.includes(chosen) ? LANGUAGES : [chosen, ...LANGUAGES];
  const options = all.map((code) => element("option", { value: code, selected: code === chosen }, names.of(code) ?? code));
  const select = element("div", { class: "field" }, element("label", {}, word("ed-foreign-which"), element("select", { name: "lang", autofocus: true }, ...options)));
  const acts: [string, string][] = [["set", word("ed-foreign-set")]];
  if (known) acts.push(["take", word("ed-foreign-take")]);
  ask(view, word("ed-foreign"), [select], acts, (form, what) => {
    setMark(view, "foreign", what === "take" ? null : { lang: String(form.get("lang")), dir: null });
    return null;
  });
}

export function askEmbed(view: EditorView) {
  ask(view, word("ed-embed"), [field("url", word("ed-embed-where"), "", { dir: "ltr", inputmode: "url" })], [["set", word("ed-embed-set")]], async (form) => {
    const answer = await send("POST", "/newsroom/embed", { url: String(form.get("url") ?? "") });
    if (!answer.ok) return answer.problem;
    const { url } = answer.value as { url: string };
    const id = freshId();
    insertBlock(() => node("embed").create({ id, url, title: "" }))(view.state, view.dispatch, view);
    void titleOf(view, id, url);
    return null;
  });
}

/** What the provider calls it, where nobody has typed a title by the time it comes. */
async function titleOf(view: EditorView, id: string, url: string) {
  const answer = await send("POST", "/newsroom/embed/title", { url });
  const title = answer.ok ? (answer.value as { title: string }).title : "";
  if (!title || view.isDestroyed) return;
  settled(view).doc.descendants((block, pos) => {
    const isIt = block.type.name === "embed" && block.attrs.id === id && block.attrs.url === url && !block.attrs.title;
    // Undoing the embed takes its title along.
    if (isIt) view.dispatch(view.state.tr.setNodeAttribute(pos, "title", title).setMeta("addToHistory", false));
    return !block.isTextblock;
  });
}
