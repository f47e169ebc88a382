import { printableJson } from '../../core/printable.ts';
import type { AssumedSession } from '../../core/sessions/assumed-session.ts';
import type { App } from '../../core/contract/app.ts';
import { failed } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { CHAINED_SECONDS } from '../../core/roles/kinds/assume-role.ts';
import { isAssumed, type Role } from '../../core/roles/role.ts';
import type { Failure } from '../../core/failure.ts';
import { commandWord } from '../../views/command-word.ts';
import { keptByText } from '../../views/kept-by.ts';
import { en } from '../../views/words/en.ts';
import type { ArgumentsOf } from '../arguments.ts';
import { answerMfa, mfaCodes } from '../mfa-codes.ts';
import type { MfaCodes } from '../mfa-codes.ts';
import { sessionJson, unknownRoleJson } from '../output/session-json.ts';
import { reportingChangedCredentials } from '../output/changed-credentials.ts';
import { reportFailure, reportNote } from '../output/reports.ts';
import { SUCCESS, writeOut } from '../terminal.ts';
import type { ExitCode, Terminal } from '../terminal.ts';
import { terminalFormat } from '../output/terminal-format.ts';
import { findRoles, withApp } from '../with-app.ts';

/** Assumes each role now. If one role fails, continues with the others. */
export async function assume(
  { flags, names }: ArgumentsOf<'assume'>,
  terminal: Terminal,
): Promise<ExitCode> {
  const codes = await mfaCodes(terminal, flags['mfa-code']);
  if (!codes.ok) return reportFailure(terminal, codes.failure, null);

  const takeOver = flags['take-over'] === true;
  const assumeWith = async (app: App): Promise<ExitCode> => {
    const { found, unknown } = flags.all
      ? { found: app.state().roles, unknown: [] }
      : findRoles(app, names);
    if (flags.all && found.length === 0 && !flags.json)
      await writeOut(terminal, ...en.commandLine.noRoles);
    const request = { keep: flags.keep === true, takeOver };
    const roles = found.map(({ role }) => role);
    const results = await reportingChangedCredentials(terminal, app, () =>
      assumeAll(terminal, app, roles, { ...request, codes: codes.value }),
    );
    let code: ExitCode = SUCCESS;
    for (const { role, result } of results) {
      if (!result.ok)
        code = Math.max(code, await reportFailure(terminal, result.failure, role.name));
      else if (!flags.json)
        await writeAssumed(terminal, app, { role, fact: result.value, keep: request.keep });
    }
    for (const failure of unknown)
      code = Math.max(code, await reportFailure(terminal, failure, null));
    if (flags.json) await writeJson(terminal, app, results, unknown);
    return code;
  };
  return withApp(terminal, 'nothing', assumeWith, { takeOver });
}

interface AssumeAllOptions {
  readonly codes: MfaCodes;
  readonly keep: boolean;
  readonly takeOver: boolean;
}

interface Assumed {
  readonly role: Role;
  readonly result: Result<AssumedSession>;
}

/**
 * Assumes all roles at the same time, then asks for the missing MFA codes. Roles with the same
 * source profile and MFA device share one code.
 */
async function assumeAll(
  terminal: Terminal,
  app: App,
  roles: readonly Role[],
  { codes, ...request }: AssumeAllOptions,
): Promise<readonly Assumed[]> {
  const assumeOne = (roleId: string) => app.api.session.assume({ roleId, ...request });
  const results = new Map(
    await Promise.all(roles.map(async ({ id }) => [id, await assumeOne(id)] as const)),
  );
  const answered = new Set<string>();
  for (;;) {
    const needed = [...results.values()]
      .flatMap((result) =>
        !result.ok && result.failure.kind === 'mfa-needed' ? [result.failure] : [],
      )
      .find(({ mfaRequestId }) => !answered.has(mfaRequestId));
    if (needed === undefined) break;
    answered.add(needed.mfaRequestId);
    const waiting = [...results]
      .filter(([, result]) => waitsFor(result, needed.mfaRequestId))
      .map(([id]) => id);
    const answer = await answerMfa(terminal, app, codes, needed);
    for (const id of waiting) {
      if (!answer.ok) results.set(id, failed(answer.failure));
      else
        results.set(
          id,
          answer.value.find(({ roleId }) => roleId === id)?.result ?? (await assumeOne(id)),
        );
    }
  }
  return roles.flatMap((role) => {
    const result = results.get(role.id);
    return result === undefined ? [] : [{ role, result }];
  });
}

function waitsFor(result: Result<AssumedSession>, mfaRequestId: string): boolean {
  return (
    !result.ok &&
    result.failure.kind === 'mfa-needed' &&
    result.failure.mfaRequestId === mfaRequestId
  );
}

/** Writes the time of the session's end, a command to try, and which process refreshes the role. */
async function writeAssumed(
  terminal: Terminal,
  app: App,
  {
    role,
    fact,
    keep,
  }: { readonly role: Role; readonly fact: AssumedSession; readonly keep: boolean },
): Promise<void> {
  const words = en.commandLine;
  const leftMs = fact.expiration - (terminal.now() + app.state().clockOffsetMs);
  const until = terminalFormat(terminal, role.name).time(fact.expiration);
  const region = fact.regionHint === null ? '' : ` --region ${commandWord(fact.regionHint)}`;
  await writeOut(
    terminal,
    words.assumed({ name: role.name, until, left: words.timeLeft(leftMs) }),
    `  aws sts get-caller-identity --profile ${commandWord(fact.profile)}${region}`,
    `  ${refreshText(app, role, keep)}`,
  );
  const isCapped =
    isAssumed(role) &&
    role.durationSeconds > CHAINED_SECONDS &&
    leftMs <= CHAINED_SECONDS * 1000 &&
    role.endpoint === undefined;
  if (isCapped) {
    await reportNote(
      terminal,
      words.capped({ name: role.name, durationSeconds: role.durationSeconds }),
    );
  }
}

/** Returns a text that names the process that refreshes the role. */
function refreshText(app: App, { id, name }: Role, keep: boolean): string {
  const view = app.state().roles.find(({ role }) => role.id === id);
  const by = keptByText(en, view?.keptBy ?? []);
  if (keep || view?.kept === true) return en.commandLine.switchedOn({ name, by });
  return by === null ? en.commandLine.notRefreshed(name) : `${en.keeping.by(by)}.`;
}

async function writeJson(
  terminal: Terminal,
  app: App,
  results: readonly Assumed[],
  unknown: readonly Failure[],
): Promise<void> {
  const state = app.state();
  const { roles } = state;
  const known = results.flatMap(({ role, result }) => {
    const view = roles.find((each) => each.role.id === role.id);
    if (view === undefined) return [];
    return [sessionJson(terminal, view, result.ok ? view.failure : result.failure, state)];
  });
  const others = unknown.map((failure) =>
    unknownRoleJson(terminal, failure.kind === 'role-unknown' ? (failure.name ?? '') : '', failure),
  );
  await writeOut(terminal, printableJson({ roles: [...known, ...others] }));
}
