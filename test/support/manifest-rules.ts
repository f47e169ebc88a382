import { z } from 'zod';

const url = z
  .string()
  .regex(/^https?:\/\/.+$/i)
  .max(2048);
const part = String.raw`[^.\s\\/:*?"<>|\x01-\x1f]{1,32}`;
const head = {
  PackageIdentifier: z
    .string()
    .regex(new RegExp(`^${part}(\\.${part}){1,7}$`))
    .max(128),
  PackageVersion: z
    .string()
    .regex(/^[^\\/:*?"<>|\x01-\x1f]+$/)
    .max(128),
  ManifestVersion: z.literal('1.6.0'),
};
const locale = z
  .string()
  .regex(/^([a-zA-Z]{2,3}|[iI]-[a-zA-Z]+|[xX]-[a-zA-Z]{1,8})(-[a-zA-Z]{1,8})*$/)
  .max(20);

/**
 * The rules of the schemas of winget and Scoop for the fields that we write; other fields are
 * refused. Sources: microsoft/winget-cli, schemas/JSON/manifests/v1.6.0; ScoopInstaller/Scoop,
 * schema.json.
 */
export const MANIFEST_RULES = {
  'rolekeeper.Rolekeeper.yaml': z.strictObject({
    ...head,
    DefaultLocale: locale,
    ManifestType: z.literal('version'),
  }),
  'installer.yaml': z.strictObject({
    ...head,
    ManifestType: z.literal('installer'),
    MinimumOSVersion: z.string().regex(/^\d{1,5}(\.\d{1,5}){0,3}$/),
    InstallerType: z.enum('msix msi appx exe zip inno nullsoft wix burn pwa portable'.split(' ')),
    Scope: z.enum(['user', 'machine']),
    UpgradeBehavior: z.enum(['install', 'uninstallPrevious', 'deny']),
    Installers: z
      .array(
        z.strictObject({
          Architecture: z.enum(['x86', 'x64', 'arm', 'arm64', 'neutral']),
          InstallerUrl: url,
          InstallerSha256: z.string().regex(/^[A-Fa-f0-9]{64}$/),
        }),
      )
      .min(1)
      .max(1024),
  }),
  'locale.en-US.yaml': z.strictObject({
    ...head,
    ManifestType: z.literal('defaultLocale'),
    PackageLocale: locale,
    Publisher: z.string().min(2).max(256),
    PackageName: z.string().min(2).max(256),
    PackageUrl: url,
    License: z.string().min(3).max(512),
    LicenseUrl: url,
    ShortDescription: z.string().min(3).max(256),
    ReleaseNotesUrl: url,
    Tags: z.array(z.string().min(1).max(40)).max(16),
  }),
  'rolekeeper.json': z.strictObject({
    version: z.string().regex(/^[\w.\-+]+$/),
    description: z.string(),
    homepage: z.url(),
    license: z.string(),
    architecture: z.strictObject({
      '64bit': z.strictObject({
        url: z.url(),
        hash: z.string().regex(/^[a-fA-F0-9]{64}$/),
        pre_install: z.array(z.string()),
      }),
    }),
    shortcuts: z.array(z.array(z.string()).min(2).max(4)).min(1),
    checkver: z.string(),
  }),
};
