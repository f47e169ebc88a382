import type { MfaOutcome } from '../core/mfa/mfa-request.ts';
import type { App } from '../core/contract/app.ts';
import type { Failure } from '../core/failure.ts';
import { failed, ok } from '../core/result.ts';
import type { Result } from '../core/result.ts';
import { mfaCodeVariable } from '../node/sources/child-environment.ts';
import type { Tagged } from '../views/words/tagged.ts';
import { displaySafe } from '../views/display-safe.ts';
import { en } from '../views/words/en.ts';
import { reportFailure } from './output/reports.ts';
import { ask, canAsk, readInputLine, writeError } from './terminal.ts';
import type { Terminal } from './terminal.ts';
import { terminalFormat } from './output/terminal-format.ts';

interface CodeRequest {
  readonly serial: string;
  readonly sourceProfile: string;
  readonly host: string | null;
  readonly from: number | null;
}

/**
 * The source of MFA codes: for the first request a code that was given in advance, then the user.
 */
export interface MfaCodes {
  /**
   * Returns a code, or null if there is none. If AWS accepts no code before `from`, the prompt
   * shows that time.
   */
  next(request: CodeRequest): Promise<string | null>;
  /** True if the user can be asked for a code. */
  readonly interactive: boolean;
}

/** How many codes are tried for one request. */
const MAX_TRIES = 3;

/**
 * Creates the source of MFA codes and fails at once if the given code is invalid. `-` means the
 * first line of standard input, or a question if the user can be asked.
 */
export async function mfaCodes(
  terminal: Terminal,
  flag: string | undefined,
  signal?: AbortSignal,
): Promise<Result<MfaCodes>> {
  const variable = terminal.env[mfaCodeVariable];
  const text =
    flag === '-' ? await pipedCode(terminal) : (flag ?? (variable === '' ? undefined : variable));
  let given = text?.trim() ?? null;
  if (given !== null && !isCode(given)) {
    return failed({
      kind: 'field-invalid',
      field: flag === undefined ? mfaCodeVariable : 'mfa-code',
      rule: { kind: 'six-digits' },
    });
  }
  const takeGiven = async (host: string | null): Promise<string | null> => {
    const code = given;
    given = null;
    // The user gave the code before a prompt could name the STS endpoint, so this line names it.
    if (code !== null && host !== null)
      await writeError(terminal, en.panel.mfa.goesTo(displaySafe(host)));
    return code;
  };
  return ok({
    // A getter, because opening standard input takes 2 ms.
    get interactive() {
      return canAsk(terminal);
    },
    async next(request) {
      const first = await takeGiven(request.host);
      if (first !== null) return first;
      return canAsk(terminal) ? askCode(terminal, request, signal) : null;
    },
  });
}

async function pipedCode(terminal: Terminal): Promise<string | undefined> {
  return canAsk(terminal) ? undefined : ((await readInputLine(terminal)) ?? '');
}

/**
 * Answers one request for an MFA code. Stops when AWS accepts a code, after three codes, when there
 * is no further code, or when assuming fails for another reason than the code.
 */
export function answerMfa(
  terminal: Terminal,
  app: App,
  codes: MfaCodes,
  needed: Tagged<Failure, 'mfa-needed'>,
): Promise<Result<readonly MfaOutcome[]>> {
  const { mfaRequestId, serial, sourceProfile } = needed;
  const codeRequest = (): CodeRequest => {
    const request = app.state().mfaRequests.find(({ id }) => id === mfaRequestId);
    return { serial, sourceProfile, host: request?.host ?? null, from: request?.notBefore ?? null };
  };
  const submit = (code: string) => app.api.mfa.submit({ mfaRequestId, code });
  return withCodes({ terminal, codes, needed, codeRequest, submit });
}

/**
 * Repeats a call that needs an MFA code, with up to three codes. Used for calls that create no MFA
 * request in the app.
 */
export function tryWithCode<T>(
  terminal: Terminal,
  codes: MfaCodes,
  needed: Tagged<Failure, 'mfa-needed'>,
  submit: (code: string) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { serial, sourceProfile, host = null } = needed;
  const codeRequest = (last: Failure): CodeRequest => {
    const from = last.kind === 'mfa-code-spent' ? last.nextAt : null;
    return { serial, sourceProfile, host, from };
  };
  return withCodes({ terminal, codes, needed, codeRequest, submit });
}

async function withCodes<T>({
  terminal,
  codes,
  needed,
  codeRequest,
  submit,
}: {
  readonly terminal: Terminal;
  readonly codes: MfaCodes;
  readonly needed: Failure;
  readonly codeRequest: (last: Failure) => CodeRequest;
  readonly submit: (code: string) => Promise<Result<T>>;
}): Promise<Result<T>> {
  let last = needed;
  for (let attempt = 1; attempt <= MAX_TRIES; attempt++) {
    const code = await codes.next(codeRequest(last));
    if (code === null) break;
    const result = await submit(code);
    if (result.ok) return result;
    last = result.failure;
    if (!codes.interactive || attempt === MAX_TRIES) break;
    if (last.kind !== 'mfa-refused' && last.kind !== 'mfa-code-spent') break;
    await reportFailure(terminal, last, null);
  }
  return failed(last);
}

async function askCode(
  terminal: Terminal,
  request: CodeRequest,
  signal?: AbortSignal,
): Promise<string | null> {
  const from = request.from !== null && request.from > terminal.now() ? request.from : null;
  const question = en.commandLine.askCode({
    serial: displaySafe(request.serial),
    sourceProfile: displaySafe(request.sourceProfile),
    host: request.host === null ? null : displaySafe(request.host),
    from: from === null ? null : terminalFormat(terminal, null).moment(from),
  });
  for (;;) {
    const answer = await ask(terminal, question, signal);
    if (answer === null || answer.trim() === '') return null;
    // Authenticators show "123 456".
    const code = answer.replace(/\s/g, '');
    if (isCode(code)) return code;
    await reportFailure(
      terminal,
      { kind: 'field-invalid', field: 'MFA code', rule: { kind: 'six-digits' } },
      null,
    );
  }
}

function isCode(text: string): boolean {
  return /^[0-9]{6}$/.test(text);
}
