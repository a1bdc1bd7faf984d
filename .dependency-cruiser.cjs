/**
 * Who may import whom, without a list of exceptions. Each room of src/ names the rooms it may reach; every other
 * edge is an error, as are cycles, orphans and imports that resolve to nothing.
 */

/** Rooms that a room may import from, itself included. */
const mayImport = {
  sim: ["sim"],
  scenario: ["scenario", "sim"],
  analysis: ["analysis"],
  workers: ["workers", "scenario", "sim"],
  viz: ["viz", "workers", "scenario", "analysis", "sim"],
  batch: ["batch", "workers", "scenario", "analysis", "sim"],
};

const rooms = Object.entries(mayImport).map(([room, allowed]) => ({
  name: `${room}-imports-only-${allowed.join("-")}`,
  severity: "error",
  from: { path: `^src/${room}/` },
  to: { path: "^(src|test|bench|scripts|bin)/", pathNot: allowed.map((other) => `^src/${other}/`) },
}));

module.exports = {
  forbidden: [
    ...rooms,
    {
      name: "sim-packages",
      comment: "The model needs seeded chance and portable maths, and nothing else from outside.",
      severity: "error",
      from: { path: "^src/sim/" },
      to: { pathNot: ["^src/sim/", "node_modules/seedrandom/", "node_modules/@stdlib/math-base-special-"] },
    },
    {
      name: "viz-sees-types-of-sim",
      comment: "The picture sees snapshots, never the world: only types cross, and only from these four files.",
      severity: "error",
      from: { path: "^src/viz/" },
      to: { path: "^src/sim/", pathNot: "^src/sim/(index|snapshot|events|scenario)\\.ts$" },
    },
    {
      name: "viz-runs-no-sim",
      comment: "An import of the model by the picture must vanish when types are taken away.",
      severity: "error",
      from: { path: "^src/viz/" },
      to: { path: "^src/sim/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "no-node-in-the-page",
      comment:
        "What a browser loads has no Node; the worker thread of the command line is the one Node file beside it.",
      severity: "error",
      from: { path: "^src/(sim|scenario|analysis|viz|workers)/", pathNot: "\\.thread\\.ts$" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "every-room-is-known",
      comment: "A new folder under src/ needs a line in the table above.",
      severity: "error",
      from: {},
      to: { path: "^src/", pathNot: Object.keys(mayImport).map((room) => `^src/${room}/`) },
    },
    {
      name: "no-cycles",
      comment: "An import of types alone vanishes and can close no cycle.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    { name: "no-orphans", severity: "error", from: { orphan: true, pathNot: "\\.d\\.ts$" }, to: {} },
    {
      name: "resolves",
      comment: "Files of the project; whether a package resolves, the compiler and the build say.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, path: "^\\.{1,2}/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.(css|svg|png|woff2?)$" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".js", ".mjs", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["import", "module", "default"],
      mainFields: ["module", "main"],
    },
  },
};
