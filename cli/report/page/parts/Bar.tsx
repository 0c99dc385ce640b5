import type { Cost } from "../../../../analysis/cost";
import { usd } from "../../../cost/renderCost";

interface BarProps {
  month: Pick<Cost["month"], "fixed" | "usage">;
  /** US dollars that the whole width stands for. */
  most: number;
  /** What it is of, where there are several. */
  title?: string;
}

/** What a month costs, to be seen: fixed, then usage, which is lower. */
export function Bar({ month: { fixed, usage }, most, title = "" }: BarProps) {
  const percent = (sum: number): string => `${most === 0 ? 0 : ((sum / most) * 100).toFixed(2)}%`;
  return (
    <span class="bar">
      {title !== "" && <span aria-hidden="true">{title}</span>}
      <svg role="img" aria-label={`${title} ${usd(fixed)} fixed, ${usd(usage)} usage`.trim()}>
        <rect class="fixed" width={percent(fixed)} height="100%" />
        <rect class="usage" x={percent(fixed)} width={percent(usage)} height="100%" />
      </svg>
    </span>
  );
}
