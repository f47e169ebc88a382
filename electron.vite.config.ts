import { defineConfig } from 'electron-vite';
import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import { classicPage } from './scripts/classic-page.ts';
import { writeCarriedLicences } from './scripts/licences/carried-licences.ts';

const root = import.meta.dirname;
/** Imported by a package only where it happens to be installed: Negotiate, for proxies that ask for it, is native code that we do not ship. */
const outside = ['electron', 'kerberos', /^node:/, ...builtinModules];

const licences = writeCarriedLicences(resolve(root, 'out/THIRD-PARTY-LICENSES.txt'), [
  resolve(root, 'node_modules/@napi-rs/keyring/index.js'),
]);

export default defineConfig({
  main: {
    plugins: [licences],
    build: {
      // Everything is bundled; what is imported dynamically (the AWS SDK above all) becomes a chunk
      // that is loaded when it is needed.
      externalizeDeps: false,
      minify: false,
      rolldownOptions: {
        input: {
          index: resolve(root, 'src/main/index.ts'),
          'keychain-process': resolve(root, 'src/main/keychain-process.ts'),
        },
        external: outside,
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: 'parts/[name]-[hash].js',
          format: 'es',
        },
      },
    },
  },
  renderer: {
    plugins: [licences, classicPage],
    root: resolve(root, 'src/renderer'),
    // Served from app://panel/, whose policy takes scripts and styles from files of its own alone.
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir: resolve(root, 'out/renderer'),
      modulePreload: { polyfill: false },
      // One file: an immediate function would put its styles into the page itself.
      cssCodeSplit: false,
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: resolve(root, 'src/renderer/index.html'),
        output: { format: 'iife' },
      },
    },
  },
  preload: {
    plugins: [licences],
    build: {
      externalizeDeps: false,
      minify: false,
      rolldownOptions: {
        input: resolve(root, 'src/preload/index.ts'),
        external: ['electron'],
        // A sandboxed preload is one CommonJS file.
        output: { entryFileNames: 'index.cjs', format: 'cjs' },
      },
    },
  },
});
