// A story's page while it is open: whoever looks at it is there for the others, and sees who else is; what others change is
// said, not done; remarks of colleagues come in as they are made. The page works without it.
import { callNames } from "asset:calls.js";
import { oneAtATime, watch } from "asset:live.js";
import { word } from "asset:words.js";

const here = document.querySelector("#present");
const address = `/newsroom/stories/${here.dataset.story}`;
const token = () => document.querySelector("input[name=token]").value;

// There: while the page can be seen and somebody has moved on it lately. A forgotten window is nobody.
const SPEAK_MS = 30_000;
const STILL_MS = 10 * 60_000;
let moved = Date.now();
let said = 0;

function speak(gone = false) {
  if (!gone && (document.visibilityState === "hidden" || Date.now() - moved > STILL_MS)) return;
  said = gone ? 0 : Date.now();
  const body = new URLSearchParams({ token: token(), ...(gone ? { gone: "1" } : {}) });
  fetch(`${address}/present`, { method: "POST", body, redirect: "manual", keepalive: gone }).catch(() => {});
}

for (const kind of ["pointerdown", "pointermove", "keydown", "scroll"]) {
  addEventListener(
    kind,
    () => {
      moved = Date.now();
      if (Date.now() - said > SPEAK_MS) speak();
    },
    { passive: true, capture: true },
  );
}
setInterval(() => speak(), SPEAK_MS);
document.addEventListener("visibilitychange", () => speak());
addEventListener("pagehide", () => speak(true));
// The page that was left may say so after this one has come: it says so twice.
addEventListener("pageshow", () => setTimeout(() => speak(), 2_000));
speak();

function showFaces(present) {
  const faces = document.createElement("span");
  faces.className = "faces";
  for (const { name, letters, tone } of present) {
    const face = document.createElement("span");
    face.className = `who tone-${tone}`;
    face.title = name;
    const [short, whole] = [document.createElement("span"), document.createElement("span")];
    short.ariaHidden = "true";
    short.textContent = letters;
    whole.className = "unseen";
    whole.textContent = word("shell-present", { name });
    face.append(short, whole);
    faces.append(face);
  }
  here.replaceChildren(...(present.length ? [faces] : []));
}

// An editor saves the text without leaving the page: what it has written itself is no news.
const otherParts = (revisions) => revisions.split(".").slice(1).join(".");

function showChange({ state, revisions, mine }) {
  const line = document.querySelector("#changed");
  if (mine && document.querySelector("script[src*='/editor.']") && otherParts(revisions) === otherParts(here.dataset.revisions)) here.dataset.revisions = revisions;
  if (state === here.dataset.state && revisions === here.dataset.revisions) return line.replaceChildren();
  const again = document.createElement("a");
  again.href = address;
  again.textContent = word("shell-refresh");
  line.replaceChildren(word("shell-story-changed"), " — ", again);
}

// Remarks. What somebody is writing is not taken from under their hands: then a line offers the new ones.
const body = document.querySelector("#remarks-body");
const isWriting = () => [...body.querySelectorAll("textarea, input[name=quote]")].some((field) => field === document.activeElement || field.value !== field.defaultValue);

async function takeRemarks() {
  const answer = await fetch(`${address}/remarks?as=part`);
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body;
  // What is folded away counts as well: a part that is not on a screen has no other words.
  const words = (part) => [...part.querySelectorAll(".thread")].map((thread) => thread.textContent.replace(/\s+/g, " ").trim()).join("|");
  if (words(fresh) === words(body)) return;
  if (!isWriting()) return put(fresh);
  const offer = body.querySelector(".offered") ?? document.createElement("button");
  offer.type = "button";
  offer.className = "btn offered";
  offer.textContent = word("shell-remarks-new");
  offer.onclick = () => put(fresh);
  body.prepend(offer);
}

function put(fresh) {
  const open = [...body.querySelectorAll("details[open]")].map((details) => details.className).filter((name) => ["new-remark", "settled"].includes(name));
  body.replaceChildren(...fresh.childNodes);
  for (const name of open) body.querySelector(`details.${name}`)?.setAttribute("open", "");
  prepare();
}

function prepare() {
  const names = [...body.querySelectorAll("#callable option")].map((option) => option.value);
  for (const field of body.querySelectorAll("textarea[data-calls]")) callNames(field, names);
}

// A remark is sent without leaving the page; where that does not work the form goes its own way.
body.addEventListener("submit", async (event) => {
  const form = event.target;
  event.preventDefault();
  const sent = new URLSearchParams(new FormData(form));
  const answer = await fetch(form.action, { method: "POST", body: sent, headers: { accept: "application/json" } }).catch(() => null);
  if (!answer || !answer.headers.get("content-type")?.startsWith("application/json")) return form.submit();
  if (!answer.ok) {
    const line = form.querySelector(".problem") ?? document.createElement("p");
    line.className = "problem";
    line.role = "alert";
    line.textContent = (await answer.json()).problem;
    return form.prepend(line);
  }
  form.reset();
  document.activeElement?.blur();
  await takeRemarks();
});

// The words that are selected in the text are the passage a new remark is about.
const text = document.querySelector("#f-body");
text?.addEventListener("select", () => {
  const quote = body.querySelector("#r-quote");
  const chosen = text.value.slice(text.selectionStart, text.selectionEnd).trim();
  if (quote && !quote.value && chosen && !chosen.includes("\n") && chosen.length <= 500) quote.placeholder = chosen;
});
body.addEventListener("focusin", ({ target }) => {
  if (target.id === "r-quote" && !target.value && target.placeholder) target.value = target.placeholder;
});

prepare();
async function look() {
  const answer = await fetch(`${address}/now`);
  if (answer.ok && !answer.redirected) {
    const now = await answer.json();
    showFaces(now.present);
    showChange(now);
  }
  await takeRemarks();
}
watch([`story/${here.dataset.story}`], oneAtATime(look));
