// Pictures for a story: sent to the archive from a file, a drag or a paste, with their progress, or picked from what is
// stored. What is picked stands as a block at the caret.
import type { EditorView } from "prosemirror-view";
import { insertBlock } from "./acts";
import { freshId } from "./blocks";
import { send } from "./request";
import type { Tell } from "./notice";
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

/** Without a byte for so long, in milliseconds, a file is no longer on its way. */
const STALLED_MS = 30_000;

/** Why a file did not become a picture, and whether the same file may arrive another time. */
interface Failed {
  file: File;
  why: string;
  again: boolean;
}

let story = "";
let said: Tell = () => undefined;

/** Says for which story pictures are sent and where to tell of it. */
export function picturesFor(id: string, tell: Tell) {
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
export function upload(file: File, progress: (share: number) => void): Promise<Picture | Failed> {
  const failed = (why: string, again: boolean): Failed => ({ file, why, again });
  if (file.size > FILE_BYTES_MAX) return Promise.resolve(failed(word("ed-picture-large", { name: file.name }), false));
  return new Promise((resolve) => {
    const form = new FormData();
    form.append("token", document.querySelector<HTMLInputElement>("input[name=token]")?.value ?? "");
    form.append("file", file);
    const request = new XMLHttpRequest();
    let stalled = 0;
    const moves = () => {
      clearTimeout(stalled);
      stalled = window.setTimeout(() => request.abort(), STALLED_MS);
    };
    const ends = (answer: Picture | Failed) => {
      clearTimeout(stalled);
      resolve(answer);
    };
    request.open("POST", `/newsroom/stories/${story}/photos`);
    request.setRequestHeader("accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      moves();
      progress(event.total ? event.loaded / event.total : 0);
    });
    // What is there is looked at for up to a minute.
    request.upload.addEventListener("load", () => {
      clearTimeout(stalled);
      request.timeout = 90_000;
    });
    for (const end of ["error", "abort", "timeout"] as const) request.addEventListener(end, () => ends(failed(word("ed-away"), true)));
    request.addEventListener("load", () => {
      const answer = request.response as (Picture & { problem?: string }) | null;
      if (request.status === 200 && answer) return ends(answer);
      ends(failed(answer?.problem ?? word("ed-server-trouble"), request.status >= 500 || request.status === 401));
    });
    moves();
    request.send(form);
  });
}

/** Sends files and puts what came of them at the caret; says of each that did not come why, and sends it again where that may help. */
export async function uploadAll(view: EditorView, files: File[]) {
  const list = element("ul", { class: "uploads", "aria-label": word("ed-uploads") });
  view.dom.parentElement?.append(list);
  const done: Picture[] = [];
  const missing: Failed[] = [];
  for (const file of files) {
    const bar = element("progress", { max: "1", value: "0" });
    const line = element("li", {}, element("bdi", {}, file.name), " ", bar);
    list.append(line);
    const answer = await upload(file, (share) => (bar.value = share));
    if ("why" in answer) {
      missing.push(answer);
      line.remove();
    } else {
      done.push(answer);
    }
  }
  list.remove();
  place(view, done);
  const told = missing.map(({ file, why }) => (files.length > 1 ? word("ed-picture-failed", { name: file.name, why }) : why));
  if (done.length > 0) told.unshift(counted("ed-uploaded", done.length));
  const again = missing.filter((one) => one.again).map((one) => one.file);
  const acts: [string, () => void][] = again.length > 0 ? [[word("ed-picture-again"), () => void uploadAll(view, again)]] : [];
  if (told.length > 0) said(told.join("\n"), ...acts);
}

/** The picker: pictures that are stored, by words of their captions, and a file to send. */
export function pickPicture(view: EditorView) {
  const input = element("input", { type: "search", dir: "auto", "aria-label": word("ed-picture-search"), placeholder: word("ed-picture-search"), autofocus: true });
  const file = element("input", { type: "file", accept: "image/jpeg,image/png,image/webp,image/gif,image/heic,image/heif,.heic,.heif", multiple: true });
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
