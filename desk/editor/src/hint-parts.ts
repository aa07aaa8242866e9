// What has hints: the text, and each of the lines above it. The server reads the lines of all of them.
import { send } from "./request";

export interface Hint {
  from: number;
  to: number;
  kind: string;
  message: string;
  replacements: string[];
  /** For spelling: the language in which the word was looked up. */
  lang?: string;
}

/** What the server says of a line. */
export interface Read {
  hints: Hint[];
  /** Runs that are to be read from left to right whatever stands around them. */
  isolates: { from: number; to: number }[];
}

/** A hint where it stands now, in the units of its part. */
export interface Notice {
  from: number;
  to: number;
  hint: Hint;
  /** The words under it. */
  written: string;
}

/** The text, or a line above it. */
export interface Part {
  /** Its hints in the order of its words. */
  notices(): Notice[];
  /** Where the caret stands, or stood last. */
  caret(): { from: number; to: number };
  /** Puts the caret upon the words and brings them into view. */
  reach(notice: Notice): void;
  /** Where the words are on the screen. */
  placeOf(notice: Notice): DOMRect;
  /** Puts words in place of those under each of the hints, where they may be written; one act for whoever undoes it. How many. */
  replace(these: { notice: Notice; words: string }[]): number;
  /** Draws the hints anew: one was dropped. */
  draw(): void;
  /** Reads it again: the house thinks otherwise than it did. */
  readAgain(): void;
  focus(): void;
}

export interface AskedLine {
  text: string;
  /** Stretches in another language than the story. */
  foreign: { from: number; to: number; lang: string }[];
}

/** The way to the server, which reads lines, and what was dropped here. */
export class Reader {
  /** What the house's words were when the lines were read. */
  private house = "";
  private readonly dropped = new Set<string>();
  /** Called where the words of the house are no longer those under which lines were read. */
  staled = () => {};

  constructor(private readonly story: string, private readonly lang: string) {}

  /** What is to be said of each line, in their order; `null` where nobody answers. */
  async read(lines: AskedLine[]): Promise<Read[] | null> {
    const body = { lang: this.lang, lines: lines.map((line, key) => ({ key: String(key), ...line })) };
    const answer = await send("POST", `/newsroom/stories/${this.story}/hints`, body);
    if (!answer.ok) return null;
    const { house, lines: read } = answer.value as { house: string; lines: (Read & { key: string })[] };
    const stale = this.house !== "" && this.house !== house;
    this.house = house;
    if (stale) this.staled();
    const said: Read[] = lines.map(() => ({ hints: [], isolates: [] }));
    for (const one of read) said[Number(one.key)] = one;
    return said;
  }

  drop({ hint, written }: Notice) {
    this.dropped.add(`${hint.kind} ${written}`);
  }

  isDropped(hint: Hint, written: string) {
    return this.dropped.has(`${hint.kind} ${written}`);
  }
}
