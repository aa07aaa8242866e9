// A freshly loaded demo newspaper, served by the built binary on a free port, with a data folder of its own.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../..", import.meta.url));

export const devBinary = join(repository, process.env.CARGO_TARGET_DIR ?? "target", "debug", "matbaa");
export const releaseBinary = join(repository, process.env.CARGO_TARGET_DIR ?? "target", "release", "matbaa");

// What is installed on the machine must not affect the tests.
const nowhere = "/nowhere";

// `stories` older stories are enough for several pages of a section.
// With `template`, the folder is copied there before it is served.
export async function startPaper({ binary = devBinary, stories = 300, dictionaries = nowhere, template } = {}) {
  const data = await mkdtemp(join(tmpdir(), "matbaa-browser-"));
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  let server;
  const stop = async () => {
    if (server && server.exitCode === null) {
      server.kill("SIGTERM");
      await Promise.race([once(server, "exit"), new Promise((done) => setTimeout(done, 5000))]);
      server.kill("SIGKILL");
    }
    await rm(data, { recursive: true, force: true });
  };
  try {
    await loadDemo(binary, data, stories);
    if (template) await cp(data, template, { recursive: true });
    server = spawn(binary, ["serve", "--data", data, "--listen", `127.0.0.1:${port}`, "--url", origin], {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, MATBAA_LOG: "warn", MATBAA_DICTIONARIES: dictionaries },
    });
    await answers(`${origin}/readyz`, server);
  } catch (error) {
    await stop();
    throw error;
  }
  return { origin, data, stop };
}

async function loadDemo(binary, data, stories) {
  const demo = spawn(binary, ["demo", "--data", data, "--archive", String(stories)], { stdio: ["ignore", "ignore", "inherit"] });
  const [status] = await once(demo, "exit");
  if (status !== 0) throw new Error(`matbaa demo ended with ${status}`);
}

// A paper of its own, served: with sections as `matbaa new` makes it, or (`fromNothing`) from an empty folder. `first`
// is the first administrator's link. With `demo` it is the demo newspaper, to whose desk nobody can sign in yet.
export async function startEmptyDesk({ binary = devBinary, fromNothing = false, demo = false, dictionaries = nowhere } = {}) {
  const data = await mkdtemp(join(tmpdir(), "matbaa-desk-"));
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  if (demo && process.env.DEMO_FOLDER) {
    // Loaded once for all files: the pictures alone take half a minute.
    await cp(process.env.DEMO_FOLDER, join(data, "paper"), { recursive: true });
  } else if (demo) {
    await loadDemo(binary, join(data, "paper"), 20);
  } else if (!fromNothing) {
    const made = spawn(binary, ["new", "--data", join(data, "paper"), "--name", "الشاطئ"], { stdio: ["ignore", "ignore", "inherit"] });
    const [status] = await once(made, "exit");
    if (status !== 0) throw new Error(`matbaa new ended with ${status}`);
  }
  const server = spawn(binary, ["serve", "--data", join(data, "paper"), "--listen", `127.0.0.1:${port}`, "--url", origin], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, MATBAA_LOG: "warn", MATBAA_DICTIONARIES: dictionaries },
  });
  let said = "";
  server.stdout.on("data", (bytes) => (said += bytes));
  await answers(`${origin}/readyz`, server);
  for (let tries = 0; tries < 50 && !said.includes("/newsroom/first/"); tries += 1) await new Promise((done) => setTimeout(done, 100));
  const first = /\S+\/newsroom\/first\/\S+/.exec(said)?.[0];
  const stop = async () => {
    server.kill("SIGKILL");
    await rm(data, { recursive: true, force: true });
  };
  return { origin, data, first, server, stop };
}

// Below the ports that the system assigns to outgoing connections (Linux: from 32,768), so that none can take it before
// the server does.
async function freePort() {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 22_000);
    const probe = createServer();
    const free = await new Promise((said) => {
      probe.once("error", () => said(false));
      probe.listen(port, "127.0.0.1", () => said(true));
    });
    if (!free) continue;
    probe.close();
    await once(probe, "close");
    return port;
  }
}

// Serves the paper of `startEmptyDesk` again, at the same address, after its server has ended. Returns the server.
export async function serveAgain({ data, origin }, binary = devBinary) {
  const listen = new URL(origin).host.replace("localhost", "127.0.0.1");
  const server = spawn(binary, ["serve", "--data", `${data}/paper`, "--listen", listen, "--url", origin], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, MATBAA_LOG: "error" },
  });
  await answers(`${origin}/readyz`, server);
  return server;
}

export async function answers(address, server) {
  for (let tries = 0; tries < 300; tries += 1) {
    if (server.exitCode !== null) throw new Error(`matbaa serve ended with ${server.exitCode}`);
    const response = await fetch(address).catch(() => null);
    if (response?.ok) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`${address} does not answer`);
}
