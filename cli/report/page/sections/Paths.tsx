import type { PlanView } from "../../../plan/planView";
import { pathLines, pathRemarks } from "../../../plan/renderPaths";
import { Table } from "../parts/Table";
import { Mark, type Tone } from "../parts/text";

/** States that say that all is as it should be, or that something is shut on purpose; any other is a fault. */
const TONES: Readonly<Record<string, Tone>> = { open: "good", inspected: "good", assumed: "mild", closed: "plain" };

export const Paths = ({ paths, pathFaults }: Pick<PlanView, "paths" | "pathFaults">) => {
  const remarks = pathRemarks(paths, pathFaults);
  return (
    <>
      <p>
        Each connection, followed there and back through routes, firewall endpoints, network ACLs and security groups.
      </p>
      <Table
        label="Ways of connections"
        columns={[{ title: "Zone" }, { title: "For" }, { title: "Way", width: "wide" }, { title: "State" }]}
        rows={pathLines(paths).map(([place, purpose, way, state]) => [
          place,
          purpose,
          way,
          <Mark tone={TONES[state] ?? "bad"} text={state} />,
        ])}
      />
      {remarks.length > 0 && (
        <ul>
          {remarks.map(([kind, text]) => (
            <li>
              {kind === "fault" && <Mark tone="bad" text="fault" />} {text}
            </li>
          ))}
        </ul>
      )}
    </>
  );
};
