import type { ComponentChildren } from "preact";

export interface TableColumn {
  title: string;
  /** Figures stand to the right. Default: left. */
  align?: "right";
  /** Default: as a word allows. */
  width?: "wide" | "narrow";
}

interface TableProps {
  /** What it holds, for who hears it. */
  label: string;
  columns: readonly TableColumn[];
  /** The first cell of a row is its header; empty, it is as that above. */
  rows: readonly (readonly ComponentChildren[])[];
}

/** A table in a region of its own, which scrolls where the table is wider than the page. */
export const Table = ({ label, columns, rows }: TableProps) => (
  <Scrolling label={label}>
    <table>
      <caption class="unseen">{label}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th scope="col" class={classOf(column)}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            {row.map((cell, index) =>
              index === 0 && cell !== "" ? (
                <th scope="row" class={classOf(columns[index])}>
                  {cell}
                </th>
              ) : (
                <td class={classOf(columns[index])}>{cell}</td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </Scrolling>
);

const classOf = (column: TableColumn | undefined): string | undefined =>
  [...(column?.align === "right" ? ["figure"] : []), ...(column?.width ? [column.width] : [])].join(" ") || undefined;

/** Where there is nothing to scroll, the page's script takes it out of the order of the keyboard. */
export const Scrolling = ({ label, children }: { label: string; children: ComponentChildren }) => (
  <div class="scrolling" role="region" aria-label={label} tabIndex={0}>
    {children}
  </div>
);
