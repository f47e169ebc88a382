/** The names under which the Electron process and the panel's preload speak to each other; `bridge.ts` says what each means. */
export const panelChannels = {
  call: 'panel:call',
  perform: 'panel:perform',
  state: 'panel:state',
  show: 'panel:show',
  /** The page listens to `state` or `show` from now on, and wants what it has missed. */
  listening: 'panel:listening',
  clipboard: 'panel:clipboard',
  shown: 'panel:shown',
  save: 'panel:save',
  hide: 'panel:hide',
} as const;
