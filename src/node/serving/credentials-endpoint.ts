import type { App } from '../../core/contract/app.ts';
import type { Failure } from '../../core/failure.ts';
import type { Result } from '../../core/result.ts';
import type { Role } from '../../core/roles/role.ts';
import {
  credentialsAnswer,
  type EndpointAnswer,
  failureAnswer,
  refusalAnswer,
} from '../../core/serving/endpoint-answer.ts';
import { decideRequest, type EndpointRequest } from '../../core/serving/endpoint-request.ts';
import { nodeCrypto } from '../hash-and-random.ts';
import { type EndpointServer, startEndpointServer } from './endpoint-server.ts';

export interface CredentialsEndpoint {
  readonly app: Pick<App, 'servedSecrets'>;
  /** 0 chooses a free one. */
  readonly port: number;
  /** The roles that may be asked for now. */
  readonly roles: () => readonly Role[];
  /** Returns the role's token; null if it has none that can be used. */
  readonly tokenOf: (role: Role) => string | null;
  /** A failure as one line of text for a program's log. */
  readonly messageOf: (failure: Failure, role: Role) => string;
  readonly report: (error: unknown) => void;
}

/**
 * Starts the endpoint that AWS SDKs read with `AWS_CONTAINER_CREDENTIALS_FULL_URI` (SDKs and tools
 * reference guide, "Container credential provider"). Fails with `endpoint-unavailable`.
 */
export function startCredentialsEndpoint({
  app,
  port,
  roles,
  tokenOf,
  messageOf,
  report,
}: CredentialsEndpoint): Promise<Result<EndpointServer>> {
  const answer = async (request: EndpointRequest, own: number): Promise<EndpointAnswer> => {
    const decision = decideRequest(request, { port: own, roles: roles(), tokenOf, isSame });
    if (decision.kind === 'refused') return refusalAnswer(decision.why);
    const { role } = decision;
    const secrets = await app.servedSecrets(role);
    return secrets.ok
      ? credentialsAnswer(role, secrets.value)
      : failureAnswer(secrets.failure, messageOf(secrets.failure, role));
  };
  return startEndpointServer({ port, answer, report });
}

/** Takes the same time for all texts of one length: it compares their hashes. */
function isSame(one: string, other: string): boolean {
  const { hash, timingSafeEqual } = nodeCrypto();
  return timingSafeEqual(hash('sha256', one, 'buffer'), hash('sha256', other, 'buffer'));
}
