// Replaces `electron` in tests that run without it, because loading the real package in Node starts
// a download.
throw new Error(
  "'electron' was imported as a value. Only src/main and src/preload may do that; elsewhere use `import type`.",
);
