import { register } from "asset:keys.js";
import { counted, word } from "asset:words.js";

// The archive works without this: one file at a time, and a form below the pictures. With it, many files come at once
// (chosen, dropped or pasted), and the keys move through the grid.
document.documentElement.classList.add("scripted");

const BYTES_MAX = 40 * 1024 * 1024;
// Files on their way at once: the server decodes no more of them faster, and the desk goes on saving.
const AT_ONCE = 2;
const TRIES = 3;
// A server that is busy with pictures, or one that is away, is asked again after so long and for so long.
const AGAIN_MS = 2_000;
const PATIENCE_MS = 10 * 60_000;
// Too slow a line, too many requests, a server that has its hands full: none of them is the file's fault.
const BUSY = [408, 429, 503];
// What a proxy answers for a server that is away.
const AWAY = [502, 504];

const form = document.querySelector("#upload");
const sending = document.querySelector("#sending");
if (form) {
  const chooser = form.querySelector("input[type=file]");
  const [status, refusals, show, hide, bar] = ["p", ".refusals", ".show", ".hide", "progress"].map((one) => sending.querySelector(one));
  const again = sending.querySelector(".again");
  const waiting = [];
  // Files that did not arrive for no fault of their own.
  let left = [];
  let [total, done, refused, running] = [0, 0, 0, 0];
  let away = false;

  chooser.multiple = true;
  form.querySelector("#drop-here").hidden = false;

  const say = () => {
    sending.hidden = false;
    bar.max = total;
    bar.value = done;
    const isOver = done === total;
    const numbers = { done: isOver ? done - refused : done, total };
    status.textContent = word(isOver ? "pics-sent-all" : away ? "pics-waiting" : "pics-sending", numbers);
    show.hidden = !isOver;
    hide.hidden = !isOver;
    again.hidden = !isOver || left.length === 0;
  };
  const refuse = (name, problem) => {
    refused += 1;
    const line = document.createElement("li");
    line.textContent = word("pics-refused", { name: `\u2068${name}\u2069`, problem });
    refusals.append(line);
  };
  const become = (state) => {
    if (state === away) return;
    away = state;
    say();
  };
  const pause = () => new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  const isThere = () => fetch(form.action, { method: "HEAD" }).then((answer) => answer.status < 500, () => false);
  // What hinders the file: nothing, a `problem` of its own, or one that may be gone later (`isPassing`).
  const send = async (file) => {
    if (file.size > BYTES_MAX) return { problem: word("pics-too-large") };
    const began = Date.now();
    for (let cuts = 0; ; ) {
      const body = new FormData();
      body.append("token", form.elements.token.value);
      body.append("file", file, file.name);
      const answer = await fetch(form.action, { method: "POST", body, headers: { accept: "application/json" } }).catch(() => null);
      // A proxy may close the line at one file while it takes others.
      const isCut = !answer && (await isThere());
      cuts += isCut;
      become(answer ? AWAY.includes(answer.status) : !isCut);
      if ((away || BUSY.includes(answer?.status) || (isCut && cuts < TRIES)) && Date.now() - began < PATIENCE_MS) {
        await pause();
        continue;
      }
      if (!answer) return { problem: word("pics-no-connection"), isPassing: true };
      if (answer.ok && !answer.redirected) return {};
      if (answer.redirected || answer.status === 401) return { problem: word("pics-signed-out"), isPassing: true };
      const type = answer.headers.get("content-type") ?? "";
      const problem = type.includes("json") ? (await answer.json()).problem : word("pics-no-connection");
      return { problem, isPassing: answer.status >= 500 || BUSY.includes(answer.status) };
    }
  };
  const go = async () => {
    if (running >= AT_ONCE) return;
    running += 1;
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      const { problem, isPassing } = await send(file);
      if (problem) refuse(file.name, problem);
      if (isPassing) left.push(file);
      done += 1;
      say();
    }
    running -= 1;
  };
  const take = (files) => {
    const pictures = [...files];
    if (!pictures.length) return;
    waiting.push(...pictures);
    total += pictures.length;
    say();
    for (let one = 0; one < AT_ONCE; one += 1) go();
  };

  const forget = () => {
    [total, done, refused, left] = [0, 0, 0, []];
    refusals.replaceChildren();
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    take(chooser.files);
    form.reset();
  });
  chooser.addEventListener("change", () => form.requestSubmit());
  hide.addEventListener("click", () => {
    sending.hidden = true;
    forget();
  });
  again.addEventListener("click", async () => {
    const files = left;
    forget();
    // Whoever has signed in again has another token.
    const page = await fetch(form.action).then((answer) => answer.text(), () => "");
    const token = new DOMParser().parseFromString(page, "text/html").querySelector("#upload [name=token]");
    if (token) form.elements.token.value = token.value;
    take(files);
  });
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  addEventListener("dragleave", (event) => event.relatedTarget ?? document.body.classList.remove("dropping"));
  addEventListener("drop", (event) => {
    document.body.classList.remove("dropping");
    if (!hasFiles(event)) return;
    event.preventDefault();
    take(event.dataTransfer.files);
  });
  addEventListener("paste", (event) => {
    if (event.clipboardData?.files.length) take(event.clipboardData.files);
  });
  // Whoever leaves while files are on their way is asked.
  addEventListener("beforeunload", (event) => {
    if (done < total) event.preventDefault();
  });
}

// A contact sheet: what is listed, or only what is picked.
const print = document.querySelector("#print");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

// The grid by keyboard, and the bar for what is picked.
const cards = [...document.querySelectorAll(".pic")];
const boxes = [...document.querySelectorAll(".pick input")];
const bulk = document.querySelector("#bulk");
const tell = () => {
  if (!bulk) return;
  const picked = boxes.filter((box) => box.checked).length;
  const line = bulk.querySelector(".picked");
  bulk.classList.toggle("open", picked > 0 || bulk.querySelector(".problem") !== null);
  line.hidden = picked === 0;
  line.textContent = counted("pics-picked", picked);
};
let last = null;
for (const box of boxes) {
  box.addEventListener("click", (event) => {
    // Shift picks everything in between.
    if (event.shiftKey && last && last !== box) {
      const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((one, other) => one - other);
      for (const between of boxes.slice(from, to + 1)) between.checked = box.checked;
    }
    last = box;
    tell();
  });
}
tell();

const place = () => cards.findIndex((card) => card.contains(document.activeElement));
const move = (step) => {
  const next = Math.min(cards.length - 1, Math.max(0, place() + step));
  cards[next]?.querySelector("a").focus();
};
register("J", "pics-key-next", () => move(1));
register("K", "pics-key-previous", () => move(-1));
register("X", "pics-key-tick", () => cards[place()]?.querySelector(".pick input")?.click());
register("A", "pics-key-all", () => {
  const some = boxes.some((box) => !box.checked);
  for (const box of boxes) box.checked = some;
  tell();
});
register("/", "shell-key-search", () => document.querySelector("#q")?.focus());
