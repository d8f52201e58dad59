import { describe, expect, it } from "vitest";
import { findingsOf, fixedBy, marked, only } from "../support/configs.ts";

const CODE = "json/syntax";

describe(CODE, () => {
  it("marks a comma before the closing brace and takes it out", () => {
    const text = '{\n  "model_type": "llama",\n  "hidden_size": 2048,\n}';
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "" });
    expect(marked(text, finding)).toBe(",");
    expect(finding.message).toBe(
      'A comma before the end is not allowed: Python\'s json module rejects the file, and transformers says "not a valid JSON file".',
    );
    expect(fixedBy("Remove the comma", finding, text)).toBe('{\n  "model_type": "llama",\n  "hidden_size": 2048\n}');
  });

  it("marks a comment and takes it out", () => {
    const text = '{\n  "model_type": "llama", // mine\n  "hidden_size": 2048\n}';
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "" });
    expect(marked(text, finding)).toBe("// mine");
    expect(finding.message).toBe(
      'Comments are not allowed: Python\'s json module rejects the file, and transformers says "not a valid JSON file".',
    );
    expect(fixedBy("Remove the comment", finding, text)).toBe('{\n  "model_type": "llama",\n  "hidden_size": 2048\n}');
  });

  it.each(["\n", "\r\n"])("takes the line of a comment that stands alone with it, whatever ends lines (%j)", (end) => {
    const lines = ["{", '  "model_type": "llama",', "\t // mine\t", '  "hidden_size": 2048', "}"];
    const text = lines.join(end);
    expect(only(CODE, text).fixes.map(({ preferred }) => preferred)).toEqual([true]);
    expect(fixedBy("Remove the comment", only(CODE, text), text)).toBe(lines.toSpliced(2, 1).join(end));
  });

  it("takes out a comment at the end of the file, and leaves the rest of it alone", () => {
    const config = '{\n  "model_type": "llama",\n  "hidden_size": 2048\n}';
    for (const [before, after] of [
      [`${config}\n// the end`, `${config}\n`],
      [`${config} // the end`, config],
      [`${config}\n/* the end */ \n`, `${config}\n`],
    ] as const) {
      expect(fixedBy("Remove the comment", only(CODE, before), before)).toBe(after);
    }
  });

  it("keeps what parts two values when it takes a comment from between them", () => {
    const text = '{"model_type": "llama", /* mine */ "hidden_size": 2048}';
    const fixed = fixedBy("Remove the comment", only(CODE, text), text);
    expect(fixed).toMatch(/^\{"model_type": "llama", +"hidden_size": 2048\}$/);
  });

  it("has no fix for a comment that does not end", () => {
    const text = '{"model_type": "llama", "hidden_size": 2048} /* mine';
    expect(findingsOf(CODE, text).flatMap(({ fixes }) => fixes)).toEqual([]);
    expect(findingsOf(CODE, text)).not.toEqual([]);
  });

  it("marks the place where a comma is missing, without guessing a fix", () => {
    const text = '{\n  "model_type": "llama"\n  "hidden_size": 2048\n}';
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", jsonPointer: "" });
    expect(marked(text, finding)).toBe('"hidden_size"');
    expect(finding.message).toBe(
      'A comma is expected: Python\'s json module rejects the file, and transformers says "not a valid JSON file".',
    );
  });

  it("recognises a Python dict that was meant as a model config, and converts it", () => {
    const text =
      "{'model_type': 'llama', 'architectures': [\"LlamaForCausalLM\"], 'use_cache': True, 'rope_scaling': None, 'rms_norm_eps': 1e-05,}";
    const finding = only(CODE, text);
    expect(finding).toMatchObject({ severity: "error", offset: 0, length: 1 });
    expect(finding.message).toBe(
      "The file is written as Python writes a dict, with keys in single quotes: Python's json module rejects the file, and " +
        'transformers says "not a valid JSON file".',
    );
    expect(fixedBy("Convert to JSON", finding, text)).toBe(
      '{"model_type": "llama", "architectures": ["LlamaForCausalLM"], "use_cache": true, "rope_scaling": null, "rms_norm_eps": 1e-05}',
    );
    expect(findingsOf(CODE, text, { rules: { [CODE]: "off" } })).toEqual([]);
  });

  it("leaves dicts of other programs and what is no dict alone", () => {
    for (const text of [
      "{'name': 'site', 'layers': 2}",
      "{'name': llama}",
      "{'name': ('llama',)}",
      "{'a",
      "{'a\n': 1}",
    ])
      expect(findingsOf(CODE, text)).toEqual([]);
  });

  it("says that a config is empty only where a model's other files lie beside it", () => {
    const siblings = { "tokenizer_config.json": "{}" };
    expect(only(CODE, " \n", { siblings })).toMatchObject({ severity: "error", offset: 0, length: 1 });
    expect(only(CODE, "", { siblings }).length).toBe(0);
    expect(findingsOf(CODE, "")).toEqual([]);
  });

  it("is left to editors that say it themselves", () => {
    expect(findingsOf(CODE, '{\n  "model_type": "llama",\n  "hidden_size": 2048,\n}', { syntax: false })).toEqual([]);
  });

  it("leaves tabs, CRLF and Python's number words alone", () => {
    expect(findingsOf(CODE, '{\r\n\t"model_type": "llama",\r\n\t"hidden_size": 2048\r\n}')).toEqual([]);
    expect(
      findingsOf(CODE, '{"model_type": "mamba2", "hidden_size": 2048, "time_step_limit": [0.0, Infinity]}'),
    ).toEqual([]);
  });

  it("says every fault up to the first that breaks the text", () => {
    expect(
      findingsOf(CODE, '{"model_type": "llama", "hidden_size": 2048, "x": [1,],}').map(({ offset }) => offset),
    ).toEqual([52, 54]);
    const broken = '{"model_type": "llama", /* a */ "x": [1,], "hidden_size": 2048 "y": 1,}';
    expect(findingsOf(CODE, broken).map(({ offset, length }) => broken.slice(offset, offset + length))).toEqual([
      "/* a */",
      ",",
      '"y"',
    ]);
  });

  it("tells a byte order mark from a comment at the very start", () => {
    const config = '{"model_type": "llama", "hidden_size": 2048}';
    expect(fixedBy("Remove the comment", only(CODE, `// x\n${config}`), `// x\n${config}`)).toBe(config);
    expect(fixedBy("Remove the comment", only(CODE, `/* x */${config}`), `/* x */${config}`)).toBe(config);
    expect(findingsOf(CODE, `\uFEFF${config}`)).toEqual([]);
    expect(findingsOf(CODE, `\uFEFF/* x */${config}`)).toHaveLength(1);
  });

  it("does not take the star of an opening for that of an end", () => {
    const text = '{"model_type": "llama", "hidden_size": 2048} /*/';
    expect(findingsOf(CODE, text).flatMap(({ fixes }) => fixes)).toEqual([]);
    const closed = `${text} */`;
    expect(fixedBy("Remove the comment", only(CODE, closed), closed)).toBe(
      '{"model_type": "llama", "hidden_size": 2048}',
    );
  });

  it("takes the rest of no other line with a comment", () => {
    const text = '{\n  "model_type": "llama", /* a\n b */ "hidden_size": 2048\n}';
    expect(fixedBy("Remove the comment", only(CODE, text), text)).toBe(
      '{\n  "model_type": "llama",  "hidden_size": 2048\n}',
    );
    const before = '{\n  /* a */ "model_type": "llama",\n  "hidden_size": 2048\n}';
    expect(JSON.parse(fixedBy("Remove the comment", only(CODE, before), before))).toEqual({
      model_type: "llama",
      hidden_size: 2048,
    });
    expect(fixedBy("Remove the comment", only(CODE, before), before).split("\n")).toHaveLength(4);
  });

  it("takes a text that breaks off for a config only where it names a model's keys", () => {
    expect(findingsOf(CODE, '{"model_type": "llama", "rope_scaling": {"rope_type": "lin')).toHaveLength(1);
    expect(findingsOf(CODE, '{"name": "site", "layers": {"rope": "lin')).toEqual([]);
    expect(findingsOf(CODE, "")).toEqual([]);
  });

  it("stands where a dict begins, and follows the level of its group", () => {
    const text = " {'model_type': 'llama', 'hidden_size': 4}";
    const finding = only(CODE, text, { rules: { "json/*": "info" } });
    expect(finding).toMatchObject({ severity: "info", offset: 1, length: 1, jsonPointer: "", runtimes: [] });
    expect(finding.fixes.map(({ preferred }) => preferred)).toEqual([true]);
    const siblings = { "tokenizer_config.json": "{}" };
    expect(only(CODE, "\n ", { siblings, rules: { [CODE]: "warning" } }).severity).toBe("warning");
  });
});
