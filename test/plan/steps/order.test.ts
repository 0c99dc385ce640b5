import { expect } from "chai";
import { inOrder } from "../../../plan/steps/order";
import type { SwitchConfig } from "../../../plan/steps/switchConfig";

const NLB: SwitchConfig = { options: ["nlb"] };

describe("plan/steps/order", () => {
  const INSPECTED: SwitchConfig = { options: ["networkFirewall"] };
  const regions = (all: object, rest: SwitchConfig = INSPECTED): SwitchConfig => ({ ...rest, regions: all });
  const three = { zones: ["c", "a", "b"], cidr: "10.0.0.0/16" };
  const two = { zones: ["a", "b"], cidr: "10.0.0.0/16" };
  const service = (settings: object, rest: SwitchConfig = { options: ["nlb"] }): SwitchConfig => ({
    ...rest,
    service: { port: 5000, ...settings },
  });
  const CLOSING = { terminateUnhealthyConnections: true };

  const heard = (alarms: object | undefined, options: SwitchConfig["options"] = ["ecs"]): SwitchConfig => ({
    options,
    ecs: { image: "app:1", deployment: { rollback: false, ...(alarms && { alarms }) } },
  });

  it("a service that hears no alarms any more is told so before they go", () => {
    expect(inOrder(heard({ names: { one: ["a"] } }), heard(undefined))).to.deep.equal([
      { title: "have deployments hear no alarm", config: heard({ names: { one: ["a"] }, enabled: false }) },
      { title: "take their alarms out", config: heard(undefined) },
    ]);
  });

  it("connected consumers are out before their endpoint service goes", () => {
    const linked = (connected: object[], options: SwitchConfig["options"] = ["privateLink"]): SwitchConfig => ({
      options,
      privateLink: { allowedClients: [], ...(connected.length > 0 && { connectedConsumers: connected }) },
    });
    expect(inOrder(linked([{ name: "shop" }]), NLB)).to.deep.equal([
      { title: "take each consumer out, once it has deleted its endpoint", config: linked([]) },
      { title: "change the rest", config: NLB },
    ]);
    expect(inOrder(linked([]), NLB)).to.deep.equal([]);
    expect(inOrder(linked([{ name: "shop" }]), linked([], ["nlb", "privateLink"]))).to.deep.equal([]);
  });

  const nothing: [string, SwitchConfig, SwitchConfig][] = [
    ["alarms that were not heard", heard({ enabled: false }), heard(undefined)],
    ["other alarms", heard({}), heard({ resets: false })],
    ["alarms of tasks that go", heard({}), heard(undefined, ["nlb"])],
    ["nothing changes", regions({ one: three }), regions({ one: three })],
    ["a zone more", regions({ one: two }), regions({ one: three })],
    ["a zone less without a firewall", regions({ one: three }, NLB), regions({ one: two }, NLB)],
    ["a zone less with the firewall", regions({ one: three }), regions({ one: two }, NLB)],
    ["a firewall with a zone less", regions({ one: three }, NLB), regions({ one: two })],
    ["a region less", regions({ one: three, two: three }), regions({ one: three })],
    ["a region without any zone", regions({ one: three, two: three }), regions({ one: three, two: { zones: [] } })],
    [
      "a zone less that the firewall is yet to leave",
      regions({ one: three }),
      regions({ one: { ...two, firewall: { parkedZones: ["c"] } } }),
    ],
    [
      "a zone that it then leaves",
      regions({ one: { ...two, firewall: { parkedZones: ["c"] } } }),
      regions({ one: two }),
    ],
    [
      "a zone less of a firewall that exists",
      regions({ one: { ...three, firewall: { existing: {} } } }),
      regions({ one: { ...two, firewall: { existing: {} } } }),
    ],
    ["no zonal shift", service({}), service({ zonalShift: false })],
    ["zonal shift", service({ zonalShift: false }), service({ zonalShift: true })],
    ["what is protected from now on", NLB, { ...NLB, protect: true }],
  ];
  for (const [what, from, to] of nothing)
    it(`nothing: ${what}`, () => {
      expect(inOrder(from, to)).to.deep.equal([]);
    });

  it("a zone that goes before the firewall leaves it", () => {
    const to = regions({ one: { ...two, firewall: { cidr: "192.168.0.0/24" } }, two: three, new: two });
    expect(inOrder(regions({ one: three, two: three }), to)).to.deep.equal([
      {
        title: "change the rest, and keep the firewall's own endpoint in onec",
        config: regions({
          one: { ...two, firewall: { cidr: "192.168.0.0/24", parkedZones: ["c"] } },
          two: three,
          new: two,
        }),
      },
      { title: "let the firewall leave onec", config: to },
    ]);
  });

  it("connections that are closed no more before zonal shift begins", () => {
    const from = service({ ...CLOSING, zonalShift: false });
    expect(inOrder(from, service({}))).to.deep.equal([
      {
        title: "close no connections to unhealthy targets any more",
        config: service({ terminateUnhealthyConnections: false, crossZone: true, zonalShift: false }),
      },
      { title: "begin zonal shift across zones", config: service({}) },
    ]);
  });

  it("connections that are closed no more before an accelerator's load balancers come to shift across zones", () => {
    const accelerated = (settings: object, crossZone?: boolean): SwitchConfig => ({
      ...service({ crossZone: false, ...settings }, { options: ["globalAccelerator"] }),
      globalAccelerator: { port: 443, ...(crossZone !== undefined && { crossZone }) },
    });
    const to = accelerated({}, true);
    expect(inOrder(accelerated(CLOSING), to)).to.deep.equal([
      {
        title: "close no connections to unhealthy targets any more",
        config: accelerated({ terminateUnhealthyConnections: false, zonalShift: true }, false),
      },
      { title: "begin zonal shift across zones", config: to },
    ]);
  });

  it("zonal shift that ends before connections are closed", () => {
    const to = service({ ...CLOSING, crossZone: false });
    expect(inOrder(service({}), to)).to.deep.equal([
      {
        title: "end zonal shift across zones, and close no connections to unhealthy targets yet",
        config: service({ terminateUnhealthyConnections: false, crossZone: false }),
      },
      { title: "close connections to unhealthy targets", config: to },
    ]);
  });

  it("protections that end before what they protect goes", () => {
    const firewall = (deletion: boolean) => ({ networkFirewall: { protection: { deletion, policyChange: true } } });
    const from = { ...regions({ one: three }), protect: true, ...firewall(true) };
    const to = { ...NLB, protect: false };
    expect(inOrder(from, to)).to.deep.equal([
      { title: "end the protection from deletion", config: { ...from, protect: false, ...firewall(false) } },
      { title: "change the rest", config: to },
    ]);
  });

  it("all of it", () => {
    const from = service({ ...CLOSING, zonalShift: false }, { ...regions({ one: three }), protect: true });
    const to = service({}, regions({ one: two }));
    expect(inOrder(from, to)).to.deep.equal([
      { title: "end the protection from deletion", config: { ...from, protect: false } },
      {
        title:
          "change the rest, and keep the firewall's own endpoint in onec; close no connections to unhealthy targets any more",
        config: service(
          { terminateUnhealthyConnections: false, crossZone: true, zonalShift: false },
          regions({ one: { ...two, firewall: { parkedZones: ["c"] } } }),
        ),
      },
      { title: "let the firewall leave onec; begin zonal shift across zones", config: to },
    ]);
  });
});
