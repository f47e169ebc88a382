/**
 * The Content-Security-Policy of the panel's page. `sandbox` gives the page an opaque origin, so
 * Chromium refuses storage, cookies and workers; without 'unsafe-inline', the page cannot use style
 * attributes.
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

/** Blink features that are switched off, so that the page has no private file system. */
export const BLINK_FEATURES_OFF = ['FileSystemAccessOriginPrivate', 'StorageBuckets'] as const;

/**
 * The proxy of the page is an address at which nothing listens, so that the page reaches no server,
 * not even on this computer. The page itself is loaded over `app:`, which uses no proxy.
 */
export const UNREACHABLE_PROXY = {
  proxyRules: 'http://127.0.0.1:9',
  proxyBypassRules: '<-loopback>',
} as const;

/** With this policy, WebRTC cannot bypass the session's proxy. */
export const WEBRTC_POLICY = 'disable_non_proxied_udp';
