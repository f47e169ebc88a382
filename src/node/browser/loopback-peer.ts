import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { thisMachine } from '../machine.ts';

/**
 * The user who runs the program at the other end of a connection. `own` is the user of this
 * process, and `unknown` means that the system does not show the user.
 */
export type LoopbackPeer = 'own' | 'other-user' | 'unknown';

/**
 * Linux's list of IPv4 TCP sockets. Each line contains the user who owns the socket
 * (proc_pid_net(5)).
 */
const TCP_TABLE = '/proc/net/tcp';
/** 127.0.0.1 as little-endian and big-endian computers print it. */
const LOOPBACK = ['0100007F', '7F000001'];

/**
 * Tells which user runs the program that connected to our IPv4 loopback server. Returns `unknown`
 * outside Linux, and in WSL, where the browser runs on Windows and connects through a process of
 * root.
 */
export async function loopbackPeer(
  { remotePort, localPort }: Pick<Socket, 'remotePort' | 'localPort'>,
  wslDistribution: string | undefined,
): Promise<LoopbackPeer> {
  const { system, user: self } = thisMachine;
  if (system !== 'linux' || wslDistribution !== undefined) return 'unknown';
  const table = await readFile(TCP_TABLE, 'latin1').catch(() => '');
  const user = userOfSocket(table, remotePort ?? 0, localPort ?? 0);
  if (user === null) return 'unknown';
  return user === self ? 'own' : 'other-user';
}

/**
 * Returns the user of the loopback socket from one port to another, or null if the table does not
 * list it.
 */
export function userOfSocket(table: string, from: number, to: number): number | null {
  const isEnd = (address: string | undefined, port: number): boolean => {
    const [host = '', hexPort = ''] = address?.split(':') ?? [];
    return LOOPBACK.includes(host) && Number.parseInt(hexPort, 16) === port;
  };
  for (const line of table.split('\n').slice(1)) {
    const [, local, remote, , , , , user] = line.trim().split(/\s+/);
    if (isEnd(local, from) && isEnd(remote, to)) return Number(user);
  }
  return null;
}
