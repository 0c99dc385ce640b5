import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROVIDER, VERSION, type Workspace, runForOutput } from "../../../tools/terraform";

/** A Terraform document, as the export writes it. */
export type Document = Readonly<Record<string, unknown>> & {
  provider?: { aws: ProviderBlock[] };
  variable?: object;
};

type Documents = Readonly<Record<string, Document>>;

/** What terraform says against documents, and what it plans for them, each by the document's name. */
export interface Said {
  mistakes: Readonly<Record<string, string[]>>;
  /** How many resources it would create. */
  created: Readonly<Record<string, number>>;
}

interface Line {
  type?: string;
  diagnostic?: Diagnostic;
  change?: { action: string; resource: { module: string } };
}

interface Diagnostic {
  severity: string;
  summary: string;
  detail: string;
  range?: { filename: string };
}

type ProviderBlock = Readonly<Record<string, unknown>> & { alias: string; region: string };

/**
 * What terraform finds in documents, each a module of one configuration: to load the provider takes it longer than to read most of them.
 */
export async function validateAll(workspace: Workspace, documents: Documents): Promise<Said> {
  await writeModules(workspace, documents);
  const { stdout } = await workspace.run("validate", "-json");
  workspace.clear();
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: Diagnostic[] };
  return { mistakes: byModule(documents, diagnostics.map(moduleAndText)), created: {} };
}

/** The same of a plan. */
export async function planAll(workspace: Workspace, documents: Documents): Promise<Said> {
  await writeModules(workspace, documents);
  const { stdout } = await workspace.run("plan", "-json", "-refresh=false", "-lock=false", "-input=false");
  workspace.clear();
  const lines = stdout.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line) as Line] : []));
  const made = lines.flatMap(({ change }): [string, string][] =>
    change?.action === "create" ? [[change.resource.module.replace(/^module\./, ""), change.resource.module]] : [],
  );
  const said = lines.flatMap(({ diagnostic }) => (diagnostic ? [moduleAndText(diagnostic)] : []));
  const created = Object.entries(byModule(documents, made)).map(([name, all]) => [name, all.length] as const);
  return { mistakes: byModule(documents, said), created: Object.fromEntries(created) };
}

/** Each provider of a configuration is a process: of those that differ in nothing but their region and the tags' texts there is one. */
function shareProviders(documents: Documents): { shared: ProviderBlock[]; nameOf: (block: ProviderBlock) => string } {
  const byShape = new Map<string, ProviderBlock>();
  const shapeOf = (block: ProviderBlock) =>
    JSON.stringify({
      ...block,
      alias: undefined,
      region: undefined,
      default_tags: block["default_tags"] !== undefined,
    });
  for (const block of Object.values(documents).flatMap(providersOf)) {
    const known = byShape.get(shapeOf(block));
    byShape.set(shapeOf(block), known ?? { ...block, alias: `shared-${byShape.size}` });
  }
  return { shared: [...byShape.values()], nameOf: (block) => byShape.get(shapeOf(block))?.alias ?? "" };
}

const providersOf = ({ provider }: Document) => provider?.aws ?? [];

async function writeModules(workspace: Workspace, documents: Documents): Promise<void> {
  const { shared, nameOf } = shareProviders(documents);
  const calls = Object.entries(documents).map(([name, document]) => {
    const own = providersOf(document);
    const aliases = own.map(({ alias }) => `aws.${alias}`);
    const content = {
      ...document,
      provider: undefined,
      terraform: requiredProviders({ configuration_aliases: aliases }),
    };
    mkdirSync(join(workspace.dir, name), { recursive: true });
    writeFileSync(join(workspace.dir, name, "main.tf.json"), JSON.stringify(content, null, 1));
    const providers = Object.fromEntries(own.map((block) => [`aws.${block.alias}`, `aws.${nameOf(block)}`]));
    const variables = Object.keys(document.variable ?? {}).map((variable) => [variable, "secret"]);
    return [name, { source: `./${name}`, providers, ...Object.fromEntries(variables) }] as const;
  });
  const root = { terraform: requiredProviders(), provider: { aws: shared }, module: Object.fromEntries(calls) };
  workspace.write("main.tf.json", root);
  await runForOutput(workspace, "get", "-no-color");
}

const requiredProviders = (more: object = {}) => ({
  required_providers: { aws: { source: PROVIDER, version: VERSION, ...more } },
});

/** `dev/main.tf.json` */
const moduleAndText = ({ range, summary, detail }: Diagnostic): [string, string] => [
  range?.filename.split("/").at(-2) ?? "",
  `${summary}: ${detail}`,
];

/** What names no document is said of each. */
function byModule(documents: object, said: readonly (readonly [string, string])[]): Record<string, string[]> {
  const names = Object.keys(documents);
  return Object.fromEntries(
    names.map((name) => [
      name,
      said.flatMap(([module, text]) => (module === name || !names.includes(module) ? [text] : [])),
    ]),
  );
}
