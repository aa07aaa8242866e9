// Hears when a page laid out by hand becomes another. A section's page has no subject of its own at the desk's live door;
// it is asked about as long as somebody looks.
const ASK_MS = 700;

/** Calls `onChange(mark)` whenever what stands on the page `query` names has another mark than the last one told. */
export function watchMark(query, first, onChange) {
  let known = first;
  setInterval(async () => {
    if (document.visibilityState === "hidden") return;
    const answer = await fetch(`/newsroom/front/mark?${query}`).catch(() => null);
    if (!answer?.ok) return;
    const { mark } = await answer.json();
    if (mark !== known) onChange((known = mark));
  }, ASK_MS);
}
