import { expect } from "chai";
import { dialogue } from "../../../cli/new/dialogue";
import { CONSUMER_QUESTIONS, SERVICE_QUESTIONS } from "../../../cli/new/questions";
import { readAnswers } from "../../../cli/new/answers";
import { NEW_CONSUMER_KEYS } from "../../../config/newConsumer";
import { newStackSchema } from "../../../config/newStackSchema";
import { scripted } from "../../support/scripted";

const ofName = (name: string) =>
  name === "taken" ? { path: ["NAME"], value: name, allowed: "another", fix: "choose one" } : undefined;

describe("questions about a new stack", () => {
  it("are one for each answer, each with what it means", () => {
    const sorted = (keys: readonly string[]) => [...keys].sort();
    expect(sorted(SERVICE_QUESTIONS.map(({ key }) => key))).to.deep.equal(sorted(Object.keys(newStackSchema.shape)));
    expect(sorted(CONSUMER_QUESTIONS.map(({ key }) => key))).to.deep.equal(sorted(NEW_CONSUMER_KEYS));
    const unexplained = [...SERVICE_QUESTIONS, ...CONSUMER_QUESTIONS].filter(
      ({ meaning = "" }) => !/^\S.*\.$/.test(meaning) || meaning.includes("\n"),
    );
    expect(unexplained.map(({ key }) => key)).to.deep.equal([]);
  });

  it("are few for a stack to try, and whoever only confirms gets one that can be", async () => {
    const asker = scripted([]);
    const { kind, name, given } = await dialogue(asker, { given: {} }, ofName);
    expect(asker.asked.map((title) => title.split("\n")[0])).to.deep.equal([
      "What do you make?",
      "What is the stack called?",
      "What is it for?",
      "Which TCP port do clients connect to?",
      "Which regions?",
      "Do clients come over the internet?",
      "Which ranges may connect? (empty: everyone)",
      "Is it a container?",
      "Which image? (empty: not known yet)",
      "What may a month cost, in US dollars? (empty: anything)",
      "Who is told of the rest, by e-mail? (empty: nobody)",
      "Is that all right, or which answer do you change?",
    ]);
    expect({ kind, name, given }).to.deep.equal({
      kind: "service",
      name: "my-service",
      given: { environment: "dev", port: 5000, regions: ["eu-west-1"], internet: true, containers: "either" },
    });
    expect(asker.lines).to.include.members(["zones of each region  2", "protected  no", "options  –"]);
    expect(readAnswers(kind ?? "service", given).mistakes).to.equal(undefined);
  });

  it("take the whole need of a team in production, say at once what is wrong, and go back to what the program refuses", async () => {
    const arn = (region: string) =>
      `arn:aws:acm:${region}:111122223333:certificate/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9`;
    const asker = scripted([
      ["What is the stack called", "taken"],
      ["What is it for", "prod"],
      ["Which TCP port", "8583"],
      ["Which further ports", "application=9583"],
      ["Which regions", ["eu-west-1", "us-east-1"]],
      ["Which ranges", "198.51.100.1/24"],
      ["Does TLS end", true],
      ["Which certificates", arn("eu-west-1")],
      ["What is its public name", "pay.example.com"],
      ["Which hosted zone", "example.com"],
      ["Which addresses", "us-east-1/a=eipalloc-0a1b2c3d4e5f60718"],
      ["Does it stand in a VPC that exists, in eu-west-1", false],
      ["Who is told", "team@example.com"],
      ["Which architectures", "nlb"],
      ["Which answer", "allowedClients"],
      ["Which ranges", "198.51.100.0/24"],
      ["Which answer", "certificates"],
      ["Which certificates", `${arn("eu-west-1")},${arn("us-east-1")}`],
    ]);
    const { name, given } = await dialogue(asker, { given: { budgetUsd: 3000 } }, ofName);
    expect(asker.said.slice(1)).to.deep.equal([
      "taken: allowed is another; choose one",
      "198.51.100.1/24: allowed is a range such as 198.51.100.0/24 or, with dual stack, 2001:db8::/32, with no host bits set; write " +
        "198.51.100.0/24, the range that this lies in",
      "--allowed-clients[0]: 198.51.100.1/24: allowed is a range such as 198.51.100.0/24 or, with dual stack, 2001:db8::/32, with no host " +
        "bits set; write 198.51.100.0/24, the range that this lies in",
      "ha-tcp:regions.us-east-1.certificates (--certificates): []: allowed is one certificate of us-east-1 or more, with service.tls or tls of a " +
        "port in service.alsoListens; name the ARN of a certificate of ACM, or remove tls",
    ]);
    expect(name).to.equal("taken");
    const reading = readAnswers("service", given);
    expect(reading.mistakes).to.equal(undefined);
    expect(given).to.deep.include({
      port: 8583,
      alsoListens: [{ name: "application", port: 9583 }],
      zones: 3,
      protect: true,
      budgetUsd: 3000,
      options: ["nlb"],
      ticketEmails: ["team@example.com"],
    });
  });

  it("about a consumer ask of the service only what its stack does not say", async () => {
    const asker = scripted([
      ["What do you make", "consumer"],
      ["Which stack has the service", "prod"],
      ["Are the clients in a VPC", true],
      ["The id of the VPC", "vpc-0a1b2c3d4e5f60718"],
      ["A subnet for the endpoint", "a=subnet-0b00000000000000a"],
    ]);
    const { kind, given } = await dialogue(asker, { name: "theirs", given: {} }, ofName);
    expect({ kind, given }).to.deep.equal({
      kind: "consumer",
      given: {
        serviceStack: "prod",
        consumer: "clients",
        region: "eu-west-1",
        existingVpc: { id: "vpc-0a1b2c3d4e5f60718", subnets: { a: "subnet-0b00000000000000a" } },
        vpcCidr: "10.60.0.0/22",
      },
    });
    expect(asker.asked.map((title) => title.split("\n")[0])).not.to.include("What is the endpoint service called?");
  });
});
