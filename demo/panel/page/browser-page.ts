import type { PanelBridge } from '../../../src/core/contract/bridge.ts';
import { pageMemory } from '../../../src/core/contract/page-memory.ts';
import { openSocketBridge } from './socket-bridge.ts';
import { drawTray } from './tray-drawing.ts';

// Runs before the panel's script. Provides the bridge, and draws the tray next to the panel.

declare global {
  interface Window {
    rolekeeper: PanelBridge;
  }
}

const KEY = 'rolekeeper-key';

const memory = pageMemory(window);
const secret = location.hash.slice(1) || (memory.getItem(KEY) ?? '');
// Removes the token from the address bar and the history.
history.replaceState(null, '', location.pathname);

const tray = document.createElement('aside');
tray.setAttribute('aria-label', 'Tray menu');
document.body.classList.add('browser-page');
document.body.append(tray);

const { bridge, show } = openSocketBridge({
  secret,
  onWelcome: (key) => {
    memory.setItem(KEY, key);
  },
  onEnd: (why) => {
    const message = document.createElement('p');
    message.className = 'ended';
    message.setAttribute('role', 'alert');
    message.textContent =
      why === 'link-refused'
        ? 'This link was used before. Press Enter in the terminal to get another link.'
        : 'The panel’s server has ended.';
    document.body.prepend(message);
  },
  reload: () => {
    location.reload();
  },
});
window.rolekeeper = bridge;
bridge.onState((state) => {
  drawTray(tray, state, (action) => {
    if (action.kind === 'show') show(action.route);
    else void bridge.perform(action);
  });
});
