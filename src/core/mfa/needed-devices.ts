import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';

/**
 * Returns the serials of the MFA devices of kept roles; null if the chain of one of them is unknown
 * now.
 */
export function neededDevices(
  snapshot: AwsSnapshot,
  isKept: (roleId: string) => boolean,
): readonly string[] | null {
  const serials: string[] = [];
  for (const role of snapshot.roles) {
    if (!isKept(role.id)) continue;
    const chain = snapshot.sourceChain(role);
    if (!chain.ok) return null;
    if (chain.value.mfaSerial !== null) serials.push(chain.value.mfaSerial);
  }
  return serials;
}
