/** One line of the activity log: the event, the role, the time and the ID of the STS request. */
export interface ActivityEntry {
  /** Epoch ms. */
  readonly at: number;
  readonly event: ActivityEvent;
  /**
   * Empty if the event is about a profile or a file. `roleName` is then the name of the profile or
   * the path of the file.
   */
  readonly roleId: string;
  readonly roleName: string;
  /** When the session expires, epoch ms. Null if the event is not about a session. */
  readonly expiration: number | null;
  readonly failureKind: string | null;
  readonly requestId: string | null;
}

export type ActivityEvent =
  | 'assumed'
  /** Rolekeeper found a fresh session, for example one that another process got. */
  | 'adopted'
  | 'refreshed'
  /** The session was written again, because another tool had replaced the file with an old copy. */
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
   * A backup replaced one section, which belongs to a role or only to a profile, or the whole file.
   */
  | 'restored'
  /** Backups of a credentials file were deleted. */
  | 'backups-deleted';
