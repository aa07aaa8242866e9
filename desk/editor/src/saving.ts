// Nothing typed is lost. What changes is written to the browser's journal at once and to the server every few seconds, each
// delivery under a key of its own; a delivery whose answer was lost is sent again as it was. Where the text has changed
// elsewhere meanwhile, the server puts both together and says where they met.
import { Journal } from "./journal";
import { deliver, renew, send } from "./request";

/** The words of the text part: its lines by name, and the body as JSON text, made piece by piece. */
export interface Lines {
  [line: string]: string;
  body: string;
}

/** What stands on the server, as GET answers it. */
export interface Standing {
  rev: number;
  text: Record<string, unknown> & { body: unknown };
  version: number;
  /** Milliseconds. */
  saved: number;
  /** Somebody else who has the text now. */
  holder: string | null;
  token: string;
}

export type State =
  | { kind: "saved"; at: number; version: number }
  | { kind: "changed" }
  | { kind: "sending" }
  /** The server does not answer; what is typed is in this browser, or nowhere. */
  | { kind: "away"; journaled: boolean }
  | { kind: "signed-out"; journaled: boolean }
  /** Whoever writes may do so no more: the story moved on, or the right is gone. */
  | { kind: "forbidden"; journaled: boolean }
  | { kind: "refused"; problem: string; block: string | null }
  /** Somebody has the text: the words set aside are the version of that number. */
  | { kind: "taken"; holder: string | null; aside: number | null };

/** Milliseconds after the last key until what was typed is sent, and at most after the first. */
const REST = 1500;
const LONGEST = 4000;
/** The same for the journal. */
const JOURNAL_REST = 250;
const JOURNAL_LONGEST = 1000;
/** Milliseconds until it is tried again where nobody is signed in, and where the right is missing. */
const RETRY_OUT = 5000;
const RETRY_FORBIDDEN = 15_000;
const RETRY = [1000, 2000, 4000, 8000, 15000];
/** After so many milliseconds without an answer it is said that nothing is saved yet. */
const SLOW = 2500;

export const same = (one: Lines, two: Lines) => (Object.keys(one) as (keyof Lines)[]).every((key) => one[key] === two[key]);

/** Lines as the server takes them, without reading the body as JSON again. */
const packed = (lines: Lines) => {
  const { body, ...rest } = lines;
  return `${JSON.stringify(rest).slice(0, -1)},"body":${body}}`;
};

const key = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

export interface Hooks {
  /** What is written now. */
  written: () => Lines;
  /** Puts words in the place of what is written, so that Ctrl+Z takes them back. */
  replace: (lines: Standing["text"], why: "merged") => void;
  /** The words as the editor writes them, for comparing. */
  normal: (lines: Standing["text"]) => Lines;
  said: (state: State) => void;
  /** What both wrote was put together. */
  merged: (conflicts: number, aside: number | null) => void;
  /** What the story still lacks before it can go on. */
  lacks: (fields: string[]) => void;
  /** Keys do nothing for a moment. */
  freeze: (frozen: boolean) => void;
  /** Characters that are on a disk now, here or there: for whoever asks whether anything can be lost. */
  kept?: (lines: Lines) => void;
}

export class Saving {
  private base: Lines = { body: "" };
  private rev = 0;
  private sending: { lines: Lines; key: string; keep: boolean } | null = null;
  private timer = 0;
  private journalTimer = 0;
  private first = 0;
  private journalFirst = 0;
  private tries = 0;
  private stopped = false;
  private waiting: (() => void)[] = [];
  private wantsVersion = false;
  private lastJournaled = false;

  constructor(
    private readonly address: string,
    private readonly journal: Journal,
    private readonly hooks: Hooks,
  ) {}

  /** Begins from what the server has, and what the journal has of an earlier time. */
  async begin(standing: Standing): Promise<"fresh" | "restored" | "merged"> {
    renew(standing.token);
    this.rev = standing.rev;
    this.base = this.hooks.normal(standing.text);
    this.hooks.said({ kind: "saved", at: standing.saved, version: standing.version });
    let came: "fresh" | "restored" | "merged" = "fresh";
    for (const entry of await this.journal.read()) {
      if (!same(entry.mine, this.base)) {
        // Two windows may have been left: each has what the other has not.
        if (came !== "fresh") await this.save(false);
        // Taken by the server, and the answer was never heard: what was typed since goes on from there.
        const isOurs = entry.sent !== undefined && same(entry.sent, this.base);
        came = came === "fresh" && (entry.rev === this.rev || isOurs) ? "restored" : "merged";
        if (came === "restored") {
          this.hooks.replace({ ...entry.mine, body: JSON.parse(entry.mine.body) }, "merged");
          this.changed();
        } else {
          // The text went on without what is in the journal.
          await this.putTogether(entry.base, entry.mine, null);
        }
        await this.write();
      }
      // What another window left is this one's now.
      if (came === "fresh" || (this.lastJournaled && !this.journal.isOwn(entry))) await this.journal.clear(entry);
    }
    return came;
  }

