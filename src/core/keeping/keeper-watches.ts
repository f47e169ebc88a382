interface Watched {
  watch(changed: () => void): () => void;
}

/**
 * Files and records that other processes can change. `sources` are those after whose change a
 * failed role can succeed.
 */
export interface KeeperWatches {
  readonly facts: readonly Watched[];
  readonly sources: readonly Watched[];
}
