// Which part may know which (docs/adr/0001-ports-and-shell.md). test/tooling/dependency-rule.test.ts plants a violation of each rule.

/** From a folder of src to anything in src but the folders named. */
const reachesOnly = (name, comment, folder, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: '^src/', pathNot: `^src/(${[folder, ...allowed].join('|')})/` },
});

/** The folders of src/core, lowest first: a folder imports lower ones and the files directly in src/core (docs/architecture.md). */
const layers = [
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
    name: 'core-ground',
    comment: 'The files directly in src/core import only each other.',
    severity: 'error',
    from: { path: '^src/core/[^/]+[.]ts$' },
    to: { path: '^src/core/[^/]+/' },
  },
  {
    name: 'core-has-these-layers',
    comment: 'A new folder of src/core needs a place in the order of layers.',
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
      comment: 'src/core decides; effects come through src/core/ports.ts. Its only import is zod.',
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
    reachesOnly('node-stands-on-core', 'src/node implements the ports; it shows nothing.', 'node', [
      'core',
    ]),
    reachesOnly('cli-is-a-surface', 'src/cli is one surface; it knows no other.', 'cli', [
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
    reachesOnly('main-is-a-surface', 'src/main is one surface; it knows no other.', 'main', [
      'node',
      'views',
      'core',
    ]),
    reachesOnly('renderer-is-a-browser', 'The panel runs in a page.', 'renderer', [
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
      comment: 'Only src/main and src/preload may import electron; its types are free for all.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main|preload)/' },
      to: {
        path: '(^|/)node_modules/electron(-store)?/|^electron(-store)?$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'src-stands-alone',
      comment: 'The product knows nothing of its tests, its bench and its build.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(demo|test|bench|scripts)/' },
    },
    {
      name: 'no-circular',
      comment: 'A cycle hides which of two files is the idea and which its detail.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      // Where electron is not installed its name resolves to nothing; the rule above judges it.
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
