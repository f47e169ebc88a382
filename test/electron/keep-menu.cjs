// Preloaded into Electron with `-r`: Electron does not return a tray's menu, so this keeps the last
// one for the test to click.
const { Tray } = require('electron');
const set = Tray.prototype.setContextMenu;
Tray.prototype.setContextMenu = function setContextMenu(menu) {
  globalThis.trayMenu = menu;
  return set.call(this, menu);
};
