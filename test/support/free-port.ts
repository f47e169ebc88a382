import { createServer, type AddressInfo } from 'node:net';

/** A port of loopback that no program uses now. Another program can take it before it is used. */
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
