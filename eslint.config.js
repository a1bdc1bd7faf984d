/**
 * Lint rules. The model (src/sim) is held to arithmetic that is bit-identical in every engine, without clock,
 * chance or locale; the rest to the usual recommendations. Who may import whom is checked by dependency-cruiser.
 */
import js from "@eslint/js";
import tseslint from "typescript-eslint";

const inexactMath = [
  "random",
  "exp",
  "expm1",
  "log",
  "log1p",
  "log2",
  "log10",
  "pow",
  "sin",
  "cos",
  "tan",
  "asin",
  "acos",
  "atan",
  "atan2",
  "sinh",
  "cosh",
  "tanh",
  "asinh",
  "acosh",
  "atanh",
  "cbrt",
  "hypot",
];

const noMarkupFromText = [
  {
    selector: "MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]",
    message: "Text becomes elements or textContent, never markup.",
  },
  {
    selector: "JSXAttribute[name.name='dangerouslySetInnerHTML'], Property[key.name='dangerouslySetInnerHTML']",
    message: "Text becomes elements, never markup.",
  },
];

export default tseslint.config(
  { ignores: ["dist/", "artifacts/", "coverage/", "node_modules/"] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    rules: {
      eqeqeq: "error",
      "no-restricted-syntax": ["error", ...noMarkupFromText],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "separate-type-imports" }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", caughtErrors: "all" }],
      // Without types it cannot tell an unused import; the compiler names undefined ones.
      "no-undef": "off",
    },
  },
  {
    // Reading a signal subscribes to it, so a line that only reads is no slip there.
    files: ["src/viz/**/*.{ts,tsx}"],
    rules: { "@typescript-eslint/no-unused-expressions": "off" },
  },
  {
    files: ["src/sim/**/*.ts"],
    rules: {
      "no-console": "error",
      "no-restricted-globals": ["error", "Date", "performance", "Intl", "crypto"],
      "no-restricted-properties": [
        "error",
        ...inexactMath.map((property) => ({
          object: "Math",
          property,
          message: "Differs between engines (or is chance): use maths/portable or an addressed draw.",
        })),
      ],
      "no-restricted-syntax": [
        "error",
        ...noMarkupFromText,
        {
          selector: "BinaryExpression[operator='**'], AssignmentExpression[operator='**=']",
          message: "Differs between engines: multiply, or use maths/portable.",
        },
        {
          selector: "MemberExpression[property.name=/^(toLocale.*|localeCompare)$/]",
          message: "Depends on the locale: compare by code unit, format elsewhere.",
        },
      ],
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: "^(?!\\.{1,2}(/|$)|seedrandom(/|$)|@stdlib/math-base-special-)",
              message: "The model imports itself, seedrandom and @stdlib/math-base-special-* only.",
            },
          ],
        },
      ],
    },
  },
  { files: ["**/*.cjs"], rules: { "@typescript-eslint/no-require-imports": "off" } },
);
