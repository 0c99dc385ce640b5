import { expect } from "chai";
import { budgetNotifications, monitorSpecification } from "../../../plan/guard/budget";

describe("plan/guard/budget", () => {
  it("tells of what is spent and of what is expected, the least first", () => {
    expect(budgetNotifications({ actualPercent: [100, 50], forecastPercent: [120] })).to.deep.equal([
      { notificationType: "ACTUAL", threshold: 50 },
      { notificationType: "ACTUAL", threshold: 100 },
      { notificationType: "FORECASTED", threshold: 120 },
    ]);
  });

  it("looks for anomalies by the tag of the stack, in the form that the provider reads back", () => {
    expect(monitorSpecification({ Project: "ha-tcp", Stack: "prod" })).to.equal(
      '{"And":null,"CostCategories":null,"Dimensions":null,"Not":null,"Or":null,"Tags":{"Key":"Stack","MatchOptions":null,"Values":["prod"]}}',
    );
  });
});
