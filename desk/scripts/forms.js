// What is typed in a form is kept in this browser until the server has it: an old form, an ended session, a lost network, a
// crash and another button pressed meanwhile lose nothing. It is kept for each window and person; words of a window that is
// gone are offered in the next. Secrets and files are never kept. The pages work without it.
import { word } from "asset:words.js";

const PREFIX = "matbaa-form";
/** Milliseconds after the last key. */
const REST = 250;
/** Words that nobody came back for. */
const FORGET_MS = 7 * 86_400_000;
/** A form longer than this is not kept: the browser has five million characters for all of them. */
const CHARS_MAX = 500_000;
/** Hidden fields that are other ones each time a page is made. */
const FRESH = new Set(["token", "rev", "was", "seen", "key", "mark", "framed"]);
/** What the words were typed upon: given back with them, so that the server can tell what changed meanwhile. */
const UPON = ["rev", "was"];
const SECRET = /password|secret|code|proof|credential/;

const person = document.body.dataset.person;

const random = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
const NAME = "matbaa-window";
/** Held as long as the window is there: whoever finds it free knows that nobody types in it any more. */
const hold = (name) =>
  new Promise((done) => {
    if (!navigator.locks) return done(true);
    navigator.locks.request(`${NAME}-${name}`, { ifAvailable: true }, (lock) => {
      done(Boolean(lock));
      return lock && new Promise(() => {});
    });
  });
/** Says for the next page of this window, which begins with it, that this one has gone: what a window opened from here begins
    with is a copy of the name only. */
const LEFT = "matbaa-window-left";
/** Milliseconds that the page before may take to go; a slow computer has both for a while. */
const GOING_MS = 5_000;
/** A window that was opened by another begins with a copy of its name, and takes one of its own. */
async function nameWindow() {
  const name = sessionStorage.getItem(NAME);
  const until = performance.now() + (sessionStorage.getItem(LEFT) === name ? GOING_MS : 200);
  sessionStorage.removeItem(LEFT);
  while (name) {
    if (await hold(name)) return name;
    if (performance.now() > until) break;
    await new Promise((done) => setTimeout(done, 50));
  }
  const own = random();
  sessionStorage.setItem(NAME, own);
  await hold(own);
  return own;
}
/** This window's name, and whether nobody types in another any more; the editor of the text goes by the same. */
const windows = {
  name: nameWindow(),
  async gone() {
    const held = new Set(((await navigator.locks?.query())?.held ?? []).map((lock) => lock.name));
    return (name) => !held.has(`${NAME}-${name}`);
  },
};
window.matbaaWindows = windows;
let here = "";

const controls = (form) =>
  [...form.elements].filter((one) => one.name && !FRESH.has(one.name) && !SECRET.test(one.name) && !["hidden", "password", "file", "submit", "button", "fieldset"].includes(one.type));
const isOn = (one) => ["checkbox", "radio"].includes(one.type);
const valueOf = (one) => (isOn(one) ? one.checked : one.type === "select-multiple" ? [...one.selectedOptions].map((option) => option.value) : one.value);
const shownFirst = (one) => (isOn(one) ? one.defaultChecked : one.tagName === "SELECT" ? ([...one.options].find((option) => option.defaultSelected) ?? one.options[0])?.value : one.defaultValue);
/** A field among those of its name; boxes by their value. */
const placeOf = (one, all) => [one.name, isOn(one) ? one.value : all.filter((other) => other.name === one.name).indexOf(one)];

export const isChanged = (form) => controls(form).some((one) => valueOf(one) !== shownFirst(one));

/** What stands in the form is what the server has. */
export function settle(form) {
  for (const one of controls(form)) {
    if (isOn(one)) one.defaultChecked = one.checked;
    else if (one.tagName === "SELECT") for (const option of one.options) option.defaultSelected = option.selected;
    else one.defaultValue = one.value;
  }
  forget(keyOf(form));
  form.querySelector(":scope > .restored")?.remove();
}

const isKept = (form) => form.method === "post" && !form.matches(".text-form, .given, [data-unkept]") && !form.querySelector("input[type=file]") && controls(form).length > 0;

