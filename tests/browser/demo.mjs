// A demo of its own for the tests: private cluster, free port, thrown away at the end.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE = 90_000;

/** Starts `hfk demo` in a new folder and waits until it is ready. `faults` are its own, as it logs them. */
export async function startDemo() {
  const home = mkdtempSync(join(tmpdir(), 'hfk-browser-'));
  // Started by root, the cluster belongs to somebody else, who has to get in.
  chmodSync(home, 0o755);
  const address = `127.0.0.1:${await freePort()}`;
  const { DATABASE_URL, DATABASE_URL_FILE, ...env } = process.env;
  const service = spawn(required('HFK_BINARY'), ['demo'], {
    cwd: home,
    env: { ...env, HFK_BIND: address, HFK_DATA_DIR: join(home, 'files') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const faults = [];
  for (const stream of [service.stdout, service.stderr]) {
    stream.on('data', (it) => { said = (said + it).slice(-20_000); });
    createInterface({ input: stream }).on('line', (it) => {
      if (it.includes('"level":"ERROR"')) faults.push(it);
    });
  }
  const url = `http://${address}`;
  await ready(url, service, () => said);
  const password = /Kennwort (\S+):/.exec(said)?.[1];
  if (!password) throw new Error(`hfk demo printed no password:\n${said}`);
  return { url, password, faults, stop: () => stop(service, home) };
}

export function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; scripts/test.sh sets it`);
  return value;
}

async function ready(url, service, said) {
  const until = Date.now() + PATIENCE;
  while (Date.now() < until) {
    if (service.exitCode !== null) break;
    const answer = await fetch(`${url}/health/ready`).catch(() => null);
    if (answer?.ok) return;
    await pause(100);
  }
  service.kill('SIGKILL');
  throw new Error(`hfk demo is not ready:\n${said()}`);
}

async function stop(service, home) {
  if (service.exitCode === null) {
    const ended = once(service, 'exit');
    service.kill('SIGINT');
    await Promise.race([ended, pause(20_000, null, { ref: false })]);
    if (service.exitCode === null && service.signalCode === null) service.kill('SIGKILL');
  }
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
