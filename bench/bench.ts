import { parseArgs } from "node:util";
import { table } from "../cli/text/table";
import { type RecordArgs, readStack, record } from "../graph";
import program from "../index";
import { REGION_NAMES, type Region, zoneLetters } from "../plan/regions";
import { besidePlan, growthOfAnalyses } from "./analyses";
import { median } from "./median";
import { type PreviewTimes, hasEngine, previewTimes } from "./preview";
import { RUNS, ROOT, spawn } from "./processes";
import { flat } from "./programs";

/**
 * Prints how long things take as ratios within one run, so that two machines can be compared.
 *
 * @param args `--against DIR`: another checkout, with its packages installed, whose plan of prod is timed beside ours.
 */
export async function main(args: readonly string[] = []): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { against: { type: "string" } } });
  const progress = (text: string) => process.stderr.write(`${text} …\n`);
  const out: string[] = [];
  progress("starting processes");
  out.push("Start of a process, to the end of its plan", starts());
  if (values.against !== undefined) {
    progress("comparing checkouts");
    out.push("", "Plan of prod, in pairs with another checkout", against(values.against));
  }
  progress("asking");
  out.push("", "Commands about prod, in pairs with its plan", besidePlan());
  const sizes = [1, 2, 4, 8];
  out.push("", `Cost and losses of ${sizes.join(", ")} regions`, await growthOfAnalyses(regionsRecorded(sizes)));
  progress("recording resources");
  out.push("", "Time for a resource, in a process that is warm", await perResource());
  progress("growing");
  out.push("", "Growth with zones, one region", await growth(zoneConfigs()));
  out.push("", "Growth with regions, three zones each", await growth(regionConfigs()));
  out.push("", "Growth with regions behind an accelerator", await growth(regionConfigs(ACCELERATED)));
  if (hasEngine()) {
    progress("previewing");
    out.push("", "Preview by the engine, in pairs with a flat program of as many resources", await previews());
  } else out.push("", "Previews are timed where pulumi and pulumi-language-nodejs are on PATH.");
  process.stdout.write(`${out.join("\n")}\n`);
}

function against(other: string): string {
  const args = ["cli/run.cjs", "plan", "prod"];
  const pairs = Array.from({ length: RUNS }, () => [spawn(args), spawn(args, other)] as const);
  return table(
    [{ title: "" }, { title: "seconds", align: "right" }, { title: "ratio", align: "right" }],
    [
      [
        "this checkout",
        median(pairs.map(([ours]) => ours)).toFixed(2),
        median(pairs.map(([ours, theirs]) => ours / theirs)).toFixed(2),
      ],
      ["the other", median(pairs.map(([, theirs]) => theirs)).toFixed(2), "1.00"],
    ],
  );
}

async function previews(): Promise<string> {
  const five = regionConfigs({}, [5])[0]?.config ?? {};
  const prod = await record({ ...readStack(ROOT, "prod"), program });
  const fiveRegions = await record({ ...stackNamed("five"), program, config: namespacedConfig(five) });
  const rows: [string, PreviewTimes][] = [
    ["prod", await previewTimes("prod", prod.resources.length, RUNS)],
    ["five regions", await previewTimes(five, fiveRegions.resources.length, RUNS)],
  ];
  return table(
    [
      { title: "" },
      { title: "resources", align: "right" },
      { title: "seconds", align: "right" },
      { title: "flat program", align: "right" },
      { title: "ratio", align: "right" },
    ],
    rows.map(([name, { resources, ours, flat: base, ratio }]) => [
      name,
      resources,
      ours.toFixed(2),
      base.toFixed(2),
      ratio.toFixed(2),
    ]),
  );
}

/** Parts of a start, each a process of its own that loads one thing more than the one before. */
function starts(): string {
  const preload = "require('ts-node').register({ swc: true });";
  const sdk = "require('@pulumi/pulumi');";
  const awsModules =
    "const aws = require('@pulumi/aws'); void [aws.ec2.Vpc, aws.lb.Listener, aws.autoscaling.Group, aws.iam.Role, aws.vpc.SecurityGroupEgressRule, aws.route53.Record, aws.cloudwatch.LogGroup];";
  const emptyProgram = `require('./graph').record({ program: require('./bench/programs').empty, project: 'p', stack: 's', config: {} });`;
  const parts: [string, string[]][] = [
    ["node alone", ["-e", ""]],
    ["+ TypeScript and ts-node", ["-e", preload]],
    ["+ the Pulumi SDK", ["-e", preload + sdk]],
    ["+ the classes of @pulumi/aws in use", ["-e", preload + sdk + awsModules]],
    ["+ our modules, transpiled as they load", ["-e", preload + sdk + awsModules + "require('./index');"]],
    ["an empty program, recorded", ["-e", preload + emptyProgram]],
    ["plan dev", ["cli/run.cjs", "plan", "dev"]],
    ["plan prod", ["cli/run.cjs", "plan", "prod"]],
  ];
  const times = parts.map(([name, args]) => [name, median(Array.from({ length: RUNS }, () => spawn(args)))] as const);
  const base = times.find(([name]) => name.startsWith("an empty program"))?.[1] ?? NaN;
  return table(
    [{ title: "" }, { title: "seconds", align: "right" }, { title: "empty program = 1", align: "right" }],
    times.map(([name, seconds]) => [name, seconds.toFixed(2), (seconds / base).toFixed(2)]),
  );
}