function nameOf(form) {
  const own = [...form.elements].filter((one) => one.type === "hidden" && one.name && !FRESH.has(one.name)).map((one) => `${one.name}=${one.value}`);
  const name = [new URL(form.action).pathname, ...own].join(" ");
  const alike = [...document.forms].filter((other) => isKept(other) && new URL(other.action).pathname === new URL(form.action).pathname);
  return `${name} ${Math.max(0, alike.indexOf(form))}`;
}
const names = new WeakMap();
const keyOf = (form, window = here) => {
  if (!names.has(form)) names.set(form, nameOf(form));
  return [PREFIX, person, window, names.get(form)].join("|");
};

const forget = (key) => localStorage.removeItem(key);
function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

/** Forms that came back with what was refused: what they show was typed, and is nowhere else. */
const refused = new WeakSet();

/** Puts down what stands in the form; whether it is in the browser now. */
export function keep(form) {
  const key = keyOf(form);
  if (!isChanged(form)) {
    if (!refused.has(form)) forget(key);
    return true;
  }
  const all = controls(form);
  const fields = all.filter((one) => refused.has(form) || valueOf(one) !== shownFirst(one)).map((one) => [...placeOf(one, all), valueOf(one)]);
  const upon = UPON.flatMap((name) => (form.elements.namedItem(name)?.value === undefined ? [] : [[name, form.elements.namedItem(name).value]]));
  const entry = JSON.stringify({ at: Date.now(), fields, upon, sent: read(key)?.sent });
  if (entry.length > CHARS_MAX) return false;
  try {
    localStorage.setItem(key, entry);
    return true;
  } catch {
    return false;
  }
}

/** Whether everything that was typed in the forms of this page is in the browser or on the server. */
export const allKept = () => [...document.forms].filter(isKept).every(keep);

function put(form, entry) {
  const all = controls(form);
  for (const [name, place, value] of entry.fields) {
    const one = all.find((other) => other.name === name && String(placeOf(other, all)[1]) === String(place));
    if (!one) continue;
    if (isOn(one)) one.checked = value;
    else if (one.type === "select-multiple") for (const option of one.options) option.selected = value.includes(option.value);
    else one.value = value;
    one.dispatchEvent(new Event("input", { bubbles: true }));
  }
  // Beside what a colleague has saved it is sent again upon that.
  const isMet = new URLSearchParams(location.search).has("aside");
  for (const [name, value] of isMet ? [] : (entry.upon ?? [])) {
    const one = form.elements.namedItem(name);
    if (one?.type === "hidden") one.value = value;
  }
  for (let at = form.parentElement; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
}

function button(says, does) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "link";
  made.textContent = says;
  made.addEventListener("click", does);
  return made;
}

/** A line above the form: that words came back into it, and what other windows left behind. */
function tell(form, key, others, { isBack = true } = {}) {
  form.querySelector(":scope > .restored")?.remove();
  const line = document.createElement("p");
  line.className = "restored";
  line.setAttribute("role", "status");
  const drop = () => {
    forget(key);
    form.reset();
    for (const [name, value] of fresh.get(form) ?? []) form.elements.namedItem(name).value = value;
    line.remove();
  };
  if (isBack) line.append(word("shell-form-restored"), " ", button(word("shell-form-drop"), drop));
  for (const other of others) {
    const take = button(word("shell-form-other"), () => {
      put(form, read(other));
      forget(other);
      keep(form);
      take.remove();
    });
    line.append(" ", take);
  }
  form.prepend(line);
  form.dispatchEvent(new Event("words-back", { bubbles: true }));
}