  /** Something was typed. */
  changed() {
    if (this.stopped) return;
    const now = Date.now();
    this.first ||= now;
    this.journalFirst ||= now;
    clearTimeout(this.journalTimer);
    this.journalTimer = setTimeout(() => this.write(), Math.min(JOURNAL_REST, Math.max(0, this.journalFirst + JOURNAL_LONGEST - now)));
    if (this.sending) return;
    this.hooks.said({ kind: "changed" });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), Math.min(REST, Math.max(0, this.first + LONGEST - now)));
  }

  /** Sends at once; as a version where `keep`. Resolves when the server has everything, or has said no. */
  save(keep: boolean): Promise<void> {
    this.wantsVersion ||= keep;
    const done = new Promise<void>((resolve) => this.waiting.push(resolve));
    clearTimeout(this.timer);
    if (!this.sending) void this.send();
    return done;
  }

  /** Whether everything is on the server. */
  get isSaved(): boolean {
    return !this.sending && same(this.hooks.written(), this.base);
  }

  private async write() {
    this.journalFirst = 0;
    const mine = this.hooks.written();
    if (same(mine, this.base)) return;
    const sent = this.sending?.lines;
    this.lastJournaled = await this.journal.write({ rev: this.rev, base: this.base, mine, at: Date.now(), ...(sent && { sent }) });
    if (this.lastJournaled) this.hooks.kept?.(mine);
  }

  private settle() {
    for (const done of this.waiting.splice(0)) done();
  }

  private async send() {
    if (this.stopped) return this.settle();
    this.first = 0;
    if (!this.sending) {
      const lines = this.hooks.written();
      if (same(lines, this.base) && !this.wantsVersion) return this.settle();
      this.sending = { lines, key: key(), keep: this.wantsVersion };
      this.wantsVersion = false;
    }
    const sending = this.sending;
    this.hooks.said({ kind: "sending" });
    // On the disk before it is on its way: a tab that dies before the answer must know its own words again.
    await this.write();
    if (this.stopped) return this.settle();
    const body = `{"rev":${this.rev},"key":"${sending.key}","keep":${sending.keep},"text":${packed(sending.lines)}}`;
    const slow = setTimeout(async () => {
      await this.write();
      if (this.sending === sending && !this.stopped) this.hooks.said({ kind: "away", journaled: this.lastJournaled });
    }, SLOW);
    const answer = await deliver("PUT", this.address, body, "application/json");
    clearTimeout(slow);
    if (answer.ok) {
      const { rev, version, saved, missing } = answer.value as { rev: number; version: number; saved: number; missing: string[] };
      this.tries = 0;
      this.rev = rev;
      this.base = sending.lines;
      this.sending = null;
      this.hooks.kept?.(sending.lines);
      this.hooks.lacks(missing);
      if (same(this.hooks.written(), this.base)) {
        this.hooks.said({ kind: "saved", at: saved, version });
        clearTimeout(this.journalTimer);
        await this.journal.clear();
        if (this.wantsVersion) return void this.send();
        this.settle();
      } else {
        this.hooks.said({ kind: "changed" });
        await this.write();
        this.again(REST);
      }
      return;
    }
    const value = answer.value as Partial<Standing> & { aside?: number; block?: string | null };
    switch (answer.status) {
      case 409: {
        this.sending = null;
        const aside = value.aside ?? null;
        if (value.holder) return this.stop({ kind: "taken", holder: value.holder, aside });
        await this.putTogether(this.base, sending.lines, aside);
        return;
      }
      case 423:
        // Nothing of ours is on the server; the journal has it.
        await this.write();
        return this.stop({ kind: "taken", holder: value.holder ?? null, aside: null });
      case 404:
      case 422:
      case 413:
        this.sending = null;
        await this.write();
        this.hooks.said({ kind: "refused", problem: answer.problem, block: value?.block ?? null });
        return this.settle();
      case 401:
      case 403: {
        // Somebody may have signed in again in another window: then there is a new token.
        const fresh = await send("GET", this.address);
        if (fresh.ok) {
          renew((fresh.value as Standing).token);
          if (this.tries++ < 2) return void this.send();
        }
        await this.write();
        const isOut = fresh.ok ? answer.status === 401 : fresh.status === 401;
        const journaled = this.lastJournaled;
        this.hooks.said(isOut ? { kind: "signed-out", journaled } : fresh.ok || [403, 404].includes(fresh.status) ? { kind: "forbidden", journaled } : { kind: "away", journaled });
        this.settle();
        return this.again(isOut ? RETRY_OUT : RETRY_FORBIDDEN);
      }
      default:
        await this.write();
        this.hooks.said({ kind: "away", journaled: this.lastJournaled });
        this.settle();
        this.again(RETRY[Math.min(this.tries++, RETRY.length - 1)]!);
    }
  }

  private again(after: number) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), after);
  }

  /** The network is there again, as the browser says. */
  retry() {
    if (!this.stopped && (this.sending || !this.isSaved)) this.again(0);
  }

  private async putTogether(base: Lines, mine: Lines, aside: number | null, again = false): Promise<void> {
    // Who goes on typing is asked to wait for one round trip, and for no more than that.
    this.hooks.freeze(again);
    const answer = await deliver("POST", `${this.address}/merge`, `{"base":${packed(base)},"mine":${packed(mine)}}`, "application/json");
    if (!answer.ok) {
      this.hooks.freeze(false);
      await this.write();
      this.hooks.said({ kind: "away", journaled: this.lastJournaled });
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.putTogether(base, mine, aside), RETRY[Math.min(this.tries++, RETRY.length - 1)]);
      return;
    }
    this.tries = 0;
    const now = answer.value as Standing & { merged: Standing["text"]; conflicts: number };
    // What was typed while the answer was on its way is put on top.
    const typed = this.hooks.written();
    if (!same(typed, mine) && !same(typed, this.hooks.normal(now.text)) && !same(typed, this.base)) {
      return this.putTogether(base, typed, aside, true);
    }
    this.rev = now.rev;
    this.base = this.hooks.normal(now.text);
    this.hooks.freeze(false);
    this.hooks.replace(now.merged, "merged");
    this.hooks.merged(now.conflicts, aside);
    await this.write();
    this.first = 0;
    void this.send();
  }

  private stop(state: State) {
    this.stopped = true;
    clearTimeout(this.timer);
    clearTimeout(this.journalTimer);
    this.hooks.said(state);
    this.settle();
  }
}
