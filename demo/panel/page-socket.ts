import type { RawData, WebSocket } from 'ws';
import * as z from 'zod/mini';
import { parseAction } from '../../src/core/contract/action-schema.ts';
import { callApi } from '../../src/core/contract/api-schema.ts';
import type { App } from '../../src/core/contract/app.ts';
import { failed, type Result } from '../../src/core/result.ts';
import type { PageKeys } from './page-keys.ts';
import { LINK_REFUSED, type ServerMessage } from './socket-messages.ts';

const HELLO_TIMEOUT_MS = 5000;

const helloSchema = z.strictObject({
  kind: z.literal('hello'),
  secret: z.string().check(z.maxLength(128)),
});
const requestSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('call'),
    id: z.int(),
    group: z.string(),
    name: z.string(),
    payload: z.unknown(),
  }),
  z.strictObject({ kind: z.literal('perform'), id: z.int(), action: z.unknown() }),
]);

/**
 * Serves one page: sends a welcome, then every new state and the answer to each request. Closes the
 * socket on a message that does not parse.
 */
export function servePage(socket: WebSocket, keys: PageKeys, app: App): void {
  const send = (message: ServerMessage): void => {
    socket.send(JSON.stringify(message));
  };
  const refuse = (): void => {
    socket.close(LINK_REFUSED);
  };
  const helloTimeout = setTimeout(refuse, HELLO_TIMEOUT_MS);
  let unsubscribe: (() => void) | null = null;
  socket.on('error', refuse);
  socket.on('close', () => {
    clearTimeout(helloTimeout);
    unsubscribe?.();
  });
  socket.on('message', (data) => {
    const message = parseJson(data);
    if (unsubscribe === null) {
      const key = keys.admit(helloSchema.safeParse(message).data?.secret ?? '');
      if (key === null) {
        refuse();
        return;
      }
      clearTimeout(helloTimeout);
      send({ kind: 'welcome', key });
      unsubscribe = app.subscribe((state) => {
        send({ kind: 'state', state });
      });
      return;
    }
    const asked = answerTo(message, app);
    if (asked === null) refuse();
    else void asked.result.then((result) => send({ kind: 'answer', id: asked.id, result }));
  });
}

function answerTo(
  message: unknown,
  app: App,
): { readonly id: number; readonly result: Promise<Result<unknown>> } | null {
  const request = requestSchema.safeParse(message).data;
  if (request === undefined) return null;
  const { id } = request;
  if (request.kind === 'call')
    return { id, result: callApi(app.api, request.group, request.name, request.payload) };
  const action = parseAction(request.action);
  const refusal = failed({
    kind: 'field-invalid',
    field: 'request',
    rule: { kind: 'unknown-field' },
  });
  return { id, result: action === null ? Promise.resolve(refusal) : app.perform(action) };
}

function parseJson(data: RawData): unknown {
  if (!Buffer.isBuffer(data)) return null;
  try {
    return JSON.parse(data.toString('utf8'));
  } catch {
    return null;
  }
}
