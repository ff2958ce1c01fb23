// Asks yaml-language-server, over its standard streams, what it makes of the plan folders in the folder given:
// examples are without a complaint; a misspelt key and a wrong choice are not; facts, choices and help are offered.
"use strict";
const assert = require("node:assert/strict");
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { pathToFileURL } = require("node:url");

const folder = process.argv[2];
const server = spawn(process.execPath, [require.resolve("yaml-language-server/bin/yaml-language-server"), "--stdio"], {
  stdio: ["pipe", "pipe", "inherit"],
});

// ---- the protocol ----

const answers = new Map();
const opened = new Map();
let received = Buffer.alloc(0);
let last = 0;

server.stdout.on("data", (chunk) => {
  received = Buffer.concat([received, chunk]);
  for (;;) {
    const head = received.indexOf("\r\n\r\n");
    const length = head < 0 ? NaN : Number(/Content-Length: (\d+)/i.exec(received.subarray(0, head))[1]);
    if (!(received.length >= head + 4 + length)) return;
    const message = JSON.parse(received.subarray(head + 4, head + 4 + length));
    received = received.subarray(head + 4 + length);
    take(message);
  }
});

function take(message) {
  if (message.method && message.id !== undefined) {
    const nothing = message.method === "workspace/configuration" ? message.params.items.map(() => null) : null;
    send({ id: message.id, result: nothing });
  } else if (message.id !== undefined) {
    answers.get(message.id)(message);
  } else if (message.method === "textDocument/publishDiagnostics") {
    opened.get(message.params.uri)?.(message.params.diagnostics);
  }
}

function send(message) {
  const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
  server.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
  server.stdin.write(body);
}

async function ask(method, params) {
  last += 1;
  const answer = new Promise((resolve) => answers.set(last, resolve));
  send({ id: last, method, params });
  const { result, error } = await answer;
  assert.equal(error, undefined);
  return result;
}

function complaints(file) {
  const uri = pathToFileURL(file).href;
  const told = new Promise((resolve) => opened.set(uri, resolve));
  const text = fs.readFileSync(file, "utf8");
  send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "yaml", version: 1, text } } });
  return told;
}

const at = (file, line, character) => ({
  textDocument: { uri: pathToFileURL(file).href },
  position: { line, character },
});

// ---- what is asked ----

async function main() {
  await ask("initialize", {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    capabilities: { textDocument: { completion: { completionItem: { snippetSupport: true } } } },
  });
  send({ method: "initialized", params: {} });
  const settings = { yaml: { validate: true, hover: true, completion: true, schemaStore: { enable: false } } };
  send({ method: "workspace/didChangeConfiguration", params: { settings } });
  const plans = fs.readdirSync(folder).sort();
  for (const plan of plans) await askOfAnExample(path.join(folder, plan, "facts.yaml"));
  await askOfMistakes(path.join(folder, "annual-work-plan"));
}

async function askOfAnExample(file) {
  assert.deepEqual(await complaints(file), [], file);
  const lines = fs.readFileSync(file, "utf8").split("\n");
  const line = lines.findIndex((each) => /^[^#\s:]+: /.test(each) && !each.startsWith("structure"));
  const hover = await ask("textDocument/hover", at(file, line, 1));
  assert.match(JSON.stringify(hover), /必填|选填/, `${file}:${line + 1}: nothing is told of the fact`);
  console.log(`${file}: no complaint; of ${lines[line].split(":")[0]} it tells: ${hover.contents.value.split("\n")[2]}`);
}

async function askOfMistakes(plan) {
  const text = fs.readFileSync(path.join(plan, "facts.yaml"), "utf8");
  const file = path.join(plan, "mistakes.yaml");
  fs.writeFileSync(file, `${text}目标植: 95%\n稿次: 草稿\n\n紧急程度: \n`);
  const line = text.split("\n").length - 1;
  const found = await complaints(file);
  for (const each of found) console.log(`${file}:${each.range.start.line + 1}: ${each.message}`);
  assert.deepEqual(found.map((each) => each.range.start.line).sort(), [line, line + 1]);
  assert.match(JSON.stringify(found), /目标植/);
  assert.match(JSON.stringify(found), /征求意见稿/);

  const facts = await ask("textDocument/completion", at(file, line + 2, 0));
  const offered = new Map(facts.items.map((item) => [item.label, item]));
  assert.match(offered.get("份号").documentation, /选填.*涉密公文才填/);
  assert.doesNotMatch(offered.get("份号").insertText, /000001/, "an example is typed into somebody's facts");
  assert(!offered.has("单位"), "a fact that is given is offered again");
  console.log(`on an empty line it offers ${offered.size} keys: ${[...offered.keys()].join("、")}`);

  const words = await ask("textDocument/completion", at(file, line + 3, 6));
  const labels = words.items.map((item) => item.label).sort();
  assert.deepEqual(labels, ["加急", "特急"]);
  console.log(`behind 紧急程度 it offers ${labels.join("、")}`);
}

main().then(
  () => server.kill(),
  (error) => {
    console.error(error);
    server.kill();
    process.exitCode = 1;
  },
);
