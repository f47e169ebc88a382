import { isNewEndpoint } from '../../aws-config/partition.ts';
import type { ConsentQuestion } from '../../consent-question.ts';
import type { Failed } from '../../result.ts';
import type { Role } from '../../roles/role.ts';
import type { AwsSnapshot } from '../../snapshot/aws-snapshot.ts';
import type { ConsentGate } from './consent-gate.ts';

export type RoleQuestion = Extract<ConsentQuestion, { kind: 'endpoint' | 'browser' }>;

/**
 * Returns the questions about a role's server and program that are new since the role was saved.
 */
export function roleQuestions(
  { name, endpoint, browser }: Role,
  before: Pick<Role, 'endpoint' | 'browser'> | null,
): readonly RoleQuestion[] {
  const roleNames = [name];
  const isNewBrowser = browser !== undefined && browser !== before?.browser;
  return [
    ...(isNewEndpoint(endpoint, before?.endpoint)
      ? [{ kind: 'endpoint', endpoint, roleNames } as const]
      : []),
    ...(isNewBrowser ? [{ kind: 'browser', command: browser, roleNames } as const] : []),
  ];
}

export function isSameQuestion(one: RoleQuestion, other: RoleQuestion): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** A person's consent to endpoints that are not AWS's, and to programs that roles run. */
export class RoleConsent {
  readonly #consent: ConsentGate;
  /** The questions about the last role that the person answered with yes. */
  #allowed: ReadonlySet<string> = new Set();

  constructor(consent: ConsentGate) {
    this.#consent = consent;
  }

  /**
   * Returns null if there is nothing new to ask, or if the person allows everything. A test runs
   * no program, so it asks about the endpoint only.
   */
  async refusal(
    role: Role,
    roleId: string | null,
    snapshot: AwsSnapshot,
    isTest = false,
  ): Promise<Failed | null> {
    const before = roleId === null ? null : snapshot.role(roleId);
    const keyOf = (question: RoleQuestion): string => JSON.stringify([roleId, question]);
    const questions = roleQuestions(role, before);
    // A second test of the same role, or saving what was tested, asks nothing again.
    const allowed = new Set(questions.map(keyOf).filter((key) => this.#allowed.has(key)));
    for (const question of questions) {
      if (allowed.has(keyOf(question)) || (isTest && question.kind === 'browser')) continue;
      const refusal = await this.#consent.refusal(question);
      if (refusal !== null) return refusal;
      allowed.add(keyOf(question));
    }
    this.#allowed = allowed;
    return null;
  }

  /** Forgets what the person allowed. Call it after a role was saved. */
  forget(): void {
    this.#allowed = new Set();
  }
}
