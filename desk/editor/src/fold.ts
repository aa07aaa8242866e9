// Folding for finding, as desk/scripts/fold.js does it for the whole desk; here with types.
// @ts-ignore: a plain module without types
import * as plain from "../../scripts/fold.js";

/** The letters, and for each the place in the text it came from; one place more for the end. */
export const folded: (text: string) => { text: string; at: number[] } = plain.folded;
/** Only the letters. */
export const fold: (text: string) => string = plain.fold;
