import { describe, expect, it } from 'vitest';
import { pictureName, trayIconFile } from '../../src/main/tray-icon.ts';

describe('the tray icon', () => {
  it('has a picture file for each state, system and colour', () => {
    expect(trayIconFile('error', 'darwin', false, 'white')).toBe('tray/errorTemplate.png');
    expect(trayIconFile('error', 'win32', true, 'white')).toBe('tray/error-dark.ico');
    expect(trayIconFile('error', 'linux', false, 'coloured')).toBe('tray/error.png');
    expect(trayIconFile('error', 'linux', false, 'white')).toBe('tray/error-white.png');
    const pictures = ([1, 2, 3, 4] as const).map((fill) => pictureName({ icon: 'active', fill }));
    expect(pictures).toEqual(['active-1', 'active-2', 'active-3', 'active']);
    expect(pictureName({ icon: 'idle', fill: 1 })).toBe('idle');
  });
});
