import type {
  RoleTestResult,
  RoleTestDevice,
  RoleTestStep,
} from '../../core/assuming/role-test/role-test-result.ts';
import type { Failure } from '../../core/failure.ts';
import { printableJson } from '../../core/printable.ts';
import type { Result } from '../../core/result.ts';
import { failureText, remedyLine } from '../../views/failure-text.ts';
import { roleTestView } from '../../views/panel/role-test-view.ts';
import { en } from '../../views/words/en.ts';
import type { ArgumentsOf } from '../arguments.ts';
import { type MfaCodes, mfaCodes } from '../mfa-codes.ts';
import { reportFailure } from '../output/reports.ts';
import { failureJson, isoTime } from '../output/session-json.ts';
import { terminalFormat } from '../output/terminal-format.ts';
import { FAILURE, SUCCESS, writeOut } from '../terminal.ts';
import type { ExitCode, Line, Terminal } from '../terminal.ts';
import { withRole } from '../with-app.ts';

const { levels, toDo } = en.commandLine;
const LABEL_WIDTH = Math.max(levels.good.length, levels.bad.length);
/** How many MFA codes are tried for one test. */
const MAX_CODES = 3;

/** Tries a role at AWS, writes no file and prints each step. Returns 1 if a step fails. */
export async function roleTest(
  { flags, names }: ArgumentsOf<'role test'>,
  terminal: Terminal,
): Promise<ExitCode> {
  const codes = await mfaCodes(terminal, undefined);
  if (!codes.ok) return reportFailure(terminal, codes.failure, null);
  return withRole(terminal, names[0] ?? '', async (app, { role }) => {
    let passed = 0;
    const show = async (result: RoleTestResult): Promise<void> => {
      if (flags.json) return;
      await writeOut(terminal, ...stepLines(terminal, role.name, result, passed));
      passed = result.steps.filter((step) => !('failure' in step)).length;
    };
    const tried = await withTestCodes(codes.value, show, (code) =>
      app.api.role.test({ role, roleId: role.id, code }),
    );
    if (!tried.ok) return reportFailure(terminal, tried.failure, role.name);
    const result = withMissingCode(tried.value);
    const works = !result.steps.some((step) => 'failure' in step);
    await show(result);
    if (flags.json) {
      const steps = result.steps.map((step) => stepJson(terminal, role.name, step));
      await writeOut(terminal, printableJson({ name: role.name, works, steps }));
    } else if (works) await writeOut(terminal, en.forming.test.works);
    return works ? SUCCESS : FAILURE;
  });
}

/**
 * Tests the role without an MFA code, then with up to `MAX_CODES` codes until the test needs none.
 * Shows the finished steps before it asks the user.
 */
async function withTestCodes(
  codes: MfaCodes,
  show: (result: RoleTestResult) => Promise<void>,
  test: (code: string | null) => Promise<Result<RoleTestResult>>,
): Promise<Result<RoleTestResult>> {
  let tried = await test(null);
  for (let attempt = 1; attempt <= MAX_CODES; attempt++) {
    if (!tried.ok || tried.value.codeFor === null) break;
    const { serial, sourceProfile, host, notBefore: from } = tried.value.codeFor;
    if (codes.interactive) await show(tried.value);
    const code = await codes.next({ serial, sourceProfile, host, from });
    if (code === null) break;
    tried = await test(code);
  }
  return tried;
}

/** Adds a failed step if the test ended without the MFA code that it needs. */
function withMissingCode(result: RoleTestResult): RoleTestResult {
  const { steps, codeFor } = result;
  const last = steps.at(-1);
  if (codeFor === null || (last !== undefined && 'failure' in last)) return result;
  return { ...result, steps: [...steps, { kind: 'code', failure: codeNeeded(codeFor) }] };
}

function codeNeeded({ serial, sourceProfile, host }: RoleTestDevice): Failure {
  const server = host === null ? {} : { host };
  return {
    kind: 'mfa-needed',
    serial,
    sourceProfile,
    ...server,
    mfaRequestId: '',
    sessionRefused: false,
  };
}

/** Returns the lines of the steps, starting with step number `from`. */
function stepLines(
  terminal: Terminal,
  roleName: string,
  result: RoleTestResult,
  from: number,
): readonly Line[] {
  const format = terminalFormat(terminal, roleName);
  const { lines } = roleTestView(result, en, format);
  const indent = ' '.repeat(LABEL_WIDTH + 1);
  return result.steps.slice(from).flatMap((step, index): readonly Line[] => {
    if (!('failure' in step)) {
      const { title, detail } = lines[from + index] ?? { title: '', detail: null };
      const label = { text: levels.good.padEnd(LABEL_WIDTH), colour: 'green' } as const;
      if (detail === null) return [[label, ` ${title}`]];
      // The title of this step already contains a colon, so its detail is on a separate line.
      if (step.kind === 'source') return [[label, ` ${title}`], `${indent}${detail}`];
      return [[label, ` ${title}: ${detail}`]];
    }
    const text = failureText(en, step.failure, format);
    const remedy = remedyLine(text);
    const label = { text: levels.bad.padEnd(LABEL_WIDTH), colour: 'red' } as const;
    return [
      [label, ` ${text.title}.`],
      ...text.detail
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => `${indent}${line}`),
      ...(remedy === null ? [] : [`${indent}${toDo}: ${remedy}`]),
    ];
  });
}

function stepJson(terminal: Terminal, roleName: string, step: RoleTestStep): object {
  if ('failure' in step) {
    const failure = failureJson(terminal, step.failure, roleName);
    return { step: step.kind, passed: false, failure };
  }
  const { kind, ...facts } = step;
  const at = 'expiration' in facts ? { expiration: isoTime(facts.expiration) } : {};
  return { step: kind, passed: true, ...facts, ...at };
}
