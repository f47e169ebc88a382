import { render } from 'preact';
import type { PanelBridge } from '../core/contract/bridge.ts';
import { Panel } from './panel/panel.tsx';

declare global {
  interface Window {
    /** Set before this script runs: by the preload in Electron, or by a socket in a browser. */
    readonly rolekeeper: PanelBridge;
  }
}

const root = document.getElementById('panel');
if (root !== null) render(<Panel bridge={window.rolekeeper} />, root);
