/** Every rule. Within a stage they run in this order; misspelt keys come before missing ones, so that one cause gives one finding. */

import { slidingWindowHidesWindow } from "./attention/sliding-window-hides-window.ts";
import { slidingWindowOff } from "./attention/sliding-window-off.ts";
import { generationConfigRope } from "./files/generation-config-rope.ts";
import { generationLength } from "./files/generation-length.ts";
import { tokenizerWindow } from "./files/tokenizer-window.ts";
import { byteOrderMark } from "./json/byte-order-mark.ts";
import { duplicateKey } from "./json/duplicate-key.ts";
import { nonFiniteNumber } from "./json/non-finite-number.ts";
import { syntax } from "./json/syntax.ts";
import { countedTwice } from "./length/counted-twice.ts";
import { dynamicMultiplied } from "./length/dynamic-multiplied.ts";
import { factorMismatch } from "./length/factor-mismatch.ts";
import { modelMaxLength } from "./length/model-max-length.ts";
import { originalNotBelowWindow } from "./length/original-not-below-window.ts";
import { staticYarn } from "./length/static-yarn.ts";
import { unmultipliedWindow } from "./length/unmultiplied-window.ts";
import { unreadLengthKey } from "./length/unread-length-key.ts";
import { unscaledExtension } from "./length/unscaled-extension.ts";
import { windowRange } from "./length/window-range.ts";
import { attentionFactorRange } from "./rope/attention-factor-range.ts";
import { attnFactor } from "./rope/attn-factor.ts";
import { bothBlocks } from "./rope/both-blocks.ts";
import { defaultThetaChanged } from "./rope/default-theta-changed.ts";
import { factorRange } from "./rope/factor-range.ts";
import { headDimNeeded } from "./rope/head-dim-needed.ts";
import { ignoredTheta } from "./rope/ignored-theta.ts";
import { keysOutsideBlock } from "./rope/keys-outside-block.ts";
import { layerTypeBlocks } from "./rope/layer-type-blocks.ts";
import { legacyTypeKey } from "./rope/legacy-type-key.ts";
import { listLength } from "./rope/list-length.ts";
import { listValues } from "./rope/list-values.ts";
import { misplacedBlock } from "./rope/misplaced-block.ts";
import { missingKey } from "./rope/missing-key.ts";
import { missingOriginalLength } from "./rope/missing-original-length.ts";
import { missingType } from "./rope/missing-type.ts";
import { misspeltKey } from "./rope/misspelt-key.ts";
import { mlaHeadDim } from "./rope/mla-head-dim.ts";
import { mropeSection } from "./rope/mrope-section.ts";
import { mscalePair } from "./rope/mscale-pair.ts";
import { nullKeepsScaling } from "./rope/null-keeps-scaling.ts";
import { oddRotaryDimension } from "./rope/odd-rotary-dimension.ts";
import { originalConflict } from "./rope/original-conflict.ts";
import { originalRange } from "./rope/original-range.ts";
import { parameterRange } from "./rope/parameter-range.ts";
import { partialRotary } from "./rope/partial-rotary.ts";
import { partialRotaryRange } from "./rope/partial-rotary-range.ts";
import { refusedType } from "./rope/refused-type.ts";
import { scalingWithoutRope } from "./rope/scaling-without-rope.ts";
import { swappedBetas } from "./rope/swapped-betas.ts";
import { swappedFreqFactors } from "./rope/swapped-freq-factors.ts";
import { thetaConflict } from "./rope/theta-conflict.ts";
import { thetaRange } from "./rope/theta-range.ts";
import { truncateInLayerBlock } from "./rope/truncate-in-layer-block.ts";
import { typeConflict } from "./rope/type-conflict.ts";
import { unknownType } from "./rope/unknown-type.ts";
import { unreadBlock } from "./rope/unread-block.ts";
import { unusedKey } from "./rope/unused-key.ts";
import { wrongType } from "./rope/wrong-type.ts";
import type { Rule } from "./rule.ts";
import { attentionFactorUnread } from "./runtime/attention-factor-unread.ts";
import { differs } from "./runtime/differs.ts";
import { linearIntegerFactor } from "./runtime/linear-integer-factor.ts";
import { longropeOriginal } from "./runtime/longrope-original.ts";
import { mlaAttentionFactor } from "./runtime/mla-attention-factor.ts";
import { raises } from "./runtime/raises.ts";
import { truncateUnread } from "./runtime/truncate-unread.ts";
import { unsupportedType } from "./runtime/unsupported-type.ts";
import { v5Spelling } from "./runtime/v5-spelling.ts";
import { flatLanguageKeys } from "./shape/flat-language-keys.ts";
import { floatWhereInteger } from "./shape/float-where-integer.ts";
import { headsDivideHidden } from "./shape/heads-divide-hidden.ts";
import { kvHeads } from "./shape/kv-heads.ts";
import { layerTypes } from "./shape/layer-types.ts";
import { shapeMisspeltKey } from "./shape/misspelt-key.ts";
import { oddHeadDim } from "./shape/odd-head-dim.ts";
import { sizeRange } from "./shape/size-range.ts";
import { shapeWrongType } from "./shape/wrong-type.ts";

export const RULES: readonly Rule[] = [
  byteOrderMark,
  duplicateKey,
  nonFiniteNumber,
  syntax,
  wrongType,
  shapeWrongType,
  floatWhereInteger,
  sizeRange,
  misspeltKey,
  shapeMisspeltKey,
  missingType,
  unknownType,
  typeConflict,
  bothBlocks,
  misplacedBlock,
  keysOutsideBlock,
  missingKey,
  partialRotaryRange,
  attentionFactorRange,
  attnFactor,
  defaultThetaChanged,
  factorRange,
  headDimNeeded,
  ignoredTheta,
  layerTypeBlocks,
  legacyTypeKey,
  listLength,
  listValues,
  missingOriginalLength,
  mlaHeadDim,
  mropeSection,
  mscalePair,
  nullKeepsScaling,
  oddRotaryDimension,
  originalConflict,
  originalRange,
  parameterRange,
  partialRotary,
  refusedType,
  scalingWithoutRope,
  swappedBetas,
  swappedFreqFactors,
  thetaConflict,
  thetaRange,
  truncateInLayerBlock,
  unreadBlock,
  unusedKey,
  flatLanguageKeys,
  headsDivideHidden,
  kvHeads,
  layerTypes,
  oddHeadDim,
  countedTwice,
  dynamicMultiplied,
  factorMismatch,
  modelMaxLength,
  originalNotBelowWindow,
  staticYarn,
  unmultipliedWindow,
  unreadLengthKey,
  unscaledExtension,
  windowRange,
  slidingWindowHidesWindow,
  slidingWindowOff,
  attentionFactorUnread,
  differs,
  linearIntegerFactor,
  longropeOriginal,
  mlaAttentionFactor,
  raises,
  truncateUnread,
  unsupportedType,
  v5Spelling,
  generationConfigRope,
  generationLength,
  tokenizerWindow,
];
