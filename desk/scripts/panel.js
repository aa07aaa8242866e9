// The panel beside a story: what stands in its forms is saved by itself, as the text is, when a field is left; and before a move
// is made, so that it acts upon what is written. Without this script each form has its button.
import { isChanged, keep, settle } from "asset:forms.js";
import { word } from "asset:words.js";

/** Saved when a field is left: sending them does no more than that. */
const BY_ITSELF = "form[data-panel=itself]";
/** Saved before a move. */
const BEFORE_MOVES = "form[data-panel]";
/** Hidden fields that a saved part has anew. */
const FRESH = ["rev", "seen"];

let saves = Promise.resolve(true);
let pending = 0;

function say(form, state, text, look) {
  const line = form.querySelector(":scope > .panel-state") ?? document.createElement("p");
  line.className = "panel-state";
  line.dataset.state = state;
  line.setAttribute("role", state === "refused" ? "alert" : "status");
  line.classList.toggle("problem", state === "refused");
  line.replaceChildren(text, ...(look ? [" ", look] : []));
  if (!line.isConnected) form.append(line);
}

const twin = (form, page) => [...page.forms].find((other) => other.getAttribute("action") === form.getAttribute("action") && other.dataset.panel === form.dataset.panel);

/** Takes from the page as it is now what the next form has to say. */
function renew(page) {
  for (const form of document.forms) {
    const other = twin(form, page);
    for (const name of FRESH) {
      const [mine, fresh] = [form.elements.namedItem(name), other?.elements.namedItem(name)];
      if (mine?.type === "hidden" && fresh) mine.value = fresh.value;
    }
  }
  const [here, there] = [document.querySelector("#present"), page.querySelector("#present")];
  if (here && there) here.dataset.revisions = there.dataset.revisions;
}

/** Where the server writes a value in its own way, so it stands; what was typed meanwhile stays. */
function adopt(form, page, sent) {
  const other = twin(form, page);
  for (const one of form.elements) {
    const fresh = one.name && other?.elements.namedItem(one.name);
    if (!fresh || !("defaultValue" in one) || ["hidden", "checkbox", "radio"].includes(one.type)) continue;
    if (one.value === sent.get(one.name) && document.activeElement !== one) one.value = fresh.value;
  }
}

async function send(form) {
  if (!isChanged(form)) return true;
  keep(form);
  const sent = new URLSearchParams(new FormData(form));
  say(form, "sending", word("shell-form-sending"));
  const answer = await fetch(form.action, { method: "POST", body: sent, keepalive: true }).catch(() => null);
  const address = answer && new URL(answer.url);
  const page = answer && new DOMParser().parseFromString(await answer.text(), "text/html");
  const isHere = address?.pathname === location.pathname || address?.pathname === new URL(form.action).pathname;
  if (!answer || answer.status >= 500) say(form, "away", word("shell-form-away"));
  else if (!isHere || [401, 403, 404].includes(answer.status)) say(form, "away", word("shell-form-signed-out"));
  if (form.querySelector(":scope > .panel-state").dataset.state === "away") return false;
  const part = form.closest("[data-part]")?.id;
  const met = address.searchParams.has("aside") && page.querySelector("main > .problem");
  const problem = met || page.querySelector(part ? `#${part} .problem:not(.locked *)` : ".problem") || (!answer.ok && page.querySelector(".problem, .lead"));
  if (problem) {
    const link = problem.querySelector("a");
    const look = link && Object.assign(document.createElement("a"), { href: link.getAttribute("href"), textContent: link.textContent });
    link?.remove();
    say(form, "refused", problem.textContent.trim(), look);
    if (met) renew(page);
    return false;
  }
  renew(page);
  const unchanged = new URLSearchParams(new FormData(form)).toString() === sent.toString();
  adopt(form, page, sent);
  if (unchanged) settle(form);
  say(form, "saved", word("shell-form-saved"));
  return unchanged || send(form);
}

/** One after the other: parts share their number. */
function save(form) {
  pending += 1;
  saves = saves
    .then(() => send(form))
    .catch(() => false)
    .finally(() => (pending -= 1));
  return saves;
}

document.addEventListener("change", ({ target }) => {
  const form = target.form;
  // What cuts or takes away is done by its button.
  if (form?.matches(BY_ITSELF) && !target.matches("[name=remove], [name=shape]") && !form.querySelector("[name=remove]:checked")) void save(form);
});

/** Acts upon the story as it stands. */
const ACTS = ["*='/moves/'", "$='/preview/links'", "$='/copy'", "$='/translate'", "$='/follow-up'"].map((end) => `form[action${end}]`).join();

const saved = new WeakSet();
document.addEventListener(
  "submit",
  async (event) => {
    const form = event.target;
    const waiting = [...document.querySelectorAll(BEFORE_MOVES)].filter((one) => one !== form && isChanged(one));
    if (saved.delete(form) || !form.matches(ACTS) || (waiting.length === 0 && pending === 0)) return;
    event.preventDefault();
    event.stopPropagation();
    for (const one of waiting) void save(one);
    await saves;
    const stays = waiting.find(isChanged);
    if (stays) return stays.querySelector(".panel-state")?.scrollIntoView({ block: "center" });
    saved.add(form);
    form.requestSubmit(event.submitter);
  },
  true,
);
