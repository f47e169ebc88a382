interface Watched {
  watch(changed: () => void): () => void;
}

/** What others can change. `sources`: what a failed role may wait for. */
export interface KeeperWatches {
  readonly facts: readonly Watched[];
  readonly sources: readonly Watched[];
}
