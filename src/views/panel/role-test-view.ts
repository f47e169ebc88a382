import type { Action } from '../../core/contract/action.ts';
import { remedyOf } from '../../core/contract/remedy.ts';
import type { Failure } from '../../core/failure.ts';
import { type RoleField, roleFieldNames } from '../../core/roles/role-fields.ts';
import type {
  RoleTestResult,
  RoleTestStep,
} from '../../core/assuming/role-test/role-test-result.ts';
import { type AccessDenied, missingDevice } from '../../core/sts/denial.ts';
import { displaySafe, displaySafeFacts } from '../display-safe.ts';
import { failureText } from '../failure-text.ts';
import type { FactFormat } from '../words/fact-format.ts';
import type { Words } from '../words/words.ts';

/** A test of a role as the form shows it. */
export interface RoleTestView {
  readonly lines: readonly RoleTestLine[];
  /** Null while the test waits for a code. */
  readonly outcome: 'good' | 'bad' | null;
  readonly remedy: RoleTestRemedy | null;
}

export interface RoleTestLine {
  readonly step: RoleTestStep['kind'];
  readonly tone: 'good' | 'bad';
  readonly title: string;
  readonly detail: string | null;
}

export type RoleTestRemedy =
  | { readonly kind: 'field'; readonly field: RoleField }
  | { readonly kind: 'action'; readonly action: Action }
  | { readonly kind: 'again' };

export function roleTestView(
  result: RoleTestResult,
  words: Words,
  format: FactFormat,
): RoleTestView {
  const lines = result.steps.map((step) => lineOf(step, words, format));
  const last = result.steps.at(-1);
  const failure = last !== undefined && 'failure' in last ? last.failure : null;
  const isWaiting = result.codeFor !== null;
  return {
    lines,
    outcome: isWaiting ? null : failure === null ? 'good' : 'bad',
    remedy: failure === null || isWaiting ? null : roleTestRemedy(failure),
  };
}

function lineOf(step: RoleTestStep, words: Words, format: FactFormat): RoleTestLine {
  const { test, credentialKinds } = words.forming;
  if ('failure' in step) {
    const { failure } = step;
    const { title, detail } = failureText(words, failure, format);
    // The policies are shown below the step, so its text leaves them out.
    const text = failure.kind === 'access-denied' ? deniedOf(failure, words) : detail;
    return { step: step.kind, tone: 'bad', title, detail: text === '' ? null : text };
  }
  const good = (title: string, detail: string | null = null): RoleTestLine => ({
    step: step.kind,
    tone: 'good',
    title,
    detail,
  });
  switch (step.kind) {
    case 'source': {
      const { profile, through } = displaySafeFacts(step);
      return good(
        test.source({ profile, credentials: credentialKinds[step.gives] }),
        through.length === 0 ? null : test.through(through),
      );
    }
    case 'caller':
      return good(test.caller, displaySafe(step.arn));
    case 'code':
      return good(test.code(displaySafe(step.serial.split('/').at(-1) ?? '')));
    case 'assume':
      return good(
        step.roleArn === null
          ? words.kinds.got(format.time(step.expiration))
          : test.assume(format.time(step.expiration)),
      );
  }
}

/**
 * Returns a field to correct, an action that needs no saved role, or a retry. Null if the remedy is
 * on another page.
 */
function roleTestRemedy(failure: Failure): RoleTestRemedy | null {
  const remedy = remedyOf(failure, '');
  if (remedy.kind === 'show') {
    const { route } = remedy;
    if (route.kind === 'doctor') return { kind: 'action', action: remedy };
    const field =
      route.kind === 'role' ? roleFieldNames.find((one) => one === route.field) : undefined;
    return field === undefined ? null : { kind: 'field', field };
  }
  const needsNoRole = ['sign-in', 'copy', 'open'].includes(remedy.kind);
  return needsNoRole ? { kind: 'action', action: remedy } : { kind: 'again' };
}

function deniedOf(failure: AccessDenied, words: Words): string {
  const { test } = words.forming;
  const device = missingDevice(failure);
  const text = test.denied(displaySafeFacts(failure));
  return device === null ? text : `${test.missingDevice(displaySafeFacts(device))}\n${text}`;
}
