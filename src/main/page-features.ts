/** What Blink must not offer the page: a file system of its own, in any bucket or frame. */
export const BLINK_FEATURES_OFF = ['FileSystemAccessOriginPrivate', 'StorageBuckets'] as const;
