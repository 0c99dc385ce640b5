import type { PlanView } from "../../../plan/planView";
import { consumerCells } from "../../../plan/renderConsumers";
import { nameCells } from "../../../plan/renderNames";
import { Table } from "../parts/Table";
import { Lines } from "../parts/text";

export const Names = ({ names }: Pick<PlanView, "names">) => (
  <Table
    label="Names, and what each is answered with"
    columns={[
      { title: "Name" },
      { title: "By" },
      { title: "Leads to" },
      { title: "When", width: "wide" },
      { title: "Healthy with" },
    ]}
    rows={names.flatMap(nameCells).map((row) => row.map((cell) => (cell === "" ? "" : <Lines text={cell} />)))}
  />
);

export const Consumers = ({ consumers }: Pick<PlanView, "consumers">) => (
  <Table
    label="Consumers of PrivateLink"
    columns={[
      { title: "Consumer" },
      { title: "Region" },
      { title: "VPC" },
      { title: "Endpoint in" },
      { title: "Clients find it by" },
      { title: "Accepted" },
    ]}
    rows={consumers.map(consumerCells)}
  />
);
