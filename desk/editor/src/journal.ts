// The browser's own copy of what was typed and not yet acknowledged: one entry a story, person and window, in IndexedDB, so that a
// closed tab, a crash or a dead server loses nothing. Cleared when the server has everything. Signing out clears nothing: what is
// there is words that nobody else has.
import type { Lines } from "./saving";

export interface Entry {
  /** The number `base` had. */
  rev: number;
  /** What the server last acknowledged. */
  base: Lines;
  /** What was typed since. */
  mine: Lines;
  /** What is on its way and not acknowledged: where the server has it, it is ours and nobody else's. */
  sent?: Lines;
  /** When, in milliseconds. */
  at: number;
}

const STORE = "entries";

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("matbaa-journal", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function act<T>(mode: IDBTransactionMode, run: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode, { durability: "strict" });
      const request = run(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** An entry with the key under which it lies. */
export interface Found extends Entry {
  key: string;
}

/** This window's name, and whether nobody types in another any more: `forms.js` knows, on every page of the desk. */
interface Windows {
  name: Promise<string>;
  gone(): Promise<(window: string) => boolean>;
}

declare global {
  interface Window {
    matbaaWindows: Windows;
  }
}

/** The journal of one story in this window. Where the browser has no room for one, it says so and nothing else breaks. */
export class Journal {
  /** Entries of all windows of one person begin with it. */
  private readonly beginning: string;
  private readonly key: string;

  constructor(story: string, person: string, window: string) {
    this.beginning = `${story}/${person}`;
    this.key = `${this.beginning}/${window}`;
  }

  /** What this window has, and what windows have left that are no more; the oldest first. */
  async read(): Promise<Found[]> {
    const within = IDBKeyRange.bound(this.beginning, `${this.beginning}/\uffff`);
    try {
      const isGone = await window.matbaaWindows.gone();
      const keys = (await act("readonly", (store) => store.getAllKeys(within))).map(String);
      const all = await act<Entry[]>("readonly", (store) => store.getAll(within));
      const found = all.map((entry, at) => ({ ...entry, key: keys[at]! }));
      const own = ({ key }: Found) => key === this.key || isGone(key.slice(this.beginning.length + 1));
      return found.filter(own).sort((one, two) => one.at - two.at);
    } catch {
      return [];
    }
  }

  isOwn(found: Found): boolean {
    return found.key === this.key;
  }

  /** Whether it is on the disk. */
  async write(entry: Entry): Promise<boolean> {
    return act("readwrite", (store) => store.put(entry, this.key)).then(
      () => true,
      () => false,
    );
  }

  /** Lets go of what this window has, or of what was `found` of another. */
  async clear(found?: Found): Promise<void> {
    await act("readwrite", (store) => store.delete(found?.key ?? this.key)).catch(() => undefined);
  }
}
