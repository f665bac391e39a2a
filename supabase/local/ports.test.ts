import { once } from 'node:events';
import net from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, expect, test } from 'vitest';
import { nextFree, type Ports, reservePorts } from './ports.ts';

const hasIpv6 = Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === '::1'));
const hosts = ['127.0.0.1', '0.0.0.0', ...(hasIpv6 ? ['::1'] : [])];

const squatters: net.Server[] = [];
const held: Ports[] = [];

afterEach(async () => {
  for (const ports of held.splice(0)) for (const port of Object.values(ports)) await port.release();
  for (const squatter of squatters.splice(0)) squatter.close();
});

async function squat(port: number, host: string): Promise<void> {
  const squatter = net.createServer().listen(port, host);
  await once(squatter, 'listening');
  squatters.push(squatter);
}

async function freeBase(): Promise<number> {
  const free = await nextFree(32_100);
  await free.release();
  return free.port;
}

async function reserve(base: number): Promise<number[]> {
  const ports = await reservePorts(base);
  held.push(ports);
  return Object.values(ports).map(({ port }) => port);
}

test.each(hosts)('a port that is taken on %s moves to the next free one', async (host) => {
  const base = await freeBase();
  await squat(base, host);
  const ports = await reserve(base);
  expect(Math.min(...ports)).toBeGreaterThan(base);
  expect(new Set(ports).size).toBe(5);
});

test('two stacks that start side by side never choose the same port', async () => {
  const base = await freeBase();
  const [first, second] = await Promise.all([reserve(base), reserve(base)]);
  expect(new Set([...first, ...second]).size).toBe(10);
});
