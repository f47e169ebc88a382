/** The roles that a policy document allows `sts:AssumeRole` on. */
export interface RolesInPolicy {
  readonly roleArns: readonly string[];
  /** The `sts:ExternalId` that the statement's Condition demands, where it has one. */
  readonly externalId: string | null;
}
