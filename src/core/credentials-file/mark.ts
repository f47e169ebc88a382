/**
 * Rolekeeper's line in a section:
 * `x_rolekeeper = <role id> <access key id> <assumedAt> <digest> <flags> <home id>:<seal>`.
 * AWS tools ignore keys that they do not know. Version 0.1.0 wrote no home id and no seal.
 */
export interface Mark {
  readonly roleId: string;
  readonly accessKeyId: string;
  /** Epoch ms, corrected to STS's clock. */
  readonly assumedAt: number;
  /** 8 hex digits of the digest of the role's settings. */
  readonly digest: string;
  readonly added: Added;
  readonly signature: Signature | null;
}

/** Names the home that wrote the section and proves it; see `Owner`. */
export interface Signature {
  readonly homeId: string;
  readonly seal: string;
}

/** What we added in addition to our keys. With it, a release restores the file byte for byte. */
export interface Added {
  /** `s`: we added the header. */
  readonly section: boolean;
  /** `r`: we added the region. */
  readonly region: boolean;
  /**
   * `n1`, `n2`: line ends that we added before our first line. With `s`: a blank line (1), and the
   * end of an unended last line (2). Without `s`: only the end of an unended last line (1).
   */
  readonly lineEnds: number;
}

export const markKey = 'x_rolekeeper';

const shape =
  /^([A-Za-z0-9_-]+) ([A-Za-z0-9/+=_.:@%-]+) (\d{1,15}) ([0-9a-f]{8})(?: (?:-|(s?)(r?)(?:n([0-9]))?)(?: ([0-9a-f]{8}):([0-9a-f]{16}))?)?$/;

/**
 * Returns null if the value is not a mark. A line that someone indented under the mark does not
 * belong to it.
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
