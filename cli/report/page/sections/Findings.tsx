import type { Finding } from "../../../../analysis";
import { Mark, Names, type Tone } from "../parts/text";

const SEVERITIES: readonly { severity: Finding["severity"]; title: string; tone: Tone; means: string }[] = [
  { severity: "warning", title: "Warnings", tone: "urgent", means: "It may fail, cost an outage or lose an address." },
  { severity: "note", title: "Notes", tone: "minor", means: "Worth knowing." },
];

export const Findings = ({ findings }: { findings: readonly Finding[] }) => (
  <>
    {findings.length === 0 && <p>There are none.</p>}
    {SEVERITIES.map(({ severity, title, tone, means }) => {
      const some = findings.filter((finding) => finding.severity === severity);
      if (some.length === 0) return null;
      return (
        <>
          <h3>
            {title} ({some.length})
          </h3>
          <p>{means}</p>
          <ul class="entries">
            {some.map((finding) => (
              <Entry finding={finding} tone={tone} />
            ))}
          </ul>
        </>
      );
    })}
  </>
);

const Entry = ({ finding: { severity, text, fix, resources }, tone }: { finding: Finding; tone: Tone }) => (
  <li>
    <p>
      <Mark tone={tone} text={severity} /> {text}
    </p>
    <p>
      <strong>Fix:</strong> {fix}
    </p>
    <About resources={resources} />
  </li>
);

/** More than so many are folded. */
const FEW = 8;

const About = ({ resources }: Pick<Finding, "resources">) => {
  if (resources.length === 0) return null;
  if (resources.length <= FEW)
    return (
      <p class="aside">
        About <Names names={resources} />
      </p>
    );
  return (
    <details class="aside">
      <summary>About {resources.length} resources</summary>
      <p>
        <Names names={resources} />
      </p>
    </details>
  );
};
