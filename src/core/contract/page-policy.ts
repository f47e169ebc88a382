/**
 * What the panel's page may do, in the application and in a browser. `sandbox` gives it an opaque
 * origin, so Chromium refuses it storage, cookies and workers. `style-src` lacks 'unsafe-inline',
 * so the page has no style attributes.
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

/** Features that Blink must not offer the page: a private file system, in any bucket or frame. */
export const BLINK_FEATURES_OFF = ['FileSystemAccessOriginPrivate', 'StorageBuckets'] as const;

/**
 * A proxy address without a listener, for everything that the page's session sends, even to this
 * computer. The page itself is loaded over `app:`, which uses no proxy.
 */
export const UNREACHABLE_PROXY = {
  proxyRules: 'http://127.0.0.1:9',
  proxyBypassRules: '<-loopback>',
} as const;

/** WebRTC sends nothing past the session's proxy. */
export const WEBRTC_POLICY = 'disable_non_proxied_udp';
