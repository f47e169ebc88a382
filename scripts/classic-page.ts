import type { Plugin } from 'vite';

/**
 * Loads the page's one script and its styles without CORS. The page's origin is opaque, and with CORS
 * even its own files would be another origin's.
 */
export const classicPage: Plugin = {
  name: 'rolekeeper-classic-page',
  transformIndexHtml: {
    order: 'post',
    handler: (html) =>
      html
        .replaceAll('<script type="module" crossorigin', '<script defer')
        .replaceAll(' crossorigin', ''),
  },
};
