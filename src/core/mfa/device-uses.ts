import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';

/** How the roles use an MFA device. */
export interface DeviceUse {
  /** A role of the device is switched on, or its session was not released. */
  readonly isInUse: boolean;
  /** When a role of the device was last released, by STS's clock. Null: never. */
  readonly releasedAt: number | null;
}

/**
 * Returns the use of each MFA device by serial; null if the chain of a role in use is unknown now.
 */
export function deviceUses(
  snapshot: AwsSnapshot,
  isKept: (roleId: string) => boolean,
): ReadonlyMap<string, DeviceUse> | null {
  const uses = new Map<string, DeviceUse>();
  for (const role of snapshot.roles) {
    const record = snapshot.record(role.id);
    const isInUse = isKept(role.id) || (record !== null && record.accessKeyId !== null);
    const chain = snapshot.sourceChain(role);
    if (!chain.ok && isInUse) return null;
    const serial = chain.ok ? chain.value.mfaSerial : null;
    if (serial === null) continue;
    const known = uses.get(serial);
    uses.set(serial, {
      isInUse: isInUse || known?.isInUse === true,
      releasedAt: later(record?.releasedAt ?? null, known?.releasedAt ?? null),
    });
  }
  return uses;
}

function later(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}
