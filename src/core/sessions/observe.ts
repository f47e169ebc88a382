import { classifySection, type SectionState } from '../credentials-file/section-state.ts';
import type { SessionRecord } from '../ports/records.ts';
import type { Role } from '../roles/role.ts';
import type { AwsSnapshot } from '../snapshot/aws-snapshot.ts';
import type { SessionEntry } from './session-store.ts';

/** What this process has in memory about the session of one role. */
export interface ObservedSession {
  readonly roleId: string;
  /** Can contain secrets. */
  readonly entry: SessionEntry;
  /** True while this process assumes the role. */
  readonly isUnderWay: boolean;
}

/**
 * The facts about one role: its settings, its record in `state.db`, its section in the credentials
 * file, and its session in memory.
 */
export interface ObservedRole extends Omit<ObservedSession, 'roleId'> {
  readonly role: Role;
  readonly digest: string;
  readonly record: SessionRecord | null;
  readonly state: SectionState;
}

export function observe(
  role: Role,
  snapshot: AwsSnapshot,
  { entry, isUnderWay }: ObservedSession,
): ObservedRole {
  const digest = snapshot.digestOf(role);
  const record = snapshot.record(role.id);
  const section = snapshot.section(role.targetProfile);
  const fileExists = snapshot.files.hasCredentialsFile;
  const state = classifySection({ roleId: role.id, digest, section, fileExists, record });
  return { role, digest, record, state, entry, isUnderWay };
}
