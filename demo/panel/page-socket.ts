import type { RawData, WebSocket } from 'ws';
import * as z from 'zod/mini';
import { parseAction } from '../../src/core/contract/action-schema.ts';
import { callApi } from '../../src/core/contract/api-schema.ts';
import type { App } from '../../src/core/contract/app.ts';
import { failed, type Result } from '../../src/core/result.ts';
import type { PageKeys } from './page-keys.ts';
import { NOT_WELCOME, type ServerMessage } from './socket-messages.ts';

const HELLO_WITHIN_MS = 5000;

const helloSchema = z.strictObject({ hello: z.string().check(z.maxLength(128)) });
const callSchema = z.strictObject({
  id: z.int(),
  group: z.string(),
  name: z.string(),
  payload: z.unknown(),
});
const performSchema = z.strictObject({ id: z.int(), perform: z.unknown() });

/**
 * Serves one page: a welcome, then every new state and the answer to each request. Closes the
 * socket on a message that does not parse.
 */
export function attendPage(socket: WebSocket, keys: PageKeys, app: App): void {
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
    const message = parsed(data);
    if (unsubscribe === null) {
      const key = keys.admit(helloSchema.safeParse(message).data?.hello ?? '');
      if (key === null) {
        leave();
        return;
      }
      clearTimeout(late);
      say({ welcome: key });
      unsubscribe = app.subscribe((state) => {
        say({ state });
      });
      return;
    }
    const asked = answerTo(message, app);
    if (asked === null) leave();
    else void asked.result.then((result) => say({ answer: asked.id, result }));
  });
}

function answerTo(
  message: unknown,
  app: App,
): { readonly id: number; readonly result: Promise<Result<unknown>> } | null {
  const call = callSchema.safeParse(message).data;
  if (call !== undefined)
    return { id: call.id, result: callApi(app.api, call.group, call.name, call.payload) };
  const asked = performSchema.safeParse(message).data;
  if (asked === undefined) return null;
  const action = parseAction(asked.perform);
  const refusal = failed({
    kind: 'field-invalid',
    field: 'request',
    rule: { rule: 'unknown-field' },
  });
  return { id: asked.id, result: action === null ? Promise.resolve(refusal) : app.perform(action) };
}

function parsed(data: RawData): unknown {
  if (!Buffer.isBuffer(data)) return null;
  try {
    return JSON.parse(data.toString('utf8'));
  } catch {
    return null;
  }
}
