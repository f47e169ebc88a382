import type { Credentials } from '../../credentials.ts';
import type { Role } from '../../roles/role.ts';
import type { AwsSnapshot } from '../../snapshot/aws-snapshot.ts';
import type { Signer } from '../../sts/signer.ts';

/**
 * Returns a signer that signs with a role's own session, for calls to the role's region and
 * endpoint.
 */
export function sessionSigner(role: Role, credentials: Credentials, snapshot: AwsSnapshot): Signer {
  return {
    credentials,
    region: snapshot.regionFor(role),
    endpoint: snapshot.endpointFor(role),
    profile: role.targetProfile,
    chained: true,
    mfaSerial: null,
  };
}
