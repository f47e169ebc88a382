interface Watched {
  watch(changed: () => void): () => void;
}

/**
 * Files and records that other processes can change. After a change of one of `sources`, failed
 * roles are also tried again.
 */
export interface KeeperWatches {
  readonly facts: readonly Watched[];
  readonly sources: readonly Watched[];
}
