/** The document around the page's frame, and the script that stands in the frame for VS Code's own. */
import type { ConfigFile } from "./config-files.ts";
import { PAGE_THEMES, type PageTheme } from "./themes.ts";

/** Choosers for theme and config above the frame; messages pass between the frame and the server. */
export function outerDocument(files: readonly ConfigFile[], config: string, theme: string): string {
  const chosen = files.find(({ label }) => label === config)?.label ?? firstOf(files);
  const themes = Object.entries(PAGE_THEMES).map(([name, { title }]) => option(name, title, name === theme));
  const configs = files.map(({ label }) => option(label, label, label === chosen));
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>RoPE Lens preview</title>
<style>
  html, body { height: 100%; margin: 0; }
  body { display: grid; grid-template-rows: auto 1fr; font: 13px/20px system-ui, sans-serif; }
  form { display: flex; flex-wrap: wrap; gap: 8px 16px; padding: 4px 12px; background: #ddd; }
  iframe { width: 100%; height: 100%; border: 0; }
</style>
<form>
  <label>Config <select name="config">${configs.join("")}</select></label>
  <label>Theme <select name="theme">${themes.join("")}</select></label>
  <span id="log"></span>
</form>
<iframe title="Preview" src="/frame?theme=${theme}"></iframe>
<script>
  const session = crypto.randomUUID();
  const frame = document.querySelector("iframe");
  const query = new URLSearchParams({ session, config: ${JSON.stringify(chosen)} });
  new EventSource("/events?" + query).onmessage = ({ data }) => frame.contentWindow.postMessage(JSON.parse(data), "*");
  addEventListener("message", ({ data }) => {
    if (data.type === "copy") navigator.clipboard?.writeText(data.text);
    if (data.type === "save") {
      const link = document.createElement("a");
      link.download = data.name;
      link.href = "data:application/octet-stream;base64," + data.base64;
      link.click();
    }
    if (data.type === "open" || data.type === "log") document.querySelector("#log").textContent = JSON.stringify(data);
    fetch("/message?" + query, { method: "POST", body: JSON.stringify(data) });
  });
  document.querySelector("form").addEventListener("change", ({ currentTarget }) => currentTarget.submit());
</script>
</html>
`;
}

/** Runs in the frame before the page's script: the API of a webview, and the theme. */
export function frameScript({ bodyClasses, variables }: PageTheme): string {
  return `
window.acquireVsCodeApi = () => ({
  postMessage: (message) => parent.postMessage(message, "*"),
  getState: () => JSON.parse(sessionStorage.getItem("preview") ?? "null"),
  setState: (state) => sessionStorage.setItem("preview", JSON.stringify(state)),
});
document.body.className = ${JSON.stringify(bodyClasses.join(" "))};
for (const [name, value] of Object.entries(${JSON.stringify(variables)})) document.documentElement.style.setProperty(name, value);
`;
}

/** A config whose window is longer than the pretrained one. */
function firstOf(files: readonly ConfigFile[]): string {
  return (files.find(({ label }) => label.includes("16k")) ?? files[0])?.label ?? "";
}

function option(value: string, text: string, selected: boolean): string {
  return `<option value="${escapeHtml(value)}"${selected ? " selected" : ""}>${escapeHtml(text)}</option>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
