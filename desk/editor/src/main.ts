// The editor of a story's text. It takes the place of the plain text field of the form; without it the form works as it is.
import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import { history } from "prosemirror-history";
import { EditorState, Plugin, type Command } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { directionOf, opened, order } from "./blocks";
import { send } from "./request";
import { finding } from "./find";
import { framePicture } from "./framing";
import { Journal } from "./journal";
import { hints } from "./hints";
import { keys } from "./keys";
import { oneLine } from "./lines";
import { wordsIn } from "./length";
import { emptyLines, seesUnseen, showUnseen, unseen } from "./marks";
import { ACTS } from "./acts";
import { keysOf, slashMenu, toolbar } from "./menus";
import { notices } from "./notice";
import { paste } from "./paste";
import { picturesFor, uploadAll } from "./pictures";
import { remarks } from "./remarks";
import { readDocument, written } from "./schema";
import { Saving, type Lines, type Standing, type State } from "./saving";
import { actsMeetTheCaret, settled } from "./settled";
import { cutsBy, nodeViews } from "./views";
import { ago, counted, element, word } from "./words";

/** Characters of a headline that stand in two lines of a place on the front page; more is no error. */
const HEADLINE_FITS: [string, number][] = [["lead", 90], ["second", 75]];
const WORDS_A_MINUTE = 200;

