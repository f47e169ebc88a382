import type { IncomingMessage } from 'node:http';
import type { SignedRequest } from './sigv4-check.ts';

/** In bytes. Requests to STS are a few kilobytes. */
const LARGEST_BODY = 256 * 1024;

/**
 * Reads the parts of a request that its signature covers. Returns null if the body is too large.
 */
export async function readRequest(incoming: IncomingMessage): Promise<SignedRequest | null> {
  const target = incoming.url ?? '/';
  const mark = target.indexOf('?');
  const headers = new Map(
    Object.entries(incoming.headersDistinct).map(([name, values]) => [
      name,
      (values ?? []).join(','),
    ]),
  );
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= LARGEST_BODY) chunks.push(chunk);
  }
  if (size > LARGEST_BODY) return null;
  return {
    method: incoming.method ?? 'POST',
    path: mark < 0 ? target : target.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)),
    headers,
    body: Buffer.concat(chunks),
  };
}
