/** One line of the activity log: the event, the role, the time and the ID of the STS request. */
export interface ActivityEntry {
  readonly at: number;
  readonly event: ActivityEvent;
  /** Empty if the event is about a profile or a file and not about a role. */
  readonly roleId: string;
  readonly roleName: string;
  readonly expiration: number | null;
  readonly failureKind: string | null;
  readonly requestId: string | null;
}

export type ActivityEvent =
  | 'assumed'
  /** Rolekeeper found a fresh session, for example one that another process got. */
  | 'adopted'
  | 'refreshed'
  /** The session was written again, because another tool had restored old keys. */
  | 'rewritten'
  | 'failed'
  | 'released'
  /** A person or another tool removed the role's keys, so the role was switched off. */
  | 'removed'
  /** The role was removed from the settings, by this or another process. */
  | 'role-removed'
  /** Keys of a role that no longer exists were copied to the backups and removed. */
  | 'cleaned-up'
  /** Values that Rolekeeper did not write were copied to the backups and replaced by a session. */
  | 'taken-over'
  /** The role got another target profile, and its keys moved to that section. */
  | 'moved'
  /**
   * A backup was restored: one section or the whole file. A restored section is named by its role
   * or its profile.
   */
  | 'restored'
  /** Backups of the named file were deleted. */
  | 'backups-deleted';
