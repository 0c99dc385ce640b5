import eslint from "@eslint/js";
import tseslint from "typescript-eslint";

const pulumi = { group: ["@pulumi/*", "@pulumi/*/*"], message: "pure code: it must run without the Pulumi SDK" };
const components = {
  group: ["**/components", "**/components/*", "**/stacks", "**/stacks/*"],
  message: "a lower layer",
};

export default tseslint.config(
  { ignores: ["node_modules/"] },
  eslint.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // A resource is made for its effect; its constructor registers it.
      "@typescript-eslint/no-extraneous-class": "off",
      "no-new": "off",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      complexity: ["error", 18],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // Decisions are pure: no SDK, nothing of the layers above.
    files: ["plan/**/*.ts"],
    rules: {
      "no-restricted-imports": ["error", { patterns: [pulumi, components, { group: ["**/config", "**/config/*"] }] }],
    },
  },
  {
    // load.ts is the one file that touches the engine's config.
    files: ["config/**/*.ts"],
    ignores: ["config/load.ts", "config/internals.ts"],
    rules: { "no-restricted-imports": ["error", { patterns: [pulumi, components] }] },
  },
  {
    files: ["analysis/**/*.ts"],
    rules: { "no-restricted-imports": ["error", { patterns: [pulumi, components] }] },
  },
  {
    files: ["test/**/*.ts"],
    rules: {
      "max-lines-per-function": "off",
      "@typescript-eslint/no-unused-expressions": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
  {
    files: ["**/*.cjs"],
    languageOptions: {
      sourceType: "commonjs",
      globals: { require: "readonly", process: "readonly", module: "readonly", __dirname: "readonly" },
    },
  },
);
