import { register } from "asset:keys.js";
import { counted, word } from "asset:words.js";

// The archive works without this: one file at a time, and a form below the pictures. With it, many files come at once
// (chosen, dropped or pasted), and the keys move through the grid.
document.documentElement.classList.add("scripted");

const BYTES_MAX = 40 * 1024 * 1024;
// Files on their way at once: the server decodes no more of them faster, and the desk goes on saving.
const AT_ONCE = 2;
const TRIES = 3;

const form = document.querySelector("#upload");
const sending = document.querySelector("#sending");
if (form) {
  const chooser = form.querySelector("input[type=file]");
  const [status, refusals, show, hide, bar] = ["p", ".refusals", ".show", "button", "progress"].map((one) => sending.querySelector(one));
  const waiting = [];
  let [total, done, refused, running] = [0, 0, 0, 0];

  chooser.multiple = true;
  form.querySelector("#drop-here").hidden = false;

  const say = () => {
    sending.hidden = false;
    bar.max = total;
    bar.value = done;
    const isOver = done === total;
    status.textContent = isOver ? word("pics-sent-all", { done: done - refused, total }) : word("pics-sending", { done, total });
    show.hidden = !isOver;
    hide.hidden = !isOver;
  };
  const refuse = (name, problem) => {
    refused += 1;
    const line = document.createElement("li");
    line.textContent = word("pics-refused", { name: `\u2068${name}\u2069`, problem });
    refusals.append(line);
  };
  const send = async (file) => {
    if (file.size > BYTES_MAX) return word("pics-too-large");
    const body = new FormData();
    body.append("token", form.elements.token.value);
    body.append("file", file, file.name);
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = await fetch(form.action, { method: "POST", body, headers: { accept: "application/json" } });
        if (answer.ok && !answer.redirected) return null;
        // The server has its hands full; it says so and takes the file a little later.
        if (answer.status === 503 && attempt < TRIES * 10) {
          await new Promise((resolve) => setTimeout(resolve, 2000));
          continue;
        }
        if (answer.redirected || answer.status === 401) return word("pics-signed-out");
        const type = answer.headers.get("content-type") ?? "";
        return type.includes("json") ? (await answer.json()).problem : word("pics-no-connection");
      } catch {
        if (attempt >= TRIES) return word("pics-no-connection");
        await new Promise((resolve) => setTimeout(resolve, 1000 * attempt));
      }
    }
  };
  const go = async () => {
    if (running >= AT_ONCE) return;
    running += 1;
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      const problem = await send(file);
      if (problem) refuse(file.name, problem);
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

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    take(chooser.files);
    form.reset();
  });
  chooser.addEventListener("change", () => form.requestSubmit());
  hide.addEventListener("click", () => {
    sending.hidden = true;
    [total, done, refused] = [0, 0, 0];
    refusals.replaceChildren();
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
