import { expect } from "chai";
import { layout } from "../../../../plan/monitoring/dashboard/layout";
import { type Widget, text } from "../../../../plan/monitoring/dashboard/widgets";

const widget = (width: number, height: number): Widget => text("", height, width);

describe("plan/monitoring/dashboard/layout", () => {
  const table: [
    what: string,
    rows: [number, number][][],
    places: [x: number, y: number, width: number, height: number][],
  ][] = [
    ["nothing", [[]], []],
    [
      "one row under the other, each over the whole width",
      [[[24, 1]], [[12, 4]]],
      [
        [0, 0, 24, 1],
        [0, 1, 24, 4],
      ],
    ],
    [
      "side by side, as high as the highest",
      [
        [
          [12, 4],
          [12, 6],
        ],
      ],
      [
        [0, 0, 12, 6],
        [12, 0, 12, 6],
      ],
    ],
    [
      "what is left shared by width, the rest to the last",
      [
        [
          [6, 4],
          [8, 4],
        ],
      ],
      [
        [0, 0, 10, 4],
        [10, 0, 14, 4],
      ],
    ],
    [
      "too wide a row on several lines, shared evenly",
      [
        [
          [8, 6],
          [8, 6],
          [8, 6],
          [8, 2],
        ],
        [[24, 1]],
      ],
      [
        [0, 0, 12, 6],
        [12, 0, 12, 6],
        [0, 6, 12, 6],
        [12, 6, 12, 6],
        [0, 12, 24, 1],
      ],
    ],
    [
      "widgets of several widths on lines as they fit",
      [
        [
          [9, 4],
          [9, 4],
          [12, 4],
        ],
      ],
      [
        [0, 0, 12, 4],
        [12, 0, 12, 4],
        [0, 4, 24, 4],
      ],
    ],
  ];
  for (const [what, rows, places] of table)
    it(what, () => {
      const placed = layout(rows.map((row) => row.map(([width, height]) => widget(width, height))));
      expect(placed.map(({ x, y, width, height }) => [x, y, width, height])).to.deep.equal(places);
    });
});
