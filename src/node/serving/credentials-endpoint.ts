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

export interface CredentialsEndpointOptions {
  readonly app: Pick<App, 'servedSecrets'>;
  /** The port to listen on. 0 chooses a free port. */
  readonly port: number;
  /** Returns the roles whose credentials may be requested now. */
  readonly roles: () => readonly Role[];
  /** Returns the role's token, or null if the role has no usable token. */
  readonly tokenOf: (role: Role) => string | null;
  /** Returns the failure as one line of text for the log of the program that asked. */
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
}: CredentialsEndpointOptions): Promise<Result<EndpointServer>> {
  const answer = async (request: EndpointRequest, ownPort: number): Promise<EndpointAnswer> => {
    const decision = decideRequest(request, { port: ownPort, roles: roles(), tokenOf, isSame });
    if (decision.kind === 'refused') return refusalAnswer(decision.why);
    const { role } = decision;
    const secrets = await app.servedSecrets(role);
    return secrets.ok
      ? credentialsAnswer(role, secrets.value)
      : failureAnswer(secrets.failure, messageOf(secrets.failure, role));
  };
  return startEndpointServer({ port, answer, report });
}

/**
 * Compares two texts by their hashes. The time does not depend on their content, so it reveals
 * nothing about a token.
 */
function isSame(one: string, other: string): boolean {
  const { hash, timingSafeEqual } = nodeCrypto();
  return timingSafeEqual(hash('sha256', one, 'buffer'), hash('sha256', other, 'buffer'));
}
