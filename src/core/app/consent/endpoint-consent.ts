import { isNewEndpoint } from '../../aws-config/partition.ts';
import type { Failed } from '../../result.ts';
import type { Role } from '../../roles/role.ts';
import type { AwsSnapshot } from '../../snapshot/aws-snapshot.ts';
import type { ConsentGate } from './consent-gate.ts';

/** A person's consent to endpoints that are not AWS's. */
export class EndpointConsent {
  readonly #consent: ConsentGate;
  /** The role and endpoint that the person allowed last. */
  #allowed: string | null = null;

  constructor(consent: ConsentGate) {
    this.#consent = consent;
  }

  /** Returns null if the endpoint is AWS's, is the saved role's, or if the person allows it. */
  async refusal(
    { name, endpoint }: Role,
    roleId: string | null,
    snapshot: AwsSnapshot,
  ): Promise<Failed | null> {
    const before = roleId === null ? undefined : snapshot.role(roleId)?.endpoint;
    if (!isNewEndpoint(endpoint, before)) return null;
    // The person is not asked again for a second trial of the same role, or for saving what was
    // tried.
    const key = JSON.stringify([roleId, name, endpoint]);
    if (this.#allowed === key) return null;
    const question = { kind: 'endpoint', endpoint, roleNames: [name] } as const;
    const refusal = await this.#consent.refusal(question);
    if (refusal === null) this.#allowed = key;
    return refusal;
  }

  /** Forgets what the person allowed. Call it after a role was saved. */
  forget(): void {
    this.#allowed = null;
  }
}
