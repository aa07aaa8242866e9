// Pictures for a story: sent to the archive from a file, a drag or a paste, with their progress, or picked from what is
// stored. What is picked stands as a block at the caret.
import type { EditorView } from "prosemirror-view";
import { insertBlock } from "./acts";
import { freshId } from "./blocks";
import { send } from "./door";
import { node } from "./schema";
import { counted, element, word } from "./words";

/** A picture of the archive, with what was said of it where it was used last. */
export interface Picture {
  id: string;
  thumb: string;
  caption: string | null;
  credit: string | null;
  alt: string | null;
  archive: boolean;
}

/** Bytes of a file (SECURITY-CONTRACT section 5). */
const FILE_BYTES_MAX = 40 << 20;

let story = "";
let said: (text: string) => void = () => undefined;

/** Says for which story pictures are sent and where to tell of it. */
export function picturesFor(id: string, tell: (text: string) => void) {
  story = id;
  said = tell;
}

function photo(picture: Picture) {
  const { id, caption, credit, alt, archive } = picture;
  return node("photo").create({ id: freshId(), picture: id, caption: caption || null, credit: credit || null, alt: alt || null, archive: archive || null });
}

function place(view: EditorView, pictures: Picture[]) {
  if (pictures.length === 0) return;
  const make = () => (pictures.length === 1 ? photo(pictures[0]!) : node("gallery").create({ id: freshId() }, pictures.map(photo)));
  insertBlock(make)(view.state, view.dispatch, view);
}

/** Sends one file; `progress` hears the share that is gone, from 0 to 1. */
export function upload(file: File, progress: (share: number) => void): Promise<Picture | string> {
  if (file.size > FILE_BYTES_MAX) return Promise.resolve(word("ed-picture-large", { name: file.name }));
  return new Promise((resolve) => {
    const form = new FormData();
    form.append("token", document.querySelector<HTMLInputElement>("input[name=token]")?.value ?? "");
    form.append("file", file);
    const request = new XMLHttpRequest();
    request.open("POST", `/newsroom/stories/${story}/photos`);
    request.setRequestHeader("accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => progress(event.total ? event.loaded / event.total : 0));
    request.addEventListener("error", () => resolve(word("ed-away")));
    request.addEventListener("load", () => {
      const answer = request.response as (Picture & { problem?: string }) | null;
      resolve(request.status === 200 && answer ? answer : (answer?.problem ?? word("ed-server-trouble")));
    });
    request.send(form);
  });
}

/** Sends files and puts what came of them at the caret. */
export async function uploadAll(view: EditorView, files: File[]) {
  const list = element("ul", { class: "uploads", "aria-label": word("ed-uploads") });
  view.dom.parentElement?.append(list);
  const done: Picture[] = [];
  for (const file of files) {
    const bar = element("progress", { max: "1", value: "0" });
    const line = element("li", {}, element("bdi", {}, file.name), " ", bar);
    list.append(line);
    const answer = await upload(file, (share) => (bar.value = share));
    if (typeof answer === "string") {
      said(answer);
      line.remove();
    } else {
      done.push(answer);
    }
  }
  list.remove();
  place(view, done);
  if (done.length > 0) said(counted("ed-uploaded", done.length));
}

/** The picker: pictures that are stored, by words of their captions, and a file to send. */
export function pickPicture(view: EditorView) {
  const input = element("input", { type: "search", dir: "auto", "aria-label": word("ed-picture-search"), placeholder: word("ed-picture-search"), autofocus: true });
  const file = element("input", { type: "file", accept: "image/jpeg,image/png,image/webp,image/gif", multiple: true });
  const grid = element("ul", { class: "pick-grid", "aria-label": word("ed-pictures") });
  const empty = element("p", { class: "hint", role: "status" });
  const close = element("button", { type: "button", class: "btn quiet" }, word("ed-cancel"));
  const use = element("button", { type: "button", class: "btn go", disabled: true }, word("ed-picture-use"));
  const chosen = new Map<string, Picture>();
  const dialog = element(
    "dialog",
    { class: "ask pick", "aria-label": word("ed-photo") },
    element("h2", {}, word("ed-photo")),
    element("div", { class: "field" }, element("label", {}, word("ed-picture-file"), file)),
    element("div", { class: "field" }, input),
    grid,
    empty,
    element("p", { class: "acts" }, use, close),
  );
  const show = async () => {
    const answer = await send("GET", `/newsroom/pictures?q=${encodeURIComponent(input.value)}&story=${story}`);
    const pictures = answer.ok ? (answer.value as { pictures: Picture[] }).pictures : [];
    empty.textContent = answer.ok ? (pictures.length === 0 ? word("ed-no-pictures") : "") : answer.problem;
    grid.replaceChildren(
      ...pictures.map((picture) => {
        const label = picture.caption || picture.alt || word("ed-no-caption");
        const button = element("button", { type: "button", "aria-pressed": chosen.has(picture.id) ? "true" : "false" }, element("img", { src: picture.thumb, alt: "", loading: "lazy" }), element("span", { dir: "auto" }, label));
        button.addEventListener("click", () => {
          const on = !chosen.delete(picture.id);
          if (on) chosen.set(picture.id, picture);
          button.setAttribute("aria-pressed", String(on));
          use.disabled = chosen.size === 0;
        });
        return element("li", {}, button);
      }),
    );
  };
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(show, 200);
  });
  file.addEventListener("change", () => {
    const files = [...(file.files ?? [])];
    dialog.close();
    void uploadAll(view, files);
  });
  use.addEventListener("click", () => {
    dialog.close();
    place(view, [...chosen.values()]);
  });
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    view.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  void show();
}
