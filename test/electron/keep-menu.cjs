// Preloaded into Electron by `-r`: Electron gives no tray menu back, so this keeps the last one where a test can press its lines.
const { Tray } = require('electron');
const set = Tray.prototype.setContextMenu;
Tray.prototype.setContextMenu = function setContextMenu(menu) {
  globalThis.trayMenu = menu;
  return set.call(this, menu);
};
