export interface SessionTag {
  readonly key: string;
  readonly value: string;
}

/**
 * What a session passes on to the sessions it starts (IAM user guide, "Chaining roles with session
 * tags"; STS API reference, SourceIdentity).
 */
export interface Inherited {
  readonly transitiveTags: readonly SessionTag[];
  readonly sourceIdentity: string | null;
}
