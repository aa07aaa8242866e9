// The front page by hand: stories are dragged, or lifted and put down by a press or by keys, into places of the page; each
// step is shown by the server as readers would have it, and nothing is kept before it is published. Without this script
// the same buttons send the same form.
import { asQuery, clear, put, read, Steps, swap, write } from "asset:front-model.js";
import { showKeys } from "asset:keys.js";
import { watch } from "asset:live.js";
import { word } from "asset:words.js";

const form = document.querySelector("#arrange");
const breaking = document.querySelector("#breaking");
const said = document.querySelector("#said");
const AGAIN_MS = 2_000;
const FIND_MS = 150;

if (form) arrange();
if (breaking) inDialog();

function say(id, values) {
  said.textContent = "";
  requestAnimationFrame(() => (said.textContent = word(id, values)));
}

function arrange() {
  const steps = new Steps();
  let lifted = null; // { story, key, name }: what is in the hand
  let last = "lead-0"; // the place somebody was at
  let asked = 0;
  let ending;
  const stage = () => document.querySelector("#stage");
  const slot = (key) => stage().querySelector(`[data-slot="${key}"]`);
  const nameOf = (key) => slot(key)?.querySelector(".tag b")?.textContent ?? "";
  const isOpen = (key) => slot(key) && !("closed" in slot(key).dataset);
  const params = () => asQuery(read(stage()), form, stage().dataset.mark);

  // What is wanted goes to the server and comes back as it would stand, with what others have changed.
  async function show(places, { focus, quiet } = {}) {
    const mine = ++asked;
    write(stage(), places);
    const before = stage().dataset.mark;
    const answer = await fetch(`/newsroom/front/stage?${asQuery(places, form, before)}`).catch(() => null);
    if (mine !== asked) return;
    if (!answer?.ok) {
      say("arrange-away");
      setTimeout(() => mine === asked && show(places, { focus }), AGAIN_MS);
      return;
    }
    const held = stage().contains(document.activeElement) ? document.activeElement.closest("[data-slot]")?.dataset.slot : null;
    const open = [...stage().querySelectorAll("details[open]")].map((one) => one.closest("[data-slot]")?.dataset.slot ?? "");
    const made = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#stage");
    if (mine !== asked || !made) return;
    made.hidden = stage().hidden;
    stage().replaceWith(made);
    for (const key of open) (key ? slot(key)?.querySelector("details.more") : made.querySelector("details.below"))?.setAttribute("open", "");
    grip(focus ?? held)?.focus({ preventScroll: Boolean(held) && !focus });
    settle();
    if (made.dataset.mark !== before && !quiet) say("conflict" in made.dataset ? "arrange-conflict" : "arrange-others");
  }

  const grip = (key) => key && (slot(key)?.querySelector(".grip") ?? null);

  // What depends on the stage and stands outside it.
  function settle() {
    const changes = Number(stage().dataset.changes);
    const publish = document.querySelector("#publish");
    publish.textContent = changes ? word("arrange-publish", { n: changes }) : publish.dataset.publish;
    document.querySelector("#step-back").hidden = !steps.any;
    clearTimeout(ending);
    // A pin runs out with nobody's doing: the place is by its rule from then on.
    const left = Number(stage().dataset.nextEnd);
    if (left) ending = setTimeout(() => show(read(stage()), { quiet: true }), Math.min(left + 300, 2 ** 31 - 1));
    const frame = document.querySelector("#preview iframe");
    if (frame) frame.src = `/newsroom/front/preview?${params()}`;
  }

  function change(next, focus) {
    if (!next) return;
    if (steps.add(read(stage()), next)) show(next, { focus });
  }

  function lift(what) {
    drop();
    lifted = what;
    what.element.dataset.lifted = "";
    say("arrange-lifted", { name: what.name });
  }

  function drop() {
    document.querySelectorAll("[data-lifted]").forEach((one) => delete one.dataset.lifted);
    document.querySelectorAll("[data-over]").forEach((one) => delete one.dataset.over);
    const was = lifted;
    lifted = null;
    return was;
  }

  function putAt(key) {
    if (!isOpen(key)) return say("arrange-closed");
    const what = drop();
    if (!what || what.key === key) return say("arrange-cancelled");
    if (what.key && !isOpen(what.key)) return say("arrange-closed");
    const places = read(stage());
    change(what.key ? swap(places, what.key, key) : put(places, what.story, key), key);
    say("arrange-put", { name: what.name, to: nameOf(key) });
  }

  function takeOut(key) {
    if (!isOpen(key)) return say("arrange-closed");
    change(clear(read(stage()), key), key);
    say("arrange-cleared", { to: nameOf(key) });
  }

  const inHand = (element) => {
    const cand = element.closest("[data-cand]");
    const seat = element.closest("[data-slot]");
    const name = (cand ?? seat).querySelector(".grip")?.textContent.trim() ?? "";
    if (cand) return { story: cand.dataset.cand, name, element: cand };
    const story = read(stage()).get(seat.dataset.slot).story;
    // What the rule picked stays where it is: there is nothing to take.
    return story ? { key: seat.dataset.slot, story, name, element: seat } : null;
  };

  // A press, a touch, Space and Enter come as one: lift, then put down.
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const seat = button?.closest("[data-slot]");
    const key = seat?.dataset.slot;
    if (!button) {
      // With something in the hand the whole place takes it.
      const under = event.target.closest("[data-slot]");
      if (lifted && under && !event.target.closest("details, a, input, select")) putAt(under.dataset.slot);
      return;
    }
    const take = (act) => {
      event.preventDefault();
      act();
    };
    if (button.dataset.lift) return take(() => (lifted?.story === button.dataset.lift ? (drop(), say("arrange-cancelled")) : lift(inHand(button))));
    if (button.dataset.grip) {
      return take(() => {
        if (lifted) return putAt(key);
        const what = inHand(button);
        if (what) lift(what);
      });
    }
    if (button.dataset.step) {
      return take(() => {
        const keys = [...read(stage()).keys()];
        const other = keys[keys.indexOf(key) + (button.dataset.step === "up" ? -1 : 1)];
        if (!isOpen(other)) return say("arrange-closed");
        change(swap(read(stage()), key, other), other);
        say("arrange-put", { name: grip(key)?.textContent.trim(), to: nameOf(other) });
      });
    }
    if ("clear" in button.dataset) return take(() => takeOut(key));
    if (button.dataset.mine) return take(() => change(put(read(stage()), button.dataset.mine, key), key));
    if ("theirs" in button.dataset) return take(() => button.closest(".conflict").remove());
  });

  form.addEventListener("change", (event) => {
    if ("until" in event.target.dataset || "rule" in event.target.dataset) {
      const [name, key] = [event.target.dataset.until !== undefined ? "until" : "rule", event.target.closest("[data-slot]").dataset.slot];
      const after = read(stage());
      const before = new Map([...after].map(([one, place]) => [one, { ...place }]));
      const option = event.target.options && [...event.target.options].find((one) => one.defaultSelected);
      before.get(key)[name] = event.target.options ? (option?.value ?? "") : event.target.defaultValue;
      if (steps.add(before, after)) show(after);
    }
  });
  form.addEventListener("focusin", (event) => {
    const seat = event.target.closest("[data-slot]");
    if (seat) last = seat.dataset.slot;
  });

  // Dragging with a mouse; back into the drawer is off the page.
  let dragged = null;
  form.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[data-cand], [data-slot]") && inHand(event.target);
    if (!dragged) return event.preventDefault();
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.name);
    lift(dragged);
  });
  const below = (event) => {
    const over = event.target.closest?.("[data-slot], .drawer");
    return dragged && over && (over.dataset.slot ? isOpen(over.dataset.slot) : dragged.key) ? over : null;
  };
  form.addEventListener("dragover", (event) => {
    const over = below(event);
    document.querySelectorAll("[data-over]").forEach((one) => one !== over && delete one.dataset.over);
    if (!over) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
    over.dataset.over = "";
  });
  form.addEventListener("drop", (event) => {
    const over = below(event);
    if (!over) return;
    event.preventDefault();
    if (over.dataset.slot) return putAt(over.dataset.slot);
    const { key } = drop();
    takeOut(key);
  });
  form.addEventListener("dragend", () => {
    dragged = null;
    drop();
  });

  // The nearest thing to go to in a direction, by where it is on the page.
  function toward(dx, dy) {
    const all = [...document.querySelectorAll(lifted ? "#stage .grip" : "#stage .grip, #candidates .grip")];
    const box = (element) => element.closest("[data-slot], [data-cand]").getBoundingClientRect();
    const here = all.includes(document.activeElement) ? document.activeElement : null;
    if (!here) return grip(last) ?? all[0];
    const at = box(here);
    const gap = (near, far, nextNear, nextFar) => Math.max(0, nextNear - far, near - nextFar);
    let best = null;
    for (const one of all) {
      if (one === here) continue;
      const to = box(one);
      const along = dx ? dx * ((to.left + to.right) / 2 - (at.left + at.right) / 2) : dy * (to.top - at.top);
      if (along <= 1) continue;
      // What lies beside counts little against what lies off the way.
      const off = dx ? gap(at.top, at.bottom, to.top, to.bottom) : gap(at.left, at.right, to.left, to.right);
      const score = along + 8 * off;
      if (!best || score < best.score) best = { one, score };
    }
    return best?.one ?? here;
  }

  function walk(dx, dy) {
    const to = toward(dx, dy);
    if (!to) return;
    to.focus();
    const key = to.closest("[data-slot]")?.dataset.slot;
    document.querySelectorAll("[data-over]").forEach((one) => delete one.dataset.over);
    if (lifted && key) {
      slot(key).dataset.over = "";
      say("arrange-over", { to: nameOf(key) });
    }
  }

  function takeBack(places, id) {
    if (!places) return;
    show(places, { focus: last });
    say(id);
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
    const isTyping = event.target.closest("input:not([type=radio]), textarea, select");
    const ctrl = event.ctrlKey || event.metaKey;
    const take = (act) => {
      event.preventDefault();
      act();
    };
    if (ctrl && event.key === "Enter") return take(() => form.requestSubmit(document.querySelector("#publish")));
    if (isTyping || event.altKey) {
      if (event.key === "Escape") grip(last)?.focus();
      return;
    }
    // By the place of the key, so that an Arabic keyboard works alike.
    if (ctrl && event.code === "KeyZ") return take(() => (event.shiftKey ? takeBack(steps.again(read(stage())), "arrange-redone") : takeBack(steps.back(read(stage())), "arrange-undone")));
    if (ctrl) return;
    const way = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
    const atGrip = document.activeElement === document.body || document.activeElement.closest(".grip, main");
    if (way && atGrip) return take(() => walk(...way));
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
    const key = document.activeElement.closest?.("[data-slot]")?.dataset.slot ?? last;
    if (digit && !event.shiftKey) {
      const one = document.querySelectorAll("#candidates [data-cand]")[digit - 1];
      return take(() => one && (lift(inHand(one)), putAt(key)));
    }
    if (event.key === "Escape" && lifted) {
      return take(() => {
        const from = drop();
        (from.key ? grip(from.key) : from.element.querySelector(".grip"))?.focus();
        say("arrange-cancelled");
      });
    }
    if (event.code === "KeyT") {
      return take(() => {
        const more = slot(key)?.querySelector("details.more");
        if (!more) return say("arrange-closed");
        more.open = true;
        more.querySelector("[data-until]").focus();
      });
    }
    if (event.key === "Backspace" || event.key === "Delete") return take(() => takeOut(key));
  });

  document.querySelector("#step-back").addEventListener("click", () => takeBack(steps.back(read(stage())), "arrange-undone"));
  document.querySelector("#show-keys").addEventListener("click", showKeys);
  document.addEventListener("shortcuts", ({ detail }) => {
    for (const line of document.querySelectorAll("#keys dl > div")) {
      detail.push({ keys: line.querySelector("dt").textContent, label: line.querySelector("dd").textContent });
    }
  });

  // The page itself, at the width of a screen or of a phone.
  const looks = document.querySelectorAll("[data-look]");
  const preview = document.querySelector("#preview");
  looks.forEach((look) =>
    look.addEventListener("click", () => {
      const which = look.dataset.look;
      looks.forEach((one) => one.setAttribute("aria-pressed", String(one === look)));
      const shows = which !== "places";
      form.closest("#slots").classList.toggle("looking", shows);
      stage().hidden = shows;
      preview.hidden = !shows;
      preview.className = which;
      preview.replaceChildren();
      if (!shows) return;
      const frame = document.createElement("iframe");
      frame.title = word("arrange-preview");
      frame.setAttribute("sandbox", "allow-same-origin");
      frame.src = `/newsroom/front/preview?${params()}`;
      preview.append(frame);
    }),
  );
  document.querySelector(".sizes").hidden = false;
  document.querySelector(".keys-line").hidden = false;
  document.querySelector(".plain-look").hidden = true;

  // The drawer finds as one types; what is on the stage stays.
  let finding;
  const search = document.querySelector("#q");
  const find = async () => {
    const query = new URLSearchParams([...params(), ["q", search.value]]);
    const answer = await fetch(`/newsroom/front/candidates?${query}`).catch(() => null);
    if (!answer?.ok || query.get("q") !== search.value) return;
    const made = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#candidates");
    if (made) document.querySelector("#candidates").replaceWith(made);
  };
  search.addEventListener("input", () => {
    clearTimeout(finding);
    finding = setTimeout(find, FIND_MS);
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
    if (event.key === "Enter" || event.key === "ArrowDown") document.querySelector("#candidates .grip")?.focus();
  });

  // Somebody else publishes: what they did is taken in, what is under way here stays.
  watch({ [form.dataset.subject]: stage().dataset.mark }, (_subject, mark) => {
    if (mark !== stage().dataset.mark) show(read(stage()));
  });

  let leaving = false;
  form.addEventListener("submit", () => (leaving = true));
  addEventListener("beforeunload", (event) => {
    if (!leaving && steps.any && Number(stage().dataset.changes)) event.preventDefault();
  });
  settle();
}

// The breaking strip comes up over the page.
function inDialog() {
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-labelledby", "s-breaking");
  const sheet = breaking.parentElement;
  sheet.before(dialog);
  dialog.append(breaking);
  sheet.remove();
  const close = document.querySelector("#keys form")?.cloneNode(true);
  if (close) dialog.append(close);
  const open = () => dialog.open || dialog.showModal();
  document.querySelector("#open-breaking")?.addEventListener("click", (event) => {
    event.preventDefault();
    open();
  });
  if (location.hash === "#breaking" || breaking.querySelector("[role=alert], .restored")) open();
  // What was typed in it has come back.
  breaking.addEventListener("words-back", open);
}
