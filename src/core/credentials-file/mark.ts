/**
 * The line that Rolekeeper writes into each section with a session: `x_rolekeeper = <role id>
 * <access key id> <assumedAt> <digest> <flags> <home id>:<seal>`. AWS tools ignore the line,
 * because they do not know the key.
 */
export interface Mark {
  readonly roleId: string;
  readonly accessKeyId: string;
  /** When the role was assumed, in epoch ms by STS's clock. */
  readonly assumedAt: number;
  /** The first 8 hex digits of the digest of the role's settings. */
  readonly digest: string;
  readonly added: Added;
  /** Null if version 0.1.0 wrote the mark. */
  readonly signature: Signature | null;
}

/**
 * Names the Rolekeeper folder ("home") that wrote the section. Only that folder has the key for the
 * seal.
 */
export interface Signature {
  readonly homeId: string;
  readonly seal: string;
}

/**
 * What Rolekeeper added besides the keys of the session. A release removes it too, so that the file
 * is byte for byte as before.
 */
export interface Added {
  /** Flag `s`. Rolekeeper added the header. */
  readonly section: boolean;
  /** Flag `r`. Rolekeeper added the region. */
  readonly region: boolean;
  /**
   * Flags `n1` and `n2`. The number of line ends that Rolekeeper added above the lines that it
   * wrote, to end a line that had no line end and to make a blank line before a new section.
   */
  readonly lineEnds: number;
}

export const markKey = 'x_rolekeeper';

const shape =
  /^([A-Za-z0-9_-]+) ([A-Za-z0-9/+=_.:@%-]+) (\d{1,15}) ([0-9a-f]{8})(?: (?:-|(s?)(r?)(?:n([0-9]))?)(?: ([0-9a-f]{8}):([0-9a-f]{16}))?)?$/;

/**
 * Returns null if the value is not a mark. Ignores continuation lines, which Rolekeeper does not
 * write.
 */
export function parseMark(value: string): Mark | null {
  const parts = shape.exec(value.split('\n', 1)[0] ?? '');
  if (parts === null) return null;
  const [, roleId, accessKeyId, assumedAt, digest, section, region, lineEnds, homeId, seal] = parts;
  if (roleId === undefined || accessKeyId === undefined || digest === undefined) return null;
  return {
    roleId,
    accessKeyId,
    assumedAt: Number(assumedAt),
    digest,
    added: { section: section === 's', region: region === 'r', lineEnds: Number(lineEnds ?? 0) },
    signature: homeId === undefined || seal === undefined ? null : { homeId, seal },
  };
}

export function formatMark(mark: Mark): string {
  const { section, region, lineEnds } = mark.added;
  const flags = `${section ? 's' : ''}${region ? 'r' : ''}${lineEnds > 0 ? `n${lineEnds}` : ''}`;
  const { roleId, accessKeyId, assumedAt, digest, signature } = mark;
  const proof = signature === null ? [] : [`${signature.homeId}:${signature.seal}`];
  return [
    roleId,
    accessKeyId,
    String(assumedAt),
    digest,
    flags === '' ? '-' : flags,
    ...proof,
  ].join(' ');
}
