/** Where the page's parts are, as the host serves them. */
export interface PreviewHtmlOptions {
  /** The source that the host's resources come from: `webview.cspSource`, or the origin of a plain server. */
  readonly cspSource: string;
  /** Fresh for each page; letters and digits. */
  readonly nonce: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  /** Absent: the page is in English. */
  readonly localisation?: PageLocalisation | undefined;
}

/** The language of the page. */
export interface PageLocalisation {
  /** As the editor names it: "zh-cn". */
  readonly language: string;
  /** English text -> translation. What is not in it stays English. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Name of the `meta` element whose content is the texts, as JSON. */
export const TEXTS_META = "rope-lens-texts";

/**
 * The document that the preview runs in. It holds nothing of a file: the script builds the page.
 * Translations are in it as data, so that the page's first text is in its language.
 * The policy allows this one script and this one style sheet, no inline style, no eval, and nothing remote.
 */
export function previewHtml({ cspSource, nonce, scriptUri, styleUri, localisation }: PreviewHtmlOptions): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `img-src ${cspSource} data: blob:`,
    `font-src ${cspSource}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const texts =
    localisation === undefined
      ? ""
      : `\n    <meta name="${TEXTS_META}" content="${attribute(JSON.stringify(localisation.texts))}">`;
  return `<!doctype html>
<html lang="${attribute(localisation?.language ?? "en")}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
    <meta name="viewport" content="width=device-width, initial-scale=1">${texts}
    <title>RoPE Lens</title>
    <link rel="stylesheet" href="${attribute(styleUri)}">
  </head>
  <body>
    <script nonce="${attribute(nonce)}" src="${attribute(scriptUri)}"></script>
  </body>
</html>
`;
}

function attribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
