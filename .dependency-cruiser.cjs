// Which part may import which (docs/adr/0001-ports-and-shell.md). A test makes a violation of each
// rule: test/tooling/dependency-rule.test.ts.

/** A folder of src imports only the named folders of src. */
const importsOnly = (name, comment, folder, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: '^src/', pathNot: `^src/(${[folder, ...allowed].join('|')})/` },
});

/**
 * The folders of src/core, lowest first. A folder imports lower ones and the files directly in
 * src/core (docs/architecture.md).
 */
const layers = [
  'ports',
  'credentials-file',
  'aws-config',
  'roles',
  'settings',
  'snapshot',
  'sts',
  'sessions',
  'mfa',
  'assuming',
  'keeping',
  'discovery',
  'contract',
  'serving',
  'app',
];

const layerRules = [
  {
    name: 'core-root-files',
    comment: 'The files directly in src/core import only each other.',
    severity: 'error',
    from: { path: '^src/core/[^/]+[.]ts$' },
    to: { path: '^src/core/[^/]+/' },
  },
  {
    name: 'core-has-these-layers',
    comment: 'A new folder of src/core needs a place in the list of layers.',
    severity: 'error',
    from: {},
    to: { path: '^src/core/[^/]+/', pathNot: `^src/core/(${layers.join('|')})/` },
  },
  ...layers.slice(0, -1).map((layer, index) => ({
    name: `core-layer-${layer}`,
    comment: `src/core/${layer} imports only the layers below it.`,
    severity: 'error',
    from: { path: `^src/core/${layer}/` },
    to: {
      path: '^src/core/[^/]+/',
      pathNot: `^src/core/(${layers.slice(0, index + 1).join('|')})/`,
    },
  })),
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'core-is-pure',
      comment: 'src/core decides. Effects are behind src/core/ports. Its only package is zod.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { pathNot: ['^src/core/', '(^|/)node_modules/zod/'] },
    },
    ...layerRules,
    {
      name: 'views-are-pure',
      comment:
        'A view is a function of the state: src/views imports src/core and, for its types, electron.',
      severity: 'error',
      from: { path: '^src/views/' },
      to: { pathNot: ['^src/(views|core)/', '(^|/)node_modules/electron/', '^electron$'] },
    },
    importsOnly(
      'node-implements-ports',
      'src/node implements the ports. It has no user interface.',
      'node',
      ['core'],
    ),
    importsOnly('cli-is-a-surface', 'src/cli is one surface. It imports no other.', 'cli', [
      'node',
      'views',
      'core',
    ]),
    {
      name: 'demo-is-a-surface',
      comment: 'The demo starts surfaces as processes.',
      severity: 'error',
      from: { path: '^demo/' },
      to: { path: '^src/', pathNot: '^src/(node|views|core)/' },
    },
    importsOnly('main-is-a-surface', 'src/main is one surface. It imports no other.', 'main', [
      'node',
      'views',
      'core',
    ]),
    importsOnly('renderer-is-a-browser', 'The panel runs in a page.', 'renderer', [
      'views',
      'core',
    ]),
    {
      name: 'renderer-has-no-node',
      comment: 'The panel runs in a page: no node:* there.',
      severity: 'error',
      from: { path: '^src/renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'preload-is-thin',
      comment: 'The preload exposes the typed bridge and nothing else.',
      severity: 'error',
      from: { path: '^src/preload/' },
      to: {
        pathNot: [
          '^src/preload/',
          '^src/core/contract/(action|api|app-state|bridge|panel-channels)[.]ts$',
          '(^|/)node_modules/electron/',
          '^electron$',
        ],
      },
    },
    {
      name: 'main-is-a-leaf',
      comment: 'Nothing imports the Electron process.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/main/' },
      to: { path: '^src/main/' },
    },
    {
      name: 'electron-only-in-main',
      comment:
        'Only src/main and src/preload may import electron; every file may import its types.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main|preload)/' },
      to: {
        path: '(^|/)node_modules/electron(-store)?/|^electron(-store)?$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'src-imports-no-tools',
      comment: 'The product imports neither its tests, nor its benchmark, nor its build.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(demo|test|bench|scripts)/' },
    },
    {
      name: 'no-circular',
      comment: 'Files in a cycle cannot be read one after the other.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      // If electron is not installed, its name cannot be resolved. The rule above covers it.
      to: { couldNotResolve: true, pathNot: '^electron$' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
