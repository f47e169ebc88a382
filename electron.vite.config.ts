import { defineConfig } from 'electron-vite';
import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import { classicPage } from './scripts/classic-page.ts';
import { writeBundledLicences } from './scripts/licences/bundled-licences.ts';

const root = import.meta.dirname;
/** `kerberos` is native code that a package imports only if it is installed. It is not shipped. */
const outside = ['electron', 'kerberos', /^node:/, ...builtinModules];

const licences = writeBundledLicences(resolve(root, 'out/THIRD-PARTY-LICENSES.txt'), [
  resolve(root, 'node_modules/@napi-rs/keyring/index.js'),
]);

export default defineConfig({
  main: {
    plugins: [licences],
    build: {
      // Everything is bundled. A dynamic import, such as that of the AWS SDK, becomes a chunk that is
      // loaded on demand.
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
    // Served from app://panel/, whose policy allows only its own script and style files.
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir: resolve(root, 'out/renderer'),
      modulePreload: { polyfill: false },
      // One CSS file. Otherwise the bundle would insert its styles into the page.
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
