/** rope-lens.config.json, read as the command line reads it, on file systems that only the editor knows. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, onTestFinished, test } from "vitest";
import { PROJECT_EDIT_REQUEST, type ProjectChange, type ProjectEdit } from "../../src/protocol/index.ts";
import { applyLspEdits, LLAMA_2_16K, rangeOfPart } from "./configs.ts";
import { LanguageServer, type StartOptions } from "./language-server.ts";

/** A repository that is looked at in a browser. */
const ROOT = "vscode-vfs://github/organisation/models";
const URI = `${ROOT}/llama/base/config.json`;
const NAME = "rope-lens.config.json";
const WINDOW = rangeOfPart(LLAMA_2_16K, "16384");

const OFF = '{"rules": {"length/unscaled-extension": "off"}}';
const ERROR = '{"rules": {"length/unscaled-extension": "error"}}';

let server: LanguageServer | null = null;
afterEach(async () => {
  expect(await server?.stop()).toBe(0);
  expect(server?.complaints()).toBe("");
  server = null;
});

async function start(options: StartOptions): Promise<LanguageServer> {
  const started = await LanguageServer.start({
    initializationOptions: { clientCommands: true },
    workspaceFolders: [ROOT],
    ...options,
  });
  server = started;
  return started;
}

/** Severities of the findings of the unscaled config, under these files. */
async function severities(files: Readonly<Record<string, string>>, options: StartOptions = {}, uri = URI) {
  const started = await start({ files, ...options });
  await started.open(uri, LLAMA_2_16K);
  return (await started.diagnostics(uri)).map(({ severity }) => severity);
}

