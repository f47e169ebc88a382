import type { Plugin } from 'vite';

/**
 * Loads the page's script and styles without CORS. The page's origin is opaque, so with CORS even
 * its own files would be cross-origin.
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
