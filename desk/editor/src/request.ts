// The way to the server: JSON with the token of the session, and what came back, without exceptions for what networks do.
import { heard } from "./clock";
import { word } from "./words";

/** What came of a request. */
export type Answer =
  | { ok: true; status: number; value: unknown }
  /** `status` is 0 where nobody answered. */
  | { ok: false; status: number; value: unknown; problem: string };

let token = document.querySelector<HTMLInputElement>("input[name=token]")?.value ?? "";

/** The token of the session that now holds, after somebody signed in again. */
export function renew(fresh: string) {
  token = fresh;
}

/** Sends JSON, or asks with GET; waits `seconds` at most. */
export async function send(method: string, address: string, body?: unknown, seconds = 20): Promise<Answer> {
  return deliver(method, address, body === undefined ? undefined : JSON.stringify(body), "application/json", seconds);
}

/** Sends what is already JSON. */
export async function deliver(method: string, address: string, body: BodyInit | undefined, kind: string, seconds = 20): Promise<Answer> {
  const asked = Date.now();
  try {
    const headers: Record<string, string> = { accept: "application/json", "x-form-token": token };
    if (body !== undefined) headers["content-type"] = kind;
    const response = await fetch(address, { method, headers, body, signal: AbortSignal.timeout(seconds * 1000), redirect: "manual" });
    heard(response.headers.get("date"), asked);
    const value: unknown = await response.json().catch(() => null);
    if (response.ok) return { ok: true, status: response.status, value };
    const problem = (value as { problem?: string } | null)?.problem ?? word("ed-server-trouble");
    return { ok: false, status: response.type === "opaqueredirect" ? 401 : response.status, value, problem };
  } catch {
    return { ok: false, status: 0, value: null, problem: word("ed-away") };
  }
}