describe("which file applies", () => {
  test("the nearest one, whole", async () => {
    const files = { [`${ROOT}/${NAME}`]: OFF, [`${ROOT}/llama/${NAME}`]: ERROR };
    expect(await severities(files)).toEqual([1]);
  });

  test("one in the workspace folder itself", async () => {
    expect(await severities({ [`${ROOT}/${NAME}`]: OFF })).toEqual([]);
  });

  test("none outside of the workspace folder", async () => {
    const files = { [`vscode-vfs://github/organisation/${NAME}`]: OFF };
    expect(await severities(files)).toEqual([2]);
  });

  test("none above the root of a repository", async () => {
    const files = { [`${ROOT}/${NAME}`]: OFF, [`${ROOT}/llama/.git/HEAD`]: "ref: refs/heads/main\n" };
    expect(await severities(files)).toEqual([2]);
  });

  test("that of its own folder where a config lies outside of every workspace folder", async () => {
    const files = {
      "file:///elsewhere/a/rope-lens.config.json": ERROR,
      "file:///elsewhere/rope-lens.config.json": OFF,
    };
    expect(await severities(files, {}, "file:///elsewhere/a/config.json")).toEqual([1]);
  });

  test("one on the disk, for editors that are not asked for files", async () => {
    const folder = mkdtempSync(join(tmpdir(), "rope-lens-lsp-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    mkdirSync(join(folder, "llama"));
    writeFileSync(join(folder, NAME), ERROR);
    const root = pathToFileURL(folder).toString();
    const options = { initializationOptions: null, workspaceFolders: [root] };
    expect(await severities({}, options, `${root}/llama/config.json`)).toEqual([1]);
  });
});

describe("what it says", () => {
  test("goes before the editor's settings, rule by rule", async () => {
    const settings = { rules: { "length/unscaled-extension": "off", "rope/unused-key": "off" } };
    expect(await severities({ [`${ROOT}/${NAME}`]: '{"rules": {"length/*": "info"}}' }, { settings })).toEqual([3]);
  });

  test("names the frameworks that decide", async () => {
    const linear = LLAMA_2_16K.replace('"rope_scaling": null', '"rope_scaling": {"rope_type": "linear", "factor": 4}');
    const started = await start({
      files: { [`${ROOT}/${NAME}`]: '{"runtimes": ["vllm"]}' },
      settings: { runtimes: ["transformers"] },
    });
    await started.open(URI, linear);
    expect((await started.diagnostics(URI)).filter(({ severity }) => severity === 1)).not.toEqual([]);
  });

  test("states the pretrained length, by path from its folder", async () => {
    const text = '{"pretrainedLength": {"**": 2048, "llama/*/config.json": 8192}}';
    const started = await start({ files: { [`${ROOT}/${NAME}`]: text }, settings: { pretrainedLength: 4096 } });
    await started.open(URI, LLAMA_2_16K);
    expect((await started.diagnostics(URI))[0]?.message).toContain("2 times the pretrained 8192");
  });
});

describe("when it changes", () => {
  test("the findings follow, and the editor is asked to tell", async () => {
    const files: Record<string, string> = {};
    const started = await start({ files });
    await started.open(URI, LLAMA_2_16K);
    expect(await started.diagnostics(URI)).toHaveLength(1);
    const [watched] = started.registrations().filter(({ method }) => method === "workspace/didChangeWatchedFiles");
    expect(JSON.stringify(watched?.registerOptions)).toContain(NAME);
    files[`${ROOT}/${NAME}`] = OFF;
    await started.changedFile(`${ROOT}/${NAME}`);
    expect(await started.diagnostics(URI)).toEqual([]);
    files[`${ROOT}/${NAME}`] = ERROR;
    await started.open(`${ROOT}/${NAME}`, ERROR);
    await started.save(`${ROOT}/${NAME}`);
    expect((await started.diagnostics(URI))[0]?.severity).toBe(1);
  });

  test("one that cannot be understood is left aside and said once", async () => {
    const files: Record<string, string> = { [`${ROOT}/${NAME}`]: '{"rulez": {}}' };
    const started = await start({ files });
    await started.open(URI, LLAMA_2_16K);
    expect((await started.diagnostics(URI))[0]?.severity).toBe(2);
    expect(await started.message("rulez")).toMatch(
      /^RoPE Lens: rope-lens\.config\.json is left aside: "rulez" is unknown; the keys are/,
    );
    await started.open(`${ROOT}/gemma/config.json`, LLAMA_2_16K);
    expect(await started.diagnostics(`${ROOT}/gemma/config.json`)).toHaveLength(1);
    expect(started.shown()).toHaveLength(1);
    files[`${ROOT}/${NAME}`] = OFF;
    await started.changedFile(`${ROOT}/${NAME}`);
    expect(await started.diagnostics(URI)).toEqual([]);
  });
});

describe("writing into it", () => {
  const FOUND = '{\n    // ours\n    "rules": {\n        "rope/unused-key": "off"\n    }\n}\n';

  async function edited(text: string, change: ProjectChange): Promise<string> {
    const started = await start({ files: { [`${ROOT}/${NAME}`]: text } });
    await started.open(URI, LLAMA_2_16K);
    const edit = await started.request<ProjectEdit | null>(PROJECT_EDIT_REQUEST, { uri: URI, change });
    expect(edit?.uri).toBe(`${ROOT}/${NAME}`);
    return applyLspEdits(text, edit?.edits ?? []);
  }

  test("a rule that is turned off joins the others, in their layout", async () => {
    expect(await edited(FOUND, { turnedOff: "length/static-yarn" })).toBe(
      FOUND.replace('"off"\n', '"off",\n        "length/static-yarn": "off"\n'),
    );
  });

  test("a rule makes the object where there is none", async () => {
    const text = await edited('{"bins": 90}', { turnedOff: "length/static-yarn" });
    expect(JSON.parse(text)).toEqual({ bins: 90, rules: { "length/static-yarn": "off" } });
  });

  test.each([
    ["{}", 8192, { "llama/base/config.json": 8192 }],
    ['{"pretrainedLength": 4096}', 8192, { "**": 4096, "llama/base/config.json": 8192 }],
    [
      '{"pretrainedLength": {"llama/base/config.json": 1, "**": 4096}}',
      8192,
      { "**": 4096, "llama/base/config.json": 8192 },
    ],
    ['{"pretrainedLength": {"llama/base/config.json": 4096}}', null, undefined],
    ['{"pretrainedLength": {"llama/base/config.json": 1, "**": 4096}}', null, { "**": 4096 }],
  ])("a pretrained length in %s becomes the last that matches", async (text, pretrainedLength, wanted) => {
    const { pretrainedLength: written } = JSON.parse(await edited(text, { pretrainedLength }));
    expect(written).toEqual(wanted);
    expect(Object.keys(Object(written))).toEqual(Object.keys(Object(wanted)));
  });

  test("is nothing to be done where a config has none", async () => {
    const started = await start({});
    await started.open(URI, LLAMA_2_16K);
    const change = { turnedOff: "length/static-yarn" };
    expect(await started.request(PROJECT_EDIT_REQUEST, { uri: URI, change })).toBeNull();
  });

  test("turns a rule off from its finding: by a command, else by an edit", async () => {
    const files = { [`${ROOT}/${NAME}`]: FOUND };
    const own = await start({ files });
    await own.open(URI, LLAMA_2_16K);
    const title = "Turn off length/unscaled-extension in rope-lens.config.json";
    const action = (await own.codeActions(URI, WINDOW, ["quickfix"])).find((offered) => offered.title === title);
    expect(action?.command).toMatchObject({
      command: "ropeLens.turnOffRule",
      arguments: [URI, "length/unscaled-extension"],
    });
    expect(action?.diagnostics?.[0]?.code).toBe("length/unscaled-extension");
    await own.stop();

    const folder = mkdtempSync(join(tmpdir(), "rope-lens-lsp-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, NAME), FOUND);
    const root = pathToFileURL(folder).toString();
    const other = await start({ initializationOptions: null, workspaceFolders: [root] });
    await other.open(`${root}/config.json`, LLAMA_2_16K);
    const offered = await other.codeActions(`${root}/config.json`, WINDOW, ["quickfix"]);
    const edit = offered.find((candidate) => candidate.title === title)?.edit?.changes?.[`${root}/${NAME}`];
    expect(applyLspEdits(FOUND, edit ?? [])).toContain('"length/unscaled-extension": "off"');
    expect(offered.map((candidate) => candidate.title)).not.toContain("Set the pretrained length…");
  });
});
