import { expect, it } from 'vitest';
import { aboutText } from '../../src/views/about-text.ts';

it('the details for a bug report have ~ in place of the user’s home folder', () => {
  const text = aboutText({
    version: '1.2.3',
    system: 'Linux 6.1 x64',
    runtime: 'Node 24.15.0',
    settingsFolder: '/home/alice/.config/rolekeeper',
    credentialsFile: '/home/alice/.aws/credentials',
    logFile: '/var/log/rolekeeper.log',
    userFolder: '/home/alice',
  });
  expect(text).toContain('Settings folder: ~/.config/rolekeeper\n');
  expect(text).toContain('Log: /var/log/rolekeeper.log\n');
  expect(text).not.toContain('alice');
});
