import { createServer, type AddressInfo } from 'node:net';

/**
 * Returns a loopback port that no program uses now. Another program can take the port before the
 * test does.
 */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', () => listening());
  });
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((closed) => {
    server.close(() => closed());
  });
  return port;
}
