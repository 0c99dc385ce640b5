import type { CostSide, CostView } from "../../../cost/cost";
import {
  type GroupDifference,
  costRows,
  groupDifferences,
  itemDifferences,
  itemSums,
  quantityText,
  marked,
  signed,
  unpricedTexts,
  usd,
} from "../../../cost/renderCost";
import { Bar } from "../parts/Bar";
import { Table, type TableColumn } from "../parts/Table";
import { Definitions, Source } from "../parts/text";

const figures = (...titles: readonly string[]): TableColumn[] => titles.map((title) => ({ title, align: "right" }));

/** What a month costs; with another side, both. What is said beside the sums is about the side that it would be. */
export const Cost = ({ cost }: { cost: CostView }) => (
  <>
    <p>In US dollars a month.</p>
    {cost.to ? <Comparison from={cost} to={cost.to} /> : <Side side={cost} />}
    <Notes side={cost.to ?? cost} />
  </>
);

const GROUPS = [
  { key: "layer", title: "Layer" },
  { key: "region", title: "Region" },
  { key: "option", title: "Option" },
] as const;

const Legend = () => (
  <p class="legend">
    <span class="swatch fixed" aria-hidden="true" /> fixed: follows from the resources alone.{" "}
    <span class="swatch usage" aria-hidden="true" /> usage: follows the traffic.
  </p>
);

const Side = ({ side }: { side: CostSide }) => {
  const most = Math.max(...side.by.layer.map(({ month }) => month.total), 0);
  return (
    <>
      <Definitions rows={costRows(side)} />
      <h3>By layer</h3>
      <Legend />
      <Table
        label="Cost by layer"
        columns={[
          { title: "Layer" },
          { title: "Fixed and usage", width: "wide" },
          ...figures("Fixed", "Usage", "Total"),
        ]}
        rows={side.by.layer.map(({ name, month }) => [
          name,
          <Bar month={month} most={most} />,
          usd(month.fixed),
          usd(month.usage),
          usd(month.total),
        ])}
      />
      {GROUPS.slice(1).map(({ key, title }) => (
        <details>
          <summary>By {key}</summary>
          <Table
            label={`Cost by ${key}`}
            columns={[{ title }, ...figures("Fixed", "Usage", "Total")]}
            rows={side.by[key].map(({ name, month }) => [name, usd(month.fixed), usd(month.usage), usd(month.total)])}
          />
        </details>
      ))}
      <details>
        <summary>All items</summary>
        <Items side={side} />
      </details>
    </>
  );
};

const Items = ({ side }: { side: CostSide }) => (
  <Table
    label="Items, the dearest first"
    columns={[
      { title: "Item", width: "wide" },
      { title: "Region" },
      ...figures("Quantity"),
      { title: "Kind" },
      ...figures("USD"),
    ]}
    rows={itemSums(side.lines).map((sum) => [
      sum.name,
      sum.region,
      quantityText(sum),
      sum.usage ? "usage" : "fixed",
      marked(sum),
    ])}
  />
);

const Comparison = ({ from, to }: { from: CostSide; to: CostSide }) => {
  const dearer = ({ was, is }: GroupDifference) => Math.max(was.total, is.total);
  const layers = groupDifferences(from.by.layer, to.by.layer).sort((one, other) => dearer(other) - dearer(one));
  const most = Math.max(...layers.map(dearer), 0);
  return (
    <>
      <Definitions
        rows={[
          ...costRows(from).map(([word, text]): [string, string] => [`${word} now`, text]),
          ...costRows(to).map(([word, text]): [string, string] => [`${word} then`, text]),
          ["Change", `${signed(to.month.total - from.month.total)} USD`],
        ]}
      />
      <h3>By layer</h3>
      <Legend />
      <Table
        label="Cost by layer, now and then"
        columns={[{ title: "Layer" }, { title: "Fixed and usage", width: "wide" }, ...figures("Now", "Then", "Change")]}
        rows={layers.map(({ name, was, is }) => [
          name,
          <>
            <Bar month={was} most={most} title="now" />
            <Bar month={is} most={most} title="then" />
          </>,
          usd(was.total),
          usd(is.total),
          changeText(is.total - was.total),
        ])}
      />
      <Differences from={from} to={to} />
    </>
  );
};

const changeText = (sum: number): string => (Math.abs(sum) < 0.005 ? "same" : signed(sum));

/** By what else people ask for, and item by item. */
const Differences = ({ from, to }: { from: CostSide; to: CostSide }) => (
  <>
    {GROUPS.slice(1).map(({ key, title }) => (
      <details>
        <summary>By {key}</summary>
        <Table
          label={`Cost by ${key}, now and then`}
          columns={[{ title }, ...figures("Now", "Then", "Change")]}
          rows={groupDifferences(from.by[key], to.by[key]).map(({ name, was, is }) => [
            name,
            usd(was.total),
            usd(is.total),
            changeText(is.total - was.total),
          ])}
        />
      </details>
    ))}
    <details open>
      <summary>What costs more or less</summary>
      <Table
        label="What costs more or less, the largest difference first"
        columns={[{ title: "Item", width: "wide" }, { title: "Region" }, ...figures("Now", "Then", "Change")]}
        rows={itemDifferences(from.lines, to.lines).map(({ name, region, was, is, by }) => [
          name,
          region,
          marked(was),
          marked(is),
          signed(by),
        ])}
      />
    </details>
    <details>
      <summary>All items, then</summary>
      <Items side={to} />
    </details>
  </>
);

const Notes = ({ side: { savings, unpriced, assumptions } }: { side: CostSide }) => (
  <>
    {savings.length > 0 && (
      <>
        <h3>What would be cheaper</h3>
        <ul class="entries">
          {savings.map(({ region, text, fix, source }) => (
            <li>
              <p>
                {text} <span class="aside">{region}</span>
              </p>
              <p>
                <strong>Fix:</strong> {fix}
              </p>
              <p>
                <Source text={source} />
              </p>
            </li>
          ))}
        </ul>
      </>
    )}
    {unpriced.length > 0 && (
      <>
        <h3>Not counted</h3>
        <ul>
          {unpricedTexts(unpriced).map((text) => (
            <li>{text}</li>
          ))}
        </ul>
      </>
    )}
    <h3>Assumptions</h3>
    <ul>
      {assumptions.map((text) => (
        <li>{text}</li>
      ))}
    </ul>
  </>
);
