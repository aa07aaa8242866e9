// The words of a page's scripts, in the person's language: a template gives them as
// <meta name="words" content='{{ words|tojson }}'>, made by `Words::under("room-")`. `build.rs` checks that each id that is
// asked for stands in every language. Every page has the words of its shell besides, under their whole ids (`shell-…`). What
// is filled in stands as %name; a word that counts stands in one message for each
// plural category there is (id-one, id-two, id-few, id-many, id-other).
const known = Object.assign({}, ...[...document.querySelectorAll("meta[name=shell-words], meta[name=words]")].map((meta) => JSON.parse(meta.content)));
const language = document.documentElement.lang || "ar";
const plural = new Intl.PluralRules(language);

/** A number in the paper's digits. */
export const number = (n) => String(n).replace(/[0-9]/g, (digit) => (known.digits ?? "0123456789")[digit]);

/** The word with this id, whole as in the message files; `prefix` is what `Words::under` has cut off. */
export function word(id, values = {}, prefix = /^[a-z]+-/) {
  const text = known[id] ?? known[id.replace(prefix, "")] ?? id;
  return text.replace(/%([a-z]+)/g, (whole, name) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === "number" ? number(value) : value;
  });
}

/** The word about `n` things: one message for each plural category of the language, id-other where it has none. */
export function counted(id, n, values = {}) {
  const short = id.replace(/^[a-z]+-/, "");
  const own = `${id}-${plural.select(n)}`;
  return word(known[own] ?? known[`${short}-${plural.select(n)}`] ? own : `${id}-other`, { ...values, n });
}
