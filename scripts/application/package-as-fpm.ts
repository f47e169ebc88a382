// Makes a deb or rpm with dpkg-deb or rpmbuild, from the arguments that electron-builder passes to
// fpm. It is only for tests of packages, because releases are made with fpm.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

const text = { type: 'string' } as const;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    source: { ...text, short: 's' },
    target: { ...text, short: 't' },
    depends: { ...text, short: 'd', multiple: true },
    force: { type: 'boolean' },
    'deb-recommends': { ...text, multiple: true },
    'deb-compression': text,
    'deb-priority': text,
    'rpm-compression': text,
    'rpm-os': text,
    'rpm-rpmbuild-define': { ...text, multiple: true },
    'rpm-summary': text,
    architecture: text,
    'after-install': text,
    'after-remove': text,
    category: text,
    description: text,
    version: text,
    package: text,
    name: text,
    maintainer: text,
    vendor: text,
    url: text,
    license: text,
    iteration: text,
  },
});
const value = (name: keyof typeof values): string => {
  const found = values[name];
  if (typeof found !== 'string') throw new Error(`--${name} is missing`);
  return found;
};

const folder = mkdtempSync(join(tmpdir(), 'rolekeeper-fpm-'));
try {
  const tree = join(folder, 'tree');
  for (const pair of positionals) {
    const at = pair.indexOf('=/');
    const [from, to] = [pair.slice(0, at), join(tree, pair.slice(at + 1))];
    mkdirSync(dirname(to), { recursive: true });
    cpSync(from, to, { recursive: true, verbatimSymlinks: true });
    if (statSync(to).isFile()) chmodSync(to, 0o644);
  }
  for (const name of readdirSync(tree, { recursive: true, encoding: 'utf8' }))
    if (statSync(join(tree, name)).isDirectory()) chmodSync(join(tree, name), 0o755);
  if (values.target === 'deb') makeDeb(tree);
  else makeRpm(tree);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function makeDeb(tree: string): void {
  const control = [
    `Package: ${value('name')}`,
    `Version: ${value('version')}`,
    `Architecture: ${value('architecture')}`,
    `Maintainer: ${value('maintainer')}`,
    `Depends: ${(values.depends ?? []).join(', ')}`,
    `Recommends: ${(values['deb-recommends'] ?? []).join(', ')}`,
    `Priority: ${value('deb-priority')}`,
    `Homepage: ${value('url')}`,
    `Description: ${value('description').trim().replaceAll(/\n\s*/g, '\n ')}`,
  ];
  mkdirSync(join(tree, 'DEBIAN'), { mode: 0o755 });
  writeFileSync(join(tree, 'DEBIAN/control'), `${control.join('\n')}\n`);
  for (const [script, option] of [
    ['postinst', 'after-install'],
    ['postrm', 'after-remove'],
  ] as const) {
    writeFileSync(join(tree, 'DEBIAN', script), readFileSync(value(option)), { mode: 0o755 });
  }
  const args = ['--root-owner-group', '-Zgzip', '-z1', '--build', tree, value('package')];
  execFileSync('dpkg-deb', args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

function makeRpm(tree: string): void {
  const files = readdirSync(tree, { recursive: true, encoding: 'utf8' })
    .filter((name) => !statSync(join(tree, name)).isDirectory())
    .map((name) => `"/${name}"`);
  const folders = readdirSync(join(tree, 'opt'), { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(tree, 'opt', name)).isDirectory())
    .map((name) => `%dir "/opt/${name}"`);
  const spec = `
%define __os_install_post %{nil}
%define _build_id_links none
%define _binary_payload w1.gzdio
Name: ${value('name')}
Version: ${value('version').replaceAll('-', '~')}
Release: 1
Summary: ${value('rpm-summary')}
License: ${value('license')}
URL: ${value('url')}
Vendor: ${value('vendor')}
AutoReqProv: no
${(values.depends ?? []).map((name) => `Requires: ${name}`).join('\n')}
%description
${value('description')}
%post
${readFileSync(value('after-install'), 'utf8').replaceAll('%', '%%')}
%postun
${readFileSync(value('after-remove'), 'utf8').replaceAll('%', '%%')}
%files
%defattr(-,root,root,-)
${[...folders, ...files].join('\n')}
`;
  const made = join(folder, 'made');
  writeFileSync(join(folder, 'x.spec'), spec);
  const args = ['-bb', '--quiet', '--target', value('architecture'), '--buildroot', tree];
  const defines = [`_topdir ${folder}`, `_rpmdir ${made}`, '_rpmfilename made.rpm'];
  execFileSync(
    'rpmbuild',
    [...args, ...defines.flatMap((each) => ['--define', each]), join(folder, 'x.spec')],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  cpSync(join(made, 'made.rpm'), value('package'));
}
