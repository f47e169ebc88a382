// Stands where `electron` would be in the tests that run without it: loading the real package under Node starts a download.
throw new Error(
  "'electron' was imported as a value. Only src/main and src/preload may do that; elsewhere use `import type`.",
);
