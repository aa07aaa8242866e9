// A page under way, as its form's fields say it: what is in each place, changed by steps that can be taken back. The fields
// are the truth; this reads and writes them, so that a form without a script says the same.
const fields = ["story", "until", "rule"];

/** What stands in each place now: key → { story, until, rule }. */
export function read(stage) {
  const places = new Map();
  for (const slot of stage.querySelectorAll("[data-slot]")) {
    const key = slot.dataset.slot;
    const value = (name) => slot.querySelector(`[name="${name}-${key}"]`)?.value ?? "";
    places.set(key, Object.fromEntries(fields.map((name) => [name, value(name)])));
  }
  return places;
}

/** Says so in the fields, at once: what is published the next moment is this. */
export function write(stage, places) {
  for (const [key, place] of places) {
    for (const name of fields) {
      const field = stage.querySelector(`[name="${name}-${key}"]`);
      if (field) field.value = place[name];
    }
  }
}

/** The same as the query of an address. */
export function asQuery(places, form, mark) {
  const query = new URLSearchParams({ in: form.elements.in.value, mark });
  if (form.elements.on) query.set("on", form.elements.on.value);
  for (const [key, place] of places) for (const name of fields) query.set(`${name}-${key}`, place[name]);
  return query;
}

const copy = (places) => new Map([...places].map(([key, place]) => [key, { ...place }]));
const empty = { story: "", until: "" };

/** `story` into the place `to`, from wherever it stands; what stood there changes places with it. */
export function put(places, story, to) {
  const next = copy(places);
  const from = [...next].find(([, place]) => place.story === story)?.[0];
  if (from) return swap(places, from, to);
  Object.assign(next.get(to), empty, { story });
  return next;
}

/** Two places change their stories; rules stay. */
export function swap(places, one, other) {
  const next = copy(places);
  const [first, second] = [places.get(one), places.get(other)];
  Object.assign(next.get(one), { story: second.story, until: second.until });
  Object.assign(next.get(other), { story: first.story, until: first.until });
  return next;
}

/** The place by its rule. */
export function clear(places, key) {
  const next = copy(places);
  Object.assign(next.get(key), empty);
  return next;
}

/** Steps that were made, to be taken back and made again. Only what a step changed is taken back: what others have done
 *  since stays. */
export class Steps {
  #done = [];
  #undone = [];

  add(before, after) {
    const step = [...after].filter(([key, place]) => fields.some((name) => before.get(key)?.[name] !== place[name]));
    if (!step.length) return false;
    this.#done.push(step.map(([key, place]) => ({ key, before: { ...before.get(key) }, after: { ...place } })));
    this.#undone = [];
    return true;
  }

  get any() {
    return this.#done.length > 0;
  }

  back(places) {
    return Steps.#walk(this.#done, this.#undone, places, "after", "before");
  }

  again(places) {
    return Steps.#walk(this.#undone, this.#done, places, "before", "after");
  }

  static #walk(from, to, places, is, becomes) {
    const step = from.pop();
    if (!step) return null;
    to.push(step);
    const next = copy(places);
    for (const change of step) {
      const now = next.get(change.key);
      if (now.story === change[is].story) Object.assign(now, change[becomes]);
    }
    // A story that others have put elsewhere meanwhile stands once.
    const stories = [...next.values()].map((place) => place.story).filter(Boolean);
    return new Set(stories).size === stories.length ? next : copy(places);
  }
}
