// Marks, embeddings and isolates that turn the direction of what follows: phones write them into what they copy. A story needs
// none of them, its direction follows from its letters; joiners spell words and stay (arabic::normalize::is_bidi_control).
const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const ALL = new RegExp(TURNS, "g");

/** Whether a text holds any. */
export const turns = (text: string) => TURNS.test(text);

/** The text without them. */
export const withoutTurns = (text: string) => (turns(text) ? text.replace(ALL, "") : text);

/** Whether they came with other letters, from a phone or a clipboard: one by itself is a key that somebody pressed. */
export const cameAlong = (text: string) => text.length > 1 && turns(text);
