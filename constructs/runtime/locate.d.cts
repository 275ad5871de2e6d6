/** A program that a block deploys. */
export type Program = 'gateway/lambda' | 'gateway/container' | 'gateway-bootstrap/lambda';

/**
 * The folder of a prebuilt program, with its `index.mjs`; the same bytes in every checkout, so that a hash of them names an asset.
 * Throws where it has not been built, or not since its source has changed.
 */
export declare function programFolder(program: Program): string;
