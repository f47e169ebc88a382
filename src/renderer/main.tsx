import { render } from 'preact';
import type { PanelBridge } from '../core/contract/bridge.ts';
import { Panel } from './panel/panel.tsx';

declare global {
  interface Window {
    /**
     * Electron's preload script, or in a browser another script, sets this before this script runs.
     */
    readonly rolekeeper: PanelBridge;
  }
}

const root = document.getElementById('panel');
if (root !== null) render(<Panel bridge={window.rolekeeper} />, root);
