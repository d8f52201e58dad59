/** What a project has settled for its configs: `rope-lens.config.json`. */
export {
  isLength,
  pretrainedLengthFor,
  pretrainedLengthsOf,
} from "./pretrained-lengths.ts";
export { type ProjectSettings, parseProjectSettings, SETTINGS_NAME } from "./project-settings.ts";
