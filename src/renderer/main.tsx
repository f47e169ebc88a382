import { render } from 'preact';
import type { PanelBridge } from '../core/contract/bridge.ts';
import { Panel } from './panel/panel.tsx';

declare global {
  interface Window {
    /**
     * Set before this script runs: by Electron's preload script, or in a browser by
     * `browser-page.js`.
     */
    readonly rolekeeper: PanelBridge;
  }
}

const root = document.getElementById('panel');
if (root !== null) render(<Panel bridge={window.rolekeeper} />, root);