interface Measured {
  resources: number;
  seconds: number;
}

/** Our largest plan against a flat program with as many resources. */
async function perResource(): Promise<string> {
  const ours = { ...stackNamed("ours"), program, config: namespacedConfig(regionConfigs().at(-1)?.config ?? {}) };
  await timed(ours);
  const measured = await timed(ours);
  const flatArgs = { ...stackNamed("flat"), program: flat(measured.resources - 2), config: {} };
  await timed(flatArgs);
  const base = await timed(flatArgs);
  const rows: [string, Measured][] = [
    ["flat program", base],
    ["ours", measured],
  ];
  return table(
    [
      { title: "" },
      { title: "resources", align: "right" },
      { title: "ms each", align: "right" },
      { title: "flat = 1", align: "right" },
    ],
    rows.map(([name, { resources, seconds }]) => [
      name,
      resources,
      ((1000 * seconds) / resources).toFixed(2),
      (seconds / resources / (base.seconds / base.resources)).toFixed(2),
    ]),
  );
}

async function growth(configs: readonly Sized[]): Promise<string> {
  const measured: (Measured & { size: number })[] = [];
  for (const { size, config } of configs) {
    const args = { ...stackNamed("grown"), program, config: namespacedConfig(config) };
    measured.push({ size, ...(await timed(args)) });
  }
  const [first] = measured;
  return table(
    [
      { title: "number", align: "right" },
      { title: "resources", align: "right" },
      { title: "first = 1", align: "right" },
      { title: "ms each", align: "right" },
      { title: "time, first = 1", align: "right" },
    ],
    measured.map(({ size, resources, seconds }) => [
      size,
      resources,
      (resources / (first?.resources ?? NaN)).toFixed(2),
      ((1000 * seconds) / resources).toFixed(2),
      (seconds / (first?.seconds ?? NaN)).toFixed(2),
    ]),
  );
}

/** The median of some recordings of a program. */
async function timed(args: RecordArgs): Promise<Measured> {
  const runs: Measured[] = [];
  for (let run = 0; run < RUNS; run++) {
    const start = process.hrtime.bigint();
    const { resources } = await record(args);
    runs.push({ resources: resources.length, seconds: Number(process.hrtime.bigint() - start) / 1e9 });
  }
  return runs.sort((one, other) => one.seconds - other.seconds)[Math.floor(RUNS / 2)] ?? { resources: 0, seconds: NaN };
}

const stackNamed = (stack: string): Pick<RecordArgs, "project" | "stack"> => ({
  project: readStack(ROOT, "dev").project,
  stack,
});

const regionsRecorded = (sizes: readonly number[]): RecordArgs[] =>
  regionConfigs({}, sizes).map(({ config }) => ({ ...stackNamed("grown"), program, config: namespacedConfig(config) }));

interface Sized {
  size: number;
  config: Record<string, unknown>;
}

const withRegions = (regions: Record<string, unknown>) => ({ options: ["nlb"], service: { port: 5000 }, regions });

/** Both front doors of each region, and what leads to them from all over the world. */
const ACCELERATED = {
  options: ["nlb", "globalAccelerator"],
  service: { port: 5000, hostname: "tcp.example.com" },
  globalAccelerator: { flowLogs: { kind: "created" } },
  dns: { zone: "example.com" },
};

function zoneConfigs(): Sized[] {
  const region: Region = "us-east-1";
  return [2, 3, 4, 6].map((size) => ({
    size,
    config: withRegions({ [region]: { zones: zoneLetters(region).slice(0, size), cidr: "10.0.0.0/16" } }),
  }));
}

function regionConfigs(more: Record<string, unknown> = {}, sizes: readonly number[] = [1, 2, 4, 8]): Sized[] {
  return sizes.map((size) => {
    const regions = REGION_NAMES.slice(0, size).map((name, index) => [
      name,
      { zones: zoneLetters(name).slice(0, 3), cidr: `10.${index}.0.0/16` },
    ]);
    return { size, config: { ...withRegions(Object.fromEntries(regions) as Record<string, unknown>), ...more } };
  });
}

function namespacedConfig(config: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [`ha-tcp:${key}`, JSON.stringify(value)]));
}
