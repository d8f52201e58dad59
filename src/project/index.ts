/** What a project has settled for its configs: `rope-lens.config.json`. */
export {
  type PretrainedLengths,
  pretrainedLengthFor,
  pretrainedLengthsOf,
} from "./pretrained-lengths.ts";
export { type ParsedSettings, type ProjectSettings, parseProjectSettings, SETTINGS_NAME } from "./project-settings.ts";
