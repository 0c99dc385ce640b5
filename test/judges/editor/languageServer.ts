import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { StreamMessageReader, StreamMessageWriter, createMessageConnection } from "vscode-jsonrpc/node";
import { ROOT } from "../../support/recording";

/*
 * The YAML language server that VS Code, Neovim and others run, driven as they drive it, over its standard input and output.
 * Source: microsoft.github.io/language-server-protocol (specification 3.17)
 */

interface Place {
  line: number;
  character: number;
}

interface Item {
  label: string;
  documentation?: string | { value: string };
}

interface Diagnostic {
  range: { start: Place };
  message: string;
  severity: number;
}

export interface Editor {
  /** What is proposed at the mark `¦`, by label, with the words beside it. */
  proposed: (text: string) => Promise<Map<string, string>>;
  /** What is shown over the mark. */
  hover: (text: string) => Promise<string>;
  /** What is underlined: the line, from 1, and the message. */
  mistakes: (text: string) => Promise<string[]>;
  close: () => void;
}

const PROGRAM = join(createRequire(__filename).resolve("yaml-language-server"), "../../../../bin/yaml-language-server");

const wordsOf = (documentation: Item["documentation"]): string =>
  typeof documentation === "object" ? documentation.value : (documentation ?? "");

/** The text without its mark, and where that was. */
function marked(text: string): { plain: string; at: Place } {
  const before = text.split("¦")[0] ?? "";
  const lines = before.split("\n");
  return { plain: text.replace("¦", ""), at: { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 } };
}

/** Starts the server. Files are as if they lay in the folder examples. */
export async function startEditor(): Promise<Editor> {
  const server = spawn(process.execPath, [PROGRAM, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const connection = createMessageConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const settings: Record<string, object> = {
    yaml: { validate: true, hover: true, completion: true, schemaStore: { enable: false } },
  };
  const diagnosed = new Map<string, (found: Diagnostic[]) => void>();
  connection.onRequest("workspace/configuration", ({ items }: { items: { section: string }[] }) =>
    items.map(({ section }) => settings[section] ?? {}),
  );
  connection.onRequest("client/registerCapability", () => null);
  connection.onNotification(
    "textDocument/publishDiagnostics",
    ({ uri, diagnostics }: { uri: string; diagnostics: Diagnostic[] }) => diagnosed.get(uri)?.(diagnostics),
  );
  connection.listen();
  await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri: pathToFileURL(ROOT).href,
    capabilities: {
      workspace: { configuration: true },
      textDocument: {
        hover: { contentFormat: ["markdown"] },
        completion: { completionItem: { documentationFormat: ["markdown"], snippetSupport: true } },
        publishDiagnostics: {},
      },
    },
  });
  await connection.sendNotification("initialized", {});

  let count = 0;
  /** Opens a file, and waits until it has been judged. */
  const opened = async (plain: string) => {
    const uri = pathToFileURL(join(ROOT, "examples", `editor-${(count += 1)}.yaml`)).href;
    const found = new Promise<Diagnostic[]>((resolve) => diagnosed.set(uri, resolve));
    await connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId: "yaml", version: 1, text: plain },
    });
    return { uri, found: await found };
  };
  const asked = async <T>(method: string, text: string): Promise<T> => {
    const { plain, at } = marked(text);
    const { uri } = await opened(plain);
    return connection.sendRequest(method, { textDocument: { uri }, position: at });
  };
  return {
    proposed: async (text) => {
      const answer = await asked<{ items: Item[] } | null>("textDocument/completion", text);
      return new Map((answer?.items ?? []).map(({ label, documentation }) => [label, wordsOf(documentation)]));
    },
    hover: async (text) => {
      const answer = await asked<{ contents: { value: string } } | null>("textDocument/hover", text);
      return answer?.contents.value ?? "";
    },
    mistakes: async (text) =>
      (await opened(text)).found.map(({ range, message }) => `${range.start.line + 1}: ${message}`),
    close: () => {
      connection.dispose();
      server.kill();
    },
  };
}