const fresh = new WeakMap();
function giveBack(form, dead) {
  if ([...form.elements].some((one) => one.matches("fieldset:disabled"))) return;
  const name = [PREFIX, person, "", ""].join("|");
  const mine = keyOf(form);
  const suffix = `|${names.get(form)}`;
  const kept = Object.keys(localStorage).filter((key) => key.startsWith(name.slice(0, -1)) && key.endsWith(suffix));
  const owners = new Map(kept.map((key) => [key, key.split("|")[2]]));
  const found = kept.filter((key) => key === mine || dead(owners.get(key))).sort((one, two) => (two === mine) - (one === mine) || (read(two)?.at ?? 0) - (read(one)?.at ?? 0));
  if (found.length === 0) return;
  fresh.set(form, UPON.flatMap((one) => (form.elements.namedItem(one) ? [[one, form.elements.namedItem(one).value]] : [])));
  const [first, ...others] = found;
  if (typedEarly.has(form)) {
    // As if a window had left it that is no more.
    const aside = keyOf(form, random());
    localStorage.setItem(aside, localStorage.getItem(first));
    forget(first);
    return tell(form, mine, [aside, ...others], { isBack: false });
  }
  put(form, read(first));
  if (!isChanged(form) && document.body.dataset.refused !== undefined) return refused.add(form);
  if (!isChanged(form)) return others.concat(first).forEach(forget);
  if (first !== mine) forget(first);
  keep(form);
  tell(form, mine, others);
}

// What the server has taken: it says so in a cookie with the name under which the form was sent.
const SENT = "matbaa-sent";
function sendAs(nonce, form) {
  const safe = location.protocol === "https:" ? "; Secure" : "";
  const to = encodeURIComponent(new URL(form.action).pathname);
  document.cookie = `${SENT}=${nonce}.${to}; Path=/newsroom; Max-Age=600; SameSite=Strict${safe}`;
  sessionStorage.setItem(SENT, nonce);
}
function dropTaken() {
  const taken = document.cookie.split("; ").flatMap((one) => /^matbaa-taken-([0-9a-f]+)=/.exec(one)?.slice(1) ?? []);
  for (const key of Object.keys(localStorage).filter((one) => one.startsWith(`${PREFIX}|`))) {
    const entry = read(key);
    if (!entry || taken.includes(entry.sent) || Date.now() - entry.at > FORGET_MS) forget(key);
  }
  for (const nonce of taken) document.cookie = `matbaa-taken-${nonce}=; Path=/newsroom; Max-Age=0`;
}

/** The form is on its way: what was typed in it is let go of once the server says that it has it. */
function sending(form) {
  if (!keep(form)) return;
  const key = keyOf(form);
  const entry = read(key);
  if (!entry) return;
  entry.sent = random();
  localStorage.setItem(key, JSON.stringify(entry));
  sendAs(entry.sent, form);
}

async function begin() {
  here = await windows.name;
  dropTaken();
  // The page of an error sends again what is kept here: under its first name.
  for (const form of document.querySelectorAll("form.given")) {
    form.addEventListener("submit", () => sessionStorage.getItem(SENT) && sendAs(sessionStorage.getItem(SENT), form));
  }
  if (!person) return;
  const dead = await windows.gone();
  const forms = [...document.forms].filter(isKept);
  forms.forEach(keyOf);
  for (const form of forms) giveBack(form, dead);
  typedEarly.forEach(keep);
  document.addEventListener("reset", ({ target }) => setTimeout(() => isKept(target) && keep(target)));
  document.documentElement.dataset.forms = "ready";
}

/** Forms that somebody typed in before this window had its name: theirs stands, and what was kept is offered beside it. */
const typedEarly = new Set();
const waits = new WeakMap();
function typed({ target }) {
  const form = target.form;
  if (!form || !isKept(form)) return;
  if (!here) return typedEarly.add(form);
  clearTimeout(waits.get(form));
  waits.set(form, setTimeout(() => keep(form), REST));
}
if (person) {
  document.addEventListener("input", typed);
  document.addEventListener("change", typed);
  // After whoever sends it in another way.
  addEventListener("submit", (event) => {
    if (here && !event.defaultPrevented && isKept(event.target)) sending(event.target);
  });
  const leave = () => {
    if (!here) return;
    allKept();
    sessionStorage.setItem(LEFT, here);
    // Whoever stays has not left.
    setTimeout(() => sessionStorage.removeItem(LEFT), GOING_MS);
  };
  addEventListener("beforeunload", leave);
  addEventListener("pagehide", leave);
}
await begin();
