/**
 * What the panel's page may do, in the application and in a browser. `sandbox` gives it an origin of
 * its own that nothing can be stored for: Chromium refuses it storage, cookies and workers. `style-src`
 * has no 'unsafe-inline', so the page has no style attribute either.
 */
export const PAGE_POLICY: readonly string[] = [
  'sandbox allow-scripts allow-forms',
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

/** What Blink must not offer the page: a file system of its own, in any bucket or frame. */
export const BLINK_FEATURES_OFF = ['FileSystemAccessOriginPrivate', 'StorageBuckets'] as const;

/**
 * A proxy that nothing listens at, for all that the page's session would send, this machine included.
 * The page itself comes over `app:`, which takes no proxy.
 */
export const NO_WAY_OUT = {
  proxyRules: 'http://127.0.0.1:9',
  proxyBypassRules: '<-loopback>',
} as const;

/** WebRTC sends nothing past the session's proxy. */
export const WEBRTC_POLICY = 'disable_non_proxied_udp';
