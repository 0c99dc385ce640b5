/** What a URN says. */
export interface Urn {
  stack: string;
  project: string;
  /** The types of the components it lies in, and its own. */
  types: string[];
  /** The logical name. */
  name: string;
}

/** Source: pulumi/pulumi sdk/go/common/resource/urn/urn.go (`urn:pulumi:STACK::PROJECT::TYPE$TYPE::NAME`) */
export function parseUrn(urn: string): Urn {
  const [stack = "", project = "", types = "", ...name] = urn.replace(/^urn:pulumi:/, "").split("::");
  return { stack, project, types: types.split("$"), name: name.join("::") };
}

export const formatUrn = ({ stack, project, types, name }: Urn): string =>
  `urn:pulumi:${stack}::${project}::${types.join("$")}::${name}`;

/** The type of what all of a stack lies in. */
export const STACK_TYPE = "pulumi:pulumi:Stack";

export const isProviderType = (type: string): boolean => type.startsWith("pulumi:providers:");
