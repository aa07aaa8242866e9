// The server's clock. The one of this machine may be a day wrong; every answer of the server tells how far it is off.
let off = 0;

/** An answer has come that bears this date; it was asked for at `asked`. */
export function heard(date: string | null, asked: number) {
  const theirs = Date.parse(date ?? "");
  if (Number.isNaN(theirs)) return;
  // Dates of answers have whole seconds, and the answer was on its way for a while.
  const ours = (asked + Date.now()) / 2;
  off = theirs + 500 - ours;
}

/** Milliseconds, as the server counts them. */
export const now = () => Date.now() + off;
