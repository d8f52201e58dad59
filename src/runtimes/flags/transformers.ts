/** transformers: a library, whose models are loaded from Python. */
import { type FlagsOf, noLaunch } from "./request.ts";

export const transformersFlags: FlagsOf = () =>
  noLaunch("transformers is loaded from Python and has no launch arguments; change the file");
