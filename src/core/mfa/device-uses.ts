import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';

/** How the roles use an MFA device. */
export interface DeviceUse {
  /** True if a role that uses the device is switched on or has a session that was not released. */
  readonly isInUse: boolean;
  /** When a role that uses the device was last released, by STS's clock. Null if none was. */
  readonly releasedAt: number | null;
}

/**
 * Returns how the roles use each MFA device, by its serial. Returns null if the source chain of a
 * role in use cannot be read now.
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
