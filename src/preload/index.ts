import { contextBridge, ipcRenderer } from 'electron';
import type { Route } from '../core/contract/action.ts';
import type { AppState } from '../core/contract/app-state.ts';
import type { PanelBridge } from '../core/contract/bridge.ts';
import { panelChannels as channel } from '../core/contract/panel-channels.ts';

// Gives the panel's page these functions of the main process. The page never gets an event object
// or `ipcRenderer`.

function listen(
  to: typeof channel.state | typeof channel.show,
  handler: Parameters<typeof ipcRenderer.on>[1],
): () => void {
  ipcRenderer.on(to, handler);
  ipcRenderer.send(channel.listening, to);
  return () => {
    ipcRenderer.removeListener(to, handler);
  };
}

contextBridge.exposeInMainWorld('rolekeeper', {
  surface: 'application',
  call: (group, name, payload) => ipcRenderer.invoke(channel.call, group, name, payload),
  perform: (action) => ipcRenderer.invoke(channel.perform, action),
  onState: (listener) => listen(channel.state, (_event, state: AppState) => listener(state)),
  onShow: (listener) => listen(channel.show, (_event, route: Route) => listener(route)),
  onShown: (route) => {
    ipcRenderer.send(channel.shown, route);
  },
  save: (name, text) => ipcRenderer.invoke(channel.save, name, text),
  clipboardRoles: () => ipcRenderer.invoke(channel.clipboard),
  hide: () => {
    ipcRenderer.send(channel.hide);
  },
} satisfies PanelBridge);
