/**
 * The names of the IPC channels between the Electron process and the panel's preload script.
 * `PanelBridge` describes the functions.
 */
export const panelChannels = {
  call: 'panel:call',
  perform: 'panel:perform',
  state: 'panel:state',
  show: 'panel:show',
  /**
   * The page sends this when it begins to listen to `state` or `show`. It then gets the messages
   * that it missed.
   */
  listening: 'panel:listening',
  clipboard: 'panel:clipboard',
  shown: 'panel:shown',
  save: 'panel:save',
  hide: 'panel:hide',
} as const;
