import type { RawData, WebSocket } from 'ws';
import * as z from 'zod/mini';
import { parseAction } from '../../src/core/contract/action-schema.ts';
import { callApi } from '../../src/core/contract/api-schema.ts';
import type { App } from '../../src/core/contract/app.ts';
import { failed, type Result } from '../../src/core/result.ts';
import type { PageKeys } from './page-keys.ts';
import { NOT_WELCOME, type ServerMessage } from './socket-messages.ts';

const HELLO_WITHIN_MS = 5000;

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
 * Serves one page: a welcome, then every new state and the answer to each request. Closes the
 * socket on a message that does not parse.
 */
export function servePage(socket: WebSocket, keys: PageKeys, app: App): void {
  const say = (message: ServerMessage): void => {
    socket.send(JSON.stringify(message));
  };
  const leave = (): void => {
    socket.close(NOT_WELCOME);
  };
  const late = setTimeout(leave, HELLO_WITHIN_MS);
  let unsubscribe: (() => void) | null = null;
  socket.on('error', leave);
  socket.on('close', () => {
    clearTimeout(late);
    unsubscribe?.();
  });
  socket.on('message', (data) => {
    const message = parseJson(data);
    if (unsubscribe === null) {
      const key = keys.admit(helloSchema.safeParse(message).data?.secret ?? '');
      if (key === null) {
        leave();
        return;
      }
      clearTimeout(late);
      say({ kind: 'welcome', key });
      unsubscribe = app.subscribe((state) => {
        say({ kind: 'state', state });
      });
      return;
    }
    const asked = answerTo(message, app);
    if (asked === null) leave();
    else void asked.result.then((result) => say({ kind: 'answer', id: asked.id, result }));
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
