/**
 * Names of the IPC channels between the Electron process and the panel's preload. `bridge.ts` says
 * what each does.
 */
export const panelChannels = {
  call: 'panel:call',
  perform: 'panel:perform',
  state: 'panel:state',
  show: 'panel:show',
  /** The page listens to `state` or `show` from now on. It is sent what it missed. */
  listening: 'panel:listening',
  clipboard: 'panel:clipboard',
  shown: 'panel:shown',
  save: 'panel:save',
  hide: 'panel:hide',
} as const;
