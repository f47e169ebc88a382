interface Watched {
  watch(changed: () => void): () => void;
}

/**
 * Files and records that other processes can change. After each change, the files and records are
 * read again; if one of `sources` changed, failed roles are then tried again.
 */
export interface KeeperWatches {
  readonly facts: readonly Watched[];
  readonly sources: readonly Watched[];
}
