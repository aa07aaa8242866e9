// The browser's own copy of what was typed and not yet acknowledged: one entry a story and person, in IndexedDB, so that a
// closed tab, a crash or a dead server loses nothing. Cleared when the server has everything, and whole
// when somebody signs out on the page of a story that is saved.
import type { Lines } from "./saving";

export interface Entry {
  /** The number `base` had. */
  rev: number;
  /** What the server last acknowledged. */
  base: Lines;
  /** What was typed since. */
  mine: Lines;
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

/** The journal of one story. Where the browser has no room for one, it says so and nothing else breaks. */
export class Journal {
  constructor(private readonly key: string) {}

  read(): Promise<Entry | undefined> {
    return act<Entry | undefined>("readonly", (store) => store.get(this.key)).catch(() => undefined);
  }

  /** Whether it is on the disk. */
  async write(entry: Entry): Promise<boolean> {
    return act("readwrite", (store) => store.put(entry, this.key)).then(
      () => true,
      () => false,
    );
  }

  async clear(): Promise<void> {
    await act("readwrite", (store) => store.delete(this.key)).catch(() => undefined);
  }
}

/** Nobody who uses this browser next finds words of ours. */
export function forgetAll() {
  indexedDB.deleteDatabase("matbaa-journal");
}
