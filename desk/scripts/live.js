// What changes while one looks. One stream of events for the whole page, however many parts of it watch something:
//
//   import { watch, onState } from "asset:live.js";
//   const stop = watch(["story/7zk3m9qa", "notices"], (subject, mark, before) => { … });
//
// `onChange` is called when a subject's mark becomes another one. `before` is the mark known until then: the one given as
// `{ "story/7zk3m9qa": "mark as the page was made with" }` in place of the list, or the last one heard; undefined the
// first time where none was given. A mark is only compared; what has changed is asked for at its own address.
//
// The stream is closed while nobody can see the page (a browser has six connections for all its windows on one site) and
// opened again when they can; what was missed meanwhile is told then, since marks are told anew. `onState` is told "live"
// when the stream stands and "away" when it has not stood for a few seconds.
const ADDRESS = "/newsroom/live";
const SUBJECTS_MAX = 20;
const HIDDEN_MS = 5_000;
const AWAY_MS = 4_000;
const AGAIN_MS = [2_000, 5_000, 15_000, 30_000];

const watchers = new Set();
const marks = new Map();
const listeners = new Set();
let stream = null;
let opened = "";
let state = "away";
let failed = 0;
let hiding, failing, opening;

/** Calls `onChange(subject, mark, before)` when one of `subjects` (a list, or subject → mark) changes; returns what stops it. */
export function watch(subjects, onChange) {
  const known = new Map(Array.isArray(subjects) ? subjects.map((subject) => [subject, undefined]) : Object.entries(subjects));
  const watcher = { known, onChange };
  watchers.add(watcher);
  for (const subject of known.keys()) {
    // What the stream has told already is told to whoever comes later.
    if (marks.has(subject)) queueMicrotask(() => watchers.has(watcher) && tell(watcher, subject, marks.get(subject)));
  }
  reopenSoon();
  return () => {
    watchers.delete(watcher);
    reopenSoon();
  };
}

/** `act` so that it runs one at a time, and once more where it was wanted while it ran: the last answer is the newest. */
export function oneAtATime(act) {
  let running = false;
  let again = false;
  return async () => {
    if (running) return void (again = true);
    running = true;
    do {
      again = false;
      await act().catch(() => {});
    } while (again);
    running = false;
  };
}

/** Calls `listener("live" | "away")` now and whenever it becomes the other. */
export function onState(listener) {
  listeners.add(listener);
  listener(state);
  return () => listeners.delete(listener);
}

function tell(watcher, subject, mark) {
  const before = watcher.known.get(subject);
  if (before === mark) return;
  watcher.known.set(subject, mark);
  watcher.onChange(subject, mark, before);
}

function become(next) {
  clearTimeout(failing);
  if (next === state) return;
  state = next;
  for (const listener of listeners) listener(state);
}

function wanted() {
  const subjects = new Set();
  for (const { known } of watchers) for (const subject of known.keys()) subjects.add(subject);
  return [...subjects].sort().slice(0, SUBJECTS_MAX);
}

// Parts of a page begin one after the other; they share one stream, and it is opened once.
function reopenSoon() {
  clearTimeout(opening);
  opening = setTimeout(open, 0);
}

function open() {
  const subjects = wanted();
  if (document.visibilityState === "hidden" || !subjects.length) return close();
  const address = `${ADDRESS}?${subjects.map((subject) => `watch=${encodeURIComponent(subject)}`).join("&")}`;
  if (stream && opened === address && stream.readyState !== EventSource.CLOSED) return;
  close();
  opened = address;
  stream = new EventSource(address);
  stream.addEventListener("open", () => {
    failed = 0;
    become("live");
    storage(null);
  });
  stream.addEventListener("storage", (event) => {
    storage(JSON.parse(event.data).outage);
  });
  stream.addEventListener("changed", (event) => {
    const { subject, mark } = JSON.parse(event.data);
    marks.set(subject, mark);
    for (const watcher of [...watchers]) if (watcher.known.has(subject)) tell(watcher, subject, mark);
  });
  stream.addEventListener("error", () => {
    clearTimeout(failing);
    failing = setTimeout(() => become("away"), AWAY_MS);
    // A broken line is opened again by the browser; an answer that is no stream is not: signed out, or too many windows.
    if (stream?.readyState === EventSource.CLOSED) {
      clearTimeout(opening);
      opening = setTimeout(open, AGAIN_MS[Math.min(failed, AGAIN_MS.length - 1)]);
      failed += 1;
    }
  });
}

// What hinders the storage, as the stream says; nothing until it says so.
function storage(outage) {
  document.dispatchEvent(new CustomEvent("storage-state", { detail: outage }));
}

function close() {
  stream?.close();
  stream = null;
  opened = "";
}

document.addEventListener("visibilitychange", () => {
  clearTimeout(hiding);
  if (document.visibilityState === "hidden") hiding = setTimeout(close, HIDDEN_MS);
  else open();
});
addEventListener("pagehide", close);
addEventListener("pageshow", () => reopenSoon());