async function start(form: HTMLFormElement, area: HTMLTextAreaElement) {
  const id = form.dataset.story!;
  const person = form.dataset.person!;
  const address = `/newsroom/stories/${id}/text`;
  const storyDir = form.dir === "ltr" ? "ltr" : "rtl";
  const inWindow = await window.matbaaWindows.name;
  const answer = await send("GET", address);
  if (!answer.ok) return;
  const standing = answer.value as Standing;
  const holder = area.closest<HTMLElement>(".field")!;
  // The lines of the text, in their order on the page; those in which one writes sentences have hints too.
  const fields = [...form.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>("[data-line]")];
  const headline = form.elements.namedItem("headline") as HTMLTextAreaElement;

  const mine = { saving: null as Saving | null };
  // What is said stands in one place; what changes every second is not read out.
  const live = element("p", { class: "unseen", role: "status" });
  const status = element("span", { class: "saved", "data-state": "saved" });
  const count = element("span", { class: "count-words" });
  const minutes = element("span", { class: "minutes" });
  const hinted = element("button", { type: "button", class: "link hinted" });
  const line = element("span", { class: "line-state" });
  const keep = element("button", { type: "button", class: "link keep", title: "Ctrl+S" }, word("ed-keep"));
  keep.addEventListener("click", () => void mine.saving?.save(true));
  const foot = element("div", { class: "foot" }, count, minutes, hinted, keep, line);
  const { dom: notice, tell } = notices();

  let editable = !form.querySelector("fieldset")!.disabled && !standing.holder;
  let frozen = false;
  let state: State = { kind: "saved", at: standing.saved, version: standing.version };

  const ready = (body: unknown) => opened(readDocument(body));
  const lines = (text: Standing["text"]): Lines => {
    return { ...Object.fromEntries(fields.map(({ name }) => [name, text[name] as string])), body: written(ready(text.body)) };
  };
  const ofPicture = () => [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("form[action$='/pictures'] :is(textarea, input[dir])")];
  const find = finding(fields, ofPicture, (text) => tell(text));
  const eye = element("button", { type: "button", "aria-pressed": "false", title: word("ed-unseen") }, word("ed-unseen-short"));
  const seek = element("button", { type: "button", title: `${word("ed-find")} (Ctrl+F)` }, word("ed-find-short"));
  const speak = element("button", { type: "button", title: `${word("ed-remark")} (Ctrl+Alt+M)` }, word("ed-remark"));
  const bar = toolbar([eye, seek, speak]);
  const hint = hints(id, form.lang, form.dataset.house !== undefined, hinted, fields.filter((field) => field instanceof HTMLTextAreaElement), tell);
  const remark = remarks(async () => {
    await mine.saving?.save(false);
  });

  const save: Command = () => {
    void mine.saving?.save(true);
    return true;
  };
  const openFind: Command = (_, __, made) => {
    if (made) find.open(made);
    return true;
  };

  const changed = new Plugin({
    view: () => ({
      update(made, before) {
        if (made.state.doc === before.doc) return;
        mine.saving?.changed();
        lock();
      },
    }),
  });

  const root = element("div", { class: "writing" });
  form.prepend(bar.dom, find.dom);
  form.append(hint.bubble);
  holder.before(notice, root, live);
  form.after(foot);
  // What becomes of the words stands beside the state of the story, where the eye is.
  document.querySelector(".bar .state")?.after(status);
  // The plain field goes; what it held is in the editor.
  area.disabled = true;
  holder.hidden = true;
  form.querySelector<HTMLElement>("[data-plain-save]")?.remove();
  form.classList.add("has-editor");

  const view = new EditorView(root, {
    state: EditorState.create({
      doc: ready(standing.text.body),
      plugins: [
        actsMeetTheCaret(),
        order(storyDir),
        slashMenu(),
        hint.plugin,
        ...keys({ "Mod-s": save, "Mod-f": openFind, ...hint.keys, ...remark.keys }),
        history(),
        dropCursor({ color: "currentColor" }),
        gapCursor(),
        ...paste({ story: id, said: (text) => tell(text), pictures: (made, files) => void uploadAll(made, files) }),
        bar.plugin,
        unseen(),
        emptyLines(),
        ...find.plugins,
        remark.plugin,
        changed,
      ],
    }),
    nodeViews,
    editable: () => editable && !frozen,
    attributes: () => ({
      id: "editor-text",
      class: "text",
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": word("ed-text"),
      "aria-haspopup": "listbox",
      lang: form.lang,
      dir: storyDir,
      spellcheck: "true",
      "aria-readonly": String(!editable),
    }),
  });
  picturesFor(id, tell);
  cutsBy((picture, done, back) => void framePicture(id, picture, done, (text) => tell(text), back));
  frameLead(id, (text) => tell(text));
  remark.begin(view);

  eye.addEventListener("click", () => {
    const on = !seesUnseen(view.state);
    view.dispatch(showUnseen(view.state, on));
    eye.setAttribute("aria-pressed", String(on));
  });
  seek.addEventListener("click", () => find.open(view));
  speak.addEventListener("click", () => remark.keys["Mod-Alt-m"](view.state, view.dispatch, view));

  // Lines above the text grow with what is typed, and face the way their letters do.
  const fit = (input: HTMLInputElement | HTMLTextAreaElement) => {
    input.dir = directionOf(input.value) ?? storyDir;
    if (input instanceof HTMLTextAreaElement && !CSS.supports("field-sizing", "content")) {
      input.rows = Math.max(1, Math.ceil(input.value.length / 45));
    }
  };
  const length = element("p", { class: "guide", id: "g-headline" });
  headline.closest(".field")!.append(length);
  headline.setAttribute("aria-describedby", "g-headline");
  function guide() {
    const n = [...headline.value.trim()].length;
    const [wide, narrow] = [HEADLINE_FITS[0]![1], HEADLINE_FITS[1]![1]];
    const where = n === 0 ? "" : n <= narrow ? word("ed-fits-all") : n <= wide ? word("ed-fits-lead") : word("ed-fits-none");
    const says = n === 0 ? "" : `${counted("ed-letters", n)} · ${where}`;
    if (says === length.textContent) return;
    length.textContent = says;
    length.classList.toggle("long", n > wide);
  }
  for (const input of fields) {
    input.placeholder = form.querySelector(`label[for=${input.id}]`)?.textContent ?? "";
    fit(input);
    input.addEventListener("input", (event) => {
      oneLine(input, event as InputEvent);
      fit(input);
      guide();
      lock();
      mine.saving?.changed();
    });
    input.addEventListener("keydown", (event) => {
      const key = event as KeyboardEvent;
      // Enter goes on to the next line, and from the last one into the text.
      if (key.key !== "Enter" || key.isComposing) return;
      event.preventDefault();
      (fields[fields.indexOf(input) + 1] ?? view).focus();
    });
  }

  document.addEventListener("shortcuts", (event) => {
    const all = (event as CustomEvent<{ keys: string; label: string }[]>).detail;
    const own = ACTS.filter((act) => act.keys).map((act) => ({ keys: keysOf(act), label: act.label }));
    const more: [string, string][] = [["Mod-s", word("ed-keep")], ["Mod-f", word("ed-find")], ["Mod-/", word("ed-slash")], ["F7", word("ed-hint")], ["Alt-Enter", word("ed-hint-take")], ["Mod-Alt-Enter", word("ed-hints-all")], ["Mod-Alt-m", word("ed-remark")]];
    all.push(...own, ...more.map(([key, label]) => ({ keys: keysOf({ keys: [key] }), label })));
  });

  // The part is taken with the first key and let go of with the page.
  let held = 0;
  const token = () => form.querySelector<HTMLInputElement>("input[name=token]")!.value;
  const ask = (act: string) => fetch(`/newsroom/stories/${id}/${act}/text`, { method: "POST", body: new URLSearchParams({ token: token() }), redirect: "manual", keepalive: act === "release" }).catch(() => undefined);
  function lock() {
    if (Date.now() - held < 30_000 || !editable) return;
    held = Date.now();
    void ask("lock");
  }

  let words = -1;
  const counts = () => {
    const n = wordsIn(view.state.doc);
    if (n === words) return;
    words = n;
    count.textContent = counted("ed-words", n);
    minutes.textContent = n === 0 ? "" : counted("ed-minutes", Math.max(1, Math.round(n / WORDS_A_MINUTE)));
  };
  const show = () => {
    const now = state;
    status.dataset.state = now.kind;
    const says =
      now.kind === "saved" ? `${word("ed-saved", { ago: ago(now.at) })} · ${word("ed-version", { n: now.version })}`
      : now.kind === "changed" ? word("ed-changed")
      : now.kind === "sending" ? word("ed-sending")
      : now.kind === "away" ? word(now.journaled ? "ed-away-kept" : "ed-away-lost")
      : now.kind === "signed-out" ? word("ed-signed-out")
      : now.kind === "forbidden" ? word(now.journaled ? "ed-forbidden" : "ed-forbidden-lost")
      : now.kind === "refused" ? now.problem
      : word("ed-taken", { name: now.holder ?? "…" });
    if (status.textContent !== says) status.textContent = says;
    const reach = word(now.kind === "away" ? "ed-offline" : "ed-online");
    if (line.textContent !== reach) line.textContent = reach;
  };
  const said = (next: State) => {
    const before = state.kind;
    state = next;
    show();
    const weighs = (kind: State["kind"]) => !["saved", "changed", "sending"].includes(kind);
    if (next.kind !== before && (weighs(next.kind) || weighs(before))) live.textContent = status.textContent;
    if (next.kind === "taken") {
      editable = false;
      view.setProps({});
      for (const field of fields) field.readOnly = true;
      const aside = next.aside === null ? word("ed-taken-journaled") : word("ed-taken-aside", { n: next.aside });
      tell(`${word("ed-taken", { name: next.holder ?? "…" })} ${aside}`, [word("ed-reload"), () => location.reload()]);
    }
    if (next.kind === "refused") tell(next.problem);
    if (next.kind === "forbidden" && before !== "forbidden") tell(word(next.journaled ? "ed-forbidden" : "ed-forbidden-lost"), [word("ed-reload"), () => location.reload()]);
    if (next.kind === "signed-out") tell(word("ed-signed-out"), [word("ed-sign-in"), () => window.open("/newsroom/sign-in", "_blank", "noopener")]);
  };

  const put = (text: Standing["text"]) => {
    for (const field of fields) {
      field.value = text[field.name] as string;
      field.dispatchEvent(new Event("measure"));
      fit(field);
    }
    const doc = ready(text.body);
    // The smallest replacement, so that the caret and what lies before it stay where they are.
    const now = settled(view).doc;
    const from = now.content.findDiffStart(doc.content);
    if (from !== null) {
      let { a, b } = now.content.findDiffEnd(doc.content)!;
      const overlap = from - Math.min(a, b);
      if (overlap > 0) {
        a += overlap;
        b += overlap;
      }
      view.dispatch(view.state.tr.replace(from, a, doc.slice(from, b)));
    }
    guide();
    hint.replaced();
  };
  const letters = new WeakMap<Lines, number>();
  const text = (): Lines => {
    const now: Lines = { ...Object.fromEntries(fields.map(({ name, value }) => [name, value.trim()])), body: written(view.state.doc) };
    letters.set(now, view.state.doc.textContent.length);
    return now;
  };
  const saving = new Saving(address, new Journal(id, person, inWindow), {
    written: text,
    normal: lines,
    replace: put,
    said,
    lacks: (fields) => {
      const line = document.querySelector<HTMLElement>(".missing");
      if (!line) return;
      line.hidden = fields.length === 0;
      line.querySelector("span")!.textContent = new Intl.ListFormat(document.documentElement.lang, { type: "unit" }).format(fields);
    },
    freeze: (is) => {
      if (frozen !== is) {
        frozen = is;
        view.setProps({});
      }
    },
    merged: (conflicts, aside) => {
      const look: [string, () => void][] = aside === null ? [] : [[word("ed-merged-look"), () => window.open(`/newsroom/stories/${id}/versions/${aside}`, "_blank", "noopener")]];
      tell(conflicts > 0 ? counted("ed-merged-conflicts", conflicts) : word("ed-merged"), ...look);
    },
    // For whoever asks whether anything can be lost: as many letters of the text are on a disk.
    kept: (kept) => (root.dataset.kept = String(letters.get(kept))),
  });
  mine.saving = saving;
  const begun = await saving.begin(standing);
  if (begun === "restored") {
    tell(word("ed-restored"), [word("ed-restored-drop"), () => put(standing.text)]);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void saving.save(true);
  });
  // A move acts upon what is written, not upon what was saved last.
  for (const move of document.querySelectorAll<HTMLFormElement>("form[action*='/moves/'], form[action$='/facts'], form[action$='/pictures'], form[action$='/picture']")) {
    move.addEventListener("submit", async (event) => {
      if (saving.isSaved || move.dataset.sure) return;
      event.preventDefault();
      await saving.save(false);
      move.dataset.sure = "";
      if (saving.isSaved) move.requestSubmit(event.submitter);
      else delete move.dataset.sure;
    });
  }
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && void saving.save(false));
  addEventListener("blur", () => void saving.save(false));
  addEventListener("online", () => saving.retry());
  addEventListener("pagehide", () => {
    if (held) void ask("release");
    held = 0;
  });
  addEventListener("beforeunload", (event) => {
    const isKept = state.kind === "taken" || ((state.kind === "forbidden" || state.kind === "signed-out") && state.journaled);
    if (!saving.isSaved && !isKept) event.preventDefault();
  });
  setInterval(() => {
    show();
    counts();
  }, 1000);
  counts();
  guide();
  show();
  if (standing.holder) tell(word("ed-held", { name: standing.holder }));
  root.dataset.ready = "";
}

/** The lead photo is cut by hand, too: its form is sent with the piece. */
function frameLead(story: string, tell: (text: string) => void) {
  const form = document.querySelector<HTMLFormElement>("form[data-lead]");
  const framed = form?.querySelector<HTMLInputElement>("input[name=framed]");
  const shape = form?.querySelector<HTMLSelectElement>("select[name=shape]");
  if (!form || !framed || !shape) return;
  const cut = element("button", { type: "button", class: "btn" }, word("ed-frame-title"));
  const done = ({ id }: { id: string }) => {
    if (id === form.dataset.lead) return;
    framed.value = id;
    shape.value = "";
    form.requestSubmit();
  };
  cut.addEventListener("click", () => void framePicture(story, form.dataset.lead!, done, tell, () => cut.focus()));
  [...form.querySelectorAll(".acts")].at(-1)!.append(" ", cut);
}

const form = document.querySelector<HTMLFormElement>("form[data-story]");
const area = form?.querySelector<HTMLTextAreaElement>("textarea[name=body]");
if (form && area) void start(form, area);
